"""The channels that are told of the record: the public one of the settings, and those that belong to a network."""

import asyncio
import logging
from contextlib import suppress

from chatbot.adapters.slack.adapter import Slack
from chatbot.adapters.slack.board import ChannelBoard
from chatbot.adapters.slack.calls import FAILED
from chatbot.adapters.slack.showing import messages
from chatbot.adapters.slack.unanswered import make_up
from chatbot.bound import BoundChannels, Tied, beginning
from chatbot.compose import Bot
from chatbot.network_text import voice
from chatbot.public import Follower, Voice, public_voice
from chatbot.together import together

log = logging.getLogger(__name__)


class PublicChannels:
    """Follows the journal for each channel. Public ones are told all that is public, others what is not typed there."""

    def __init__(self, slack: Slack, bot: Bot, channel: str) -> None:
        self._slack = slack
        self._bot = bot
        self._channel = channel
        self._bound = BoundChannels(bot.record, bot.positions, "slack:", self._begin, lambda _tied: None)
        self._voice = public_voice(bot.dispatcher.address)
        self._telling: set[asyncio.Task[None]] = set()

    async def follow(self) -> None:
        """Post for ever, in the channel of the settings and in each that is tied to a network."""
        works = [self._bound.follow()]
        if self._channel:
            works.append(self._main())
        await together(works)

    async def _main(self) -> None:
        start = beginning(self._bot.record, self._bot.positions, f"public:start:slack:{self._channel}")
        await self._post(ChannelBoard(self._slack.session.client, self._channel, None), start, self._voice)

    async def _begin(self, tied: Tied, before: int) -> None:
        tallies = None if tied.public else self._slack.tallies
        board = ChannelBoard(self._slack.session.client, tied.channel, tied.network, tallies)
        if tied.public:
            await self._post(board, before, self._voice)
            return
        said = voice(self._bot.dispatcher)
        await make_up(board, self._bot.record, self._slack.began, said)
        await self._post(board, before, said)

    async def _post(self, board: ChannelBoard, start: int, voice: Voice) -> None:
        await Follower(self._bot.record, self._bot.positions, board, start, self._report, voice).follow()

    def _report(self, sentence: str) -> None:
        """Tell the Secretariat's people on Slack what is wrong and what to do; nobody waits for that."""
        for user in self._bot.secretariat_on("slack"):
            self._telling.add(task := asyncio.create_task(self._tell(user, sentence)))
            task.add_done_callback(self._telling.discard)

    async def _tell(self, user: str, sentence: str) -> None:
        with suppress(*FAILED):
            for content in messages(sentence):
                await self._slack.sending.directly(user, content)
