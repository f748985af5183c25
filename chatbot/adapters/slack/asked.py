"""Something that a person did on Slack, whatever it was."""

from datetime import datetime
from typing import NamedTuple


class Asked(NamedTuple):
    """Something that a person did."""

    text: str
    """The line that it stands for; "" for a button that is none of ours."""
    user: str
    channel: str
    """The shared channel's id; empty in a private conversation."""
    place: str
    """Where an answer to everybody is posted; empty where there is no such place."""
    event: str
    at: datetime
    response: str = ""
    """The address that takes answers to this for half an hour."""
    trigger: str = ""
    prefix: str = ""
    """What stands before the words of commands in this workspace."""
    people: tuple[str, ...] = ()
    """The ids of those who are mentioned."""
    by_form: bool = False
    """Whether it was clicked or filled in: nothing of it is left to be read."""
    at_home: bool = False
    """Whether it was done on the app's own page, which shows what became of it."""
    fields: tuple[str, ...] = ()
    """The fields of the form that it is, which show what is wrong; none for what is no form."""
    problem: str = ""
    """What is wrong with a form before anything is decided."""
    about: str = ""
    """The field that this is about."""
