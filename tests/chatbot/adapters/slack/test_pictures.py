"""Pictures of results on Slack: uploaded after the text, once, with words for who cannot see them."""

import logging

import pytest

from tests.chatbot.adapters.slack.conftest import Hold
from tests.chatbot.adapters.slack.office import PUBLIC, ROOM, Office
from tests.slack.faults import Kind
from tests.slack.world import File, Message

HERE = {"SLACK_PUBLIC_CHANNEL": PUBLIC}
PATIENCE = 300.0
"""Seconds of quick time that a picture may take: it is drawn by another program, which is no quicker."""
POLL = ("@amina /poll open Which? | Water | Energy", "@li /poll vote P1 2")


async def messages(office: Office, channel: str) -> list[Message]:
    """Wait until a picture stands in a channel, and return what the bot posted there."""
    await office.slack.until(lambda: office.pictures(channel), PATIENCE)
    return [one for one in office.slack.posts(channel) if one.user == office.slack.bot.id]


def test_a_result_has_its_picture_where_its_text_is(hold: Hold) -> None:
    """In the channel where it was closed and in the public one, after the text."""

    async def talk(office: Office) -> list[list[Message]]:
        await office.given(*POLL, "@amina /poll close P1")
        return [await messages(office, channel) for channel in (ROOM, PUBLIC)]

    for posts in hold(talk, **HERE):
        *_before, text, picture = posts
        [file] = picture.files

        assert "PNE-P1" in text.text
        assert file.content.startswith(b"\x89PNG")
        assert file.words.startswith("PNE-P1: Which?\n1. Water: 0\n2. Energy: 1\n")


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal"])
def test_a_picture_that_fails_delays_nothing(hold: Hold, method: str, caplog: pytest.LogCaptureFixture) -> None:
    """The text stands, the next command is answered, and the log says what is missing."""

    async def talk(office: Office) -> tuple[list[str], list[File]]:
        office.slack.faults.on(method, Kind.ERROR, error="missing_scope")
        await office.given(*POLL, "@amina /poll close P1")
        seen = await office.say("li", "poll results P1")
        return [one.text for one in [*office.shared(), *seen.private]], office.pictures()

    with caplog.at_level(logging.WARNING):
        texts, pictures = hold(talk)

    assert ["2. Energy: 1" in text for text in texts] == [True] * 3
    assert pictures == []


def test_without_the_scope_the_text_stands_alone(hold: Hold, caplog: pytest.LogCaptureFixture) -> None:
    """As where the app was installed before it drew pictures."""

    async def talk(office: Office) -> list[File]:
        office.slack.scopes.discard("files:write")
        await office.given(*POLL, "@amina /poll close P1")
        await office.slack.until(lambda: office.slack.called("files.getUploadURLExternal"), PATIENCE)
        await office.given("@li /poll results P1")
        office.slack.scopes.add("files:write")
        return office.pictures()

    with caplog.at_level(logging.WARNING):
        assert hold(talk) == []

    assert "The picture of PNE-P1 is not posted: missing_scope files:write" in caplog.text
