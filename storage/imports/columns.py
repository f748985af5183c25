"""The columns of each kind of row. The export writes exactly these; docs/import.md explains them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a row describes; in a YAML file, the key above the rows."""

    NETWORKS = "policy_networks"
    PEOPLE = "people"
    MEMBERSHIPS = "memberships"
    MILESTONES = "milestones"
    COMMITMENTS = "commitments"


COLUMNS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.NETWORKS: ("id", "name", "since"),
    Kind.PEOPLE: ("name", "full_name", "handles", "zone", "language", "via", "notify", "hour", "id"),
    Kind.MEMBERSHIPS: (
        *("pn", "person", "roles", "group", "region", "disciplines", "organisation", "from", "to", "id"),
    ),
    Kind.MILESTONES: (
        *("id", "number", "pn", "milestone_title", "due", "original_due", "slipped", "since", "met", "dropped"),
    ),
    Kind.COMMITMENTS: (
        *("id", "number", "pn", "action", "actors", "proposed", "actor_role", "due", "deadline_kind", "original_due"),
        *("slipped", "status", "since", "started", "done", "dropped", "evidence", "note"),
        *("milestone", "every", "first_due", "follows"),
    ),
}
READ_ONLY: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.NETWORKS: (),
    Kind.PEOPLE: (),
    Kind.MEMBERSHIPS: ("role",),
    Kind.MILESTONES: (),
    Kind.COMMITMENTS: ("quote", "row"),
}
"""Columns that are read as well and never written."""
REQUIRED: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.COMMITMENTS: frozenset({"pn", "action"}),
    Kind.MILESTONES: frozenset({"pn", "milestone_title"}),
    Kind.MEMBERSHIPS: frozenset({"pn", "person"}),
    Kind.NETWORKS: frozenset({"id", "name"}),
    Kind.PEOPLE: frozenset({"name"}),
}
"""The columns that tell what a CSV file holds, the most telling kind first."""
LISTS: Final = frozenset({"handles", "roles", "role", "disciplines", "actors", "proposed"})


def known(kind: Kind) -> tuple[str, ...]:
    """Return every column that is read for a kind."""
    return COLUMNS[kind] + READ_ONLY[kind]
