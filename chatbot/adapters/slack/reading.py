"""What arrives from Slack: who typed or clicked, where, and the line that it stands for. Pure.

People are meant by their ids, never by names. Whatever JSON arrives is read, or left alone. What arrives twice has the
same `event` both times: a command by its trigger, a click by its moment, a form by its view.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from chatbot.adapters.payload import Payload, first_of, text_in, within
from chatbot.adapters.slack import clicked
from chatbot.adapters.slack.asked import Asked
from chatbot.adapters.slack.ballot import ballot_line
from chatbot.adapters.slack.fields import inputs, place_of
from chatbot.adapters.slack.filled import line
from chatbot.adapters.slack.import_form import import_line
from chatbot.adapters.slack.written import mentioned
from chatbot.addressing import told
from chatbot.ballot_form import Unfilled
from chatbot.commands import COMMANDS
from chatbot.grammar import fold_word, without_sign
from chatbot.names import SHORT_FORMS

WORDS: Final = tuple(dict.fromkeys(path.partition(" ")[0] for path in (*(one.path for one in COMMANDS), "here")))
"""The slash commands, in the order of the table; `/here` is short for `/attend`."""
COMMIT_THIS: Final = "commit_this"
"""The shortcut that makes a commitment of a message."""
OLDEST: Final = timedelta(minutes=10)
"""How long a click may have been on its way; one that says it is older has a wrong clock."""


def slash(body: Payload, now: datetime) -> Asked:
    """Return a slash command; Slack does not say when it was typed."""
    typed, channel, user = text_in(body, "text"), text_in(body, "channel_id"), text_in(body, "user_id")
    trigger, response = text_in(body, "trigger_id"), text_in(body, "response_url")
    word, prefix = _word(text_in(body, "command"))
    return Asked(
        f"/{word} {typed}".rstrip(),
        user,
        _shared(channel),
        channel,
        f"slash:{user}:{trigger or response or now}:{word} {typed}",
        now,
        response,
        trigger,
        prefix,
        mentioned(typed),
    )


def click(body: Payload, now: datetime) -> Asked:
    """Return what a button or a menu stands for."""
    action = first_of(body.get("actions"))
    name, stamp, done = text_in(action, "action_id"), text_in(action, "action_ts"), clicked.line(action)
    user, channel = text_in(within(body, "user"), "id"), _channel(body)
    trigger = text_in(body, "trigger_id")
    return Asked(
        done,
        user,
        _shared(channel),
        channel,
        f"click:{user}:{stamp or trigger or now}:{name}:{done}",
        _moment(stamp, now),
        text_in(body, "response_url"),
        trigger,
        by_form=True,
        at_home=text_in(within(body, "view"), "type") == "home",
    )


def submission(body: Payload, now: datetime) -> Asked:
    """Return what a filled-in form stands for. It may be sent again until it is accepted: then it is recorded once."""
    view = within(body, "view")
    place = place_of(text_in(view, "private_metadata"))
    command, values = text_in(view, "callback_id"), within(within(view, "state"), "values")
    text, people = line(command, values)
    sent = Asked(
        text,
        text_in(within(body, "user"), "id"),
        _shared(place.channel),
        place.channel,
        f"view:{text_in(view, 'id')}",
        now,
        prefix=place.prefix,
        people=people,
        by_form=True,
        fields=inputs(view),
    )
    try:
        return sent._replace(text=text or import_line(command, values) or ballot_line(command, values))
    except Unfilled as problem:
        return sent._replace(problem=str(problem), about=problem.about)


def shortcut(body: Payload, now: datetime) -> Asked:
    """Return a shortcut: its text is that of the message that it was used on."""
    user, channel, trigger = text_in(within(body, "user"), "id"), _channel(body), text_in(body, "trigger_id")
    return Asked(
        text_in(within(body, "message"), "text"),
        user,
        _shared(channel),
        channel,
        f"shortcut:{user}:{text_in(body, 'action_ts') or trigger or now}",
        now,
        text_in(body, "response_url"),
        trigger,
    )


def message(body: Payload, now: datetime, bot: str) -> Asked | None:
    """Return what a message says to the bot, in private or after its mention; None for any other. `bot` is its user id.

    A mention in private comes as a message there, which is enough.
    """
    sent = within(body, "event")
    channel, user, stamp = text_in(sent, "channel"), text_in(sent, "user"), text_in(sent, "ts")
    private = text_in(sent, "channel_type") == "im" or channel.startswith("D")
    if text_in(sent, "type") != ("message" if private else "app_mention") or user in ("", bot):
        return None
    if "subtype" in sent or "bot_id" in sent:  # edited, deleted, or another bot's
        return None
    text = re.sub(rf"<@{bot}\|[^<>]*>", f"<@{bot}>", text_in(sent, "text"))
    said = without_sign(told(text, f"<@{bot}>") or (text.strip() if private else ""))
    if not said:
        return None
    return Asked(
        f"/{said}",
        user,
        _shared(channel),
        channel,
        f"message:{channel}:{stamp}",
        _moment(stamp, now),
        people=mentioned(said),
    )


def opener(body: Payload) -> str:
    """Return who opened the app's own page; "" for an event that says something else."""
    happened = within(body, "event")
    opens = (text_in(happened, "type"), text_in(happened, "tab")) == ("app_home_opened", "home")
    return text_in(happened, "user") if opens else ""


def _word(command: str) -> tuple[str, str]:
    """Return the word of a command, and what the workspace puts before it: "poll" and "pn-" for "/pn-poll"."""
    word = command.lstrip("/")
    last = fold_word(word.rpartition("-")[2])
    if fold_word(word) in (*WORDS, *SHORT_FORMS) or last not in WORDS:
        return word, ""
    return last, word[: word.rfind("-") + 1]


def _channel(body: Payload) -> str:
    """Return where something was clicked; on the app's own page and in forms that is nowhere."""
    return text_in(within(body, "channel"), "id") or text_in(within(body, "container"), "channel_id")


def _moment(stamp: str, now: datetime) -> datetime:
    """Return when something was clicked by Slack's clock; not later than now."""
    if not re.fullmatch(r"\d{9,10}\.\d{1,6}", stamp):
        return now
    said = datetime.fromtimestamp(float(stamp), UTC)
    return said if now - OLDEST <= said <= now else now


def _shared(channel: str) -> str:
    """Return the channel, unless it is a conversation of two people."""
    return "" if channel.startswith("D") else channel
