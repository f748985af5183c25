"""How a poll is told: its rules before anyone votes, and its totals."""

from datetime import datetime
from typing import Protocol

from chatbot.commands import secret
from storage.events import PollKind
from storage.i18n import _, plural
from storage.measures import polls
from storage.state import Poll


class Telling(Protocol):
    """To whom something is told, and when: a `Call`, or whoever draws what everybody sees."""

    @property
    def now(self) -> datetime:
        """The moment at which it is told."""
        ...

    def time(self, moment: datetime) -> str:
        """Return a moment as it is told."""
        ...


def describe_opening(call: Telling, poll: Poll) -> str:
    """Return question, options and every rule of a poll; for a proposal, what it waits for, or that it is withdrawn."""
    lines = [f"{poll.label}: {poll.question}", *_numbered(poll)]
    if poll.closed and not poll.opened:
        lines.append(_("Withdrawn on {time}.").format(time=call.time(poll.closed)))
        return "\n".join(lines)
    if not poll.opened:
        lines.append(_("This is a proposal. A co-chair opens it with `/poll open {poll}`.").format(poll=poll.label))
        return "\n".join(lines)
    vote = (
        _("Vote for one option: `/poll vote {poll} 1`. A new vote replaces the old one.")
        if poll.kind is PollKind.SINGLE
        else _("Vote for as many options as you like: `/poll vote {poll} 1,2`. A new vote replaces the old one.")
    )
    lines += [
        vote.format(poll=poll.label) if not poll.rules.secret else secret.describe_voting(poll),
        plural(
            "Who may vote: the {count} person in the working group today.",
            "Who may vote: the {count} people in the working group today.",
            len(poll.electorate),
        ),
        *secret.describe_sight(poll),
        _describe_close(call, poll),
        _("Ties are reported as ties. A poll takes the temperature; it decides nothing."),
    ]
    return "\n".join(lines)


def _describe_close(call: Telling, poll: Poll) -> str:
    if poll.closes is None:
        return _("It closes when it is closed by hand: `/poll close {poll}`.").format(poll=poll.label)
    return _("It closes on {time} and cannot be extended.").format(time=call.time(poll.closes))


def _numbered(poll: Poll) -> list[str]:
    return [f"{number}. {option}" for number, option in enumerate(poll.options, 1)]


def describe_results(call: Telling, poll: Poll) -> str:
    """Return the totals of a poll with its turnout, and where it stands."""
    if not poll.opened:
        return describe_opening(call, poll)
    if poll.is_hidden or poll.void:
        return "\n".join([f"{poll.label}: {poll.question}", *_numbered(poll), secret.describe_silence(call, poll)])
    tally = polls.tally(poll)
    lines = [f"{poll.label}: {poll.question}", *describe_counts(poll)]
    if len(tally.leading) > 1:
        tied = ", ".join(str(number) for number in tally.leading)
        lines.append(_("A tie between options {numbers}.").format(numbers=tied))
    lines.append(_stage(call, poll))
    return "\n".join(lines)


def describe_counts(poll: Poll) -> list[str]:
    """Return how many chose each option, and the turnout, a line each."""
    if poll.is_hidden or poll.void:
        return []
    tally = polls.tally(poll)
    counted = (f"{option}: {count}" for option, count in zip(_numbered(poll), tally.counts, strict=True))
    return [*counted, _turnout(tally)]


def describe_end(call: Telling, poll: Poll) -> str:
    """Return since when a poll is closed or withdrawn, as a sentence that names it."""
    sentence = _("{poll} closed on {time}.") if poll.opened else _("{poll} was withdrawn on {time}.")
    return sentence.format(poll=poll.label, time=call.time(poll.closed or poll.closes or call.now))


def _turnout(tally: polls.Tally) -> str:
    percent = f"{tally.voters / tally.electorate:.0%}" if tally.electorate else _("n/a")
    return _("Turnout: {voters} of {electorate} ({percent}).").format(
        voters=tally.voters, electorate=tally.electorate, percent=percent
    )


def _stage(call: Telling, poll: Poll) -> str:
    if poll.is_open(call.now):
        return _("So far: the poll is open. {close}").format(close=_describe_close(call, poll))
    return _("Closed on {time}.").format(time=call.time(poll.closed or poll.closes or call.now))
