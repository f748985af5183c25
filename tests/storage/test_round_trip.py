"""What the record says of networks, people, members, meetings and commitments goes through CSV without loss."""

import tempfile
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storage.events import (
    EVER,
    OPERATOR,
    AnyEvent,
    CommitmentDone,
    CommitmentDropped,
    CommitmentMade,
    CommitmentNoted,
    CommitmentReopened,
    CommitmentSlipped,
    CommitmentStarted,
    DeadlineKind,
    Every,
    MembershipAccepted,
    MembershipEnded,
    MilestoneAdded,
    MilestoneDropped,
    MilestoneMet,
    MilestoneMoved,
    NetworkAdded,
    Owner,
    OwnersAssigned,
    Progress,
    RemindersSnoozed,
    Role,
    RolesChanged,
    Text,
    Unit,
)
from storage.exports import write_csv
from storage.people import Notify, Person
from storage.spreadsheet import guard, join, split, unguard
from tests.storage.happenings import meetings
from tests.storage.office import Office
from tests.storage.plain import TABLES, imported, plain

pytestmark = pytest.mark.long

CODES: Final = ("PNE", "PNMA")
PERSONS: Final = tuple(
    Person(f"p{number:012x}", name, handles, full_name, zone, via="slack", notify=Notify.WEEKLY, hour=8 + number)
    for number, (name, handles, full_name, zone) in enumerate(
        [
            ("amina", ("slack:U1", "video:a;b\\c"), "Amina A", "Asia/Kolkata"),
            ("ли", (), "", "UTC"),
            ("b.c", ("console:b",), "=SUM(A1)", "UTC"),
        ]
    )
)
TEXT = st.text(
    st.one_of(st.sampled_from("=+-@'\"\\;,|\n\t é语"), st.characters(codec="utf-8", categories=["L", "N", "P", "S"])),
    min_size=1,
    max_size=30,
).map(lambda text: unicodedata.normalize("NFC", text).strip())
WORDS = TEXT.filter(bool)
REASON = st.none() | WORDS.map(Text.of)
ACTORS: Final = (OPERATOR, *(person.id for person in PERSONS))


def times(first: datetime, last: datetime) -> st.SearchStrategy[datetime]:
    """Return instants of these days, often the first or the last of a day."""
    moments = st.datetimes(first, last, timezones=st.just(UTC))
    starts = moments.map(lambda moment: datetime.combine(moment, time.min, UTC))
    return st.one_of(moments, starts, starts.map(lambda start: start.replace(hour=23, minute=59, second=59)))


TIME = times(datetime(2020, 1, 1), datetime(2021, 6, 19, 23))  # noqa: DTZ001  made aware
"""Before the import."""
AHEAD = times(datetime(2021, 6, 21), datetime(2022, 1, 1))  # noqa: DTZ001  made aware
SINCE = st.one_of(st.just(EVER), TIME)
OWNERS = st.lists(
    st.one_of(
        st.builds(lambda person, yes: Owner(person=person.id, accepted=yes), st.sampled_from(PERSONS), st.booleans()),
        TEXT.map(lambda body: Owner(body=f"Body {body}".strip(), accepted=True)),
    ),
    max_size=4,
    unique_by=lambda owner: owner.person or owner.body,
)


@st.composite
def memberships(draw: st.DrawFn, code: str, person: str) -> list[AnyEvent]:
    """Return somebody's time in a network: accepted, with other roles, gone, accepted again, soon to be gone."""
    moments = sorted(draw(st.lists(TIME, min_size=1, max_size=5, unique=True)))
    if draw(st.booleans()):
        moments[0] = EVER
    group, region, ref = (draw(TEXT) for _ in range(3))
    organisation = draw(st.none() | WORDS.map(Text.of))
    fields = {"group": group, "region": region, "ref": "".join(ref.split())}
    disciplines = tuple(draw(st.lists(WORDS, max_size=3, unique=True)))
    facts: list[AnyEvent] = []
    for moment in moments:
        roles = tuple(sorted(draw(st.sets(st.sampled_from(Role), min_size=1))))
        ended = not facts or isinstance(facts[-1], MembershipEnded)
        if ended:
            facts.append(
                MembershipAccepted(
                    network=code,
                    since=moment,
                    person=person,
                    roles=roles,
                    disciplines=disciplines,
                    organisation=organisation,
                    **fields,
                )
            )
        elif draw(st.booleans()):
            facts.append(RolesChanged(network=code, since=moment, person=person, roles=roles))
        else:
            facts.append(MembershipEnded(network=code, since=moment, person=person))
    if draw(st.booleans()) and not isinstance(facts[-1], MembershipEnded):
        facts.append(MembershipEnded(network=code, since=draw(AHEAD), person=person))
    return draw(st.permutations(facts))


@st.composite
def milestones(draw: st.DrawFn, code: str, number: int) -> list[AnyEvent]:
    """Return a milestone, moved or not, and what became of it."""
    facts: list[AnyEvent] = [
        MilestoneAdded(
            network=code,
            since=draw(SINCE),
            milestone=number,
            title=Text.of(draw(WORDS)),
            due=draw(st.none() | TIME | AHEAD),
            ref=draw(st.just("") | st.just(f"{code}-plan-{number}")),
        )
    ]
    for moment in draw(st.lists(TIME, max_size=2)):
        due, reason = draw(TIME | AHEAD), draw(REASON)
        facts.append(MilestoneMoved(network=code, since=moment, milestone=number, due=due, reason=reason))
    ends: list[AnyEvent] = [
        MilestoneMet(network=code, since=draw(TIME), milestone=number),
        MilestoneDropped(network=code, since=draw(TIME), milestone=number, reason=draw(REASON)),
    ]
    return [*facts, *draw(st.sampled_from([[], ends[:1], ends[1:]]))]


EVERY = st.builds(
    Every, st.sampled_from(Unit), st.integers(1, 60), st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu"])
)


@st.composite
def commitments(draw: st.DrawFn, code: str, number: int, plan: Sequence[int]) -> list[AnyEvent]:
    """Return a commitment and what became of it."""
    due = draw(st.none() | TIME | AHEAD)
    kind = draw(st.sampled_from([DeadlineKind.BY, DeadlineKind.ON])) if due else DeadlineKind.NONE
    note = draw(st.none() | WORDS.map(Text.of))
    made = CommitmentMade(
        network=code,
        since=draw(SINCE),
        commitment=number,
        text=Text.of(draw(WORDS)),
        owners=tuple(draw(OWNERS)),
        due=due,
        deadline_kind=kind,
        progress=draw(st.sampled_from([Progress.OPEN, Progress.UNKNOWN, Progress.IN_PROGRESS])),
        ref=draw(st.just("") | st.just(f"{code}-{number}a")),
        note=note,
        milestone=draw(st.sampled_from([0, *plan])),
        every=draw(st.none() | EVERY),
        first_due=draw(st.none() | TIME) if due else None,
        follows=draw(st.integers(0, number - 1)),
        maker=draw(st.sampled_from(ACTORS)),
    )
    later: list[AnyEvent] = []
    for moment in sorted(draw(st.lists(TIME, max_size=2))):
        finished = CommitmentDone if draw(st.booleans()) else CommitmentDropped
        later.append(finished(network=code, since=draw(SINCE), commitment=number))
        later.append(CommitmentReopened(network=code, since=moment, commitment=number))
    later += [
        CommitmentSlipped(network=code, since=moment, commitment=number, due=draw(TIME | AHEAD), reason=draw(REASON))
        for moment in draw(st.lists(TIME, max_size=2))
    ]
    if draw(st.booleans()):
        later.append(CommitmentStarted(network=code, since=draw(TIME), commitment=number))
    ends: list[AnyEvent] = [
        CommitmentDone(
            network=code, since=draw(SINCE), commitment=number, evidence=draw(st.none() | WORDS.map(Text.of))
        ),
        CommitmentDropped(network=code, since=draw(SINCE), commitment=number, reason=draw(REASON)),
    ]
    return [made, *later, *draw(beside(code, number)), *draw(st.sampled_from([[], ends[:1], ends[1:]]))]


@st.composite
def beside(draw: st.DrawFn, code: str, number: int) -> list[AnyEvent]:
    """Return what is said about a commitment beside its course: new owners, notes, who wants to hear nothing of it."""
    facts: list[AnyEvent] = []
    leaving = draw(st.booleans())
    if draw(st.booleans()):
        maker, owners = (
            draw(st.sampled_from(ACTORS)),
            [replace(one, leaving=one.accepted and leaving) for one in draw(OWNERS)],
        )
        facts.append(
            OwnersAssigned(network=code, since=draw(TIME), commitment=number, owners=tuple(owners), maker=maker)
        )
    for text in draw(st.lists(WORDS, max_size=2)):
        facts.append(CommitmentNoted(network=code, since=draw(TIME), commitment=number, note=Text.of(text)))
    for person in draw(st.lists(st.sampled_from(PERSONS), max_size=2, unique=True)):
        until = draw(TIME | AHEAD)
        facts.append(RemindersSnoozed(network=code, commitment=number, person=person.id, until=until))
    return facts


@st.composite
def records(draw: st.DrawFn) -> list[AnyEvent]:
    """Return the facts of up to two networks; numbers that were used and taken back leave gaps."""
    facts: list[AnyEvent] = []
    people = [person.id for person in PERSONS]
    for code in CODES[: draw(st.integers(0, 2))]:
        facts.append(NetworkAdded(network=code, since=draw(SINCE), name=draw(WORDS)))
        for person in draw(st.lists(st.sampled_from(PERSONS), max_size=3, unique=True)):
            facts += draw(memberships(code, person.id))
        plan = sorted(draw(st.sets(st.integers(1, 9), max_size=3)))
        for number in plan:
            facts += draw(milestones(code, number))
        for number in sorted(draw(st.sets(st.integers(1, 9), max_size=4))):
            facts += draw(commitments(code, number, plan))
        for number in sorted(draw(st.sets(st.integers(1, 9), max_size=2))):
            facts += draw(meetings(code, number, people, TIME, WORDS))
    return facts


@given(facts=records())
def test_tables_carry_every_record(facts: list[AnyEvent]) -> None:
    """An empty record that imports the tables of another says the same; where they came from, they say nothing new."""
    with tempfile.TemporaryDirectory() as place:
        source = Office(Path(place, "source"))
        source.people.keep(*PERSONS)
        if facts:
            source.note(*facts)
        write_csv(Path(place, "csv"), source.record.history, source.people)
        office = imported(Path(place, "csv"), Path(place, "again"))
        before = source.record.history.seq
        for name in TABLES:
            source.take(Path(place, "csv", f"{name}.csv"))

        assert plain(office.state) == plain(source.state)
        assert list(office.people.everyone()) == list(source.people.everyone())
        assert source.record.history.seq == before


@given(text=TEXT)
def test_a_guarded_cell_is_no_formula_and_reads_as_it_was(text: str) -> None:
    """The apostrophe that import takes away is the one that export has put there."""
    cell = guard(text)

    assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))
    assert unguard(cell) == text


@given(items=st.lists(WORDS))
def test_a_list_in_a_cell_reads_as_it_was(items: list[str]) -> None:
    """Semicolons and backslashes may stand in the items."""
    assert split(join(items)) == tuple(items)
