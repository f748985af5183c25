"""How what came of a request is told: the answer, a refusal, and whom it concerns."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from chatbot.call import Call
from chatbot.command import PRIVATE, Command
from chatbot.grammar import LONGEST
from chatbot.message import Refused, Reply, Request, Way, isolate, with_sign
from chatbot.suggestion import fit
from storage.events import (
    AnyEvent,
    CommitmentMade,
    Event,
    MeetingOpened,
    MeetingReopened,
    OwnersAssigned,
    PersonId,
    PollClosed,
    PollOpened,
)
from storage.fold import NUMBERED
from storage.i18n import N_, _
from storage.ids import label
from storage.proposal import NOTHING, Recorded
from storage.public.result_picture import ResultPicture, picture_of

_OPENING: Final[Mapping[type[Event], str]] = {PollOpened: "poll", MeetingOpened: "meeting", MeetingReopened: "meeting"}
_TOLD: Final = frozenset((*NUMBERED, *_OPENING, OwnersAssigned, PollClosed))
"""The events of which more is told than a text."""
PRIVACY_NOTICE: Final = N_(
    "I do not know you yet, so you are an observer here. I keep nothing of you until you join or set something with "
    "`/pn me`. Then I keep your handle, a short name, your time zone and what you record; only your network sees "
    "names. To ask: `{join}`."
)


def is_private(command: Command, call: Call) -> bool:
    """Tell whether the person alone is answered.

    A channel hears of its own network only: who reads there may not know the names of another.
    """
    elsewhere = command.networked and call.code != call.request.network
    return command.audience is PRIVATE or not call.known or call.request.public or elsewhere


def heard_in(command: Command, call: Call) -> str:
    """Return the channel of a network in which everybody reads the answer; empty where there is none."""
    request = call.request
    return request.channel if request.network and not command.brief and not is_private(command, call) else ""


def answered(command: Command, call: Call, text: str, recorded: Recorded = NOTHING) -> Reply:
    """Return the answer."""
    notices = notice(call)
    private = is_private(command, call)
    brief = command.brief and not notices
    told = isolate(with_sign("\n".join([text, *notices]), call.request.prefix))
    entry = recorded.entry
    events = [event for event in entry.events if type(event) in _TOLD] if entry else []
    return Reply(
        told,
        private,
        created_by(events),
        opened_by(events),
        _calls(call, events),
        recorded.repeated,
        brief=brief,
        picture=_picture(call, events),
        key=entry.key if entry and entry.heard else "",
    )


def refused(request: Request, problem: Refused, notices: Sequence[str]) -> Reply:
    """Return what somebody is told who asked for what cannot be done."""
    lines = [problem.sentence]
    if request.text != request.prefix and not problem.is_secret:
        lines.append(_("You typed: `{line}`").format(line=_shortened(request.text.strip())))
    if problem.suggestion:
        lines.append(_("Try: `{line}`").format(line=problem.suggestion))
    told = isolate(with_sign("\n".join([*lines, *notices]), request.prefix))
    unseen = problem.is_secret and request.way is Way.ROOM
    return Reply(told, error=problem.error, about=problem.about, unseen=unseen)


def created_by(events: Iterable[AnyEvent]) -> tuple[str, ...]:
    """Return the full ids of the polls, meetings and commitments that begin with these events."""
    return _labels(events, NUMBERED)


def opened_by(events: Iterable[AnyEvent]) -> tuple[str, ...]:
    """Return the full ids of the polls and meetings that these events open."""
    return _labels(events, _OPENING)


def _labels(events: Iterable[AnyEvent], nouns: Mapping[type[Event], str]) -> tuple[str, ...]:
    found = [(event, nouns[type(event)]) for event in events if type(event) in nouns]
    return tuple([label(event.network, noun, getattr(event, noun)) for event, noun in found])


def asked_by(events: Iterable[AnyEvent]) -> list[PersonId]:
    """Return the people to whom these events propose something."""
    proposing = [event for event in events if isinstance(event, (CommitmentMade, OwnersAssigned))]
    return [owner.person for event in proposing for owner in event.owners if owner.person and not owner.accepted]


def _picture(call: Call, events: Iterable[AnyEvent]) -> ResultPicture | None:
    """Return what is to be seen of the poll that these events close."""
    closed = (event for event in events if isinstance(event, PollClosed))
    return next((picture_of(call.state.poll(event.network, event.poll)) for event in closed), None)


def _calls(call: Call, events: Iterable[AnyEvent]) -> dict[str, tuple[str, ...]]:
    """Return the names, with their handles, of those of whom these events ask something."""
    asked = (call.people.get(person) for person in asked_by(events) if person != call.person.id)
    return {call.name(person.id): person.handles for person in asked if person}


def notice(call: Call) -> list[str]:
    """Return the privacy notice, for somebody whom the directory does not know."""
    if call.known:
        return []
    return ["", _(PRIVACY_NOTICE).format(join=fit("/pn join PNE", call))]


def _shortened(line: str) -> str:
    """Return what was typed, for copying; only how it begins where it is longer than any command."""
    return line if len(line) <= LONGEST else f"{line[:200]}…"
