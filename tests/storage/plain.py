"""What the tables of an export hold of a state, and how they become a record again."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import astuple

from storage.columns import FILES
from storage.events import Text
from storage.state import Commitment, Membership, State
from storage.terms import terms
from tests.storage.office import Office

UNTOLD: Final = ("polls", "publications", "owned", "moved_from")
TABLES: Final = tuple(FILES)
"""The tables that import reads, in the order in which it needs them."""


def plain(thing: Any) -> Any:  # noqa: ANN401, PLR0911  whatever a state is made of
    """Return a thing of a state as plain values: texts without their salts, memberships as their terms.

    What is `UNTOLD`, and requests to join, have no table that import reads. Of owners, those who accepted come first.
    """
    if isinstance(thing, State):
        return plain(thing.networks)
    if isinstance(thing, Membership):
        values = {field.name: getattr(thing, field.name) for field in fields(thing) if field.name != "requested"}
        return {**plain(values), "terms": terms(thing)}
    if isinstance(thing, Text):
        return str(thing)
    if isinstance(thing, Commitment):
        thing = replace(thing, owners=tuple(sorted(thing.owners, key=lambda owner: not owner.accepted)))
    if is_dataclass(thing):
        kept = (field.name for field in fields(thing) if field.name not in (*UNTOLD, "memberships"))
        found = {name: plain(getattr(thing, name)) for name in kept}
        members = getattr(thing, "memberships", {})
        return {**found, "memberships": {who: plain(one) for who, one in members.items() if terms(one)}}
    if isinstance(thing, dict):
        return {key: plain(value) for key, value in thing.items()}
    if isinstance(thing, Struct):
        thing = astuple(thing)
    if isinstance(thing, (tuple, list)):
        return [plain(value) for value in thing]
    return thing.value if isinstance(thing, Enum) else thing


def imported(folder: Path, into: Path) -> Office:
    """Import the tables of a folder into an empty record."""
    office = Office(into)
    for name in TABLES:
        office.take(folder / f"{name}.csv")
    return office
