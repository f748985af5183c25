"""What a network's own channel is told of what was not typed there: what it would have read if it had been.

Its readers are the network's members, so proposals and owners are told; what is answered in private, a vote or who is
there, is told nowhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from chatbot.commands.undone import name_subject
from chatbot.dispatch import Dispatcher
from chatbot.faults import note
from chatbot.message import isolate, with_sign
from chatbot.public import Voice
from chatbot.public_text import MOST, announcement, commitment_line
from storage import events as happened
from storage.events import IMPORTED, AnyEvent, Entry
from storage.i18n import _, plural
from storage.measures.carried import carried, named
from storage.moments import tell_minute
from storage.public import news
from storage.public.wording import unnamed, written
from storage.state import Absent, Meeting, Network, State

COMMIT: Final = "commit"
ANSWERS: Final[Mapping[type[AnyEvent], str]] = {
    happened.PollProposed: "poll open",
    happened.PollOpened: "poll open",
    happened.PollExtended: "poll extend",
    happened.PollWithdrawn: "poll withdraw",
    happened.PollClosed: "poll close",
    happened.PollRead: "poll read",
    happened.MeetingPlanned: "meeting plan",
    happened.MeetingMoved: "meeting move",
    happened.MeetingOpened: "meeting open",
    happened.SittingOpened: "meeting open",
    happened.SittingClosed: "meeting close",
    happened.MeetingClosed: "meeting close",
    happened.MeetingReopened: "meeting open",
    happened.MeetingCancelled: "meeting cancel",
    happened.AgendaAgreed: "meeting agenda agree",
    happened.AgendaItemBegun: "meeting next",
    happened.MinutesPublished: "meeting publish",
    happened.QuorumAgreed: "meeting quorum",
    happened.CommitmentMade: COMMIT,
    happened.OwnersAssigned: "commit assign",
    happened.OwnerAccepted: "commit accept",
    happened.OwnerDeclined: "commit decline",
    happened.CommitmentStarted: "commit start",
    happened.CommitmentDone: "commit done",
    happened.CommitmentSlipped: "commit slip",
    happened.CommitmentDropped: "commit drop",
    happened.CommitmentReopened: "commit reopen",
    happened.MilestoneAdded: "pn milestone add",
    happened.MilestoneMoved: "pn milestone move",
    happened.MilestoneMet: "pn milestone met",
    happened.MilestoneDropped: "pn milestone drop",
    happened.MilestoneReopened: "pn milestone reopen",
    happened.Published: "publish",
}
"""For the first event of an entry, the command whose answer tells of it."""
WEEK: Final = timedelta(days=7)


def voice(dispatcher: Dispatcher, sign: str = "/") -> Voice:
    """Return what is said in a network's channel on a platform whose commands start with a sign."""

    def announce(state: State, entry: Entry, events: Sequence[AnyEvent], _board: str) -> str:
        """Return what is said of an entry; "" for nothing, also where it cannot be told."""
        try:
            return isolate(with_sign(_told(dispatcher, state, entry, events), sign))
        except Absent:
            return ""
        except Exception as problem:  # noqa: BLE001  what cannot be told does not keep the channel from what comes after
            note(problem)
            return ""

    return Voice("network", announce, lambda events, _at: taken_back(name_subject(events)))


def _told(dispatcher: Dispatcher, state: State, entry: Entry, events: Sequence[AnyEvent]) -> str:
    """Return what is told of an entry; of an import what the public is told: it brings what was."""
    if entry.source.startswith(IMPORTED):
        return announcement(state, entry, events, "")
    network = state.network(events[0].network)
    match events[0]:
        case happened.PollVoided():
            return news.tell(network, events[0], entry.at)
        case happened.MeetingNear(meeting=number, sitting=sitting):
            return _near(network, network.meeting(number), sitting, entry.at)
        case happened.CommitmentMade() if len(made := [one for one in events if isinstance(one, type(events[0]))]) > 1:
            return "\n".join([*(dispatcher.told(COMMIT, [one], entry.at) for one in made[:MOST]), *_more(made)])
    path = ANSWERS.get(type(events[0]))
    return dispatcher.told(path, events, entry.at) if path else ""


def _near(network: Network, meeting: Meeting, sitting: int, at: datetime) -> str:
    """Return the reminder of a sitting; nothing where it is over, or was put off again."""
    starts = meeting.sittings[sitting - 1].starts
    if meeting.cancelled or meeting.sittings[sitting - 1].opened or not at < starts <= at + WEEK:
        return ""
    sentence = _("Reminder: {meeting}, {title}, starts on {time}. Cannot come? `/apologies {meeting}`")
    if sitting > 1:
        sentence = _(
            "Reminder: {meeting}, {title}, has its second sitting on {time}. Cannot come? `/apologies {meeting}`"
        )
    told = sentence.format(meeting=meeting.label, title=written(meeting.title), time=tell_minute(starts))
    where = [_("It takes place at {link}").format(link=meeting.link)] if meeting.link else []
    agenda = [f"{place}. {written(item.text)}" for place, item in enumerate(meeting.agreed_items(), 1)]
    return "\n".join([told, *where, *agenda, *_carried(network, meeting, at)])


def _carried(network: Network, meeting: Meeting, at: datetime) -> Iterator[str]:
    back = carried(network, meeting, at)
    if back:
        yield _("Commitments carried over:")
    told = named(network, meeting, back, at)
    yield from (commitment_line(network, one, at) for one in told[:MOST])
    yield from _more(told)
    if len(told) < len(back):
        yield f"{unnamed(len(back) - len(told))}: `/commit list undated`"


def _more(told: Sequence[object]) -> Iterator[str]:
    """Yield how many are left out of a list."""
    if len(told) > MOST:
        yield plural("and {count} more one", "and {count} more", len(told) - MOST)


def taken_back(subject: str) -> str:
    """Return what stands in the place of what was told about something, once that is taken back."""
    return _("What was posted here about {subject} was taken back.").format(subject=subject)
