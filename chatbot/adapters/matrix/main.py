"""The bot on Matrix: one account, its rooms, and the letters to people there."""

from typing import Any

import click

from chatbot.adapters.matrix.adapter import Matrix
from chatbot.adapters.matrix.messenger import PrivateRooms
from chatbot.adapters.matrix.public import PublicRooms
from chatbot.adapters.matrix.session import log_in
from chatbot.compose import Bot
from chatbot.together import together
from storage.i18n import _
from storage.settings import Settings


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
