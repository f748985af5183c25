"""`pn console`, `pn replay`, `pn member`: lines of the chat, typed at a shell."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import click

from chatbot.adapters.console import Console, filter_lines, show
from chatbot.adapters.letters import replay_with_letters
from chatbot.adapters.replay import Step, read_steps, replay
from chatbot.cli.options import AS_JSON
from chatbot.cli.progress import track
from chatbot.compose import Bot, appoint, open_bot, open_writer
from chatbot.message import Reply
from storage.errors import StorageFault
from storage.garbage import spare
from storage.handles import check_handle
from storage.i18n import _
from storage.settings import read_settings


def _handle(_context: click.Context, _option: click.Parameter, typed: str) -> str:
    """Return a handle of the console without the @ before it, or end with a usage error."""
    try:
        return check_handle(f"console:{typed.lstrip('@')}").partition(":")[2]
    except ValueError:
        raise click.BadParameter(_("write one word, such as amina.")) from None


@contextmanager
def _faults_told(as_json: bool) -> Iterator[None]:
    """Let a fault be an answer too, for a program that reads answers; the exit status stays 1."""
    try:
        yield
    except StorageFault as fault:
        if as_json:
            click.echo(show(Reply(str(fault), error="storage"), as_json=True))
        raise


@click.command()
@click.option(
    "--as",
    "handle",
    required=True,
    metavar="HANDLE",
    callback=_handle,
    help="Who types; whoever has this shell is trusted.",
)
@click.option("--in", "network", metavar="NETWORK", help="The network whose channel this is.")
@AS_JSON
def console(handle: str, network: str | None, as_json: bool) -> None:
    """Type commands at a prompt, or one a line from a pipe."""
    with _faults_told(as_json):
        bot = open_writer(read_settings(), datetime.now(UTC))
    session = Console(bot.dispatcher, handle, network.lstrip("#").upper() if network else None, bot.mail)
    typed = sys.stdin or ()  # of a program that was started without one
    if sys.stdin and sys.stdin.isatty():
        from chatbot.adapters.prompt import prompt  # noqa: PLC0415  a twentieth of a second, for whoever has a terminal

        prompt(session, as_json=as_json)
    elif not filter_lines(session, typed, sys.stdout, as_json=as_json) and not as_json:
        sys.exit(1)


@click.command(name="replay")
@click.argument("file", type=click.File(encoding="utf-8-sig", errors="surrogateescape"))
@click.option("--letters", is_flag=True, help="Show the private letters that the bot writes meanwhile.")
@AS_JSON
def replay_(file: Any, letters: bool, as_json: bool) -> None:  # noqa: ANN401  an open text file
    """Run a script of timed commands; `-` reads from standard input."""
    steps = list(read_steps(file))
    with _faults_told(as_json):
        bot = open_bot(read_settings())
        start = next((step.at for step in steps if step.at and step.at <= datetime.now(UTC)), None)
        if start:
            refuse_later_entries(bot, start)
            appoint(bot, read_settings().first_secretariat, start)
    spare()
    accepted = True
    answers = replay_with_letters(bot, steps) if letters else replay(bot.dispatcher, steps)
    for step, reply in track(answers, len(steps)):
        accepted &= reply.error is None
        click.echo(show(reply, as_json=True) if as_json else _told(step, reply.text))
    if not accepted and not as_json:
        sys.exit(1)


def refuse_later_entries(bot: Bot, start: datetime) -> None:
    """Raise `StorageFault` when the record holds entries later than the start of a script."""
    if bot.record.history.at > start:
        last = bot.record.history.at.isoformat()
        sentence = _(
            "The record holds entries up to {last}, later than the script's first line; replay into an empty one."
        )
        raise StorageFault(sentence.format(last=last))


def _told(step: Step, text: str) -> str:
    return f"{step.line}\n    " + text.replace("\n", "\n    ")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
@AS_JSON
def member(words: tuple[str, ...], as_json: bool) -> None:
    """Manage members with the words of the chat's `/pn member`: `pn member add @amina PNE role:co-chair`."""
    with _faults_told(as_json):
        bot = open_writer(read_settings(), datetime.now(UTC))
    line = " ".join(["/pn member", *words])
    reply = Console(bot.dispatcher, "operator").answer(line, datetime.now(UTC), operator=True)
    told = reply if as_json else replace(reply, text=_for_shell(reply.text))
    click.echo(show(told, as_json=as_json), err=reply.error is not None and not as_json)
    sys.exit(1 if reply.error and not as_json else 0)


def _for_shell(text: str) -> str:
    """Return an answer with the commands of the chat as the shell knows them."""
    return re.sub(r"`/pn help\b[^`]*`", "`pn member --help`", text).replace("`/pn member", "`pn member")
