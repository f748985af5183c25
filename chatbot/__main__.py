"""`pn`, the command line: composes settings, record, adapters. Exit status 1 for a refusal or a fault, 2 for usage."""

import asyncio
import json
import os
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import click

from chatbot.adapters.console import Console, filter_lines, prompt, show
from chatbot.adapters.letters import replay_with_letters
from chatbot.adapters.replay import Step, read_steps, replay
from chatbot.children import run_dashboard
from chatbot.cli.data import export, import_
from chatbot.cli.doctor import examine
from chatbot.cli.instant import Instant
from chatbot.cli.people import person
from chatbot.cli.polls import poll
from chatbot.cli.progress import track
from chatbot.cli.slack import slack
from chatbot.cli.status import render, status
from chatbot.compose import Bot, appoint, open_bot
from chatbot.local.start import run_local
from chatbot.message import Reply
from chatbot.run import run as run_bot
from storage.errors import StorageFault
from storage.history import History
from storage.i18n import _
from storage.settings import Settings, read_settings
from storage.tinydb_journal import TinyDBJournal
from storage.verify import box_problems, verify

AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a command.")


def now() -> datetime:
    """Return the time of the clock on the wall."""
    return datetime.now(UTC)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="policy-network-bot")
def pn() -> None:
    """The tool of the IGF's Policy Networks: polls, attendance, commitments and their record."""


@pn.command()
def run() -> None:
    """Run the bot until it is stopped."""
    settings = read_settings()
    asyncio.run(run_bot(open_writer(settings), settings))


@pn.command()
@click.option("--as", "handle", required=True, metavar="HANDLE", help="Who types; whoever has this shell is trusted.")
@click.option("--in", "network", metavar="NETWORK", help="The network whose channel this is.")
@AS_JSON
def console(handle: str, network: str | None, as_json: bool) -> None:
    """Type commands at a prompt, or one a line from a pipe."""
    try:
        bot = open_writer(read_settings())
    except StorageFault as fault:
        if as_json:
            click.echo(show(Reply(str(fault), error="storage"), as_json=True))
        raise
    session = Console(bot.dispatcher, handle.lstrip("@"), network.lstrip("#").upper() if network else None, bot.mail)
    if sys.stdin.isatty():
        prompt(session, as_json=as_json)
    elif not filter_lines(session, sys.stdin, sys.stdout, as_json=as_json) and not as_json:
        sys.exit(1)


@pn.command(name="replay")
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"))
@click.option("--letters", is_flag=True, help="Show the private letters that the bot writes meanwhile.")
@AS_JSON
def replay_(file: Any, letters: bool, as_json: bool) -> None:  # noqa: ANN401  an open text file
    """Run a script of timed commands; `-` reads from standard input."""
    steps = list(read_steps(file))
    bot = open_bot(read_settings())
    start = next((step.at for step in steps if step.at and step.at <= now()), None)
    if start:
        refuse_later_entries(bot, start)
        appoint(bot, read_settings().first_secretariat, start)
    accepted = True
    answers = replay_with_letters(bot, steps) if letters else replay(bot.dispatcher, steps)
    for step, reply in track(answers, len(steps), quiet=not sys.stderr.isatty()):
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


@pn.command(name="status")
@click.argument("code", required=False, metavar="[PN]")
@click.option("--as-of", type=Instant(), metavar="DATE", help="Figures of a past date, or an instant; default now.")
@AS_JSON
def status_(code: str | None, as_of: datetime | None, as_json: bool) -> None:
    """Print the figures of one network or all."""
    history = History(TinyDBJournal(read_settings().folder, read_only=True))
    history.refresh()
    moment = as_of or now()
    state = history.state_at(moment)
    if code and code.upper() not in state.networks:
        codes = ", ".join(state.networks) or _("none")
        raise StorageFault(_("There is no network {code}; there are: {codes}.").format(code=code, codes=codes))
    found = status(state, [code.upper()] if code else list(state.networks), moment)
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else render(found))


@pn.command(name="verify")
def verify_() -> None:
    """Check the whole journal: every line, the chain, and the published end; and the boxes of open secret polls."""
    settings = read_settings()
    found = verify(settings.folder)
    problems = found.problems or list(box_problems(settings.folder, settings.ballot_keys))
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(1)
    click.echo(
        _("The record is clean: {entries} entries, head {head}.").format(entries=found.entries, head=found.head or "–")
    )
    if found.note:
        click.echo(_("Note: {note}").format(note=found.note))


@pn.command()
def doctor() -> None:
    """Look for what could go wrong: settings, folder, journal, clock, Secretariat."""
    fine = True
    for finding in examine(read_settings(), now()):
        fine &= finding.fine
        click.echo(f"{'ok' if finding.fine else 'PROBLEM':8}{finding.sentence}")
    if not fine:
        sys.exit(1)


@pn.command()
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
def dashboard(port: int) -> None:
    """Serve the dashboard until it is stopped."""
    sys.exit(run_dashboard(read_settings().record, port))


@pn.command()
def claim() -> None:
    """Print a one-time code with which one person becomes the Secretariat."""
    bot = open_writer(read_settings())
    code = bot.people.new_claim(now())
    click.echo(_("Type this in the chat within one hour: /pn claim {code}").format(code=code))


@pn.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
@AS_JSON
def member(words: tuple[str, ...], as_json: bool) -> None:
    """Manage members with the words of the chat's `/pn member`: `pn member add @amina PNE role:co-chair`."""
    bot = open_writer(read_settings())
    line = " ".join(["/pn member", *words])
    reply = Console(bot.dispatcher, "operator").answer(line, now(), operator=True)
    told = reply if as_json else replace(reply, text=_for_shell(reply.text))
    click.echo(show(told, as_json=as_json), err=reply.error is not None and not as_json)
    sys.exit(1 if reply.error and not as_json else 0)


def _for_shell(text: str) -> str:
    """Return an answer with the commands of the chat as the shell knows them."""
    return re.sub(r"`/pn help\b[^`]*`", "`pn member --help`", text).replace("`/pn member", "`pn member")


@pn.command(hidden=True)
@click.option("--matrix/--no-matrix", default=True, help="Whether to start a private Matrix server as well.")
@click.option("--demo", type=click.Choice(["year"]), help="A synthetic year in place of the seed's tables.")
def local(matrix: bool, demo: str | None) -> None:
    """What `make run` starts: the seed's tables, demonstration members, dashboard, Matrix and prompt."""
    run_local(read_settings(), matrix=matrix, year=demo == "year")


def open_writer(settings: Settings) -> Bot:
    """Open the record for writing, and appoint the first Secretariat."""
    bot = open_bot(settings)
    appoint(bot, settings.first_secretariat, now())
    return bot


for extra in (import_, export, person, poll, slack):
    pn.add_command(extra)


def main() -> None:
    """Run `pn`; a fault is one sentence on standard error and exit status 1."""
    os.umask(0o077)  # what this program makes is for its owner alone
    try:
        pn(prog_name="pn")
    except StorageFault as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
