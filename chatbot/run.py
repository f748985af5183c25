"""`pn run`: the bot on its platforms, the public channel and page, and the deadlines, until it is stopped."""

import asyncio
import logging
import signal
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any, Final

import click

from chatbot.compose import Bot
from chatbot.together import together
from chatbot.voting import WebVoting
from chatbot.web.ballot import PATH, BallotDoor
from chatbot.web.server import Door, serving
from storage.errors import StorageFault
from storage.garbage import spare
from storage.i18n import _
from storage.settings import Settings

log = logging.getLogger(__name__)
TICK: Final = 0.25
"""Seconds between two looks whether something is due; another process may open a poll at any time."""


async def run(bot: Bot, settings: Settings) -> None:
    """Run until SIGTERM or Ctrl-C. Raise `StorageFault` for what makes going on useless, such as a bad token."""
    spare()
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    doors: dict[str, Door] = {}
    if settings.public_url:
        doors[PATH] = BallotDoor(WebVoting(bot)).answer
    async with serving(bot.record, settings, doors=doors) as page:
        click.echo(_("Public page: {address}").format(address=page))
        click.echo(_("The bot runs; Ctrl-C ends it."))
        works: list[Coroutine[Any, Any, object]] = [keep_time(bot), stopped.wait()]
        if settings.matrix_homeserver:
            from chatbot.adapters.matrix.main import on_matrix  # noqa: PLC0415  a second, for whoever is on Matrix

            works.append(on_matrix(bot, settings))
        if settings.on_slack:
            from chatbot.adapters.slack.main import on_slack  # noqa: PLC0415  the same for Slack

            works.append(on_slack(bot, settings, doors))
        await together(works)


async def keep_time(bot: Bot) -> None:
    """Record what is due as its time comes, for ever. A fault is logged once and tried again."""
    said = ""
    while True:
        try:
            await bot.clock.tick(bot.record, datetime.now(UTC))
            said = ""
        except StorageFault as fault:
            if str(fault) != said:
                log.error("%s", fault)
            said = str(fault)
        await asyncio.sleep(TICK)
