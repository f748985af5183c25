"""The bot on Slack: one workspace, its channels, and the letters to people there."""

import logging

import click

from chatbot.adapters.slack.adapter import Slack
from chatbot.adapters.slack.app import EVENTS, by_socket, door, make_app, watch
from chatbot.adapters.slack.lead import lead
from chatbot.adapters.slack.messenger import DirectMessages
from chatbot.adapters.slack.public import PublicChannels
from chatbot.adapters.slack.session import connected, log_in, stay, tell_missing
from chatbot.compose import Bot
from chatbot.together import together
from chatbot.web.server import Door
from storage.i18n import _
from storage.settings import Settings

log = logging.getLogger(__name__)


async def on_slack(bot: Bot, settings: Settings, doors: dict[str, Door]) -> None:
    """Be the bot on Slack, as soon as Slack answers. Without an app token Slack comes through a door of the page."""
    token, secret = settings.slack_app_token.get_secret_value(), settings.slack_signing_secret.get_secret_value()
    async with connected(settings) as client:
        session = await log_in(client, settings)
        for sentence in tell_missing(session.missing):
            log.warning("%s", sentence)
        slack = Slack(session, bot, settings.slack_public_channel)
        app = make_app(slack, secret)
        bot.clock.platforms["slack"] = slack
        letters = DirectMessages(client, bot.positions)
        try:
            if token:
                async with by_socket(slack, app, token) as handler:
                    click.echo(_("On Slack as {user}, by Socket Mode.").format(user=session.user))
                    await together([stay(client), watch(handler, token), _lead_on_slack(bot, slack, letters, settings)])
            else:
                doors[EVENTS] = door(app)
                click.echo(_("On Slack as {user}, at {path}.").format(user=session.user, path=EVENTS))
                await together([stay(client), _lead_on_slack(bot, slack, letters, settings)])
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
