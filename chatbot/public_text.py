"""What the public channel says. No person's name, no single vote, no reason, no arrival."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from chatbot.commands.undone import describe_undone
from storage import events as happened
from storage.events import IMPORTED, AnyEvent, Audience, Code, Entry, PollKind
from storage.i18n import _, plural
from storage.line import Head
from storage.measures import commitments, polls
from storage.measures.electorate import digest as digest_of
from storage.measures.owners import public_owners
from storage.moments import tell_minute
from storage.public import news, wording
from storage.public.rounds import rounds
from storage.public.wording import written
from storage.state import Absent, Commitment, Network, Poll, State

POSTED: Final = (
    happened.NetworkAdded,
    happened.PollExtended,
    happened.PollWithdrawn,
    happened.PollRead,
    happened.MeetingPlanned,
    happened.MeetingMoved,
    happened.AgendaAgreed,
    happened.MeetingCancelled,
    happened.MeetingClosed,
    happened.MeetingReopened,
    happened.MinutesPublished,
    happened.MilestoneAdded,
    happened.MilestoneMoved,
    happened.MilestoneMet,
    happened.MilestoneReopened,
    happened.MilestoneDropped,
    happened.Published,
)
"""The events that are posted in the sentence that the news have for them. Polls and results are told at length."""
MOST: Final = 10
"""Commitments that a message names of a network."""
WEEK: Final = timedelta(days=7)


def announcement(state: State, entry: Entry, events: Sequence[AnyEvent], board: str, address: str = "") -> str:
    """Return what is posted in public of an entry's events; empty for what is not posted, or not there any more.

    `address` is where the public page is reached; empty where that is not known.
    """
    return "\n\n".join(filter(None, (_posted(state, entry, event, board, address) for event in events)))


def _posted(state: State, entry: Entry, event: AnyEvent, board: str, address: str) -> str:
    try:
        network = state.network(event.network)
        if entry.source.startswith(IMPORTED):
            return _imported(network, entry, event)
        told = _announced(network, event, entry.at, board)
        return "\n".join([told, *_where(network, entry, event, address)]) if told else ""
    except Absent:
        return ""


def _announced(network: Network, event: AnyEvent, at: datetime, board: str) -> str:
    match event:
        case happened.ChannelBound(channel=channel, public=True) if channel == board:
            return _notice(network)
        case happened.PollOpened(poll=number):
            return _opened(network.poll(number))
        case happened.PollClosed(poll=number) if network.poll(number).opened:
            return _closed(network.poll(number), at)
        case happened.PollVoided():
            return news.tell(network, event, at)
    return _told(network, event, at) if isinstance(event, POSTED) else ""


def _where(network: Network, entry: Entry, event: AnyEvent, address: str) -> Iterator[str]:
    """Yield where a planned meeting takes place, once for all of a series, and where published minutes are read."""
    match event:
        case happened.MeetingPlanned() if event == entry.events[0] and (link := network.meeting(event.meeting).link):
            yield _("It takes place at {link}").format(link=written(link))
        case happened.MinutesPublished() if address:
            yield f"{address}/minutes/{network.meeting(event.meeting).label}"


def _imported(network: Network, entry: Entry, event: AnyEvent) -> str:
    """Return what is said of all that an import brought to a network, in the place of its first event.

    It is history and no news: each of it stands on the public page.
    """
    mine = [one for one in entry.events if one.network == network.code]
    made = Counter(type(one) for one in mine)
    meetings, milestones = made[happened.MeetingPlanned], made[happened.MilestoneAdded]
    parts = [
        plural("{count} meeting", "{count} meetings", meetings) if meetings else "",
        plural("{count} milestone", "{count} milestones", milestones) if milestones else "",
    ]
    told = _(" and ").join(filter(None, parts))
    if event is not mine[0] or not told:
        return ""
    return _("{network}: imported into the record: {what}.").format(network=network.code, what=told)


def taken_back(events: Sequence[AnyEvent], at: datetime) -> str:
    """Return what is posted when the events of a post were taken back at a time."""
    sentence = _("{network}: recorded by mistake and taken back on {time}: {what}.")
    return sentence.format(network=events[0].network, time=tell_minute(at), what=describe_undone(events))


def digest(state: State, only: Code | None, head: Head, now: datetime) -> str:
    """Return the week in commitments, and where the record stands; empty when there is nothing to tell of."""
    networks = [network for network in state.networks.values() if only in (None, network.code)]
    told = [text for network in networks if (text := "\n".join(_standing(network, now)))]
    if not told:
        return ""
    title = _("Commitments on {time}").format(time=tell_minute(now))
    record = _("The record stands at entry {seq}, {digest}.").format(seq=head.seq, digest=head.digest)
    return "\n\n".join([title, *told, record])


def _told(network: Network, event: AnyEvent, at: datetime) -> str:
    told = news.tell(network, event, at)
    return f"{network.code} · {told}" if isinstance(event, happened.Published) else told


def _notice(network: Network) -> str:
    return _(
        "This channel is public: anybody may read it. Posted here is what is public in {network}: polls and their "
        "results, meetings, updates, and once a week the commitments. The bot writes no names and no single votes "
        "here; texts stand as people wrote them."
    ).format(network=f"{network.code}, {network.name}")


def _numbered(poll: Poll) -> Iterator[str]:
    return (f"{number}. {option}" for number, option in enumerate(wording.options(poll), 1))


def _opened(poll: Poll) -> str:
    title = _("{poll} is open: {question}").format(poll=poll.label, question=written(poll.question))
    who = wording.electorate(poll)
    until = [_("It closes on {time}.").format(time=tell_minute(poll.closes))] if poll.closes else []
    if poll.rules.audience is not Audience.EVERYONE:
        until.append(_("Electorate: {digest}.").format(digest=digest_of(poll.electorate, poll.salt)))
    until += [_("It is secret: results come after the close.")] if poll.rules.secret else []
    return "\n".join([title, *_numbered(poll), " ".join([who, wording.rule(poll.kind, poll.rules.choose), *until])])


def _closed(poll: Poll, at: datetime) -> str:
    tally = polls.tally(poll)
    options = wording.options(poll)
    counted = (f"{option}: {count}" for option, count in zip(_numbered(poll), wording.counts(tally), strict=True))
    return "\n".join(
        [
            _("{poll} is closed: {question}").format(poll=poll.label, question=written(poll.question)),
            *counted,
            *([_("Abstained: {count}").format(count=tally.abstained)] if tally.abstained else []),
            _("Turnout: {turnout}.").format(turnout=wording.turnout(tally)),
            *(rounds(poll, options) if poll.kind is PollKind.RANKED else []),
            wording.reading(tally, options, polls.stage(poll, at)),
            _("A poll takes the temperature; it decides nothing."),
        ]
    )


def _standing(network: Network, now: datetime) -> Iterator[str]:
    listed = network.commitments.values()
    if not listed:
        return
    count = commitments.standing(listed, now)
    yield _("{network}: {open} open, {in_progress} in progress, {done} done, {overdue} overdue.").format(
        network=network.code, **count._asdict()
    )
    fresh = [one for one in listed if now - WEEK <= one.made <= now]
    yield from (
        _("New: {commitment}").format(commitment=commitment_line(network, one, now)) for one in islice(fresh, MOST)
    )
    if len(fresh) > MOST:
        yield plural("and {count} more new one", "and {count} more new ones", len(fresh) - MOST)


def commitment_line(network: Network, commitment: Commitment, now: datetime) -> str:
    """Return a commitment in a line, without the name of a person."""
    owners = ", ".join(public_owners(network, commitment, now)) or _("no owner yet")
    sentence = _("{commitment} {text} · {due} · {owners}")
    due = wording.due(commitment.due)
    return sentence.format(commitment=commitment.label, text=written(commitment.text), due=due, owners=owners)
