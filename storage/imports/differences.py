"""What distinguishes two networks, memberships, milestones, commitments or meetings, in words; not number nor maker."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, TypeVar

from storage.events import Text
from storage.i18n import N_
from storage.state import Commitment, Meeting, Membership, Milestone, Network
from storage.terms import terms

Noun = TypeVar("Noun", Network, Membership, Milestone, Commitment, Meeting)


def _slips(thing: Commitment | Milestone) -> list[tuple[datetime, datetime, str]]:
    return [(slip.due, slip.at, _text(slip.reason)) for slip in thing.slips]


NETWORK: Final[Mapping[str, Callable[[Network], object]]] = {
    N_("name"): lambda network: network.name,
    N_("since date"): lambda network: network.since,
}
MEMBERSHIP: Final[Mapping[str, Callable[[Membership], object]]] = {
    N_("from or to date"): lambda membership: [term[1:] for term in terms(membership)],
    N_("list of roles"): lambda membership: [term.roles for term in terms(membership)],
    N_("group"): lambda membership: membership.group,
    N_("region"): lambda membership: membership.region,
    N_("list of disciplines"): lambda membership: membership.disciplines,
    N_("organisation"): lambda membership: _text(membership.organisation),
    N_("id"): lambda membership: membership.ref,
}
COMMITMENT: Final[Mapping[str, Callable[[Commitment], object]]] = {
    N_("network"): lambda commitment: commitment.network,
    N_("action"): lambda commitment: _text(commitment.text),
    N_("list of actors"): lambda commitment: frozenset(commitment.owners),
    N_("due date"): lambda commitment: commitment.due,
    N_("original due date"): lambda commitment: commitment.original_due,
    N_("deadline kind"): lambda commitment: commitment.deadline_kind,
    N_("status"): lambda commitment: commitment.progress,
    N_("since date"): lambda commitment: commitment.made,
    N_("date of its start"): lambda commitment: commitment.started,
    N_("date on which it was done"): lambda commitment: commitment.done,
    N_("date on which it was dropped"): lambda commitment: commitment.dropped,
    N_("reason"): lambda commitment: _text(commitment.reason),
    N_("list of what was taken up again"): lambda commitment: [tuple(one) for one in commitment.lapses],
    N_("evidence"): lambda commitment: _text(commitment.evidence),
    N_("note"): lambda commitment: _text(commitment.note),
    N_("list of slips"): _slips,
    N_("list of notes"): lambda commitment: [(note.at, str(note.text)) for note in commitment.notes],
    N_("snoozed"): lambda commitment: commitment.snoozed,
    N_("milestone"): lambda commitment: commitment.milestone,
    N_("recurrence"): lambda commitment: (commitment.every, commitment.first_due, commitment.follows),
}
MILESTONE: Final[Mapping[str, Callable[[Milestone], object]]] = {
    N_("title"): lambda milestone: _text(milestone.title),
    N_("due date"): lambda milestone: milestone.due,
    N_("original due date"): lambda milestone: milestone.original_due,
    N_("list of slips"): _slips,
    N_("since date"): lambda milestone: milestone.added,
    N_("date on which it was met"): lambda milestone: milestone.met,
    N_("date on which it was dropped"): lambda milestone: milestone.dropped,
    N_("reason"): lambda milestone: _text(milestone.reason),
}
MEETING: Final[Mapping[str, Callable[[Meeting], object]]] = {
    N_("network"): lambda meeting: meeting.network,
    N_("title"): lambda meeting: _text(meeting.title),
    N_("kind"): lambda meeting: meeting.kind,
    N_("time"): lambda meeting: [sitting.starts for sitting in meeting.sittings],
    N_("planned time"): lambda meeting: meeting.planned,
    N_("date of its opening"): lambda meeting: [sitting.opened for sitting in meeting.sittings],
    N_("date of its close"): lambda meeting: [sitting.closed for sitting in meeting.sittings],
    N_("date on which it was cancelled"): lambda meeting: (meeting.cancelled, meeting.ends_series),
    N_("reason"): lambda meeting: (_text(meeting.moved_because), _text(meeting.cancelled_because)),
    N_("number of observers"): lambda meeting: [sitting.observers for sitting in meeting.sittings],
    N_("link"): lambda meeting: _text(meeting.link),
    N_("Chatham House Rule"): lambda meeting: meeting.chatham,
    N_("series"): lambda meeting: meeting.series,
}


def difference(columns: Mapping[str, Callable[[Noun], object]], one: Noun, other: Noun) -> str | None:
    """Return the name of the first column in which the two differ, untranslated, or None."""
    return next((name for name, column in columns.items() if column(one) != column(other)), None)


def _text(text: Text | None) -> str:
    return str(text or "")
