"""What a text becomes: nothing in it is markup or a call to a room, and each part of it fits."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.adapters.matrix import showing

LIMIT = 65_536
"""Bytes of an event (client-server API v1.11, 6.1)."""
BESIDE = 2_000
"""Bytes of an event beside its content."""
LONG = {
    "Arabic": "يرجى من أعضاء مجموعة العمل مراجعة الالتزام PNE-C1\n" * 800,
    "emoji": "🌍" * 15_000,
    "families": "👩‍👩‍👧‍👦 " * 3_000,
    "escapes": "<&>" * 20_000,
    "code": "`/poll list` " * 5_000,
    "room": "@room " * 10_000,
    "breaks": "\n" * 60_000,
    "letters": "x" * 60_000,
    "words": "a word or two " * 4_300,
}


class Tags(HTMLParser):
    """Collects tags and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not attrs
        self.text += "\n" if tag == "br" else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def sizes(text: str) -> list[int]:
    """Return how large the parts are as events: plain, and encrypted, which takes the ASCII JSON in Base64."""
    contents = [showing.message(part, notice=True, answers="$" + "x" * 43) for part in showing.parts(text)]
    plain = [len(json.dumps(content, ensure_ascii=False).encode()) for content in contents]
    sealed = [len(json.dumps(content)) * 4 // 3 for content in contents]
    return [max(pair) + BESIDE for pair in zip(plain, sealed, strict=True)]


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_each_part_of_a_long_text_fits_into_an_event(text: str) -> None:
    """In any script, with the formatted twin, escaped and encrypted; and there are not many of them."""
    found = sizes(text)

    assert max(found) <= LIMIT
    assert len(found) <= 2 + sum(found) // (LIMIT // 2)


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_no_letter_is_lost_between_parts(text: str) -> None:
    """A line break at which a text is cut is the only thing that goes."""
    parts = showing.parts(text)

    assert "".join(parts).replace("\n", "") == text.replace("\n", "")
    assert text.count("\n") - "".join(parts).count("\n") < len(parts)


def test_a_long_text_is_cut_between_lines_and_else_between_words() -> None:
    """No line is torn apart that fits by itself, and no word."""
    lines = showing.parts(LONG["Arabic"])
    words = showing.parts(LONG["words"])

    assert {line for part in lines for line in part.split("\n")} <= {*LONG["Arabic"].split("\n")}
    assert {word for part in words for word in part.split()} == {"a", "word", "or", "two"}


def test_a_short_text_is_one_message() -> None:
    """The empty one too."""
    assert [showing.parts(text) for text in ("", "Hello", "two\nlines\n")] == [[""], ["Hello"], ["two\nlines\n"]]


@pytest.mark.parametrize("text", ["@room", "Hello @room!", "@ROOM", "(@Room)", "`@room`", "@room @room"])
def test_nobody_is_called_by_a_text(text: str) -> None:
    """`@room` is shown, and rings no bell; the message says that it mentions nobody."""
    content = showing.message(text)

    assert content["m.mentions"] == {}
    assert "@room" not in (content["body"] + content["formatted_body"]).casefold()
    assert content["body"].replace("\u2060", "") == text


@given(st.text(st.sampled_from("<>&\"'`/ab \n@;#=") | st.characters()))
def test_no_markup_comes_out_of_a_text(text: str) -> None:
    """The only tags are those for code and line breaks; read back, the text is the same."""
    content = showing.message(text)
    read = Tags(content["formatted_body"])

    assert read.tags <= {"code", "br"}
    assert read.text.replace("`", "").replace("\r", "") == content["body"].replace("`", "").replace("\r", "")


def test_commands_are_marked_as_code() -> None:
    """In the formatted body; the plain one keeps the backticks."""
    content = showing.message("Try: `!poll vote P1 1>2`")

    assert content["body"] == "Try: `!poll vote P1 1>2`"
    assert content["formatted_body"] == "Try: <code>!poll vote P1 1&gt;2</code>"


def test_right_to_left_text_keeps_its_isolates() -> None:
    """Ids within it are isolated by the bot, and stay so."""
    text = "\u2068PNE-M1\u2069: اجتماع"

    assert showing.message(text)["body"] == text
    assert showing.message(text)["formatted_body"] == text


def test_answers_are_notices_that_show_what_they_are_to() -> None:
    """Other bots leave notices alone."""
    content = showing.message("Done.", notice=True, answers="$1")

    assert content["msgtype"] == "m.notice"
    assert "m.mentions" not in content
    assert content["m.relates_to"] == {"m.in_reply_to": {"event_id": "$1"}}
    assert showing.mark("$1")["m.relates_to"] == {"rel_type": "m.annotation", "event_id": "$1", "key": "✅"}


def test_who_is_called_is_mentioned_and_linked() -> None:
    """By the id, wherever the name stands alone; names that begin alike are others'."""
    calls = {"@li": "@li:example.org", "@ana": "@li.x:example.org"}
    content = showing.message("@li: take it on. @lina, a@li, @li.x and (@ana) <b>", calls=calls)

    assert content["m.mentions"] == {"user_ids": ["@li.x:example.org", "@li:example.org"]}
    assert content["body"] == "@li: take it on. @lina, a@li, @li.x and (@ana) <b>"
    assert content["formatted_body"] == (
        '<a href="https://matrix.to/#/@li:example.org">@li</a>: take it on. @lina, a@li, @li.x and '
        '(<a href="https://matrix.to/#/@li.x:example.org">@ana</a>) &lt;b&gt;'
    )
