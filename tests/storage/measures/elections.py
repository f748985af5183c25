"""Random polls of every kind, as the record holds them."""

from datetime import UTC, datetime

from hypothesis import strategies as st
from msgspec.structs import replace

from storage.events import NONE, Audience, PollKind, Rules, Text, Ties
from storage.state import LEVELS, Ballot, Poll

AT = datetime(2021, 3, 1, 9, tzinfo=UTC)


def rankings(options: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Return rankings of some of the options."""
    numbers = st.permutations(range(1, options + 1))
    return st.builds(lambda order, most: tuple(order[:most]), numbers, st.integers(1, options))


def ballots(kind: PollKind, options: int) -> st.SearchStrategy[Ballot]:
    """Return ballots that a poll of this kind takes."""
    number = st.integers(1, options)
    several = st.frozensets(number, min_size=1).map(lambda found: tuple(sorted(found)))
    choice: dict[PollKind, st.SearchStrategy[tuple[int, ...]]] = {
        PollKind.SINGLE: number.map(lambda one: (one,)),
        PollKind.MULTIPLE: several,
        PollKind.APPROVAL: several | st.just(NONE),
        PollKind.RANKED: rankings(options),
        PollKind.CONSENSUS: number.map(lambda one: (one,)),
        PollKind.DATES: several | st.just(NONE),
    }
    cast = (choice[kind] | st.just(())).map(lambda chosen: Ballot(chosen, AT))
    if kind is not PollKind.DATES:
        return cast
    return st.tuples(cast, st.frozensets(number)).map(_with_maybe)


def _with_maybe(drawn: tuple[Ballot, frozenset[int]]) -> Ballot:
    ballot, maybe = drawn
    left = tuple(sorted(maybe - set(ballot.choice)))
    return replace(ballot, maybe=left, choice=() if left and ballot.choice == NONE else ballot.choice)


@st.composite
def polls(draw: st.DrawFn, kind: PollKind | None = None) -> Poll:
    """Return a poll that takes ballots, some of them of people who are not in its electorate."""
    kind = kind or draw(st.sampled_from(PollKind))
    options = len(LEVELS) if kind is PollKind.CONSENSUS else draw(st.integers(2, 6))
    names = LEVELS if kind is PollKind.CONSENSUS else tuple(f"option {number}" for number in range(1, options + 1))
    ties = draw(st.sampled_from(Ties if kind is PollKind.RANKED else (Ties.REPORT, Ties.LISTED)))
    rules = Rules(audience=draw(st.sampled_from(Audience)), ties=ties, leavers_keep=draw(st.booleans()))
    cast = draw(st.lists(ballots(kind, options), max_size=12))
    people = {f"p{number}": ballot for number, ballot in enumerate(cast)}
    electorate = frozenset(person for person in people if draw(st.integers(0, 9))) | {"silent"}
    leavers = {person for person in sorted(electorate) if not draw(st.integers(0, 5))}
    return Poll(
        "PNE",
        1,
        Text("Which?"),
        tuple(Text(name) for name in names),
        kind,
        None,
        "silent",
        AT,
        rules,
        opened=AT,
        electorate=electorate,
        salt="00ff",
        ballots=people,
        leavers=leavers,
        closed=AT,
    )
