"""What Slack is sent fits into what it takes, whatever the texts are."""

import html
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.adapters.slack import blocks, fields, reading, showing, written
from storage.events import PollKind, Rules, Text
from storage.state import LEVELS, Poll
from tests.slack.limits import message_problems

STRANGE = st.text(st.sampled_from("a \n&<>`@🚀ع\u202e\u200b|*_~"), max_size=400)
LONG = st.builds(lambda text, times: text * times, STRANGE, st.integers(1, 60))
NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def words(message: dict[str, object]) -> str:
    """Return the words of a message's sections, without white space."""
    found: list[dict[str, dict[str, str]]] = message["blocks"]  # type: ignore[assignment]
    return "".join("".join(html.unescape(one["text"]["text"]).split()) for one in found)


@given(LONG)
def test_a_text_fits_and_nothing_of_it_is_lost(text: str) -> None:
    """However long it is, in whatever letters."""
    sent = showing.messages(f"A {text}")

    assert all(message_problems(one["blocks"]) == [] for one in sent)
    assert all(0 < len(one["text"].encode("utf-16-le")) // 2 <= 4000 for one in sent)
    shown = "".join(words(one) for one in sent)
    assert shown.replace("\u2060", "") == "".join(f"A {text}".split())


@given(st.lists(LONG, min_size=2, max_size=120), st.sampled_from(PollKind))
def test_a_ballot_fits(options: list[str], kind: PollKind) -> None:
    """With two options or a hundred, of any length."""
    texts = tuple(Text.of(option) for option in options)
    poll = Poll("PNMA", 123456, Text.of("?"), texts, kind, None, "p1", NOW, Rules())

    made = [*blocks.ballot(poll), *blocks.check_in("PNMA-M123456")]

    assert message_problems(made) == []


@pytest.mark.parametrize(
    "text", ["@here", "@channel now", "@EVERYONE", "<!here>", "<!channel|x>", "<@U1>", "<!subteam^S1>"]
)
def test_no_text_calls_anybody(text: str) -> None:
    """Neither as it is typed nor as Slack writes it."""
    shown = showing.escaped(text)

    assert "<" not in shown
    assert not any(f"@{word}" in shown.lower() for word in ("here", "channel", "everyone"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Vote here: https://pn.example.org/v/ab12\nOnce.", "Vote here: <https://pn.example.org/v/ab12>\nOnce."),
        ("(see https://x.org/a_(b)?c=1&d=2).", "(see <https://x.org/a_(b)?c=1&amp;d=2>)."),
        ("https://x.org, http://y.org!", "<https://x.org>, <http://y.org>!"),
        ("https://x.org/a_(b)", "<https://x.org/a_(b)>"),
        ("“https://x.org”; “https://y.org/?a&”", "“<https://x.org>”; “<https://y.org/?a&amp;>”"),
        ("*https://x.org*", "*<https://x.org>*"),
        ("\u2068https://x.org\u2069", "\u2068<https://x.org>\u2069"),
        ("<https://x.org|me> now", "&lt;<https://x.org>|me&gt; now"),
        ("`/commit done C7 https://x.org`", "`/commit done C7 https://x.org`"),
        ("https://… and https://", "https://… and https://"),
        ("https://x.org/&lt;!channel&gt;", "<https://x.org/&amp;lt;!channel&amp;gt>;"),
    ],
)
def test_an_address_can_be_pressed(text: str, shown: str) -> None:
    """Slack makes no link by itself of a text that it is to show as it is."""
    assert showing.escaped(text) == shown


@given(st.lists(st.sampled_from(("https://x.org", *"<>|!`&.;/\n\t🚀a", "@here", "http://"))).map("".join))
def test_markup_is_made_of_addresses_alone(text: str) -> None:
    """Whatever stands around them, or in them."""
    shown = showing.escaped(text)

    assert not set(re.sub(r"<https?://[^\s<>|`]+>", "", shown)) & set("<>")
    assert html.unescape(re.sub(r"<(https?://[^\s<>|`]+)>", r"\1", shown)).replace("\u2060", "") == text


@pytest.mark.parametrize(
    ("sent", "read", "mentions"),
    [
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c", {}),
        ("<@U1|bob> and <@U1>", "@name-U1 and @name-U1", {"@name-U1": "slack:U1"}),
        ("<#C1|general> <#C2>", "#general #C2", {}),
        ("<https://x.org/?a=1&amp;b=2> <http://y.org|y.org>", "https://x.org/?a=1&b=2 y.org", {}),
        ("<!here> <!subteam^S1|@group>", "@here @group", {}),
        ("&eacute; &#60; &lt;@U1&gt;", "&eacute; &#60; <@U1>", {}),
    ],
)
def test_what_slack_writes_is_read_as_it_was_typed(sent: str, read: str, mentions: dict[str, str]) -> None:
    """Escapes, people, channels, links and groups."""
    assert written.typed(sent, lambda user: f"name-{user}") == (read, mentions)


@pytest.mark.parametrize(
    "body", [{}, {"actions": 1}, {"actions": [{"selected_options": [1]}], "user": "U1"}, {"view": []}]
)
def test_whatever_json_arrives_is_read(body: dict[str, object]) -> None:
    """What is not as Slack has it counts as not there."""
    asked = (reading.click(body, NOW), reading.submission(body, NOW), reading.slash(body, NOW))

    assert [one.text for one in asked] == ["", "", "/"]
    assert not reading.opener(body)


@pytest.mark.parametrize("metadata", ["", "[]", "{}", '{"channel": "C1"}', "x"])
def test_a_form_without_its_place_is_of_no_channel(metadata: str) -> None:
    """Its answer is private then."""
    assert fields.place_of(metadata) == fields.Place()


def test_a_menu_takes_no_more_than_was_agreed() -> None:
    """So that nobody is refused afterwards."""
    options = tuple(Text(level) for level in LEVELS)
    rules = Rules(choose=2)
    [section] = blocks.ballot(Poll("PNE", 1, Text.of("?"), options, PollKind.MULTIPLE, None, "p1", NOW, rules))

    assert section["accessory"]["max_selected_items"] == 2
