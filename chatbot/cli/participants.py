"""`pn import FILE --meeting PNE-M5`: the participants of a video call become the attendance of a meeting.

Who is not certain is shown for decision, and until all are decided nothing is recorded.
"""

import secrets
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Final, NamedTuple

from chatbot.compose import Bot
from storage.errors import StorageFault
from storage.events import OPERATOR, AnyEvent, AttendanceRecorded, ObserversCounted, PersonId, Presence
from storage.i18n import _, plural
from storage.ids import read_label
from storage.imports import BadFile
from storage.imports.reading import contents
from storage.measures.meetings import THERE
from storage.measures.sittings import meant
from storage.participants import Found, match, read_participants
from storage.participants.matching import VIDEO
from storage.people import folded
from storage.proposal import Decision, Proposal
from storage.state import Absent, Meeting, State

LARGEST: Final = 5_000_000
"""The most bytes of a file."""
OBSERVERS, NOBODY = "observers", "nobody"


class Decided(NamedTuple):
    """What the operator said of those who are not certain."""

    named: Mapping[str, str]
    """Short names, by what the file calls somebody."""
    rest: str
    """All others: counted as observers, or left out; empty where that is still to be said."""


def read_decided(named: Sequence[str], rest: str) -> Decided:
    """Return what `--is` and `--rest` say. Raise `StorageFault` for what is no NAME=@WHO."""
    for pair in named:
        if not all(part.strip() for part in pair.rpartition("=")):
            example = _quoted(f"{pair.partition('=')[0] or 'L. Wei'}=@li")
            sentence = _("“{pair}” says not who somebody in the list is; write `--is {example}`.")
            raise StorageFault(sentence.format(pair=pair, example=example))
    return Decided(dict(pair.rpartition("=")[::2] for pair in named), rest)


def import_participants(
    bot: Bot, file: Path, label: str, decided: Decided, at: datetime, sitting: int | None = None
) -> str:
    """Record who took part, and return what was done. Raise `StorageFault` while somebody is not decided.

    `sitting`: the number of the one that the list is of, where several were held.
    """
    try:
        found = match(read_participants(contents(file, LARGEST)), bot.people.everyone())
    except (BadFile, OSError) as problem:
        sentence = _("Nothing was recorded from {file}: {problem}")
        raise StorageFault(sentence.format(file=file, problem=getattr(problem, "strerror", None) or problem)) from None
    meeting = _meeting(bot.record.state(), label)
    number = _sitting(file, meeting, sitting)
    _require_listed(found, decided)
    settled = [_settle(bot, one, decided) for one in found]
    open_ones = [one for one in settled if one.person is None]
    if open_ones and not decided.rest:
        again = _command(file, meeting) + (f" --sitting {number}" if sitting else "")
        raise StorageFault("\n".join([*_ask(settled, open_ones), f"  {again}{_said(decided, open_ones)}"]))
    observers = len(open_ones) if decided.rest == OBSERVERS else 0
    people = list(dict.fromkeys(one.person.id for one in settled if one.person))

    def decide(state: State, now: datetime) -> Decision:
        return Decision(OPERATOR, _facts(_meeting(state, label), number, people, observers))

    recorded = bot.record.submit_now(Proposal(at, f"participants:{secrets.token_hex(8)}", decide))
    _remember(bot, found, settled)
    new = [event for event in recorded.entry.events if isinstance(event, AttendanceRecorded)] if recorded.entry else []
    return _told(meeting, len(new), len(people) - len(new), observers, len(open_ones) - observers)


def _meeting(state: State, label: str) -> Meeting:
    named = read_label(label)
    if named is None or named.noun != "meeting" or named.code is None:
        raise StorageFault(_("“{label}” is no meeting; write its full id, such as PNE-M5.").format(label=label))
    try:
        meeting = state.meeting(named.code, named.number)
    except Absent:
        raise StorageFault(_("There is no {label}.").format(label=label)) from None
    if meeting.opened is None or meeting.cancelled:
        sentence = _("{meeting} was not opened; nobody can have been there.")
        raise StorageFault(sentence.format(meeting=meeting.label))
    return meeting


def _sitting(file: Path, meeting: Meeting, named: int | None) -> int:
    """Return the sitting that a list is of. Raise `StorageFault` for one that was not held, or where it is not said."""
    held = meant(meeting)
    if named is not None and not (1 <= named <= len(meeting.sittings) and meeting.sittings[named - 1].opened):
        numbers = ", ".join(str(number) for number in held)
        sentence = _("{meeting} had no sitting {number}; there is: {numbers}.")
        raise StorageFault(sentence.format(meeting=meeting.label, number=named, numbers=numbers))
    if named is None and len(held) > 1:
        sentence = _("{meeting} had {count} sittings. Say which one the list is of: {example}")
        example = f"{_command(file, meeting)} --sitting {held[-1]}"
        raise StorageFault(sentence.format(meeting=meeting.label, count=len(held), example=example))
    return named or held[0]


def _command(file: Path, meeting: Meeting) -> str:
    return f"pn import {_quoted(str(file))} --meeting {meeting.label}"


def _require_listed(found: Sequence[Found], decided: Decided) -> None:
    """Raise `StorageFault` for somebody who is decided and does not stand in the list."""
    shown = [_shown(one) for one in found]
    for name in decided.named:
        if folded(name) not in map(folded, shown):
            near = get_close_matches(name, shown, n=3) or shown[:3]
            names = ", ".join(_("“{name}”").format(name=one) for one in near)
            raise StorageFault(_("“{name}” is not in the list; there are {names}.").format(name=name, names=names))


def _settle(bot: Bot, found: Found, decided: Decided) -> Found:
    """Return somebody as the operator decided, if so."""
    typed = next((name for shown, name in decided.named.items() if folded(shown) == folded(_shown(found))), None)
    if typed is None:
        return found
    person = bot.people.named(typed.lstrip("@"))
    if person is None:
        raise StorageFault(_("Nobody is known as {name}.").format(name=typed))
    return found._replace(person=person)


def _shown(found: Found) -> str:
    return found.participant.shown or found.participant.email


def _ask(settled: Sequence[Found], open_ones: Sequence[Found]) -> Iterator[str]:
    count = plural("{count} participant is not certain", "{count} participants are not certain", len(open_ones))
    yield _("Nothing was recorded yet: {count}.").format(count=count)
    for one in settled:
        if one.person:
            yield f"  {_shown(one)} = @{one.person.name}"
    for one in open_ones:
        names = [f"@{person.name}" for person in one.perhaps[:2]] or ["@NAME"]
        options = _(" or ").join("--is " + _quoted(f"{_shown(one)}={name}") for name in names)
        yield f"? {_shown(one)}: {options}"
    yield _(
        "Say who they are as shown, and `--rest observers` to count the others, or `--rest nobody` to leave them out:"
    )


def _said(decided: Decided, open_ones: Sequence[Found]) -> str:
    """Return the options of a command that would work: what was decided, and whoever is likely."""
    likely = {_shown(one): one.perhaps[0].name for one in open_ones if len(one.perhaps) == 1}
    pairs = {**decided.named, **likely}.items()
    options = [" --is " + _quoted(f"{shown}=@{who.removeprefix('@')}") for shown, who in pairs]
    return "".join([*options, f" --rest {OBSERVERS}"])


def _quoted(text: str) -> str:
    """Return a word as it can be typed in a shell, in Windows' too where that can be."""
    if shlex.quote(text) != text and not set(text) & set('"\\$`!%'):
        return f'"{text}"'
    return shlex.quote(text)


def _facts(meeting: Meeting, number: int, people: Sequence[PersonId], observers: int) -> list[AnyEvent]:
    """Return what the list says and the record does not. A correction by the chair, or an observer's, stands."""
    sitting = meeting.sittings[number - 1]
    kept = {*THERE, Presence.ABSENT, Presence.OBSERVER}
    known = {person for person, one in sitting.attendance.items() if one.presence in kept}
    events: list[AnyEvent] = [
        AttendanceRecorded(
            network=meeting.network,
            meeting=meeting.number,
            person=person,
            presence=Presence.PRESENT,
            sitting=number,
            recorder=OPERATOR,
            via="participants",
        )
        for person in people
        if person not in known
    ]
    if observers and observers != sitting.observers:
        events.append(
            ObserversCounted(network=meeting.network, meeting=meeting.number, count=observers, sitting=number)
        )
    return events


def _remember(bot: Bot, found: Sequence[Found], settled: Sequence[Found]) -> None:
    """Keep the names by which people were recognised by hand; the name of a device is nobody's."""
    for before, after in zip(found, settled, strict=True):
        if after.person and before.person != after.person and after.participant.names:
            person = bot.people.get(after.person.id) or after.person
            handle = f"{VIDEO}{after.participant.names[0]}"
            if not bot.people.with_handle(handle):
                bot.people.keep(replace(person, handles=(*person.handles, handle)))


def _told(meeting: Meeting, new: int, known: int, observers: int, left_out: int) -> str:
    parts = [
        plural("{count} person recorded as present", "{count} people recorded as present", new),
        plural("{count} was recorded before", "{count} were recorded before", known) if known else "",
        plural("{count} observer counted", "{count} observers counted", observers) if observers else "",
        plural("{count} participant left out", "{count} participants left out", left_out) if left_out else "",
    ]
    return _("{meeting}: {parts}.").format(meeting=meeting.label, parts=", ".join(filter(None, parts)))
