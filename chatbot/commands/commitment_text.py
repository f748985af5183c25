"""How a commitment is told: a line with deadline, owners and progress."""

from collections.abc import Iterable
from datetime import UTC, datetime

from chatbot.call import Call
from chatbot.rights import Right
from storage.events import DeadlineKind, Progress
from storage.i18n import _
from storage.measures.commitments import is_overdue
from storage.measures.owners import public_owners
from storage.state import Commitment


def describe(call: Call, commitment: Commitment) -> str:
    """Return a commitment in one line; people are named to those who take part in the network only."""
    parts = [_deadline(call, commitment), _owners(call, commitment), _progress(call, commitment)]
    return " · ".join([f"{commitment.label}: {commitment.text}", *parts])


def describe_all(call: Call, commitments: Iterable[Commitment]) -> str:
    """Return a line a commitment, the earliest deadline first, undated ones last."""
    last = datetime.max.replace(tzinfo=UTC)
    ordered = sorted(commitments, key=lambda commitment: (commitment.due or last, commitment.number))
    return "\n".join(describe(call, commitment) for commitment in ordered)


def _deadline(call: Call, commitment: Commitment) -> str:
    if commitment.due is None:
        return _("no deadline")
    due = call.time(commitment.due)
    text = _("on {time}") if commitment.deadline_kind is DeadlineKind.ON else _("by {time}")
    text = text.format(time=due)
    if commitment.slips and commitment.original_due and commitment.original_due != commitment.due:
        text = _("{now}, originally {before}").format(now=text, before=call.time(commitment.original_due))
    return text


def _owners(call: Call, commitment: Commitment) -> str:
    if not commitment.owners:
        return _("no owner yet")
    if not call.may(Right.TAKE_PART):
        return ", ".join(public_owners(call.state.network(commitment.network), commitment, call.now))
    names = (
        (owner.body or call.name(owner.person), "" if owner.accepted else _(" (proposed)"))
        for owner in commitment.owners
    )
    return ", ".join(name + proposed for name, proposed in names)


def _progress(call: Call, commitment: Commitment) -> str:
    words = {
        Progress.OPEN: _("open"),
        Progress.IN_PROGRESS: _("in progress"),
        Progress.DONE: _("done"),
        Progress.DROPPED: _("dropped"),
        Progress.UNKNOWN: _("status unknown"),
    }
    word = words[commitment.progress]
    return _("{progress}, overdue").format(progress=word) if is_overdue(commitment, call.now) else word
