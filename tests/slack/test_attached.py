"""A slack-bolt app attached to the workspace by its base address alone."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from tests.slack.bolt import app, by_http, by_socket
from tests.slack.cast import furnish
from tests.slack.seen import Seen
from tests.slack.server import Slack
from tests.slack.world import Json

Attach = Callable[[Slack, AsyncApp], AbstractAsyncContextManager[Any]]
WAYS = pytest.mark.parametrize("attach", [by_socket, by_http], ids=["socket", "http"])

BUTTONS: list[Json] = [
    {
        "type": "actions",
        "block_id": "poll",
        "elements": [
            {"type": "button", "action_id": "vote", "text": {"type": "plain_text", "text": "Water"}, "value": "P1:1"}
        ],
    }
]
FORM: Json = {
    "type": "modal",
    "callback_id": "commit",
    "title": {"type": "plain_text", "text": "A commitment"},
    "submit": {"type": "plain_text", "text": "Commit"},
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": {"type": "plain_text", "text": "What"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


def voting(slack: Slack) -> AsyncApp:
    """Return an app that posts a button, answers clicks, and opens and reads a form."""
    made = app(slack)

    @made.command("/poll")
    async def poll(ack: Any, say: Any, command: Json) -> None:  # noqa: ANN401
        await ack("Opened.")
        await say(text=command["text"], blocks=BUTTONS)

    @made.action("vote")
    async def vote(ack: Any, respond: Any, action: Json) -> None:  # noqa: ANN401
        await ack()
        await respond(text=f"Your vote: {action['value']}", response_type="ephemeral", replace_original=False)

    @made.shortcut("commit_this")
    async def commit(ack: Any, client: Any, shortcut: Json) -> None:  # noqa: ANN401
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)

    @made.view("commit")
    async def committed(ack: Any, view: Json) -> None:  # noqa: ANN401
        text = view["state"]["values"]["what"]["text"]["value"]
        await (ack() if text != "no" else ack(response_action="errors", errors={"what": "Say what."}))

    @made.event("app_home_opened")
    async def home(client: Any, event: Json) -> None:  # noqa: ANN401
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [{"type": "divider"}]})

    return made


def attached(attach: Attach, talk: Callable[[Slack], Coroutine[Any, Any, Seen]]) -> tuple[Seen, Slack]:
    """Attach the app to a furnished workspace, let people talk, and return what was seen at last."""

    async def run() -> tuple[Seen, Slack]:
        async with Slack() as slack:
            furnish(slack)
            async with attach(slack, voting(slack)):
                seen = await talk(slack)
                await slack.deliveries.settled()
            return seen, slack

    return asyncio.run(run())


@WAYS
def test_a_command_is_acknowledged_and_answered(attach: Attach) -> None:
    """The answer in the acknowledgement is seen by one person, and the post by all."""

    async def talk(slack: Slack) -> Seen:
        return await (await slack.as_user("U1").slash("/poll", "Water?", channel="C1")).until(
            lambda seen: seen.messages
        )

    seen, slack = attached(attach, talk)

    assert [each.text for each in seen.ephemerals] == ["Opened."]
    assert [each.text for each in seen.messages] == ["Water?"]
    assert slack.refused() == []
    assert all(each.acked_after is not None and each.acked_after < 3 for each in slack.deliveries.log)


@WAYS
def test_a_button_is_pressed_by_its_label(attach: Attach) -> None:
    """A click arrives with the button's value, and the answer goes through the response URL."""

    async def talk(slack: Slack) -> Seen:
        opened = await slack.as_user("U1").slash("/poll", "Water?", channel="C1")
        await opened.until(lambda seen: seen.messages)
        seen = await slack.as_user("U2").click(opened.messages[0], "Water")
        return await seen.until(lambda seen: seen.ephemerals)

    seen, slack = attached(attach, talk)

    assert [each.text for each in seen.ephemerals] == ["Your vote: P1:1"]
    assert [call.method for call in slack.calls if call.method == "response_url"] == ["response_url"]


@WAYS
def test_a_form_is_filled_in(attach: Attach) -> None:
    """A shortcut opens a form; an error stays beside its field, and a good answer closes the form."""

    async def talk(slack: Slack) -> Seen:
        amina = slack.as_user("U1")
        message = slack.add_message("C1", "U2", "I will write it", [])
        seen = await amina.shortcut(message, "commit_this")
        await seen.until(lambda seen: seen.modal)
        assert seen.modal
        empty = await amina.submit(seen.modal)
        refused = await amina.submit(seen.modal, {"What": "no"})
        assert (empty.errors, refused.errors) == (
            {"what": "Please complete this required field."},
            {"what": "Say what."},
        )
        return await amina.submit(seen.modal, {"What": "Write it"})

    seen, _ = attached(attach, talk)

    assert (seen.modal, seen.errors, seen.error) == (None, {}, "")


@WAYS
def test_the_home_page_is_shown(attach: Attach) -> None:
    """Opening the app's page is an event, after which the page is published."""

    async def talk(slack: Slack) -> Seen:
        return await slack.as_user("U1").open_home().until(lambda seen: seen.home)

    seen, _ = attached(attach, talk)

    assert seen.home
    assert [block["type"] for block in seen.home.blocks] == ["divider"]


@WAYS
def test_a_person_is_told_when_nobody_acknowledges(attach: Attach) -> None:
    """Slack's own error stands where the app's answer should."""

    async def talk(slack: Slack) -> Seen:
        slack.deliveries.patience = 1.0
        return await slack.as_user("U1").slash("/unheard", channel="C1")

    seen, _ = attached(attach, talk)

    assert seen.error == ("operation_timeout" if attach is by_socket else "dispatch_failed")
