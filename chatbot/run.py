"""`pn run`: the bot, until it is stopped. It keeps the deadlines."""

import asyncio
import logging
import signal
from datetime import UTC, datetime
from typing import Final

import click

from chatbot import clock
from chatbot.compose import Bot
from storage.errors import StorageFault
from storage.i18n import _

log = logging.getLogger(__name__)
LONGEST_WAIT: Final = 1.0
"""Seconds; another process may open a poll at any time, so the wait for the next deadline is never longer."""


async def keep_time(bot: Bot) -> None:
    """Record what is due as its time comes, until SIGTERM or Ctrl-C. A fault is logged and tried again."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    _tick(bot, datetime.now(UTC))
    click.echo(_("The bot runs; Ctrl-C ends it."))
    while not stopped.is_set():
        wait = _tick(bot, datetime.now(UTC))
        try:
            await asyncio.wait_for(stopped.wait(), wait)
        except TimeoutError:
            continue


def _tick(bot: Bot, now: datetime) -> float:
    """Record what is due; return the seconds until the next look."""
    try:
        due = clock.next_due(bot.record.state())
        if due and due <= now:
            bot.record.catch_up(now)
    except StorageFault as fault:
        log.error("%s", fault)
        return LONGEST_WAIT
    return min(LONGEST_WAIT, max(0.0, (due - now).total_seconds())) if due and due > now else LONGEST_WAIT
