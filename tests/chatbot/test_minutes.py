"""Minutes: the draft that the record makes, completed, published, corrected by a new version."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from storage.public.minutes import plain
from tests.chatbot.monthly import hold
from tests.chatbot.web.visiting import visit
from tests.conversation import Conversation, suggestion

GOLDEN = Path(__file__).parent / "golden"
NAMES = ("amina", "@li", "bruno", "ines", "chen", "orgmarker")


@pytest.fixture
def held(talk: Conversation) -> Conversation:
    """A meeting of two sittings was held, and its draft completed."""
    return hold(talk)


def published(talk: Conversation, path: str = "/minutes/PNE-M1") -> str:
    """Return the minutes as the public page has them."""
    [answer] = visit(talk, path, public_url="https://pn.example.org")
    assert answer.status == 200
    return answer.text


def test_the_draft_is_made_of_the_record(held: Conversation) -> None:
    """As the golden file has it: agenda, notes under their items, polls, commitments, headcount, quorum."""
    held.given("@amina /meeting publish")

    assert published(held, "/minutes/PNE-M1.md") == (GOLDEN / "minutes.md").read_text()


def test_the_page_is_the_same_as_html(held: Conversation) -> None:
    """As the golden file has it; nothing that was typed is a tag, a link or an image."""
    held.given("@amina /meeting publish")
    html = published(held)
    body = html.partition('<main dir="auto">\n')[2].partition("\n</main>")[0]

    assert body + "\n" == (GOLDEN / "minutes.html").read_text()
    assert "<script" not in html
    assert "<img" not in html
    assert 'https://example.org"' not in html


def test_under_the_chatham_house_rule_nobody_is_told(talk: Conversation) -> None:
    """No owner, whether a person or a body; as the golden file has it."""
    hold(talk, "chatham:yes").given("@amina /meeting publish")

    assert published(talk, "/minutes/PNE-M1.md") == (GOLDEN / "chatham.md").read_text()
    assert "IGF Secretariat" not in published(talk)


@pytest.mark.parametrize("more", ["", "chatham:yes"])
def test_no_output_names_a_person(talk: Conversation, more: str) -> None:
    """Neither Markdown nor page nor feed."""
    hold(talk, more).given("@amina /meeting publish")
    told = [published(talk, path) for path in ("/minutes/PNE-M1", "/minutes/PNE-M1.md", "/feed.atom", "/")]

    assert not [name for text in told for name in NAMES if name in text]


def test_who_runs_meetings_sees_the_draft_and_how_to_go_on(held: Conversation) -> None:
    """With the numbers of the notes; the consultant is not told to publish."""
    chair, consultant = (held.say(f"@{name} /meeting minutes").text for name in ("amina", "ines"))

    assert "#5 The group meets again in June." in chair
    assert "#4" not in chair
    assert "Publish it: `/meeting publish PNE-M1`" in chair
    assert "/meeting publish" not in consultant
    assert held.say("@li /meeting minutes").error == "not_found"


def test_what_was_published_stays_until_it_is_published_anew(held: Conversation) -> None:
    """A correction has a reason; the earlier version is there under its own address."""
    first = held.say("@amina /meeting publish")
    before = published(held, "/minutes/PNE-M1.md")
    held.given("@amina /attend M1 @li present sitting:2", "@ines /meeting minutes add M1 A decision.")
    same = published(held, "/minutes/PNE-M1.md")
    refused = held.say("@sec /meeting publish M1")
    second = held.say("@sec /meeting publish M1 because:a decision was *missing*")
    page = published(held)
    told = (held.say("@li /meeting minutes M1").text, published(held, "/minutes/PNE-M1.md"))

    assert first.text.startswith("The minutes of PNE-M1 are public, version 1.")
    assert not first.private
    assert same == before
    assert refused.error == "usage"
    assert suggestion(refused) == "/meeting publish PNE-M1 because:YOUR REASON"
    assert second.error is None
    assert "A decision." in page
    assert "Corrected: a decision was *missing*" in page
    assert published(held, "/minutes/PNE-M1.md?version=1") == before
    assert "There is a later version." in published(held, "/minutes/PNE-M1?version=1")
    assert told[0].rstrip() == told[1].rstrip()
    assert re.fullmatch(r"Version 2, corrected on .+ UTC: a decision was \\\*missing\\\*", told[1].splitlines()[-1])
    assert "corrected on" not in before


def test_minutes_tell_what_was_so_at_the_end_of_the_meeting(talk: Conversation) -> None:
    """Owners, deadlines and polls; what came later is in no draft, and in no correction of something else."""
    talk.given(
        "@amina /meeting plan in 5 minutes",
        "@amina /meeting open",
        "@amina /poll open Which theme? | Water | Energy closes:tomorrow extendable:yes",
        "@amina /poll vote P1 1",
        "@amina /commit Draft the data section by:26 May 2021 owner:@li",
        "@amina /commit Ask the NRIs owner:IGF Secretariat",
        "@amina /commit Read it by:1 April 2021",
        "@amina /commit slip C3 by:8 April 2021",
        "@amina /meeting close",
    )
    draft = talk.say("@amina /meeting minutes").text
    talk.wait(hours=1)
    talk.given(
        "@li /commit accept C1",
        "@li /commit slip C1 by:1 June 2021",
        "@sec /pn member role @amina remove:co-chair",
        "@sec /commit slip C2 by:2 June 2021",
        "@sec /commit assign C3 NRI of Brazil",
        "@sec /poll extend P1 until:5 March 2021 because:a holiday",
    )
    extended = talk.say("@sec /meeting minutes").text
    talk.given("@sec /poll close P1", "@sec /meeting publish", "@sec /meeting minutes add M1 One thing more.")
    talk.given("@sec /meeting publish because:a sentence was missing")
    first, second = (published(talk, f"/minutes/PNE-M1.md?version={version}") for version in (1, 2))

    assert "- PNE-P1: Which theme? Open until 2 March 2021, 23:59 UTC.\n" in first
    assert first.partition("## Commitments made\n\n")[2].splitlines() == [
        "- PNE-C1: Draft the data section · 26 May 2021 · MWG member (proposed)",
        "- PNE-C2: Ask the NRIs · no deadline · IGF Secretariat",
        "- PNE-C3: Read it · 8 April 2021 · co-chair",
    ]
    assert draft.startswith(first.rstrip())
    assert extended.startswith(first.rstrip())
    new = [line for line in second.splitlines() if line not in first.splitlines()]
    assert new[0:2] == ["## Notes", "- One thing more."]
    assert new[2].startswith("Version 2, corrected on ")
    assert len(new) == 3


def test_the_same_minutes_are_not_published_twice(held: Conversation) -> None:
    """Nothing is recorded."""
    held.given("@amina /meeting publish")

    assert held.say("@amina /meeting publish because:again").text == "That is so already; nothing was recorded."


def test_minutes_are_in_feed_and_page(held: Conversation) -> None:
    """Each leads to their own address."""
    held.given("@amina /meeting publish")
    feed, page = (published(held, path) for path in ("/feed.atom", "/?pn=PNE"))

    assert 'href="https://pn.example.org/minutes/PNE-M1"' in feed
    assert 'href="https://pn.example.org/minutes/PNE-M1"' in page


@pytest.mark.parametrize(
    "path", ["/minutes", "/minutes.md", "/minutes/PNE-M1", "/minutes/PNE-M9", "/minutes/PNX-M1", "/minutes/PNE-P1"]
)
def test_where_nothing_is_published_there_is_nothing(held: Conversation, path: str) -> None:
    """A draft is not public."""
    [answer] = visit(held, path)

    assert answer.status == 404


@pytest.mark.parametrize("version", ["0", "2", "x", "1' or '1"])
def test_a_version_that_there_is_not_is_none(held: Conversation, version: str) -> None:
    """What is no number is left out of account."""
    held.given("@amina /meeting publish")
    [answer] = visit(held, f"/minutes/PNE-M1?version={version}")

    assert answer.status == (404 if version == "2" else 200)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("@amina /meeting publish M2", "conflict"),
        ("@amina /meeting minutes add M2 Something", "conflict"),
        ("@amina /meeting minutes drop M1 4", "not_found"),
        ("@amina /meeting minutes drop M1 99", "not_found"),
        ("@amina /meeting minutes M7", "not_found"),
    ],
)
def test_what_has_no_minutes_is_refused(held: Conversation, line: str, error: str) -> None:
    """With a command that works."""
    held.given("@amina /meeting plan 1 June 2021 13:00 UTC")
    reply = held.say(line)

    assert reply.error == error
    assert held.say(f"@amina {suggestion(reply)}").error is None


def test_an_open_meeting_is_not_published(talk: Conversation) -> None:
    """It is closed first, as the refusal suggests."""
    talk.given("@amina /meeting plan 1 June 2021 13:00 UTC", "@amina /meeting open now:yes")
    reply = talk.say("@amina /meeting publish")

    assert suggestion(reply) == "/meeting close PNE-M1"
    assert talk.say(f"@amina {suggestion(reply)}").error is None
    assert talk.say("@amina /meeting publish").error is None


def test_a_member_is_recorded_by_others_once_minutes_are_published(held: Conversation) -> None:
    """By then everybody has read how many were there."""
    held.given("@amina /meeting publish")

    assert held.say("@li /attend M1").error == "closed"
    assert held.say("@amina /attend M1 @li sitting:2").error is None


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_no_text_is_markdown(text: str) -> None:
    """Whatever was typed comes out of Markdown as it was, in one line, in a list or a heading."""
    html = MarkdownIt("commonmark", {"html": False})
    line = " ".join(text.split())
    for before in ("- ", "## ", "", "1. "):
        tokens = html.parse(f"{before}x {plain(text)}")
        shown = "".join(child.content for token in tokens for child in token.children or ())
        kinds = {child.type for token in tokens for child in token.children or ()}

        assert shown.strip() == f"x {line}".strip()
        assert kinds <= {"text", "text_special"}


@given(st.sampled_from(["#", "-", "+", "1.", "12)", ">", "*", "=", "---", "# ", "1. x", "- x", "+ x"]))
def test_no_text_begins_a_block(text: str) -> None:
    """Neither a heading nor a list within a list."""
    tokens = [token.type for token in MarkdownIt("commonmark").parse(f"- {plain(text)}")]

    assert tokens == [
        "bullet_list_open", "list_item_open", "paragraph_open", "inline", "paragraph_close", "list_item_close",
        "bullet_list_close",
    ]  # fmt: skip


def test_under_the_chatham_house_rule_no_text_calls_anybody(talk: Conversation) -> None:
    """An item with a name is asked about before it is public; a commitment that has one is told without it."""
    talk.given("@amina /meeting plan 12 May 2021 13:00 UTC chatham:yes")
    refused = talk.say("@amina /meeting agenda add M1 Presentation by @bruno")
    talk.given(
        f"@amina {suggestion(refused)}",
        "@amina /meeting agenda agree M1",
        "@amina /meeting open now:yes",
        "@amina /commit Ask @bruno for his slides",
        "@amina /meeting close",
    )
    text = talk.say("@amina /meeting minutes M1").text

    assert suggestion(refused) == "/meeting agenda add PNE-M1 Presentation by a participant"
    assert "bruno" not in text
    assert "Ask somebody for his slides" in text


def test_under_the_chatham_house_rule_no_full_name_stands_in_the_minutes(talk: Conversation) -> None:
    """Nor in a note, however it is written; a part of another word, or a small word that is also a name, stays."""
    talk.given(
        "@amina /meeting plan 12 May 2021 13:00 UTC chatham:yes title:With bruno DA silva_lima",
        "@amina /meeting agenda add M1 What will Will say, and Brunoda Silva",
    )
    for name, full_name in (("bruno", "Bruno da Silva_Lima"), ("li", "Will"), ("ines", "Inés  Ó Brien")):
        found = talk.bot.people.named(name)
        assert found
        talk.bot.people.keep(replace(found, full_name=full_name))
    talk.given("@amina /meeting agenda agree M1", "@amina /meeting open now:yes", "@amina /commit Ask inés ó brien")
    refused = talk.say("@li /note Inés Ó Brien doubts it")
    talk.given(f"@li {suggestion(refused)}", "@amina /meeting close")
    text = talk.say("@amina /meeting minutes M1").text.partition("The notes and their numbers")[0]

    assert refused.error == "conflict"
    assert suggestion(refused) == "/note a participant doubts it"
    assert "# Minutes: With somebody" in text
    assert "1. What will somebody say, and Brunoda Silva" in text
    assert "Ask somebody" in text
    assert "- a participant doubts it" in text
