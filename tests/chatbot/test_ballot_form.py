"""A ballot fills in its form, and the form makes the ballot again."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chatbot.ballot_form import choice, fields, filled_by
from chatbot.commands.poll_choice import ABSTENTION, Choice, read_choice
from storage.events import NONE, PollKind, Rules, Text
from storage.state import Ballot, Poll

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
OPTIONS = tuple(Text.of(word) for word in ("Water", "Energy", "Food", "Soil"))
NUMBERS = range(1, len(OPTIONS) + 1)


def poll(kind: PollKind) -> Poll:
    """Return an open poll of a kind."""
    options = OPTIONS[:3] if kind is PollKind.CONSENSUS else OPTIONS
    times = tuple(NOW + timedelta(days=number) for number in NUMBERS) if kind is PollKind.DATES else ()
    rules = Rules(choose=len(OPTIONS))
    return Poll("PNE", 1, Text.of("Which?"), options, kind, None, "p1", NOW, rules, opened=NOW, times=times)


SOME = st.lists(st.sampled_from(NUMBERS), min_size=1, unique=True).map(tuple)
CHOICES = {
    PollKind.SINGLE: st.sampled_from(NUMBERS).map(lambda number: Choice((number,))),
    PollKind.MULTIPLE: SOME.map(lambda some: Choice(tuple(sorted(some)))),
    PollKind.APPROVAL: SOME.map(lambda some: Choice(tuple(sorted(some)))) | st.just(Choice(NONE)),
    PollKind.RANKED: SOME.map(Choice),
    PollKind.CONSENSUS: st.integers(1, 3).map(lambda level: Choice((level,))),
    PollKind.DATES: st.tuples(SOME, st.integers(0, len(NUMBERS))).map(
        lambda drawn: Choice(tuple(sorted(drawn[0][: drawn[1]])), tuple(sorted(drawn[0][drawn[1] :])))
    ),
}
"""For each kind, what somebody may choose."""
CHOSEN = st.sampled_from(list(CHOICES)).flatmap(
    lambda kind: st.tuples(st.just(kind), CHOICES[kind] | st.just(ABSTENTION))
)


@given(CHOSEN)
def test_a_form_filled_in_by_a_ballot_is_that_ballot(chosen: tuple[PollKind, Choice]) -> None:
    """Of every kind; and each value that it is filled in with can be chosen there."""
    kind, typed = chosen
    one = poll(kind)
    filled = filled_by(kind, len(one.options), Ballot(typed.options, NOW, typed.maybe))
    values = {field.name: {value for value, _said in field.values} for field in fields(one, [str(o) for o in OPTIONS])}

    assert all(set(filling) <= values[name] for name, filling in filled.items())
    assert read_choice(one, choice(kind, len(one.options), filled)) == typed


def test_no_time_suits() -> None:
    """Then each is answered by no."""
    assert filled_by(PollKind.DATES, 2, Ballot(NONE, NOW)) == {"1": ("no",), "2": ("no",)}
