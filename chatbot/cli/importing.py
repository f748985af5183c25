"""`pn import`: into the record, from other tools."""

from datetime import UTC, datetime
from pathlib import Path

import click

from chatbot.cli.options import Instant
from chatbot.cli.participants import import_participants, read_decided
from chatbot.cli.progress import working
from chatbot.commands.poll_choice import read_choice
from chatbot.commands.poll_voting import read_reason
from chatbot.compose import Bot, appoint, open_bot
from chatbot.message import Refused
from storage.errors import StorageFault
from storage.events import EVER, Text
from storage.i18n import _
from storage.imports import BadFile, Import, read_all
from storage.settings import read_settings
from storage.state import Ballot, Poll


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--at", type=Instant(), metavar="TIME", help="Record it as at that time; default now.")
@click.option("--meeting", metavar="ID", help="The file is a video call's list of participants: of this meeting.")
@click.option("--sitting", type=int, metavar="N", help="With --meeting: which sitting, where two were held.")
@click.option("--is", "named", multiple=True, metavar="NAME=@WHO", help="With --meeting: who somebody in the list is.")
@click.option("--rest", type=click.Choice(["observers", "nobody"]), help="With --meeting: what all others are.")
def import_(
    file: Path, at: datetime | None, meeting: str | None, sitting: int | None, named: tuple[str, ...], rest: str | None
) -> None:
    """Import networks, people, meetings, commitments and more from YAML or CSV, or an export's folder of CSV files.

    All of a file or a folder is recorded, or nothing.
    """
    settings = read_settings()
    bot = open_bot(settings)
    moment = at or datetime.now(UTC)
    check_time(bot, moment)
    appoint(bot, settings.first_secretariat, moment)
    if meeting:
        decided = read_decided(named, rest or "")
        click.echo(import_participants(bot, file, meeting.upper(), decided, moment, sitting))
    elif named or rest or sitting:
        sentence = _("These options are about a list of participants; say of which meeting, as in `{example}`.")
        raise StorageFault(sentence.format(example=f"pn import {file} --meeting PNE-M5"))
    else:
        with working():
            told = import_file(bot, file, moment)
        click.echo(told)


def check_time(bot: Bot, at: datetime) -> None:
    """Raise `StorageFault` for a time before the last entry, or in the future: time in the record never goes back."""
    if at > datetime.now(UTC):
        raise StorageFault(_("{time} lies in the future.").format(time=at.isoformat()))
    last = bot.record.history.at
    if at < last:
        sentence = _("The record holds entries up to {last}; nothing was imported.")
        raise StorageFault(sentence.format(last=last.isoformat()))


def import_file(bot: Bot, file: Path, at: datetime) -> str:
    """Import a file or an export's folder, and return what was done. Raise `StorageFault` naming what is wrong."""
    try:
        importing = Import(read_all(file), bot.people, bot.record.history, read_ballot)
        bot.record.submit_now(importing.proposal(at))
    except BadFile as bad:
        raise StorageFault(_("Nothing was imported from {file}: {problem}").format(file=file, problem=bad)) from None
    return importing.summary


def read_ballot(poll: Poll, choice: str, because: str) -> Ballot:
    """Return what somebody chose, as they would have typed it. Raise `ValueError` with a sentence."""
    try:
        chosen = read_choice(poll, choice)
        reason = read_reason(poll, chosen, because or None)
    except Refused as refused:
        raise ValueError(refused.sentence) from None
    return Ballot(chosen.options, EVER, chosen.maybe, Text.if_any(reason))
