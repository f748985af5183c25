"""Channels to post in, as `chatbot.public` posts on them. A refusal is told with what to do about it."""

from collections.abc import Sequence
from typing import Any

from chatbot.adapters.slack.calls import Declined, Lost
from chatbot.adapters.slack.client import Client
from chatbot.adapters.slack.pictures import share
from chatbot.adapters.slack.posts import find, keyed, post, replace
from chatbot.adapters.slack.session import tell_missing
from chatbot.adapters.slack.showing import messages
from chatbot.adapters.slack.tallies import Tallies
from chatbot.drawing import Drawn
from chatbot.public import News, Unavailable
from storage.events import Code
from storage.i18n import N_, _
from storage.public.result_picture import ResultPicture

_WHAT_TO_DO = {
    "channel_not_found": N_("The bot sees no channel {channel}: invite it there, or set SLACK_PUBLIC_CHANNEL anew."),
    "not_in_channel": N_("The bot is not in the channel {channel}: type `/invite` and its name there."),
    "is_archived": N_("The channel {channel} is archived: unarchive it, or set SLACK_PUBLIC_CHANNEL to another one."),
    "restricted_action": N_(
        "The bot may not post in the channel {channel}: let it, in the channel's settings under posting permissions."
    ),
    "message_not_found": N_("A post of the bot in the channel {channel} was deleted there, and cannot be corrected."),
}


def refusal(code: str, channel: str) -> str:
    """Return why Slack lets the bot not post in a channel, in its own word for that, and what to do about it."""
    known = _WHAT_TO_DO.get(code)
    sentence = _(known) if known else _("Slack does not let the bot post in the channel {channel} ({code}).")
    return sentence.format(channel=channel, code=code)


class ChannelBoard:
    """One channel, told of one network or of all; with `tallies` one that people vote in."""

    def __init__(self, client: Client, channel: str, network: Code | None, tallies: Tallies | None = None) -> None:
        self._client = client
        self._tallies = tallies
        self._channel = channel
        self.network = network
        self.name = f"slack:{channel}"

    async def post(self, news: News, *, look: bool) -> str:
        """Post a text, in parts when it is long; the last part carries the key. A poll's message is drawn anew."""
        tallies, opened = self._tallies, news.opened
        contents = tallies.contents(news.text, opened, tallies.prefix) if tallies else messages(news.text)
        found = await self.find(news.key) if look else None
        stamp = found or await self._post(news.key, contents)
        if tallies and len(contents) == 1:
            tallies.show(opened, self._channel, stamp, tallies.prefix)
        return stamp

    async def keep(self, answers: Sequence[News]) -> None:
        """Post what of these answers is not among the channel's latest messages; let those that are show the votes."""
        try:
            there = await keyed(self._client, self._channel)
        except (Declined, Lost) as problem:
            raise self._unavailable(problem) from None
        for news in answers:
            stamp = there.get(news.key)
            if stamp is None:
                await self.post(news, look=True)
            elif self._tallies and not self._tallies.shows(news.opened, self._channel):
                self._tallies.show(news.opened, self._channel, stamp, self._tallies.prefix)

    async def _post(self, key: str, contents: list[dict[str, Any]]) -> str:
        *first, last = contents
        try:
            for number, content in enumerate(first):
                part = f"{key}-{number}"
                await find(self._client, self._channel, part) or await post(self._client, self._channel, part, content)
            return await post(self._client, self._channel, key, last)
        except (Declined, Lost) as problem:
            raise self._unavailable(problem) from None

    async def picture(self, key: str, picture: ResultPicture, drawn: Drawn) -> None:
        """Post a picture, unless it is there."""
        await share(self._client, self._channel, key, picture, drawn)

    async def find(self, key: str) -> str | None:
        """Return the time stamp of the message that carries the key, if it is among the channel's latest."""
        try:
            return await find(self._client, self._channel, key)
        except (Declined, Lost) as problem:
            raise self._unavailable(problem) from None

    async def correct(self, message: str, key: str, text: str) -> None:
        """Put another text in a message's place; one that somebody deleted needs no correction."""
        try:
            await replace(self._client, self._channel, message, messages(text)[0])
        except Declined as declined:
            if declined.code != "message_not_found":
                raise self._unavailable(declined) from None

    def _unavailable(self, problem: Declined | Lost) -> Unavailable:
        if isinstance(problem, Lost):
            sentence = _("Slack does not say whether a post in the channel {channel} is there; it is looked for again.")
            return Unavailable(sentence.format(channel=self._channel))
        if problem.code == "missing_scope":
            return Unavailable(" ".join(tell_missing(problem.needed.split(","))))
        return Unavailable(refusal("restricted_action" if problem.restricted else problem.code, self._channel))
