"""The manifest that makes the app in Slack: commands from the one table, scopes from the one list."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from chatbot.adapters.slack.app import EVENTS
from chatbot.adapters.slack.reading import COMMIT_THIS, WORDS
from chatbot.adapters.slack.session import SCOPES
from chatbot.command import Command
from chatbot.commands import COMMANDS
from chatbot.names import SHORT_FORMS
from storage.i18n import N_, _

NAME: Final = "Policy networks"
COLOUR: Final = "#1a5276"
DESCRIPTION: Final = N_("Polls, meetings, attendance and commitments of IGF Policy Networks")
SHORTCUT: Final = N_("Make this a commitment")
"""At most 24 characters."""
EVENTS_HEARD: Final = ("app_home_opened", "app_mention", "message.im")
"""What Slack tells of by itself: a look at the app's page, a mention of the bot, and what is written to it alone."""
HINT: Final = 1000
"""Characters of a command's hint; its description has at most 2000 (`slash_commands` of the manifest's schema)."""


def manifest(prefix: str = "", address: str = "") -> Mapping[str, Any]:
    """Return the manifest, for Socket Mode, or with a public address for signed requests that are sent there.

    With a prefix `/poll` becomes `/PREFIX-poll`, where the word belongs to another app already.
    """
    url = f"{address.rstrip('/')}{EVENTS}" if address else ""
    place = {"url": url} if url else {}
    request = {"request_url": url} if url else {}
    return {
        "display_information": {"name": NAME, "description": _(DESCRIPTION), "background_color": COLOUR},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "pn", "always_online": True},
            "slash_commands": [{**_slash(word, prefix), **place} for word in WORDS],
            "shortcuts": [
                {
                    "name": _(SHORTCUT),
                    "type": "message",
                    "callback_id": COMMIT_THIS,
                    "description": _("Take a message as the text of a commitment"),
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS_HEARD), **request},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _slash(word: str, prefix: str) -> dict[str, Any]:
    meant = SHORT_FORMS.get(word, word)
    below = [command for command in COMMANDS if command.path.split()[0] == meant]
    name = "-".join(filter(None, [prefix.strip("/-"), word]))
    return {
        "command": f"/{name}",
        "description": _said(meant, below),
        "usage_hint": _hint(meant, below),
        "should_escape": True,
    }


def _said(word: str, commands: Iterable[Command]) -> str:
    own = next((command for command in commands if command.path == word), None)
    if own:
        return _(own.summary)
    return _(_NOUNS[word])


def _hint(word: str, commands: Iterable[Command]) -> str:
    """Return what may follow a command's word: what its own arguments are, or the further words."""
    usages = [command.usage.removeprefix(f"/{word}").strip() for command in commands if command.path == word]
    verbs = [command.path.removeprefix(f"{word} ") for command in commands if command.path != word]
    return " | ".join(usages or list(dict.fromkeys(verb.split()[0] for verb in verbs)))[:HINT]


_NOUNS: Final = {
    "pn": N_("Networks, members, and what is yours: type help to begin"),
    "poll": N_("Open a poll, vote, see results"),
    "meeting": N_("Plan, open and close meetings"),
}
"""What commands are for that need a further word."""
