"""Short names: what may be one, and how a newcomer is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.people import LONGEST_NAME, People, plain_name, short_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("amina", "amina"),
        ("Amina Diallo", "AminaDiallo"),
        ("O'Neil", "ONeil"),
        ("Jean-Luc", "Jean-Luc"),
        ("अमिना", "अमिना"),
        ("أمينة", "أمينة"),
        ("李明", "李明"),
        ("-.x.-", "x"),
        ("x" * 50, "x" * 30),
        ("<@U2|bob>", "U2bob"),
        ("...", ""),
        ("", ""),
    ],
)
def test_what_a_name_is_as_a_short_name(typed: str, name: str) -> None:
    """Letters and marks of every script stay, spaces and signs go."""
    assert plain_name(typed) == name


@given(st.text(max_size=60))
def test_a_short_name_stays_one(typed: str) -> None:
    """Making it shorter again changes nothing, and it fits."""
    name = plain_name(typed)

    assert plain_name(name) == name
    assert len(name) <= LONGEST_NAME


@pytest.mark.parametrize(
    ("handle", "name"),
    [("console:amina", "amina"), ("matrix:@amina:example.org", "amina"), ("slack:U123", "U123"), ("broken", "")],
)
def test_a_newcomer_is_called_after_the_handle(handle: str, name: str) -> None:
    """By its local part."""
    assert short_name(handle) == name


def test_a_name_that_is_taken_gets_a_number(people: People) -> None:
    """In any letter case; somebody without a name is called person."""
    second = people.newcomer("Amina")
    nameless = people.newcomer("!!!")

    assert (second.name, second.full_name) == ("Amina2", "Amina")
    assert nameless.name == "person"


def test_nobody_is_called_as_everybody_is(people: People) -> None:
    """Whoever has such a handle gets a number, so that `@here` never names one person."""
    assert people.newcomer("Here", ["matrix:@here:example.org"]).name == "Here2"
