"""What arrives from Slack: who typed or clicked, where, and the line that it stands for. Pure.

People are meant by their ids, never by names. Whatever JSON arrives is read, or left alone.
"""

import html
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from chatbot.adapters.slack.ballot import ballot_line
from chatbot.adapters.slack.forms import line, place_of
from chatbot.commands import COMMANDS
from chatbot.grammar import fold_word
from chatbot.names import SHORT_FORMS

Payload = Mapping[str, Any]
WORDS: Final = tuple(dict.fromkeys(path.partition(" ")[0] for path in (*(one.path for one in COMMANDS), "here")))
"""The slash commands, in the order of the table; `/here` is short for `/attend`."""
ACTIONS: Final[Mapping[str, tuple[str, re.Pattern[str]]]] = {
    "vote": ("/poll vote", re.compile(r"[A-Z]{2,10}-P\d{1,6} (\d{1,3}(,\d{1,3})*)?")),
    "ballot": ("/poll vote", re.compile(r"[A-Z]{2,10}-P\d{1,6}")),
    "results": ("/poll results", re.compile(r"[A-Z]{2,10}-P\d{1,6}")),
    "attend": ("/attend", re.compile(r"[A-Z]{2,10}-M\d{1,6}")),
    "apologies": ("/apologies", re.compile(r"[A-Z]{2,10}-M\d{1,6}")),
    "done": ("/commit done", re.compile(r"[A-Z]{2,10}-C\d{1,6}")),
    "accept": ("/commit accept", re.compile(r"[A-Z]{2,10}-C\d{1,6}")),
}
"""What a button or menu of ours does: the command, and what its value may be. Nothing else that is clicked is run."""
COMMIT_THIS: Final = "commit_this"
"""The shortcut that makes a commitment of a message."""
_TOKEN: Final = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


class Asked(NamedTuple):
    """Something that a person did."""

    text: str
    """The line that it stands for; "" for a button that is none of ours."""
    user: str
    team: str
    channel: str
    """The shared channel's id; empty in a private conversation."""
    place: str
    """Where an answer to everybody is posted; empty where there is no such place."""
    event: str
    at: datetime
    response: str = ""
    """The address that takes answers to this for half an hour."""
    trigger: str = ""
    prefix: str = ""
    """What stands before the words of commands in this workspace."""
    people: tuple[str, ...] = ()
    """The ids of those who are mentioned."""
    by_form: bool = False
    """Whether it was clicked or filled in: nothing of it is left to be read."""
    at_home: bool = False
    """Whether it was done on the app's own page, which shows what became of it."""


def slash(body: Payload, now: datetime) -> Asked:
    """Return a slash command; Slack does not say when it was typed."""
    word, prefix = _word(_text(body, "command"))
    typed = _text(body, "text")
    channel = _text(body, "channel_id")
    user, trigger = _text(body, "user_id"), _text(body, "trigger_id")
    return Asked(
        f"/{word} {typed}".rstrip(),
        user,
        _text(body, "team_id"),
        _shared(channel),
        channel,
        f"slash:{trigger}",
        now,
        _text(body, "response_url"),
        trigger,
        prefix,
        tuple(dict.fromkeys(found[2] for found in _TOKEN.finditer(typed) if found[1] == "@" and found[2])),
    )


def click(body: Payload, now: datetime) -> Asked:
    """Return what a button or a menu stands for."""
    action = _first(body.get("actions"))
    name, stamp = _text(action, "action_id"), _text(action, "action_ts")
    user, channel = _within(body, "user"), _text(_within(body, "channel"), "id")
    return Asked(
        _line(name.partition(":")[0], _value(action)),
        _text(user, "id"),
        _text(user, "team_id"),
        _shared(channel),
        channel,
        f"click:{_text(user, 'id')}:{stamp}:{name}",
        _moment(stamp, now),
        _text(body, "response_url"),
        _text(body, "trigger_id"),
        by_form=True,
        at_home=_text(_within(body, "view"), "type") == "home",
    )


def submission(body: Payload, now: datetime) -> Asked:
    """Return what a filled-in form stands for. It may be sent again until it is accepted: then it is recorded once."""
    view, user = _within(body, "view"), _within(body, "user")
    place = place_of(_text(view, "private_metadata"))
    command, values = _text(view, "callback_id"), _within(_within(view, "state"), "values")
    text, people = line(command, values)
    text = text or ballot_line(command, values)
    return Asked(
        text,
        _text(user, "id"),
        _text(user, "team_id"),
        _shared(place.channel),
        place.channel,
        f"view:{_text(view, 'id')}",
        now,
        prefix=place.prefix,
        people=people,
        by_form=True,
    )


def shortcut(body: Payload, now: datetime) -> Asked:
    """Return a shortcut: its text is that of the message that it was used on."""
    user, channel = _within(body, "user"), _text(_within(body, "channel"), "id")
    return Asked(
        _text(_within(body, "message"), "text"),
        _text(user, "id"),
        _text(user, "team_id"),
        _shared(channel),
        channel,
        f"shortcut:{_text(user, 'id')}:{_text(body, 'action_ts')}",
        now,
        _text(body, "response_url"),
        _text(body, "trigger_id"),
    )


def opens_home(body: Payload) -> bool:
    """Tell whether an event says that somebody opened the app's own page."""
    happened = _within(body, "event")
    return (_text(happened, "type"), _text(happened, "tab")) == ("app_home_opened", "home")


def event(body: Payload, now: datetime) -> Asked:
    """Return what somebody did that is no command."""
    return Asked("", _text(_within(body, "event"), "user"), "", "", "", f"event:{_text(body, 'event_id')}", now)


def typed(text: str, call: Callable[[str], str]) -> tuple[str, dict[str, str]]:
    """Return a text as it was typed, and for each mention in it the handle; `call` names a person by the id.

    Slack writes people as `<@U1|bob>`, channels as `<#C1|general>`, and escapes `& < >` elsewhere.
    """
    mentions: dict[str, str] = {}

    def written(found: re.Match[str]) -> str:
        kind, meant, shown = found[1], found[2], found[3] or ""
        if kind != "@" or not meant:
            return _shown(kind, meant, shown)
        handle, name = f"slack:{meant}", f"@{call(meant)}"
        if mentions.setdefault(name, handle) != handle:
            name = f"@{meant}"
            mentions[name] = handle
        return name

    return html.unescape(_apart(_TOKEN.sub(written, text))), mentions


def _apart(text: str) -> str:
    """Return the text with only those three escapes in it that Slack makes."""
    return re.sub(r"&(?!(?:amp|lt|gt);)", "&amp;", text)


def _shown(kind: str, meant: str, shown: str) -> str:
    if kind == "!":
        return shown or f"@{meant.partition('^')[0]}"
    if kind == "#":
        return f"#{shown or meant}"
    return shown if shown and meant.endswith(shown) else meant


def _word(command: str) -> tuple[str, str]:
    """Return the word of a command, and what the workspace puts before it: "poll" and "pn-" for "/pn-poll"."""
    word = command.lstrip("/")
    last = fold_word(word.rpartition("-")[2])
    if fold_word(word) in (*WORDS, *SHORT_FORMS) or last not in WORDS:
        return word, ""
    return last, word[: word.rfind("-") + 1]


def _line(verb: str, value: str) -> str:
    command, allowed = ACTIONS.get(verb, ("", None))
    return f"{command} {value}" if allowed and allowed.fullmatch(value) else ""


def _value(action: Payload) -> str:
    chosen = action.get("selected_options")
    if isinstance(chosen, list):
        values = [_text(one, "value") for one in chosen if isinstance(one, Mapping)]
        label = _text(action, "action_id").partition(":")[2]
        return f"{label} {','.join(value.partition(' ')[2] for value in values)}"
    return _text(action, "value") or _text(_within(action, "selected_option"), "value")


def _moment(stamp: str, now: datetime) -> datetime:
    """Return when something was clicked by Slack's clock; not later than now."""
    if not re.fullmatch(r"\d{9,10}\.\d{1,6}", stamp):
        return now
    return min(datetime.fromtimestamp(float(stamp), UTC), now)


def _shared(channel: str) -> str:
    """Return the channel, unless it is a conversation of two people."""
    return "" if channel.startswith("D") else channel


def _text(body: Payload, key: str) -> str:
    found = body.get(key)
    return found if isinstance(found, str) else ""


def _within(body: Payload, key: str) -> Payload:
    found = body.get(key)
    return found if isinstance(found, Mapping) else {}


def _first(found: object) -> Payload:
    return found[0] if isinstance(found, list) and found and isinstance(found[0], Mapping) else {}
