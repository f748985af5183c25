"""What a message says: text, mentions, edits; whatever it holds, it is read."""

import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatbot.adapters.matrix.reading import Typed, is_command, read, with_sign

LI = "@li:example.org"
PILL = f'<a href="https://matrix.to/#/{LI}">Dr Li</a>'
KEYS = ("msgtype", "body", "formatted_body", "m.mentions", "m.relates_to", "m.new_content", "user_ids", "rel_type")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["m.text", "m.replace", PILL, LI, "> a"]) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS) | st.text(), inner),
)


def text(body: str, **more: object) -> dict[str, Any]:
    """Return the content of a message."""
    return {"msgtype": "m.text", "body": body, **more}


def formatted(html: str, body: str = "as a client without HTML shows it", **more: object) -> Typed:
    """Return what a formatted message says."""
    typed = read(text(body, format="org.matrix.custom.html", formatted_body=html, **more))
    assert typed
    return typed


@pytest.mark.parametrize(
    "line", ["!poll list", "/poll list", "！poll list", "／poll list", "  !POLL list", "! poll list"]
)
def test_a_command_has_a_sign_and_a_word_that_the_bot_knows(line: str) -> None:
    """The sign may be one of a keyboard for Chinese or Japanese, and letters may be large."""
    assert is_command(line)


@pytest.mark.parametrize("line", ["!pol list", "!comit Draft it", "!atend", "!here"])
def test_a_slip_is_meant_for_the_bot_too(line: str) -> None:
    """Whoever mistypes gets a suggestion, not silence."""
    assert is_command(line)


@pytest.mark.parametrize(
    "line", ["poll list", "!", "!!", "!!!!", "!weather", "/me waves", "! ", "", "¡poll list", "!ban @li"]
)
def test_what_is_for_others_is_left_alone(line: str) -> None:
    """Talk, other bots' commands and clients' own."""
    assert not is_command(line)


def test_in_private_a_sign_is_not_needed() -> None:
    """Where it stands it stays."""
    assert [with_sign(line) for line in ("poll list", "/poll list", "！poll list")] == [
        "!poll list",
        "/poll list",
        "！poll list",
    ]


@pytest.mark.parametrize(
    "address",
    [
        f"https://matrix.to/#/{LI}",
        "https://matrix.to/#/%40li%3Aexample.org",
        f"https://matrix.to/#/{LI}?via=example.org",
        f"http://matrix.to/#/{LI}",
    ],
)
def test_a_pill_is_the_persons_id(address: str) -> None:
    """The display name in it plays no part, in whatever way the link is written."""
    typed = formatted(f'!pn member add <a href="{address}">@amina <b>the chair</b></a> PNE')

    assert typed == Typed(f"!pn member add {LI} PNE", {LI: f"matrix:{LI}"})


def test_an_id_in_the_text_is_a_mention() -> None:
    """So it is for clients without links; a comma or full stop after it is not part of it."""
    typed = read(text(f"!commit Draft it owner:{LI}, @bruno:matrix.org:8448."))

    assert typed
    assert typed.mentions == {LI: f"matrix:{LI}", "@bruno:matrix.org:8448": "matrix:@bruno:matrix.org:8448"}


def test_a_short_name_is_understood_where_the_message_mentions_the_person() -> None:
    """`m.mentions` tells who `@li` is."""
    typed = read(text("!attend @li", **{"m.mentions": {"user_ids": [LI]}}))

    assert typed == Typed("!attend @li", {"@li": f"matrix:{LI}"})


def test_a_link_to_a_room_or_elsewhere_is_text() -> None:
    """Only people are mentioned."""
    typed = formatted(f'!commit See <a href="https://matrix.to/#/#pne:example.org">the room</a> with {PILL}')

    assert typed == Typed(f"!commit See the room with {LI}", {LI: f"matrix:{LI}"})


def test_formatted_text_is_read_as_it_looks() -> None:
    """Breaks are breaks, entities letters, tags nothing."""
    typed = formatted(f"<p>!poll open A &amp; B &lt;?</p><ul><li>One</li><li>T<b>w</b>o</li></ul>{PILL}")

    assert typed.text == f"!poll open A & B <?\nOne\nTwo{LI}"


def test_without_a_mention_the_plain_text_counts() -> None:
    """Formatting by Markdown changes nothing of what was typed."""
    assert formatted("!commit <em>Draft</em> it", "!commit *Draft* it").text == "!commit *Draft* it"


@pytest.mark.parametrize(
    "content",
    [
        text("> <@li:example.org> !poll vote P1 1\n> and more\n\n!poll vote P1 2"),
        text(
            "> <@li:example.org> !poll vote P1 1\n\n!poll vote P1 2",
            formatted_body=f"<mx-reply><blockquote>{PILL}!poll vote P1 1</blockquote></mx-reply>!poll vote P1 2",
        ),
        text("!poll vote P1 2"),
    ],
)
def test_of_a_reply_the_quotation_is_left_out(content: dict[str, Any]) -> None:
    """What is quoted was somebody else's."""
    relation = {"m.in_reply_to": {"event_id": "$1"}}

    typed = read({**content, "m.relates_to": relation})

    assert typed
    assert (typed.text, typed.is_edit) == ("!poll vote P1 2", False)


def test_a_quotation_that_is_no_reply_stays() -> None:
    """Then it is what was typed."""
    typed = read(text("> !poll list\n\n!poll vote P1 2"))

    assert typed
    assert not is_command(typed.text)


def test_an_edit_is_known_as_one() -> None:
    """Its text is the new one."""
    relation = {"rel_type": "m.replace", "event_id": "$1"}
    content = text("* !poll vote P1 2", **{"m.new_content": text("!poll vote P1 2"), "m.relates_to": relation})

    assert read(content) == Typed("!poll vote P1 2", {}, is_edit=True)


@pytest.mark.parametrize("kind", ["m.notice", "m.emote", "m.image", "m.file", "m.location", "org.example", None, 3])
def test_what_is_no_text_is_nothing(kind: object) -> None:
    """Above all not the notices of other bots."""
    assert read({"msgtype": kind, "body": "!poll list"}) is None


@pytest.mark.parametrize(
    "html",
    [
        f"<![if gte mso 9]>{PILL}",
        f"<![CDATA[x]]>{PILL}",
        f"<!DOCTYPE [<!ENTITY a 'b'>]>{PILL}",
        f"<?php {PILL} ?>",
        f"</a></a></mx-reply>{PILL}</a>",
        f"<mx-reply>{PILL}",
        f"<script>alert(1)</script>{PILL}",
        f"&#xD800;&#0;&#99999999;{PILL}",
        f'<a href>{PILL}<a href="',
        f"<a {PILL}",
    ],
)
def test_whatever_html_there_is_it_is_read(html: str) -> None:
    """No message stops the bot."""
    assert isinstance(formatted(html).text, str)


@pytest.mark.parametrize("piece", ["<", "<!", "<![", "<!--", "<!--!>", "</a", "<a ", '<a b="', "&", "<mx-reply>"])
def test_hostile_html_takes_no_time(piece: str) -> None:
    """An event may be 64 kB long."""
    started = time.process_time()
    formatted(f"{PILL}{piece * (60_000 // len(piece))}")

    assert time.process_time() - started < 0.5


@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
@example({"msgtype": "m.text", "body": "!x", "m.relates_to": "x"})
@example({"msgtype": "m.text", "body": "!x", "m.mentions": "x"})
@example({"msgtype": "m.text", "body": "!x", "m.mentions": {"user_ids": "x"}})
@example({"m.relates_to": {"rel_type": "m.replace"}, "m.new_content": ["x"]})
def test_whatever_a_message_holds_it_is_read_or_left_alone(content: dict[str, Any]) -> None:
    """Clients may send any JSON."""
    typed = read(content)

    assert typed is None or isinstance(typed.text, str)
