"""`pn run`: the bot on its platforms."""

import asyncio
from datetime import UTC, datetime

import click

from chatbot import run as bot
from chatbot.compose import open_writer
from storage.settings import read_settings


@click.command()
def run() -> None:
    """Run the bot until it is stopped."""
    settings = read_settings()
    asyncio.run(bot.run(open_writer(settings, datetime.now(UTC)), settings))
