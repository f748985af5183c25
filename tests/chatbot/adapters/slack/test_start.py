"""What is said of a workspace where something is missing: by `pn doctor`, and at the start."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.adapters.slack.checkup import examine
from chatbot.run import run
from storage.errors import StorageFault
from storage.settings import Settings
from tests import quick_time
from tests.chatbot.adapters.slack.office import PUBLIC, Office
from tests.slack.faults import Kind
from tests.slack.server import Slack


@pytest.fixture
def examined(pne: Path, tmp_path: Path) -> Callable[..., list[tuple[bool, str]]]:
    """Look at a workspace, after something was done to it."""

    def examined(spoil: Callable[[Slack], object], **environment: str) -> list[tuple[bool, str]]:
        async def look() -> list[tuple[bool, str]]:
            async with Slack() as slack:
                office = Office(slack, pne, tmp_path)
                spoil(slack)
                return await examine(office.settings(SLACK_PUBLIC_CHANNEL=PUBLIC, **environment))

        return asyncio.run(look())

    return examined


def test_a_good_workspace_is_fine(examined: Callable[..., list[tuple[bool, str]]]) -> None:
    """Login, Socket Mode and the public channel are looked at."""
    found = examined(lambda slack: None)

    assert [fine for fine, _sentence in found] == [True, True, True]


@pytest.mark.parametrize(
    ("spoil", "environment", "said"),
    [
        (lambda slack: None, {"SLACK_BOT_TOKEN": "xoxb-wrong"}, "does not accept the bot's token (invalid_auth)"),
        (lambda slack: None, {"SLACK_APP_TOKEN": "xapp-wrong"}, "does not take SLACK_APP_TOKEN"),
        (lambda slack: None, {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": ""}, "Set SLACK_APP_TOKEN"),
        (lambda slack: slack.scopes.discard("users:read"), {}, "lacks the scope users:read, for names and time zones"),
        (
            lambda slack: slack.rooms.channels[PUBLIC].members.clear(),
            {},
            "is not in the channel C1PUBLIC: type `/invite`",
        ),
        (lambda slack: setattr(slack.rooms.channels[PUBLIC], "is_archived", True), {}, "is archived: unarchive it"),
        (lambda slack: slack.rooms.channels.pop(PUBLIC), {}, "sees no channel C1PUBLIC: invite it there"),
    ],
)
def test_what_is_wrong_is_said(
    examined: Callable[..., list[tuple[bool, str]]],
    spoil: Callable[[Slack], object],
    environment: dict[str, str],
    said: str,
) -> None:
    """In a sentence that says what to do, and shows no token."""
    problems = [sentence for fine, sentence in examined(spoil, **environment) if not fine]

    assert len(problems) == 1
    assert said in problems[0]
    assert "xox" not in problems[0]


@pytest.mark.parametrize(
    "environment", [{"SLACK_BOT_TOKEN": "xoxb-wrong"}, {"SLACK_APP_TOKEN": "xapp-wrong"}], ids=["bot", "app"]
)
def test_the_bot_does_not_start_with_a_token_that_slack_does_not_take(
    pne: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    """It says so and ends, instead of telling people to install it again."""

    async def start() -> None:
        async with Slack() as slack:
            office = Office(slack, pne, tmp_path)
            await run(office.here(), office.settings(**environment))

    with pytest.raises(StorageFault, match="does not accept the bot's token"):
        asyncio.run(start())


def test_a_bot_that_is_started_while_slack_is_away_says_once_that_it_waits(
    pne: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever mistyped an address, or is behind a wall, sees it; when Slack answers, the bot is there."""

    async def start() -> str:
        async with Slack() as slack:
            office = Office(slack, pne, tmp_path)
            slack.faults.on("auth.test", Kind.BROKEN, times=9)
            async with office.running():
                return (await office.say("li", "pn mine")).text

    assert quick_time.run(start()) == "Nothing waits for you."
    assert caplog.text.count("Slack cannot be reached (500); waiting for it.") == 1


@pytest.mark.parametrize(("name", "value"), [("SLACK_API_URL", "slack.com/api"), ("SLACK_PUBLIC_CHANNEL", "#general")])
def test_a_setting_that_cannot_be_meant_is_refused(name: str, value: str) -> None:
    """With the variable's name, and how it is written."""
    with pytest.raises(ValueError, match=f"{name} is “{value}”; write"):
        Settings.model_validate({name: value})
