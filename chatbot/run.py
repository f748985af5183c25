"""`pn run`: the bot on its platforms, the public channel and page, and the deadlines, until it is stopped."""

import asyncio
import gc
import logging
import signal
from datetime import UTC, datetime
from typing import Any, Final

import click

from chatbot.adapters.matrix.adapter import Matrix
from chatbot.adapters.matrix.messenger import PrivateRooms
from chatbot.adapters.matrix.public import PublicRooms
from chatbot.adapters.matrix.session import log_in
from chatbot.adapters.slack.adapter import Slack
from chatbot.adapters.slack.app import EVENTS, by_socket, door, make_app, watch
from chatbot.adapters.slack.lead import lead
from chatbot.adapters.slack.messenger import DirectMessages
from chatbot.adapters.slack.public import PublicChannels
from chatbot.adapters.slack.session import connected, tell_missing
from chatbot.adapters.slack.session import log_in as log_in_to_slack
from chatbot.compose import Bot
from chatbot.together import together
from chatbot.voting import WebVoting
from chatbot.web.ballot import PATH, BallotDoor
from chatbot.web.server import Door, serving
from storage.errors import StorageFault
from storage.i18n import _
from storage.settings import Settings

log = logging.getLogger(__name__)
COLLECT_AFTER: Final = 50_000
"""Objects that are made before the garbage collector looks for some that nobody needs."""
TICK: Final = 0.25
"""Seconds between two looks whether something is due; another process may open a poll at any time."""


async def run(bot: Bot, settings: Settings) -> None:
    """Run until SIGTERM or Ctrl-C. Raise `StorageFault` for what makes going on useless, such as a bad token."""
    _spare_the_record()
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
        works = [keep_time(bot), _wait(stopped)]
        if settings.matrix_homeserver:
            works.append(on_matrix(bot, settings))
        if settings.on_slack:
            works.append(on_slack(bot, settings, doors))
        await together(works)


def _spare_the_record() -> None:
    """Let the garbage collector leave alone what was read once and stays: it takes a third of the time of a burst."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


async def on_matrix(bot: Bot, settings: Settings) -> None:
    """Be the bot on Matrix. Its own ears replace the position that they kept."""
    client = await log_in(settings)
    click.echo(_("On Matrix as {user}.").format(user=settings.matrix_user))
    matrix = Matrix(client, bot)
    bot.clock.platforms["matrix"] = matrix
    try:
        public = PublicRooms(matrix, client, bot, settings.public_room)
        await together([matrix.listen(), public.follow(), _letters_on_matrix(bot, matrix, client)])
    finally:
        await matrix.close()


async def _letters_on_matrix(bot: Bot, matrix: Matrix, client: Any) -> None:  # noqa: ANN401  nio's client is untyped
    await matrix.ready.wait()
    await bot.mail.follow("matrix", PrivateRooms(client, matrix.rooms, matrix.outbox))


async def on_slack(bot: Bot, settings: Settings, doors: dict[str, Door]) -> None:
    """Be the bot on Slack, as soon as Slack answers. Without an app token Slack comes through a door of the page."""
    token, secret = settings.slack_app_token.get_secret_value(), settings.slack_signing_secret.get_secret_value()
    async with connected(settings) as client:
        session = await log_in_to_slack(client, settings)
        for sentence in tell_missing(session.missing):
            log.warning("%s", sentence)
        slack = Slack(session, bot, settings.slack_public_channel)
        app = make_app(slack, secret)
        bot.clock.platforms["slack"] = slack
        letters = DirectMessages(client)
        try:
            if token:
                async with by_socket(slack, app, token) as handler:
                    click.echo(_("On Slack as {user}, by Socket Mode.").format(user=session.user))
                    await together([watch(handler, token), _lead_on_slack(bot, slack, letters, settings)])
            else:
                doors[EVENTS] = door(app)
                click.echo(_("On Slack as {user}, at {path}.").format(user=session.user, path=EVENTS))
                await _lead_on_slack(bot, slack, letters, settings)
        finally:
            doors.pop(EVENTS, None)
            await slack.close()


async def _lead_on_slack(bot: Bot, slack: Slack, letters: DirectMessages, settings: Settings) -> None:
    """Do what one bot alone does of all those that run on the record, as soon as no other does it."""
    public = PublicChannels(slack, bot, settings.slack_public_channel)
    lock = await lead(settings.folder)
    try:
        await together([slack.tallies.follow(), public.follow(), bot.mail.follow("slack", letters)])
    finally:
        lock.close()


async def _wait(stopped: asyncio.Event) -> None:
    await stopped.wait()


async def keep_time(bot: Bot) -> None:
    """Record what is due as its time comes, for ever. A fault is logged once and tried again."""
    said = ""
    while True:
        try:
            bot.clock.tick(bot.record, datetime.now(UTC))
            said = ""
        except StorageFault as fault:
            if str(fault) != said:
                log.error("%s", fault)
            said = str(fault)
        await asyncio.sleep(TICK)
