"""How a commitment is told: a line with deadline, owners and progress."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from chatbot.call import Call
from chatbot.rights import Right
from storage.events import (
    CommitmentDone,
    CommitmentDropped,
    CommitmentNoted,
    CommitmentSlipped,
    DeadlineKind,
    Event,
    Every,
    Owner,
    Progress,
    Text,
    Unit,
)
from storage.i18n import N_, _, plural
from storage.ids import label
from storage.measures.commitments import by_deadline, is_finished, is_overdue
from storage.measures.owners import public_owners
from storage.state import Commitment, Slip

_PROGRESS: Final = {
    Progress.OPEN: N_("open"),
    Progress.IN_PROGRESS: N_("in progress"),
    Progress.DONE: N_("done"),
    Progress.DROPPED: N_("dropped"),
    Progress.UNKNOWN: N_("status unknown"),
}


def describe(call: Call, commitment: Commitment) -> str:
    """Return a commitment in one line; people are named to those who take part in the network only."""
    parts = [_deadline(call, commitment), _owners(call, commitment), _progress(call, commitment), *_place(commitment)]
    return " · ".join([f"{commitment.label}: {commitment.text}", *parts])


def describe_all(call: Call, commitments: Iterable[Commitment]) -> str:
    """Return a line a commitment, by deadline."""
    return "\n".join(describe(call, commitment) for commitment in by_deadline(commitments))


def describe_fully(call: Call, commitment: Commitment) -> str:
    """Return a commitment with all that became of it."""
    return "\n".join([describe(call, commitment), *_describe_history(call, commitment)])


def tell_kept(call: Call, commitment: Commitment, event: Event) -> list[str]:
    """Return what was recorded with a change beside what the commitment's line shows, for those who take part."""
    if not call.may(Right.TAKE_PART):
        return []
    match event:
        case CommitmentNoted():
            return [_("Note kept: {note}").format(note=event.note)]
        case CommitmentDone() if event.evidence:
            return [_("Evidence: {evidence}").format(evidence=event.evidence)]
        case CommitmentSlipped() if (before := _due_before(call, commitment, event)) not in (None, event.due):
            reason = tell_reason(call, event.reason)
            sentence = _("Moved from {before} to {due}{reason}")
            return [sentence.format(before=call.time(before), due=call.time(event.due), reason=reason)]
        case CommitmentSlipped() | CommitmentDropped() if event.reason:
            return [_("Reason: {reason}").format(reason=event.reason)]
    return []


def _due_before(call: Call, commitment: Commitment, event: CommitmentSlipped) -> datetime | None:
    """Return the deadline that a move which is told as of its own moment replaced."""
    dues = [commitment.original_due, *(slip.due for slip in commitment.slips)]
    moves = zip(dues, commitment.slips, strict=False)
    return next((before for before, slip in moves if (slip.at, slip.due) == (call.now, event.due)), None)


def _describe_history(call: Call, commitment: Commitment) -> list[str]:
    """Return a line for each change, note and evidence; reasons and notes for those who take part."""
    changes = [*tell_slips(call, commitment.slips), *_tell_lapses(call, commitment)]
    if commitment.dropped:
        changes.append(tell_dropped(call, commitment.dropped, commitment.reason))
    if not call.may(Right.TAKE_PART):
        return changes
    first = [_("Note: {note}").format(note=commitment.note)] if commitment.note else []
    notes = [_("Note of {time}: {note}").format(time=call.time(note.at), note=note.text) for note in commitment.notes]
    proof = [_("Evidence: {evidence}").format(evidence=commitment.evidence)] if commitment.evidence else []
    return [*changes, *first, *notes, *proof]


def tell_slips(call: Call, slips: Iterable[Slip]) -> list[str]:
    """Return a line for each move of a date."""
    return [
        _("Moved to {due} on {time}{reason}").format(
            due=call.time(slip.due), time=call.time(slip.at), reason=tell_reason(call, slip.reason)
        )
        for slip in slips
    ]


def tell_dropped(call: Call, at: datetime, reason: Text | None) -> str:
    """Return when something was dropped, and why."""
    return _("Dropped on {time}{reason}").format(time=call.time(at), reason=tell_reason(call, reason))


def tell_reason(call: Call, reason: Text | None) -> str:
    """Return ": " and a reason, for those who take part; else nothing."""
    return _(": {reason}").format(reason=reason) if reason and call.may(Right.TAKE_PART) else ""


def _tell_lapses(call: Call, commitment: Commitment) -> Iterator[str]:
    for lapse in commitment.lapses:
        sentence = _("Done on {time}, taken up again on {until}")
        if lapse.progress is Progress.DROPPED:
            sentence = _("Dropped on {time}, taken up again on {until}")
        yield sentence.format(time=call.time(lapse.at), until=call.time(lapse.until))


def _place(commitment: Commitment) -> list[str]:
    """Return the milestone, and how often it comes again."""
    named = [label(commitment.network, "milestone", commitment.milestone)] if commitment.milestone else []
    return [*named, tell_every(commitment.every)] if commitment.every else named


def tell_every(every: Every) -> str:
    """Return for example "every 2 weeks"."""
    words = {
        Unit.WEEK: plural("every week", "every {count} weeks", every.count),
        Unit.MONTH: plural("every month", "every {count} months", every.count),
        Unit.YEAR: plural("every year", "every {count} years", every.count),
    }
    return words[every.unit]


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
    others = {owner.person for owner in commitment.owners if owner.person} - {call.person.id}
    if others and not call.may(Right.TAKE_PART):
        return ", ".join(public_owners(call.state.network(commitment.network), commitment, call.now))
    names = ((owner.body or call.name(owner.person), owner) for owner in commitment.owners)
    return ", ".join(name + _how(owner, commitment) for name, owner in names)


def _how(owner: Owner, commitment: Commitment) -> str:
    """Return whether an owner is only proposed, or has what is not finished until somebody accepts."""
    if owner.leaving and not is_finished(commitment):
        return _(" (until it is accepted)")
    return "" if owner.accepted else _(" (proposed)")


def _progress(call: Call, commitment: Commitment) -> str:
    word = _(_PROGRESS[commitment.progress])
    return _("{progress}, overdue").format(progress=word) if is_overdue(commitment, call.now) else word
