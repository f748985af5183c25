"""Deliveries to the app: envelopes, signatures, repeats, order and cut connections."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp

from tests.slack.bolt import app, by_http, by_socket
from tests.slack.cast import furnish
from tests.slack.delivery import EVENTS
from tests.slack.server import Slack
from tests.slack.signed_http import signature
from tests.slack.world import Json

Talk = Callable[[Slack, AsyncApp, list[str]], Coroutine[Any, Any, None]]


def heard(talk: Talk, more: Sequence[web.RouteDef] = ()) -> list[str]:
    """Return the texts of the commands and messages that an ack-only app heard while people talked."""
    texts: list[str] = []

    async def run() -> None:
        slack = Slack()
        slack.more = more
        async with slack:
            furnish(slack)
            made = app(slack)

            @made.command("/say")
            async def say(ack: Any, command: Json) -> None:  # noqa: ANN401
                texts.append(command["text"])
                await ack()

            @made.event("message")
            async def message(event: Json) -> None:
                texts.append(event["text"])

            await talk(slack, made, texts)

    asyncio.run(run())
    return texts


def test_what_is_typed_arrives_escaped() -> None:
    """Mentions come by id, and three characters as entities."""

    async def talk(slack: Slack, made: AsyncApp, _: list[str]) -> None:
        async with by_socket(slack, made):
            await slack.as_user("U1").slash("/say", "2>1 & <b> @bob in #general, not @nobody", channel="C1")
            slack.commands = {"/say": False}
            await slack.as_user("U1").slash("/say", "2>1 @bob", channel="C1")
            assert (await slack.as_user("U1").slash("/other")).error == "unknown_command"

    assert heard(talk) == ["2&gt;1 &amp; &lt;b&gt; <@U2|bob> in <#C1|general>, not @nobody", "2&gt;1 @bob"]


def test_a_payload_goes_to_any_connection() -> None:
    """Of several connections each gets some, and nothing is delivered twice."""

    async def talk(slack: Slack, made: AsyncApp, _: list[str]) -> None:
        async with by_socket(slack, made), by_socket(slack, app(slack)):
            slack.deliveries.patience = 1.0
            seen = [await slack.as_user("U1").slash("/say", "once", channel="C1") for _ in range(2)]
            assert sorted(each.error for each in seen) == ["", "operation_timeout"]
            assert len({each.route for each in slack.deliveries.log}) == 2

    assert heard(talk) == ["once"]


def test_a_delivery_is_doubled() -> None:
    """Both copies have one trigger."""

    async def talk(slack: Slack, made: AsyncApp, texts: list[str]) -> None:
        async with by_socket(slack, made):
            slack.faults.duplicate()
            await slack.as_user("U1").slash("/say", "twice", channel="C1")
            await slack.until(lambda: len([each for each in slack.deliveries.log if each.acked_after]) == 2)
            assert len({each.payload["trigger_id"] for each in slack.deliveries.log}) == 1

    assert heard(talk) == ["twice", "twice"]


def test_a_delivery_comes_again_later() -> None:
    """What was delivered can be delivered once more, word for word."""

    async def talk(slack: Slack, made: AsyncApp, _: list[str]) -> None:
        async with by_socket(slack, made):
            await slack.as_user("U1").slash("/say", "again", channel="C1")
            await slack.deliveries.again(slack.deliveries.log[0])

    assert heard(talk) == ["again", "again"]


def test_deliveries_change_places() -> None:
    """What was sent last arrives first."""

    async def talk(slack: Slack, made: AsyncApp, _: list[str]) -> None:
        async with by_socket(slack, made):
            slack.faults.reorder(2)
            amina = slack.as_user("U1")
            await asyncio.gather(amina.slash("/say", "first"), amina.slash("/say", "second"))

    assert heard(talk) == ["second", "first"]


def test_an_app_comes_back_after_a_cut() -> None:
    """While no connection is there Slack answers in the app's place."""

    async def talk(slack: Slack, made: AsyncApp, _: list[str]) -> None:
        async with by_socket(slack, made):
            slack.sockets.cut()
            assert (await slack.as_user("U1").slash("/say", "lost")).error == "dispatch_failed"
            await slack.until(lambda: slack.sockets.connections)
            assert not (await slack.as_user("U1").slash("/say", "back")).error

    assert heard(talk) == ["back"]


def test_an_app_connects_anew_when_asked() -> None:
    """A refresh brings another connection, and pings are answered on it."""

    async def talk(slack: Slack, made: AsyncApp, _: list[str]) -> None:
        async with by_socket(slack, made):
            [first] = slack.sockets.connections
            await slack.sockets.refresh()
            await slack.until(lambda: slack.sockets.connections and first not in slack.sockets.connections)
            await slack.sockets.ping()
            await slack.until(lambda: slack.sockets.connections[0].pongs)
            await slack.as_user("U1").slash("/say", "anew")

    assert heard(talk) == ["anew"]


def test_the_eleventh_connection_is_too_many() -> None:
    """Ten are served, and a ticket serves one of them."""

    async def talk(slack: Slack, made: AsyncApp, _: list[str]) -> None:
        async with aiohttp.ClientSession() as session:
            urls = [(await made.client.apps_connections_open(app_token="xapp-imitation"))["url"] for _ in range(11)]
            sockets = [await session.ws_connect(url) for url in urls]
            greetings = [(await each.receive_json())["type"] for each in sockets]
            used = await session.get(urls[0])
            assert (greetings, used.status) == (["hello"] * 10 + ["disconnect"], 404)

    assert heard(talk) == []


def test_an_event_is_tried_again() -> None:
    """An event without an acknowledgement comes again with its number; a command does not."""

    async def talk(slack: Slack, _: AsyncApp, __: list[str]) -> None:
        slack.request_url = f"{slack.address}/nowhere"
        slack.as_user("U1").say("Hello", "C1")
        await slack.deliveries.settled()
        await slack.as_user("U1").slash("/say", "Hello", channel="C1")
        attempts = [each.attempt for each in slack.deliveries.log if each.kind == EVENTS]
        assert (attempts, len(slack.deliveries.log)) == ([0, 1, 2, 3], 5)
        assert len({each.payload["event_id"] for each in slack.deliveries.log[:4]}) == 1

    assert heard(talk) == []


def test_a_repeated_event_says_so() -> None:
    """By HTTP the number and the reason are headers, and the app may ask for no more."""
    numbers: list[str | None] = []

    async def broken(request: web.Request) -> web.Response:
        numbers.append(request.headers.get("X-Slack-Retry-Num"))
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"} if len(numbers) == 2 else {})

    async def talk(slack: Slack, _: AsyncApp, __: list[str]) -> None:
        slack.request_url = f"{slack.address}/broken"
        slack.as_user("U1").say("Hello", "C1")
        await slack.deliveries.settled()
        assert [each.reason for each in slack.deliveries.log] == ["", "http_error"]

    heard(talk, [web.post("/broken", broken)])

    assert numbers == [None, "1"]


def test_only_what_is_signed_and_fresh_is_heard() -> None:
    """A wrong signature and an old timestamp are refused by the app."""

    async def talk(slack: Slack, made: AsyncApp, _: list[str]) -> None:
        async with by_http(slack, made):
            slack.as_user("U1").say("Signed", "C1")
            await slack.deliveries.settled()
            slack.signs_at = lambda: 1_000_000_000.0
            assert (await slack.as_user("U1").slash("/say", "old")).error == "dispatch_failed"
            slack.signs_at, slack.secrets.signing_secret = time.time, "another"
            assert (await slack.as_user("U1").slash("/say", "forged")).error == "dispatch_failed"

    assert heard(talk) == ["Signed"]


def test_the_signature_is_slacks() -> None:
    """The example of Slack's documentation."""
    body = (
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )

    made = signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body)

    assert made == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
