"""Folding: one form for characters that mean the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.characters import fold_characters


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("plain text 12:30", "plain text 12:30"),
        ("２０２１：０３", "2021:03"),
        ("٢٦ ۲۶ २६ ২৬", "26 26 26 26"),
        ("a\u00a0b\u2009c\u3000d\u2028e", "a b c d e"),
        ("2\u200b6\u200e \u202bMarch\u202c\ufeff", "26 March"),
        ("\u2068PNE\u2069-P\u00ad3", "PNE-P3"),
        ("e\u200b\u0301", "é"),
        ("one\ntwo\tthree", "one\ntwo\tthree"),
        ("Р3 Straße", "Р3 Straße"),
    ],
)
def test_characters_that_mean_the_same_become_one(typed: str, folded: str) -> None:
    """Width, script of digits, kind of space and invisible characters do not matter; letters and lines do."""
    assert fold_characters(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """What is folded is in its last form."""
    once = fold_characters(text)

    assert fold_characters(once) == once


@given(st.text(st.characters(categories=["Nd"])))
def test_every_digit_becomes_an_ascii_digit(text: str) -> None:
    """Digits of every script are read alike, one for one."""
    folded = fold_characters(text)

    assert folded == "".join(str(int(digit)) for digit in text)
