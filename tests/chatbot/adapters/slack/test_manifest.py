"""The manifest is one that Slack takes: the rules are those of its public JSON schema, version 1, as far as used.

The schema, `schemas/manifest.schema.1.0.0.json` of slackapi/manifest-schema, is not kept here.
"""

import json
import re
from typing import Any

import pytest
from click.testing import CliRunner

from chatbot.__main__ import pn
from chatbot.adapters.slack.manifest import manifest
from chatbot.adapters.slack.reading import WORDS
from chatbot.adapters.slack.session import SCOPES
from chatbot.commands import COMMANDS

ADDRESS = "https://pn.example.org"
TEXTS = {"name": 35, "description": 140, "display_name": 80, "command": 32, "usage_hint": 1000, "url": 3000}
"""The most characters of a text; each has at least one. A command's own description may have 2000."""
KNOWN = {
    "": {"display_information", "features", "oauth_config", "settings"},
    "display_information": {"name", "description", "background_color"},
    "features": {"bot_user", "slash_commands", "shortcuts", "app_home"},
    "features.bot_user": {"display_name", "always_online"},
    "features.slash_commands": {"command", "url", "description", "usage_hint", "should_escape"},
    "features.shortcuts": {"name", "type", "callback_id", "description"},
    "features.app_home": {"home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"},
    "oauth_config": {"scopes"},
    "oauth_config.scopes": {"bot"},
    "settings": {
        *("interactivity", "event_subscriptions", "org_deploy_enabled", "socket_mode_enabled"),
        "token_rotation_enabled",
    },
    "settings.interactivity": {"is_enabled", "request_url"},
    "settings.event_subscriptions": {"bot_events", "request_url"},
}
"""The keys that the schema knows, by place, of those that we use: it allows no others."""


def problems(value: Any, place: str = "") -> list[str]:  # noqa: ANN401
    """Return what the schema would refuse."""
    match value:
        case dict():
            unknown = [f"{place}.{key}" for key in set(value) - KNOWN[place]]
            inner = [one for key, part in value.items() for one in problems(part, f"{place}.{key}".lstrip("."))]
            return unknown + inner
        case list():
            return [one for part in value for one in problems(part, place)]
        case str():
            most = TEXTS.get(place.rpartition(".")[2], 50)
            most = {"features.slash_commands.description": 2000, "features.shortcuts.name": 24}.get(place, most)
            is_url = place.endswith("url") and not re.match(r"https?://", value)
            return [f"{place}: {value}"] if not 1 <= len(value) <= most or is_url else []
    return []


@pytest.mark.parametrize("prefix", ["", "x", "a-long-prefix-1"])
@pytest.mark.parametrize("address", ["", ADDRESS])
def test_slack_takes_it(prefix: str, address: str) -> None:
    """Whatever the prefix, by Socket Mode or by requests."""
    made = manifest(prefix, address)

    assert problems(made) == []
    assert re.fullmatch("#[0-9a-fA-F]{6}", made["display_information"]["background_color"])
    assert len(made["features"]["slash_commands"]) <= 50
    assert all(re.fullmatch(r"/[a-z0-9_-]{1,31}", one["command"]) for one in made["features"]["slash_commands"])
    assert made["settings"]["socket_mode_enabled"] is not bool(address)


def test_every_command_of_the_table_can_be_typed() -> None:
    """Each begins with a word that Slack knows, and mentions arrive as ids."""
    commands = manifest()["features"]["slash_commands"]

    assert {f"/{command.path.split()[0]}" for command in COMMANDS} <= {one["command"] for one in commands}
    assert all(one["should_escape"] for one in commands)
    assert manifest()["oauth_config"]["scopes"]["bot"] == list(SCOPES)


def test_it_is_printed_as_json() -> None:
    """To be pasted; a prefix that no command may have is refused."""
    printed = CliRunner().invoke(pn, ["slack", "manifest", "--prefix", "x", "--url", ADDRESS])
    refused = CliRunner().invoke(pn, ["slack", "manifest", "--prefix", "X Y"])

    commands = json.loads(printed.output)["features"]["slash_commands"]
    assert [one["command"] for one in commands] == [f"/x-{word}" for word in WORDS]
    assert {one["url"] for one in commands} == {f"{ADDRESS}/slack/events"}
    assert refused.exit_code == 2
