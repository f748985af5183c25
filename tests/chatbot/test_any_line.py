"""Whatever is typed, in whatever script: an answer in sentences, never a traceback."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbot.commands import COMMANDS
from tests.conversation import MEMBERS, Conversation

pytestmark = pytest.mark.long

PATHS = st.sampled_from(
    [command.path for command in COMMANDS] + ["here", "pn poll vote", "commit add", "pn", "poll", "commit"]
)
SCRIPTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("aZ09 |:@#/!>,;.-_`*\\\n"),
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.characters(min_codepoint=0x0400, max_codepoint=0x04FF),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF),
        st.characters(min_codepoint=0x1F300, max_codepoint=0x1F6FF),
    ),
    max_size=60,
)
PARTS = st.one_of(
    SCRIPTS,
    st.sampled_from(
        [
            "P1",
            "PNE-P1",
            "M1",
            "C1",
            "Р1",
            "@li",
            "@nobody",
            "in:PNE",
            "in:XXX",
            "by:tomorrow",
            "by:03/04",
            "closes:",
            "owner:",
            "2>1",
            "A | B",
            "kind:many",
            "role:mwg",
            "zone:UTC",
            "PNE",
        ]
    ),
)
LINES = st.builds(
    "{}{} {}".format, st.sampled_from(["/", "!", "", "／"]), PATHS | SCRIPTS, st.lists(PARTS, max_size=5).map(" ".join)
)
CODES = {None, "usage", "unknown_command", "forbidden", "not_found", "conflict", "closed", "ambiguous"}


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Conversation:
    """A network with one open poll, one open meeting and one commitment."""
    talk = Conversation(tmp_path_factory.mktemp("any") / "record")
    talk.given(*MEMBERS, "@amina /poll open Which? | A | B", "@li /commit Draft it")
    talk.given("@amina /meeting plan tomorrow 13:00 UTC", "@amina /meeting open")
    return talk


@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(line=LINES, who=st.sampled_from(["amina", "li", "ines", "sec", "stranger"]))
@pytest.mark.timeout(600)
def test_any_line_is_answered(line: str, who: str, talk: Conversation, caplog: pytest.LogCaptureFixture) -> None:
    """Each of 10,000 random lines gets an answer; a refusal shows the typed line and records nothing."""
    before = talk.bot.record.history.seq
    caplog.set_level(logging.ERROR)

    request = talk.request(f"@{who} /x")
    reply = talk.bot.dispatcher.handle_now(replace(request, text=line))

    assert reply.text.strip()
    assert reply.error in CODES, reply.text
    assert "Traceback" not in reply.text
    assert not caplog.records
    assert (talk.bot.record.history.seq == before) or reply.error is None


def test_the_record_of_the_random_lines_is_clean(talk: Conversation) -> None:
    """Whatever was recorded can be read again."""
    live = talk.bot.record.state()

    talk.reopen()

    assert talk.bot.record.state() == live
    assert Path(talk.folder / "journal.jsonl").stat().st_mode & 0o077 == 0
