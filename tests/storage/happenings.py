"""What can happen in and around a meeting, drawn by Hypothesis."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from storage.events import (
    OPERATOR,
    AgendaAgreed,
    AgendaItemBegun,
    AgendaItemDropped,
    AgendaItemProposed,
    AnyEvent,
    AttendanceEnded,
    AttendanceRecorded,
    MeetingCancelled,
    MeetingClosed,
    MeetingKind,
    MeetingMoved,
    MeetingNear,
    MeetingOpened,
    MeetingPlanned,
    MeetingReopened,
    MinutesPublished,
    NoteDropped,
    NoteTaken,
    ObserversCounted,
    Presence,
    QuorumAgreed,
    Rhythm,
    Series,
    SittingClosed,
    SittingOpened,
    Text,
)
from storage.measures.meetings import THERE

Times = st.SearchStrategy[datetime]
Words = st.SearchStrategy[str]
SERIES = st.none() | st.builds(
    Series,
    st.integers(1, 9),
    st.integers(0, 9),
    st.sampled_from(Rhythm),
    st.sampled_from(["UTC", "Europe/Berlin"]),
    st.sampled_from(["", "UTC", "Asia/Tokyo"]),
)


@st.composite
def meetings(
    draw: st.DrawFn, code: str, number: int, people: Sequence[str], times: Times, words: Words
) -> list[AnyEvent]:
    """Return a meeting of one sitting or two, as far as it came, and its agenda, notes, minutes and attendance."""
    place: dict[str, Any] = {"network": code, "meeting": number}
    starts = draw(st.lists(times, min_size=1, max_size=2))
    facts: list[AnyEvent] = [
        QuorumAgreed(network=code, since=draw(times), fraction=draw(st.sampled_from(["", "1/2", "2/3"]))),
        MeetingPlanned(
            **place,
            since=draw(times),
            starts=starts[0],
            also=tuple(starts[1:]),
            title=Text.of(draw(words)),
            kind=draw(st.sampled_from(MeetingKind)),
            ref=draw(st.sampled_from(["", f"{code}-call-{number}"])),
            link=draw(st.none() | words.map(Text.of)),
            chatham=draw(st.booleans()),
            series=draw(SERIES),
        ),
    ]
    for sitting in draw(st.lists(st.integers(1, len(starts)), max_size=3)):
        reason = draw(st.none() | words.map(Text.of))
        facts.append(MeetingMoved(**place, since=draw(times), starts=draw(times), sitting=sitting, reason=reason))
    for sitting in draw(st.sets(st.integers(1, len(starts)))):
        facts.append(MeetingNear(**place, since=draw(times), sitting=sitting))
    opened, course = draw(courses(place, len(starts), times, words))
    facts += [*course, *draw(agendas(place, people, times, words)), *draw(papers(place, people, times, words))]
    for sitting in range(1, len(starts) + 1):
        facts += draw(attendances({**place, "sitting": sitting}, opened, people, times, words))
    return facts


@st.composite
def courses(
    draw: st.DrawFn, place: dict[str, Any], sittings: int, times: Times, words: Words
) -> tuple[bool, list[AnyEvent]]:
    """Return whether it was opened at all, and how far it came: through none, some or all of its sittings."""
    if draw(st.booleans()):
        reason = draw(st.none() | words.map(Text.of))
        ends = draw(st.booleans())
        cancelled = MeetingCancelled(**place, since=draw(times), ends_series=ends, reason=reason)
        return False, draw(st.sampled_from([[], [cancelled]]))
    steps: list[AnyEvent] = [MeetingOpened(**place, since=draw(times))]
    for sitting in range(2, sittings + 1):
        steps.append(SittingClosed(**place, since=draw(times), sitting=sitting - 1))
        steps.append(SittingOpened(**place, since=draw(times), sitting=sitting))
    steps = steps[: draw(st.integers(1, len(steps)))]
    held = sum(isinstance(step, MeetingOpened | SittingOpened) for step in steps)
    closes: list[AnyEvent] = [MeetingClosed(**place, since=draw(times)) for _end in range(2)]
    again = MeetingReopened(**place, since=draw(times), sitting=draw(st.integers(held, sittings)))
    return True, [*steps, *draw(st.sampled_from([[], closes[:1], [closes[0], again], [closes[0], again, closes[1]]]))]


@st.composite
def agendas(
    draw: st.DrawFn, place: dict[str, Any], people: Sequence[str], times: Times, words: Words
) -> list[AnyEvent]:
    """Return what was proposed, some of it agreed, some begun, some dropped."""
    items = range(1, 1 + draw(st.integers(0, 3)))
    facts: list[AnyEvent] = [
        AgendaItemProposed(**place, item=item, text=Text.of(draw(words)), person=draw(st.sampled_from(people)))
        for item in items
    ]
    if items:
        agreed = draw(st.lists(st.sampled_from(items), unique=True))
        facts.append(AgendaAgreed(**place, since=draw(times), items=tuple(agreed)))
        begun = sorted(draw(st.lists(times, unique=True, max_size=len(items))))
        facts += [
            AgendaItemBegun(**place, since=at, item=item)
            for at, item in zip(begun, draw(st.permutations(items)), strict=False)
        ]
        facts += [AgendaItemDropped(**place, item=item) for item in draw(st.sets(st.sampled_from(items)))]
    return facts


@st.composite
def papers(draw: st.DrawFn, place: dict[str, Any], people: Sequence[str], times: Times, words: Words) -> list[AnyEvent]:
    """Return notes, some of them taken back, and versions of the minutes."""
    facts: list[AnyEvent] = []
    for note in range(1, 1 + draw(st.integers(0, 2))):
        about: dict[str, Any] = {"note": note, "item": draw(st.integers(0, 3)), "person": draw(st.sampled_from(people))}
        facts.append(NoteTaken(**place, since=draw(times), text=Text.of(draw(words)), **about))
        facts += draw(st.sampled_from([[], [NoteDropped(**place, since=draw(times), note=note)]]))
    for version in range(1, 1 + draw(st.integers(0, 2))):
        text, reason = Text.of(f"# {draw(words)}\n"), draw(st.none() | words.map(Text.of))
        facts.append(MinutesPublished(**place, since=draw(times), version=version, text=text, reason=reason))
    return facts


@st.composite
def attendances(
    draw: st.DrawFn, place: dict[str, Any], opened: bool, people: Sequence[str], times: Times, words: Words
) -> list[AnyEvent]:
    """Return how some people were at a sitting, who of them left, and how many observers there were."""
    facts: list[AnyEvent] = []
    for person in draw(st.lists(st.sampled_from(people), unique=True)):
        how = draw(st.sampled_from([one for one in Presence if opened or one not in THERE]))
        fields: dict[str, Any] = {
            "since": draw(times),
            "person": person,
            "presence": how,
            "holder": draw(st.sampled_from(people)) if how is Presence.PROXY else "",
            "recorder": draw(st.sampled_from(["", OPERATOR, *(one for one in people if one != person)])),
            "reason": draw(st.none() | words.map(Text.of)),
            "via": draw(st.sampled_from(["", "participants", "import", "email"])),
        }
        facts.append(AttendanceRecorded(**place, **fields))
        if how in (*THERE, Presence.PROXY) and draw(st.booleans()):
            facts.append(AttendanceEnded(**place, since=draw(times), person=person))
    return [*facts, *draw(st.sampled_from([[], [ObserversCounted(**place, since=draw(times), count=3)]]))]
