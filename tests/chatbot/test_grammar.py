"""How a typed line is taken apart."""

import pytest

from chatbot.grammar import clean, fold_word, read_numbers, split_list, split_options
from chatbot.message import Refused

KEYS = ("by", "owner", "in")


@pytest.mark.parametrize(
    ("text", "free", "options"),
    [
        (
            "Draft it by:26 March 2021 owner:@giacomo @carlos",
            "Draft it",
            {"by": "26 March 2021", "owner": "@giacomo @carlos"},
        ),
        ("Draft it BY: 26 March", "Draft it", {"by": "26 March"}),
        ("Draft it by：26 March", "Draft it", {"by": "26 March"}),
        (r"Draft it \by: hand", "Draft it by: hand", {}),
        ('Draft it by:"26 March"', "Draft it", {"by": "26 March"}),
        ('Draft it by:"26" March', "Draft it", {"by": '"26" March'}),
        ("Read https://example.org/a:b", "Read https://example.org/a:b", {}),
        ("Report: second part", "Report: second part", {}),
        ("stand:by:me", "stand:by:me", {}),
        ("owner:@li", "", {"owner": "@li"}),
        ("", "", {}),
    ],
)
def test_options_follow_the_free_text(text: str, free: str, options: dict[str, str]) -> None:
    """A declared key starts a word and takes all up to the next one; anything else is text."""
    assert split_options(text, KEYS) == (free, options)


@pytest.mark.parametrize("text", ["Draft it by:Monday by:Tuesday", "Draft it ownr:@li", "Draft it owners:@li"])
def test_a_key_that_is_doubled_or_misspelt_is_refused(text: str) -> None:
    """A slip of the finger never becomes part of the text silently."""
    with pytest.raises(Refused) as refused:
        split_options(text, KEYS)

    assert refused.value.error == "usage"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2", (2,)),
        ("2>1", (2, 1)),
        ("2&gt;1", (2, 1)),
        ("2,1", (2, 1)),
        ("2 1", (2, 1)),
        ("２", (2,)),
        ("٢", (2,)),
        ("۲،۱", (2, 1)),
        ("#2.", (2,)),
        ("two", None),
        ("", None),
        ("2 apples", None),
    ],
)
def test_numbers_in_every_script(text: str, numbers: tuple[int, ...] | None) -> None:
    """Rankings and digits are understood as they are typed around the world."""
    assert read_numbers(clean(text)) == numbers


@pytest.mark.parametrize(
    ("word", "folded"), [("Р3", "p3"), ("С7", "c7"), ("М５", "m5"), ("“P3”", "p3"), ("PNE-P٣", "pne-p3"), ("P3.", "p3")]
)
def test_ids_in_other_letters(word: str, folded: str) -> None:
    """Cyrillic look-alikes, full-width and Arabic-Indic digits, quotes and full stops do not matter."""
    assert fold_word(word) == folded


def test_lists_split_at_bars_or_line_breaks() -> None:
    """Line breaks separate where there are no bars, and are text where there are; empty parts do not count."""
    assert split_list("Which? | A｜B || ") == ["Which?", "A", "B"]
    assert split_list("Which\none? | A | B\nor so") == ["Which\none?", "A", "B\nor so"]
    assert split_list("Which?\n\nA\n B ") == ["Which?", "A", "B"]


def test_quotes_around_a_whole_part_are_not_of_it() -> None:
    """Some poll bots want quotes and no bars, some telephones make them curly; other quotes are text."""
    assert split_list('"Which one?" "A" "B, or so"') == ["Which one?", "A", "B, or so"]
    assert split_list("“Which one?” “A”\n“B”") == ["Which one?", "A", "B"]
    assert split_list('"Which one?" | "A" | B') == ["Which one?", "A", "B"]
    assert split_list('Is "soon" enough? | Yes | "No", of course') == ['Is "soon" enough?', "Yes", '"No", of course']


def test_hidden_characters_are_dropped() -> None:
    """Control and direction characters cannot turn a text around; line breaks stay."""
    assert clean("a\x00b\u202ec\u2066d\ne\t") == "abcd\ne"


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u061c", "\u200b", "\u2060", "\ufeff"])
def test_marks_before_a_sign_or_a_key_hide_neither(mark: str) -> None:
    """Keyboards of scripts that run to the left write them unasked; what joins letters within a word stays."""
    assert clean(f"{mark}/commit اكتب {mark}by:26 March") == "/commit اكتب by:26 March"
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize(("typed", "meant"), [("due", "by"), ("Deadline", "by"), ("until", "by"), ("who", "owner")])
def test_a_word_for_a_key_is_asked_about(typed: str, meant: str) -> None:
    """A deadline that was typed is never taken for text in silence."""
    with pytest.raises(Refused) as refused:
        split_options(f"Draft {typed}:tomorrow", ["by", "owner"])

    assert refused.value.suggestion == f"Draft {meant}:tomorrow"
