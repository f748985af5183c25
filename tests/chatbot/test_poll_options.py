"""The question and the options of a poll, as people list things."""

import pytest

from tests.conversation import Conversation, suggestion


@pytest.mark.parametrize(
    "typed",
    [
        "Tea or coffee? | Tea | Coffee",
        "Tea or coffee?｜Tea｜Coffee",
        "Tea or coffee?\nTea\nCoffee",
        "Tea or coffee?\n1. Tea\n2. Coffee",
        "Tea or coffee?\n1) Tea\n2) Coffee",
        "Tea or coffee?\n- Tea\n- Coffee",
        "Tea or coffee?\n• Tea\n\n• Coffee\n",
        "Tea or coffee? || Tea || Coffee ||",
    ],
)
def test_options_are_listed_as_people_list_things(talk: Conversation, typed: str) -> None:
    """Bars, full-width bars, lines, bullets and numbers all separate options."""
    talk.given(f"@amina /poll open {typed}")

    assert str(talk.poll().question) == "Tea or coffee?"
    assert [str(option) for option in talk.poll().options] == ["Tea", "Coffee"]


@pytest.mark.parametrize(
    "typed",
    ["Which? Tea, Coffee", "Which? Tea or Coffee?", "Which? / Tea / Coffee", "Which? Tea / Coffee"],
)
def test_options_without_bars_are_suggested_with_them(talk: Conversation, typed: str) -> None:
    """After the question mark, where something else stands between them."""
    assert suggestion(talk.say(f"@amina /poll open {typed}")) == "/poll open Which? | Tea | Coffee"


def test_numbers_that_do_not_count_the_options_belong_to_them(talk: Conversation) -> None:
    """A list is only undone where it is one."""
    talk.given("@amina /poll open Which? | 2. half | 1. half")

    assert [str(option) for option in talk.poll().options] == ["2. half", "1. half"]


def test_twenty_long_options_fit(talk: Conversation) -> None:
    """A question of 1000 characters and 20 options of 300 are taken whole."""
    options = [f"{number:03}" + "x" * 297 for number in range(100, 120)]

    reply = talk.say(f"@amina /poll open {'q' * 1000} | {' | '.join(options)}")

    assert reply.error is None
    assert [str(option) for option in talk.poll().options] == options


def test_a_question_may_have_several_lines(talk: Conversation) -> None:
    """Where bars stand between the options; an option is one line."""
    talk.given("@amina /poll open Which theme\nshould come first? | Water | Energy\nand mining")
    poll = talk.poll()

    assert str(poll.question) == "Which theme\nshould come first?"
    assert [str(option) for option in poll.options] == ["Water", "Energy and mining"]


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("How? | Open | Secret", "Secret"),
        ('How? | Open | "Top secret"', "Top secret"),
        ("When? | The school closes early | The school closes late", "The school closes late"),
    ],
)
def test_words_that_only_look_like_a_key_are_options(talk: Conversation, typed: str, last: str) -> None:
    """Alone, in quotes, or without a date."""
    talk.given(f"@amina /poll open {typed}")

    assert str(talk.poll().options[-1]) == last


def test_an_arabic_poll_keeps_its_ids_readable(talk: Conversation) -> None:
    """Ids are isolated in right-to-left text, and the isolated id can be typed back."""
    reply = talk.say("@amina /poll open أي موضوع أولا؟ | الاتصال | الشمول")

    assert reply.created == ("PNE-P1",)
    assert reply.text.startswith("Vote now · \u2068PNE-P1\u2069: أي موضوع أولا؟")
    assert talk.say("@li /poll vote P1 الشمول").text == "Your vote in \u2068PNE-P1\u2069: 2. الشمول"
