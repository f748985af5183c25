"""Polls, meetings, commitments and milestones, as a line names them: by an id such as P3, or as they were imported."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from chatbot.arguments import first_word
from chatbot.call import Call
from chatbot.grammar import fold_word
from chatbot.kinds import Taken
from chatbot.message import Refused
from storage import ids
from storage.i18n import _
from storage.state import Commitment, Meeting, Milestone, Network, Poll, State

Thing = Poll | Meeting | Commitment | Milestone
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
"""What telephones and word processors write for "-"; fullwidth and small ones are folded with all characters."""
_LISTS: Final = {
    "poll": "/poll list",
    "meeting": "/meeting list",
    "commitment": "/commit list all",
    "milestone": "/milestone list",
}


@lru_cache(1000)
def read_id(word: str) -> ids.Id | None:
    """Return network code, noun and number of an id such as "P3" or "PNE-P3", in whatever letters and dashes."""
    return ids.read_label(_DASHES.sub("-", fold_word(word.strip("<>"))))


def things(network: Network, noun: str) -> Mapping[int, Thing]:
    """Return the polls, meetings, commitments or milestones of a network by number."""
    every: dict[str, Mapping[int, Thing]] = {
        "poll": network.polls,
        "meeting": network.meetings,
        "commitment": network.commitments,
        "milestone": network.milestones,
    }
    return every[noun]


@dataclass(frozen=True, slots=True)
class Id:
    """The id of a poll, a meeting, a commitment or a milestone; also the `ref` that it was imported with."""

    noun: str

    @property
    def shape(self) -> str:
        """For example "P3"."""
        return f"{ids.LETTERS[self.noun]}3"

    def take(self, text: str, call: Call) -> Taken:
        """Take one id."""
        word, rest = first_word(text)
        named = read_id(word)
        if named and named.noun == self.noun:
            return self._find(named.number, call), rest
        found = find_ref(call.network, self.noun, word)
        return (found, rest) if found else None

    def _find(self, number: int, call: Call) -> Thing:
        every = things(call.network, self.noun)
        if number not in every:
            label = ids.label(call.network.code, self.noun, number)
            raise Refused("not_found", _("There is no {label}.").format(label=label), self.listing(call))
        return every[number]

    def listing(self, call: Call) -> str:
        """Return the line that lists what there is to name."""
        return f"{_LISTS[self.noun]} in:{call.code}"


@dataclass(frozen=True, slots=True)
class Ids:
    """One or more ids, as a list."""

    noun: str

    @property
    def shape(self) -> str:
        """For example "C7 C8"."""
        return f"{ids.LETTERS[self.noun]}7 {ids.LETTERS[self.noun]}8"

    def take(self, text: str, call: Call) -> Taken:
        """Take the ids at the start of the text."""
        found: list[Thing] = []
        while taken := Id(self.noun).take(text.lstrip(",;،、 "), call):
            thing, text = taken
            found.append(thing)
        return (found, text) if found else None


def find_poll(state: State, text: str) -> Poll | None:
    """Return the poll with this full id; None where there is none."""
    named = ids.read_label(text)
    network = state.networks.get(named.code or "") if named and named.noun == "poll" else None
    return network.polls.get(named.number) if named and network else None


def find_ref(network: Network, noun: str, word: str) -> Meeting | Commitment | Milestone | None:
    """Return the meeting, commitment or milestone that was imported with this `ref`; polls have none."""
    wanted = fold_word(word)
    if not wanted:
        return None
    every = (thing for thing in things(network, noun).values() if not isinstance(thing, Poll))
    return next((thing for thing in every if thing.ref and fold_word(thing.ref) == wanted), None)
