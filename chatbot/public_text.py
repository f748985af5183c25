"""What the public channel says. No person's name, no single vote, no reason, no arrival."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from storage import events as happened
from storage.events import AnyEvent, Code, Entry, PollKind
from storage.i18n import _, plural
from storage.line import Head
from storage.measures import commitments, meetings, polls
from storage.measures.owners import public_owners
from storage.moments import tell_deadline, tell_minute
from storage.state import Absent, Commitment, Meeting, Network, Poll, State

MOST: Final = 10
"""Commitments that a digest names of a network."""
WEEK: Final = timedelta(days=7)


def announcement(state: State, event: AnyEvent, board: str) -> str:
    """Return what is posted of an event; empty for what is not posted, or not there any more."""
    try:
        return _announcement(state, event, board)
    except Absent:
        return ""


def _announcement(state: State, event: AnyEvent, board: str) -> str:  # noqa: PLR0911  a sentence for each kind
    code = event.network
    match event:
        case happened.NetworkAdded(name=name):
            return _("{network} begins: {name}").format(network=code, name=name)
        case happened.ChannelBound(channel=channel, public=True) if channel == board:
            return _notice(state.network(code))
        case happened.PollOpened(poll=number):
            return _opened(state.poll(code, number))
        case happened.PollClosed(poll=number):
            return _closed(state.poll(code, number))
        case happened.MeetingPlanned(meeting=number):
            return _meeting(_("{meeting} is planned for {time}: {title}"), state.meeting(code, number))
        case happened.MeetingCancelled(meeting=number):
            return _meeting(_("{meeting} of {time} is cancelled: {title}"), state.meeting(code, number))
        case happened.MeetingClosed(meeting=number):
            return _held(state.network(code), state.meeting(code, number))
        case happened.Published(text=text):
            return _("{network}: {text}").format(network=code, text=text)
    return ""


def taken_back(entry: Entry, at: datetime) -> str:
    """Return what stands in a post's place when its entry was taken back."""
    code = entry.events[0].network
    return _("{network}: what stood here was recorded by mistake and taken back on {time}.").format(
        network=code, time=tell_minute(at)
    )


def digest(state: State, only: Code | None, head: Head, now: datetime) -> str:
    """Return the week in commitments, and where the record stands; empty when there is nothing to tell of."""
    networks = [network for network in state.networks.values() if only in (None, network.code)]
    told = [text for network in networks if (text := "\n".join(_standing(network, now)))]
    if not told:
        return ""
    title = _("Commitments on {time}").format(time=tell_minute(now))
    record = _("The record stands at entry {seq}, {digest}.").format(seq=head.seq, digest=head.digest)
    return "\n\n".join([title, *told, record])


def _notice(network: Network) -> str:
    return _(
        "This channel is public: anybody may read it. Posted here is what is public in {network}: polls and their "
        "results, meetings, updates, and once a week the commitments. Never names or single votes."
    ).format(network=f"{network.code}, {network.name}")


def _numbered(poll: Poll) -> Iterator[str]:
    return (f"{number}. {option}" for number, option in enumerate(poll.options, 1))


def _opened(poll: Poll) -> str:
    rule = _("A ballot names one option.") if poll.kind is PollKind.SINGLE else _("A ballot may name several options.")
    who = plural(
        "{count} member of the working group may vote.",
        "{count} members of the working group may vote.",
        len(poll.electorate),
    )
    until = [_("It closes on {time}.").format(time=tell_minute(poll.closes))] if poll.closes else []
    title = _("{poll} is open: {question}").format(poll=poll.label, question=poll.question)
    return "\n".join([title, *_numbered(poll), " ".join([who, rule, *until])])


def _closed(poll: Poll) -> str:
    tally = polls.tally(poll)
    counted = [f"{option}: {count}" for option, count in zip(_numbered(poll), tally.counts, strict=True)]
    share = f"{tally.voters / tally.electorate:.0%}" if tally.electorate else _("n/a")
    lines = [
        _("{poll} is closed: {question}").format(poll=poll.label, question=poll.question),
        *counted,
        _("Turnout: {voters} of {electorate} ({share}).").format(
            voters=tally.voters, electorate=tally.electorate, share=share
        ),
    ]
    if len(tally.leading) > 1:
        lines.append(_("A tie between options {numbers}.").format(numbers=", ".join(map(str, tally.leading))))
    return "\n".join([*lines, _("A poll takes the temperature; it decides nothing.")])


def _meeting(sentence: str, meeting: Meeting) -> str:
    return sentence.format(meeting=meeting.label, time=tell_minute(meeting.starts), title=meeting.title)


def _held(network: Network, meeting: Meeting) -> str:
    text = _meeting(_("{meeting} ended: {title}"), meeting)
    count = meetings.headcount(network, meeting, meeting.closed or meeting.starts)
    if count is None:
        return text
    there = _("{present} of {eligible} members were there.").format(present=count.present, eligible=count.eligible)
    return f"{text}\n{there}"


def _standing(network: Network, now: datetime) -> Iterator[str]:
    listed = network.commitments.values()
    if not listed:
        return
    count = commitments.standing(listed, now)
    yield _("{network}: {open} open, {in_progress} in progress, {done} done, {overdue} overdue.").format(
        network=network.code, **count._asdict()
    )
    fresh = [one for one in listed if now - WEEK <= one.made <= now]
    yield from (_line(network, one) for one in islice(fresh, MOST))
    if len(fresh) > MOST:
        yield plural("and {count} more new one", "and {count} more new ones", len(fresh) - MOST)


def _line(network: Network, commitment: Commitment) -> str:
    owners = ", ".join(public_owners(network, commitment)) or _("no owner yet")
    due = tell_deadline(commitment.due) if commitment.due else _("no deadline")
    return _("New: {commitment} {text} · {due} · {owners}").format(
        commitment=commitment.label, text=commitment.text, due=due, owners=owners
    )
