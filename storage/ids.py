"""The ids of polls, meetings, commitments and milestones: "PNE-P3" anywhere, "P3" where the network is clear."""

import re
from typing import Final, NamedTuple

from storage.events import Code
from storage.i18n import N_

LETTERS: Final = {N_("poll"): "P", N_("meeting"): "M", N_("commitment"): "C", N_("milestone"): "W"}
"""What the ids of each noun have before their number."""
PATTERN: Final = rf"(?:([A-Z][A-Z0-9]*)-)?([{''.join(LETTERS.values())}])([0-9]{{1,6}})"
"""An id within a text: code, letter and number."""
_NOUNS: Final = {letter: noun for noun, letter in LETTERS.items()}
_ID: Final = re.compile(PATTERN)


class Id(NamedTuple):
    """An id, taken apart; without a code where none was written."""

    code: Code | None
    noun: str
    number: int


def pattern(noun: str) -> str:
    """Return what a full id of a noun looks like, as a regular expression without groups."""
    return rf"[A-Z][A-Z0-9]*-{LETTERS[noun]}[0-9]{{1,6}}"


def label(code: Code, noun: str, number: int) -> str:
    """Return the full id, such as "PNE-P3"."""
    return f"{code}-{LETTERS[noun]}{number}"


def read_label(text: str) -> Id | None:
    """Return what an id says, in whatever letter case; None for any other text."""
    found = _ID.fullmatch(text.upper())
    return Id(found[1], _NOUNS[found[2]], int(found[3])) if found else None
