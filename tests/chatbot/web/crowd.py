"""Records that are hard on the public page: hostile texts in every field, and far too much of everything."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from storage.events import (
    AnyEvent,
    AttendanceRecorded,
    BallotCast,
    CommitmentDone,
    CommitmentMade,
    Draft,
    FormatDeclared,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingPlanned,
    MembershipAccepted,
    MilestoneAdded,
    NetworkAdded,
    Owner,
    PollClosed,
    PollKind,
    PollOpened,
    PollProposed,
    Presence,
    Published,
    Role,
    Text,
)
from storage.tinydb_journal import TinyDBJournal
from tests.conversation import START, Conversation

TEXTS: Final = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)> ' & &lt;b&gt; ]]> <!--",
    "one\r\nBEGIN:VEVENT\nSUMMARY;X=1:two\\, three;\x85four\u2028five",
    "\x00\x01\x08\x0b\x0c\x1b[31m\x7f\ufffe\uffff",
    "\N{RIGHT-TO-LEFT OVERRIDE}evil\N{RIGHT-TO-LEFT ISOLATE} مرحبا بالعالم",
    "👩🏽‍🚀" * 300,
    "{{ 7 * 7 }} {% raw %} {0} {poll} %s ${x}",
)
"""What somebody may type."""
VISIT: Final = timedelta(days=30)
"""When the page is looked at, after the start."""


def hostile(folder: Path) -> Conversation:
    """Record each hostile text in every field that the page may show."""
    return _conversation(folder, [_network("PNE", TEXTS), _network("PNMA", TEXTS[:1])])


def busy(folder: Path, things: int) -> Conversation:
    """Record one network with so many polls, meetings, commitments and updates, in few words each."""
    return _conversation(folder, [_network("PNE", [f"Thing {number}" for number in range(things)])])


def large(folder: Path, networks: int, things: int) -> Conversation:
    """Record that many networks with so many polls, meetings, commitments and updates, all with 2,000 characters."""
    long = "Wörter & “quotes” – 言葉 'x' <y> " * 80
    texts = [f"{number} {long}"[:2000] for number in range(things)]
    return _conversation(folder, [_network(f"PN{number}", texts) for number in range(1, networks + 1)])


def _conversation(folder: Path, listed: list[list[AnyEvent]]) -> Conversation:
    drafts = [Draft(START, "operator", "format", (FormatDeclared(network="*", version=1),))]
    drafts += [
        Draft(START + timedelta(hours=number), "zq0", f"crowd:{number}", tuple(events))
        for number, events in enumerate(listed)
    ]
    journal = TinyDBJournal(folder)
    with journal.exclusive():
        journal.append(drafts)
    journal.close()
    return Conversation(folder, now=START + VISIT)


def _network(code: str, texts: tuple[str, ...] | list[str]) -> list[AnyEvent]:
    people = [f"zq{number}" for number in range(5)]
    members = [MembershipAccepted(network=code, person=person, roles=(Role.MWG,)) for person in people]
    things = [event for number, text in enumerate(texts, 1) for event in _thing(code, number, text, people)]
    return [NetworkAdded(network=code, name=texts[0]), *members, *things]


def _thing(code: str, number: int, text: str, people: list[str]) -> Iterator[AnyEvent]:
    """Yield one of each; every second poll and meeting is over, every fifth off."""
    typed = Text.of(text)
    day = timedelta(days=number)
    yield PollProposed(
        network=code,
        poll=number,
        question=typed,
        options=(typed,) * (number % 20 + 2),
        kind=PollKind.SINGLE,
        proposer=people[0],
    )
    yield PollOpened(network=code, poll=number, electorate=tuple(people), opener=people[0])
    yield BallotCast(network=code, poll=number, person=people[0], choice=(1,))
    yield MeetingPlanned(
        network=code, meeting=number, starts=START + VISIT + (1 if number % 2 else -1) * day, title=typed
    )
    yield MilestoneAdded(network=code, milestone=number, title=typed, due=START + VISIT + day)
    yield CommitmentMade(
        network=code,
        commitment=number,
        text=typed,
        owners=(Owner(body=text, accepted=True),),
        due=START + day,
        note=Text.of("HIDDEN"),
        milestone=number // 3 + 1,
    )
    yield Published(network=code, text=typed)
    if number % 2 == 0:
        yield PollClosed(network=code, poll=number)
        yield MeetingOpened(network=code, meeting=number)
        yield AttendanceRecorded(network=code, meeting=number, person=people[1], presence=Presence.PRESENT)
        yield MeetingClosed(network=code, meeting=number)
        yield CommitmentDone(network=code, commitment=number, evidence=Text.of("HIDDEN"))
    elif number % 5 == 0:
        yield MeetingCancelled(network=code, meeting=number, reason=Text.of("HIDDEN"))
