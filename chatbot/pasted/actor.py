"""The actors of a pasted row: people, bodies and roles, with or without words between them, and what they are to do."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from storage.events import Owner, PersonId

BODIES: Final = (
    *("IGF Secretariat", "Secretariat", "MAG liaisons", "MAG liaison", "MAG", "MWG members", "MWG", "WG members"),
    *("working group", "co-chairs", "co-chair", "expert consultant", "consultant", "NRIs", "BPFs", "DCs", "UN DESA"),
)
"""What actors are often called; longer names first where one begins with another."""
_AS: Final = re.compile(r"\s+as\s+(?:the\s+)?([\w-]+(?: [\w-]+){0,2})\.?$", re.IGNORECASE)
"""For example "as MAG liaisons"; a longer text is no role."""
_BETWEEN: Final = re.compile(r"\s*(?:[,;/&、،和]|\b(?:and|with|et|y|и)\b|(?<=\s)(?=[@＠]))\s*", re.IGNORECASE)
_MENTION: Final = re.compile(r"[@＠][\w.-]+(?:\s*\([^()]*\))?")
_ASIDE: Final = re.compile(r"\s*\([^()]*\)$")
_TO: Final = re.compile(r"^(?:to|will|shall|should)\s+", re.IGNORECASE)

Find = Callable[[str], PersonId | None]
"""Tells who is called so, if anybody is."""


@dataclass(slots=True)
class Actors:
    """Who is to do it. `task` are the words that follow the names; `unknown` are names of nobody who is known."""

    owners: list[Owner] = field(default_factory=list)
    task: str = ""
    unknown: list[str] = field(default_factory=list)
    new_bodies: list[str] = field(default_factory=list)


def read_actors(text: str, find: Find, bodies: Iterable[str]) -> Actors:
    """Return who an actor's text names. A single word that is no known body is taken for a person's name."""
    known = sorted({*BODIES, *bodies}, key=len, reverse=True)
    found, role = Actors(), ""
    if as_role := _AS.search(text):
        role, text = as_role[1].strip(" ."), text[: as_role.start()]
    left, joined = text.strip(" ."), True
    while left:
        body = next((one for one in known if _begins(left, one)), "")
        if body:
            found.owners.append(Owner(body=body, accepted=True))
            left, joined = _after(left[len(body) :])
        elif mention := _MENTION.match(left):
            _name(mention[0], role, find, found)
            left, joined = _after(left[mention.end() :])
        elif joined or role:
            name, *rest = _BETWEEN.split(left, maxsplit=1)
            _name(name.strip(), role, find, found)
            left, joined = rest[0] if rest else "", True
        else:
            found.task = _TO.sub("", left)
            break
    if role and not any(owner.person for owner in found.owners):
        found.owners.append(Owner(body=role, accepted=True))
    found.owners = list(dict.fromkeys(found.owners))
    return found


def _name(name: str, role: str, find: Find, found: Actors) -> None:
    bare = _ASIDE.sub("", name)
    whole = find(bare.lstrip("@＠"))
    people = [whole] if whole else [find(one) for one in bare.split()]
    if people and all(people):
        found.owners += [Owner(person=person, role=role) for person in people if person]
    elif role or (" " not in name and not name.isupper()):
        found.unknown.append(name)
    elif name:
        found.owners.append(Owner(body=name, accepted=True))
        found.new_bodies.append(name)


def _begins(text: str, body: str) -> bool:
    return re.match(rf"{re.escape(body)}(?!\w)", text, re.IGNORECASE) is not None


def _after(text: str) -> tuple[str, bool]:
    """Return what follows a name, and whether a word or sign joins it to that."""
    joint = _BETWEEN.match(text)
    return (text[joint.end() :] if joint else text.strip()), joint is not None
