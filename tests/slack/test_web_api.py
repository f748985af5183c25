"""What the Web API refuses, and what it does."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.bolt import client
from tests.slack.cast import furnish
from tests.slack.server import Slack
from tests.slack.time_by_hand import Clock
from tests.slack.world import Json

Talk = Callable[[Slack, AsyncWebClient], Coroutine[Any, Any, Any]]
MODAL: Json = {"type": "modal", "title": {"type": "plain_text", "text": "Form"}, "blocks": []}


def ask(talk: Talk, clock: Clock | None = None, token: str = "") -> Any:  # noqa: ANN401
    """Use the Web API of a furnished workspace, and return what came of it."""

    async def run() -> object:
        async with Slack((clock or Clock()).now) as slack:
            furnish(slack)
            return await talk(slack, client(slack, token))

    return asyncio.run(run())


async def error(call: Coroutine[Any, Any, Any]) -> str:
    """Return why a call was refused; nothing when it was done."""
    try:
        await call
    except SlackApiError as refusal:
        return str(refusal.response["error"])
    return ""


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ("C1", ""),
        ("#general", ""),
        ("U1", ""),
        ("C6", ""),
        ("C2", "not_in_channel"),
        ("C3", "channel_not_found"),
        ("C4", "is_archived"),
        ("C5", "restricted_action"),
        ("C9", "channel_not_found"),
        ("U4", "channel_not_found"),
    ],
)
def test_a_post_goes_only_where_it_may(channel: str, expected: str) -> None:
    """Each kind of channel has its own refusal."""

    async def talk(_: Slack, api: AsyncWebClient) -> str:
        return await error(api.chat_postMessage(channel=channel, text="Hello"))

    assert ask(talk) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"text": "x" * 40_000}, ""),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": " ", "blocks": []}, "no_text"),
        ({"text": "x", "blocks": [{"type": "section"}]}, "invalid_blocks"),
        (
            {"text": "x", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 5},
            "msg_blocks_too_long",
        ),
        ({"text": "x", "blocks": "not JSON"}, "invalid_blocks_format"),
        ({"text": "x", "blocks": '[{"type": "divider"}]'}, ""),
    ],
)
def test_a_post_holds_only_what_it_may(content: Json, expected: str) -> None:
    """Length, emptiness and blocks are looked at."""

    async def talk(_: Slack, api: AsyncWebClient) -> str:
        return await error(api.api_call("chat.postMessage", json={"channel": "C1", **content}))

    assert ask(talk) == expected


def test_a_form_is_read_as_json_is() -> None:
    """The SDK sends some calls as forms, with blocks in a string."""

    async def talk(slack: Slack, api: AsyncWebClient) -> list[Json]:
        blocks = '[{"type": "divider", "block_id": "line"}]'
        await api.api_call("chat.postMessage", data={"channel": "C1", "text": "x", "blocks": blocks})
        return slack.posts("C1")[0].blocks

    assert ask(talk) == [{"type": "divider", "block_id": "line"}]


def test_a_refusal_tells_the_place() -> None:
    """What is wrong with blocks stands in the answer and in the log."""

    async def talk(slack: Slack, api: AsyncWebClient) -> list[str]:
        await error(api.chat_postMessage(channel="C1", text="x", blocks=[{"type": "section"}]))
        [call] = slack.refused()
        told: list[str] = call.answer["response_metadata"]["messages"]
        return told

    assert ask(talk) == ["[ERROR] missing required field: text or fields [json-pointer:/blocks/0]"]


def test_an_update_is_shorter_and_loses_blocks() -> None:
    """4000 characters at most, and blocks that are not sent again are gone; others' messages stay as they are."""

    async def talk(slack: Slack, api: AsyncWebClient) -> list[Any]:
        mine = await api.chat_postMessage(channel="C1", text="x", blocks=[{"type": "divider"}])
        other = slack.add_message("C1", "U1", "Mine", [])
        return [
            await error(api.chat_update(channel="C1", ts=mine["ts"], text="x" * 4_001)),
            await error(api.chat_update(channel="C1", ts=other.ts, text="x")),
            await error(api.chat_update(channel="C1", ts="1.000001", text="x")),
            await error(api.chat_update(channel="C1", ts=mine["ts"], text="y")),
            [(each.text, each.blocks) for each in slack.posts("C1")],
        ]

    assert ask(talk) == [
        "msg_too_long",
        "cant_update_message",
        "message_not_found",
        "",
        [("y", []), ("Mine", [])],
    ]


def test_an_ephemeral_message_is_no_message() -> None:
    """One person sees it, it cannot be changed, and whoever is not in the channel gets none."""

    async def talk(slack: Slack, api: AsyncWebClient) -> list[Any]:
        seen = slack.as_user("U1").look()
        posted = await api.chat_postEphemeral(channel="C1", user="U1", text="For you")
        changed = await error(api.chat_update(channel="C1", ts=posted["message_ts"], text="x"))
        outside = await error(api.chat_postEphemeral(channel="C6", user="U3", text="For you"))
        return [[each.text for each in seen.ephemerals], slack.posts("C1"), changed, outside]

    assert ask(talk) == [["For you"], [], "message_not_found", "user_not_in_channel"]


@pytest.mark.parametrize(
    ("token", "method", "expected"),
    [
        ("", "apps.connections.open", "not_allowed_token_type"),
        ("xapp-imitation", "apps.connections.open", ""),
        ("xapp-imitation", "chat.postMessage", "not_allowed_token_type"),
        ("xoxb-of-nobody", "auth.test", "invalid_auth"),
        ("", "auth.test", ""),
        ("", "chat.shout", "unknown_method"),
    ],
)
def test_each_token_opens_its_own_doors(token: str, method: str, expected: str) -> None:
    """Bot tokens and app tokens are not the same."""

    async def talk(_: Slack, api: AsyncWebClient) -> str:
        return await error(api.api_call(method))

    assert ask(talk, token=token) == expected


def test_a_missing_scope_is_named() -> None:
    """The answer says which scope is needed, and the header of every answer which there are."""

    async def talk(slack: Slack, api: AsyncWebClient) -> list[Any]:
        slack.scopes = {"commands", "chat:write"}
        with pytest.raises(SlackApiError) as refused:
            await api.users_info(user="U1")
        answer, greeting = refused.value.response, await api.auth_test()
        return [answer["error"], answer["needed"], answer["provided"], greeting.headers["x-oauth-scopes"]]

    assert ask(talk) == ["missing_scope", "users:read", "chat:write,commands", "chat:write,commands"]


def test_people_are_of_several_kinds() -> None:
    """Guests, deactivated people and people of other workspaces are told apart, and nobody else is there."""

    async def talk(_: Slack, api: AsyncWebClient) -> list[Any]:
        guest, gone, stranger = [(await api.users_info(user=id))["user"] for id in ("U3", "U4", "U5")]
        told = [guest["is_restricted"], gone["deleted"], "tz" in gone, stranger["is_stranger"], stranger["team_id"]]
        refused = [await error(api.users_info(user="U9")), await error(api.conversations_open(users="U4"))]
        return told + refused

    assert ask(talk) == [True, True, False, True, "T0OTHER", "user_not_found", "user_disabled"]


def test_channels_without_the_bot_are_hidden_when_private() -> None:
    """A list holds public channels and the bot's own private ones, page by page."""

    async def talk(_: Slack, api: AsyncWebClient) -> list[Any]:
        first = await api.conversations_list(types="public_channel,private_channel", exclude_archived=True, limit=2)
        cursor = first["response_metadata"]["next_cursor"]
        rest = await api.conversations_list(
            types="public_channel,private_channel", exclude_archived=True, limit=2, cursor=cursor
        )
        return [channel["id"] for channel in [*first["channels"], *rest["channels"]]]

    assert ask(talk) == ["C1", "C2", "C5", "C6"]


def test_history_is_read_where_the_bot_is() -> None:
    """The newest first, from a time on; a public channel can be joined for it."""

    async def talk(slack: Slack, api: AsyncWebClient) -> list[Any]:
        first, _ = slack.add_message("C2", "U1", "One", []), slack.add_message("C2", "U1", "Two", [])
        outside = await error(api.conversations_history(channel="C2"))
        await api.conversations_join(channel="C2")
        found = await api.conversations_history(channel="C2", oldest=first.ts)
        return [
            outside,
            [each["text"] for each in found["messages"]],
            await error(api.conversations_join(channel="C3")),
        ]

    assert ask(talk) == ["not_in_channel", ["Two"], "channel_not_found"]


def test_a_trigger_opens_one_form_and_soon() -> None:
    """A trigger serves once, and not after three seconds."""
    clock = Clock()

    async def talk(slack: Slack, api: AsyncWebClient) -> list[str]:
        used, old = slack.tickets.trigger("U1"), slack.tickets.trigger("U1")
        errors = [await error(api.views_open(trigger_id=used, view=MODAL)) for _ in range(2)]
        clock.advance(3.1)
        return [*errors, *[await error(api.views_open(trigger_id=each, view=MODAL)) for each in (old, "made up")]]

    assert ask(talk, clock) == ["", "exchanged_trigger_id", "expired_trigger_id", "invalid_trigger_id"]


def test_a_form_that_breaks_a_limit_uses_no_trigger() -> None:
    """A view is looked at first."""

    async def talk(slack: Slack, api: AsyncWebClient) -> list[str]:
        trigger = slack.tickets.trigger("U1")
        long = MODAL | {"title": {"type": "plain_text", "text": "x" * 25}}
        return [await error(api.views_open(trigger_id=trigger, view=view)) for view in (long, MODAL)]

    assert ask(talk) == ["invalid_arguments", ""]


def test_a_page_that_changed_meanwhile_is_kept() -> None:
    """A hash that is no longer right is refused."""

    async def talk(_: Slack, api: AsyncWebClient) -> list[str]:
        home: Json = {"type": "home", "blocks": []}
        first = await api.views_publish(user_id="U1", view=home)
        await api.views_publish(user_id="U1", view=home)
        return [
            await error(api.views_publish(user_id="U1", view=home, hash=first["view"]["hash"])),
            await error(api.views_update(view_id=first["view"]["id"], view=home)),
            await error(api.views_update(view_id="V9", view=home)),
        ]

    assert ask(talk) == ["hash_conflict", "", "not_found"]
