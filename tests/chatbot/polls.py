"""A poll as tests open it, how people vote in it, and its result."""

from pathlib import Path

from storage.measures.polls import tally
from tests.conversation import Conversation

TEA = "/poll open Tea or coffee? | Tea | Coffee"
SECRET = "@amina /poll open Which theme first? | Water | Energy secret:yes closes:in 60 minutes"


def counts(talk: Conversation, number: int = 1) -> tuple[int, ...]:
    """Return the voters per option of a poll."""
    return tally(talk.poll(number)).counts


def say_all(talk: Conversation, *choices: str, number: int = 1) -> list[str]:
    """Have the three members vote, and return their answers."""
    voters = ("amina", "li", "bruno")
    return [
        talk.say(f"@{who} /poll vote P{number} {choice}").text for who, choice in zip(voters, choices, strict=False)
    ]


def result(talk: Conversation, number: int = 1) -> list[str]:
    """Close a poll and return its result, line by line."""
    return talk.say(f"@amina /poll close P{number}").text.splitlines()


def boxes(talk: Conversation) -> list[Path]:
    """Return the ballot boxes and keys that there are."""
    return sorted(path for path in (talk.folder / "ballots").iterdir() if path.name != "CACHEDIR.TAG")
