"""How often the working group met, and who was eligible on which date."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.events import EVER, MeetingKind, Presence, Role, Text
from storage.measures.meetings import Cadence, Headcount, attended, cadence, headcount, of_member
from storage.state import Attendance, Meeting, Membership, Network, Sitting

START = datetime(2021, 1, 1, tzinfo=UTC)
DAYS = st.integers(0, 400)


def held(number: int, day: int, kind: MeetingKind = MeetingKind.MWG, *people: str) -> Meeting:
    """Make a meeting that was held on a day, with these people there."""
    at = START + timedelta(days=day)
    attendance = {person: Attendance(Presence.PRESENT, at) for person in people}
    return Meeting("PNE", number, [Sitting(at, at, at, attendance)], Text("Call"), kind, closed=at)


def network(*listed: Meeting, since: datetime = START) -> Network:
    """Make a network with these meetings."""
    return Network("PNE", "Environment", since, meetings={one.number: one for one in listed})


def test_months_are_complete_ones_since_the_formation() -> None:
    """Neither the month of formation, unless it began with it, nor the one that is going on."""
    formed = datetime(2021, 1, 10, tzinfo=UTC)

    assert cadence(network(held(1, 15), held(2, 40), since=formed), datetime(2021, 3, 31, tzinfo=UTC)) == Cadence(1, 1)
    assert cadence(network(held(1, 15), held(2, 40)), datetime(2021, 3, 31, tzinfo=UTC)) == Cadence(2, 2)
    assert cadence(network(held(1, 15)), datetime(2021, 1, 31, tzinfo=UTC)) is None
    assert cadence(network(held(1, 15), since=EVER), datetime(2021, 12, 31, tzinfo=UTC)) is None


def test_the_last_date_of_a_month_completes_it() -> None:
    """A bare date means its end; a second before that the month is going on."""
    end = datetime(2021, 2, 28, 23, 59, 59, tzinfo=UTC)

    assert cadence(network(held(1, 15), held(2, 40)), end) == Cadence(2, 2)
    assert cadence(network(held(1, 15), held(2, 40)), end - timedelta(seconds=1)) == Cadence(1, 1)


def test_a_members_rate_is_over_the_meetings_that_the_networks_is_over() -> None:
    """Neither community meetings nor sessions are in either."""
    member = Membership("li", terms=[(START, frozenset({Role.MWG}))])
    kinds = (MeetingKind.MWG, MeetingKind.COMMUNITY, MeetingKind.SESSION)
    where = network(*(held(number, number, kind, "li") for number, kind in enumerate(kinds, 1)))
    where.memberships["li"] = member
    as_of = START + timedelta(days=30)

    assert of_member(where, "li", as_of) == (1, 1, 0)
    assert attended(where, as_of) == (1, 1, 1)


def test_cancelled_and_community_meetings_do_not_count() -> None:
    """Nor one that nobody opened."""
    off, community, missed = held(1, 5), held(2, 6, MeetingKind.COMMUNITY), held(3, 7)
    off.cancelled = START
    missed.sittings[0].opened = None

    assert cadence(network(off, community, missed), datetime(2021, 2, 1, tzinfo=UTC)) == Cadence(0, 1)


@given(st.lists(DAYS, max_size=12), st.integers(0, 420))
def test_cadence_is_the_months_that_a_calendar_shows(days: list[int], now: int) -> None:
    """Counted a second way, month by month."""
    as_of = START + timedelta(days=now)
    met = {(at.year, at.month) for day in days if (at := START + timedelta(days=day)) < as_of}
    months = [
        (year, month) for year in (2021, 2022) for month in range(1, 13) if (year, month) < (as_of.year, as_of.month)
    ]
    listed = (held(number, day) for number, day in enumerate(days, 1) if START + timedelta(days=day) < as_of)
    found = cadence(network(*listed), as_of)

    assert found == (Cadence(sum(month in met for month in months), len(months)) if months else None)


@given(
    st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=8),
    st.lists(st.tuples(DAYS, st.sets(st.integers(0, 7))), max_size=5),
)
def test_the_roster_is_that_of_the_date(
    terms: list[tuple[int, int | None]], meetings: list[tuple[int, set[int]]]
) -> None:
    """Who had not joined yet, or had left, is neither eligible nor a member who was there."""
    where = network(
        *(held(n, day, MeetingKind.MWG, *(f"p{one}" for one in who)) for n, (day, who) in enumerate(meetings, 1))
    )
    spans = [(begin, max(begin, end) if end is not None else 9999) for begin, end in terms]
    for number, (begin, end) in enumerate(spans):
        member = where.memberships[f"p{number}"] = Membership(f"p{number}")
        member.begin(START + timedelta(days=begin), frozenset({Role.MWG}))
        if end != 9999:
            member.begin(START + timedelta(days=end), frozenset())
    as_of = START + timedelta(days=500)
    for number, (day, who) in enumerate(meetings, 1):
        eligible = {one for one, (begin, end) in enumerate(spans) if begin <= day < end}
        expected = Headcount(len(who & eligible), len(eligible), 0, len(who - eligible)) if who else None
        assert headcount(where, where.meetings[number], as_of) == expected
    for one, (begin, end) in enumerate(spans):
        own = [who for day, who in meetings if who and begin <= day < end]
        assert of_member(where, f"p{one}", as_of) == (sum(one in who for who in own), len(own), 0)
