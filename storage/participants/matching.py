"""Who of the directory a participant is: told only where it is certain."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final, NamedTuple

from storage.participants.reading import Participant
from storage.people import Person, folded

EMAIL: Final = "email:"
VIDEO: Final = "video:"
"""How the handles begin by which somebody is known in video calls: an address, or a name."""
_LIKE: Final = 0.7
_NO_LETTERS: Final = re.compile(r"['’]s\b|[^\w.-]")


class Found(NamedTuple):
    """A participant, and who that is. Without a person it is not certain, and `perhaps` are those that it may be.

    Among them are those whose short name is a word of how the participant is shown.
    """

    participant: Participant
    person: Person | None
    perhaps: tuple[Person, ...] = ()


def match(participants: Iterable[Participant], everyone: Iterable[Person]) -> list[Found]:
    """Return who each participant is: by an address that is known, else by exactly their name or another known one.

    Letter case and spaces make no difference. A name that several people have is nobody's.
    """
    people = list(everyone)
    index: dict[str, dict[str, Person]] = defaultdict(dict)
    for person in people:
        for key in _keys(person):
            index[key][person.id] = person
    return [_find(one, index) for one in participants]


def _keys(person: Person) -> set[str]:
    videos = (handle.removeprefix(VIDEO) for handle in person.handles if handle.startswith(VIDEO))
    names = (person.full_name, person.name, *videos)
    emails = {handle.casefold() for handle in person.handles if handle.startswith(EMAIL)}
    return {folded(" ".join(name.split())) for name in names if name} | emails


def _find(participant: Participant, index: Mapping[str, Mapping[str, Person]]) -> Found:
    if participant.email and len(known := index.get(f"{EMAIL}{participant.email}", {})) == 1:
        return Found(participant, next(iter(known.values())))
    names = [folded(name) for name in (*participant.names, participant.shown)]
    exact = {id_: person for name in names for id_, person in index.get(name, {}).items()}
    if len(exact) == 1:
        return Found(participant, next(iter(exact.values())))
    words = folded(_NO_LETTERS.sub(" ", participant.shown)).split()
    like = [key for name in names for key in get_close_matches(name, index, n=3, cutoff=_LIKE)]
    like += [word for word in words if word in index]
    near = {id_: person for key in like for id_, person in index[key].items()}
    return Found(participant, None, tuple((exact or near).values()))
