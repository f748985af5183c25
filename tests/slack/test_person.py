"""What a person does and sees, beyond what an attached app shows."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from slack_bolt.async_app import AsyncApp

from tests.slack.bolt import app, by_socket
from tests.slack.cast import furnish
from tests.slack.manifest import install
from tests.slack.server import Slack
from tests.slack.time_by_hand import Clock
from tests.slack.world import Json

Talk = Callable[[Slack, list[Json]], Coroutine[Any, Any, Any]]
MENU: list[Json] = [
    {
        "type": "section",
        "block_id": "row",
        "text": {"type": "plain_text", "text": "Which?"},
        "accessory": {
            "type": "static_select",
            "action_id": "menu",
            "options": [
                {"text": {"type": "plain_text", "text": name}, "value": value}
                for name, value in (("Water", "1"), ("Energy", "2"))
            ],
        },
    }
]
FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "several",
            "label": {"type": "plain_text", "text": "Which ones"},
            "element": {
                "type": "checkboxes",
                "action_id": "boxes",
                "options": MENU[0]["accessory"]["options"],
                "initial_options": MENU[0]["accessory"]["options"][:1],
            },
        },
        {
            "type": "input",
            "block_id": "day",
            "optional": True,
            "label": {"type": "plain_text", "text": "Day"},
            "element": {"type": "datepicker", "action_id": "date"},
        },
    ],
}


def talking(talk: Talk, answer: Json | None = None) -> Any:  # noqa: ANN401
    """Attach an app that keeps every payload, acknowledging forms with an answer, and let people act."""
    bodies: list[Json] = []

    async def run() -> object:
        async with Slack(Clock().now) as slack:
            furnish(slack)
            async with by_socket(slack, keeping(slack, bodies, answer or {})):
                return await talk(slack, bodies)

    return asyncio.run(run())


def keeping(slack: Slack, bodies: list[Json], answer: Json) -> AsyncApp:
    """Return an app that keeps what it hears."""
    made = app(slack)

    async def keep(ack: Any, body: Json) -> None:  # noqa: ANN401
        bodies.append(body)
        await ack(**answer)

    made.view("form")(keep)
    made.view_closed("form")(keep)
    made.action({"action_id": "menu"})(keep)
    made.action("forged")(keep)
    made.command("/c")(keep)
    return made


def test_an_option_is_chosen_by_its_label() -> None:
    """The click holds the option, and the message's state too."""

    async def talk(slack: Slack, bodies: list[Json]) -> Json:
        message = slack.add_message("C1", slack.bot.id, "Which?", MENU)
        await slack.as_user("U1").click(message, "Energy")
        return bodies[0]

    body = talking(talk)

    assert body["actions"][0]["selected_option"]["value"] == "2"
    assert body["state"]["values"]["row"]["menu"]["selected_option"]["value"] == "2"
    assert body["message"]["text"] == "Which?"


def test_a_click_in_an_ephemeral_message_holds_no_message() -> None:
    """Slack does not send what it does not keep."""

    async def talk(slack: Slack, bodies: list[Json]) -> Json:
        message = slack.add_message("C1", slack.bot.id, "Which?", MENU, only_for="U1")
        await slack.as_user("U1").click(message, "menu", "Water")
        return bodies[0]

    body = talking(talk)

    assert "message" not in body
    assert body["container"]["is_ephemeral"]


def test_a_click_can_be_forged() -> None:
    """Any action can be sent, also one that the message does not offer."""

    async def talk(slack: Slack, bodies: list[Json]) -> Json:
        message = slack.add_message("C1", slack.bot.id, "Which?", MENU)
        forged = {"type": "button", "action_id": "forged", "block_id": "row", "value": "P9:9"}
        await slack.as_user("U5").press(message, forged)
        return bodies[0]

    body = talking(talk)

    assert (body["actions"][0]["value"], body["user"]["team_id"]) == ("P9:9", "T0OTHER")


def test_a_form_keeps_what_was_set_and_takes_what_is_filled_in() -> None:
    """Fields start as the app set them; an empty optional one is no error."""

    async def talk(slack: Slack, bodies: list[Json]) -> Json:
        view = slack.new_view("U1", FORM)
        slack.rooms.screens["U1"] = [view]
        await slack.as_user("U1").submit(view, {"Day": "2021-05-12"})
        return bodies[0]

    values = talking(talk)["view"]["state"]["values"]

    assert [each["value"] for each in values["several"]["boxes"]["selected_options"]] == ["1"]
    assert values["day"]["date"] == {"type": "datepicker", "selected_date": "2021-05-12"}


def test_a_form_without_an_answer_is_not_sent() -> None:
    """Slack itself asks for a required field."""

    async def talk(slack: Slack, bodies: list[Json]) -> tuple[dict[str, str], list[Json]]:
        seen = await slack.as_user("U1").submit(slack.new_view("U1", FORM), {"boxes": []})
        return seen.errors, bodies

    assert talking(talk) == ({"several": "Please complete this required field."}, [])


def test_a_form_is_replaced_by_one_that_keeps_the_limits_only() -> None:
    """An acknowledgement is looked at like any call."""
    bad = FORM | {"title": {"type": "plain_text", "text": "x" * 25}}

    async def talk(slack: Slack, _: list[Json]) -> tuple[str, list[str]]:
        view = slack.new_view("U1", FORM)
        slack.rooms.screens["U1"] = [view]
        seen = await slack.as_user("U1").submit(view)
        return seen.error, [call.method for call in slack.refused()]

    told, refused = talking(talk, {"response_action": "update", "view": bad})

    assert told.startswith("We had some trouble connecting")
    assert refused == ["ack:update"]


def test_three_forms_lie_over_each_other() -> None:
    """A fourth is refused; closing the topmost shows the one below."""

    async def talk(slack: Slack, bodies: list[Json]) -> list[Any]:
        amina = slack.as_user("U1")
        slack.rooms.screens["U1"] = [slack.new_view("U1", FORM)]
        for _ in range(3):
            seen = await amina.submit(slack.rooms.screens["U1"][-1])
        number = len(slack.rooms.screens["U1"])
        await amina.close(slack.rooms.screens["U1"][-1])
        return [bool(seen.error), number, len(slack.rooms.screens["U1"]), bodies[-1]["type"]]

    assert talking(talk, {"response_action": "push", "view": FORM}) == [True, 3, 2, "view_closed"]


def test_an_address_for_answers_wears_out() -> None:
    """Five answers in thirty minutes, privately unless they are for the channel; also where the bot is not."""
    clock = Clock()

    async def run() -> tuple[list[str], list[str], list[str]]:
        async with Slack(clock.now) as slack:
            furnish(slack)
            made, heard = app(slack), []

            @made.command("/c")
            async def command(ack: Any, command: Json) -> None:  # noqa: ANN401
                heard.append(command["response_url"])
                await ack()

            async with by_socket(slack, made):
                seen = await slack.as_user("U1").slash("/c", channel="C3")
                await slack.as_user("U1").slash("/c", channel="C3")
            for number in range(6):
                await answer(slack, heard[0], {"text": str(number), "response_type": "in_channel" if number else None})
            clock.advance(1_801)
            await answer(slack, heard[1], {"text": "late"})
            errors = [call.error for call in slack.called("response_url")]
            return [each.text for each in seen.ephemerals], [each.text for each in seen.messages], errors

    private, public, errors = asyncio.run(run())

    assert (private, public) == (["0"], ["1", "2", "3", "4"])
    assert errors == ["", "", "", "", "", "used_url", "expired_url"]


async def answer(slack: Slack, url: str, body: Json) -> None:
    """Answer through a response URL."""
    async with slack.session.post(url, json=body) as response:
        await response.read()


def test_an_ephemeral_message_is_replaced_through_its_address() -> None:
    """It is the only way to change one."""

    async def talk(slack: Slack, bodies: list[Json]) -> list[str]:
        message = slack.add_message("C1", slack.bot.id, "Which?", MENU, only_for="U1")
        seen = await slack.as_user("U1").click(message, "Water")
        await answer(slack, bodies[0]["response_url"], {"replace_original": True, "text": "Water."})
        texts = [each.text for each in seen.changed]
        await answer(slack, bodies[0]["response_url"], {"delete_original": True})
        return [*texts, str(message.is_deleted)]

    assert talking(talk) == ["Water.", "True"]


def test_only_what_the_manifest_declares_works() -> None:
    """Commands, escaping, scopes and events are those of the manifest."""
    manifest: Json = {
        "features": {"slash_commands": [{"command": "/c", "should_escape": False}]},
        "oauth_config": {"scopes": {"bot": ["commands"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
    }

    async def talk(slack: Slack, bodies: list[Json]) -> list[Any]:
        install(slack, manifest)
        amina = slack.as_user("U1")
        amina.say("Hello", "C1")
        await slack.deliveries.settled()
        await amina.slash("/c", "@bob", channel="C1")
        other = await amina.slash("/other", channel="C1")
        return [bodies[0]["text"], other.error, slack.scopes, len(slack.deliveries.log)]

    assert talking(talk) == ["@bob", "unknown_command", {"commands"}, 1]


def test_nobody_presses_what_is_not_there() -> None:
    """A test that means another button is told which there are."""

    async def talk(slack: Slack, _: list[Json]) -> str:
        message = slack.add_message("C1", slack.bot.id, "Which?", MENU)
        try:
            await slack.as_user("U1").click(message, "Wind")
        except AssertionError as mistake:
            return str(mistake)
        return ""

    assert talking(talk) == "nobody can press 'Wind' here, only ['menu']"
