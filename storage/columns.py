"""The columns of each kind of row, as export writes them, and words in them; docs/import.md explains them."""

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
    QUORUMS = "quorums"
    MEETINGS = "meetings"
    AGENDA = "agenda"
    NOTES = "notes"
    MINUTES = "minutes"
    ATTENDANCE = "attendance"
    VOTES = "votes"


FILES: Final[Mapping[str, Kind]] = {
    "networks": Kind.NETWORKS,
    **{kind: kind for kind in Kind if kind not in (Kind.NETWORKS, Kind.VOTES)},
}
"""The names of an export's files, without their ending, in the order in which they are imported with their folder.

Votes are not: they are about polls that are open where they are imported.
"""
COLUMNS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.NETWORKS: ("id", "name", "since"),
    Kind.PEOPLE: ("name", "full_name", "handles", "zone", "language", "via", "notify", "hour", "id"),
    Kind.MEMBERSHIPS: (
        *("pn", "person", "roles", "group", "region", "disciplines", "organisation", "from", "to", "id"),
    ),
    Kind.MILESTONES: (
        *("id", "number", "pn", "milestone_title", "due", "original_due", "slips", "since", "met", "dropped", "reason"),
    ),
    Kind.COMMITMENTS: (
        *("id", "number", "pn", "action", "actors", "proposed", "leaving", "actor_role"),
        *("due", "deadline_kind", "original_due", "slips", "status", "since", "started", "done", "dropped", "reason"),
        *("reopened", "evidence", "note", "notes", "snoozed", "maker", "assigned", "assigner"),
        *("milestone", "every", "first_due", "follows"),
    ),
    Kind.QUORUMS: ("pn", "fraction", "since"),
    Kind.MEETINGS: (
        *("id", "number", "pn", "title", "kind", "sittings", "planned", "since", "moved", "timed"),
        *("moved_because", "opened", "closed", "cancelled", "cancelled_because", "ends_series", "observers"),
        *("reminded", "link", "chatham", "series"),
        *("present", "eligible", "excused", "others", "proxies"),
    ),
    Kind.AGENDA: ("meeting", "pn", "item", "text", "person", "place", "begun", "dropped"),
    Kind.NOTES: ("meeting", "pn", "note", "text", "item", "person", "at", "dropped"),
    Kind.MINUTES: ("meeting", "pn", "version", "text", "at", "reason"),
    Kind.ATTENDANCE: (
        *("meeting", "pn", "sitting", "person", "presence", "at", "left", "holder", "recorder", "via", "reason"),
    ),
    Kind.VOTES: ("poll", "person", "choice", "because", "via", "at"),
}
READ_ONLY: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.MEMBERSHIPS: ("role",),
    Kind.MILESTONES: ("slipped",),
    Kind.COMMITMENTS: ("slipped", "quote", "row"),
}
"""Columns that are read as well and never written."""
REQUIRED: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.COMMITMENTS: frozenset({"pn", "action"}),
    Kind.MILESTONES: frozenset({"pn", "milestone_title"}),
    Kind.MEETINGS: frozenset({"pn", "title", "sittings"}),
    Kind.ATTENDANCE: frozenset({"pn", "meeting", "person", "presence"}),
    Kind.VOTES: frozenset({"poll", "person", "choice"}),
    Kind.NOTES: frozenset({"pn", "meeting", "note", "text"}),
    Kind.MINUTES: frozenset({"pn", "meeting", "version", "text"}),
    Kind.AGENDA: frozenset({"pn", "meeting", "item", "text"}),
    Kind.QUORUMS: frozenset({"pn", "fraction"}),
    Kind.MEMBERSHIPS: frozenset({"pn", "person"}),
    Kind.NETWORKS: frozenset({"id", "name"}),
    Kind.PEOPLE: frozenset({"name"}),
}
"""The columns that tell what a CSV file holds, the most telling kind first."""
LISTS: Final = frozenset(
    {
        *("handles", "roles", "role", "disciplines", "actors", "proposed", "leaving", "slips"),
        *("reopened", "notes", "snoozed"),
        *("sittings", "planned", "opened", "closed", "observers", "reminded"),
    }
)

NONE: Final = "none"
"""How it is written that no quorum is agreed any more."""
TYPED: Final = "typed"
"""How it is written that somebody typed an attendance."""


def known(kind: Kind) -> tuple[str, ...]:
    """Return every column that is read for a kind."""
    return COLUMNS[kind] + READ_ONLY.get(kind, ())
