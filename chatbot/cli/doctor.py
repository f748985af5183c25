"""`pn doctor`: what could go wrong, looked at one by one. It changes nothing."""

import asyncio
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

import click

from chatbot.adapters.matrix import checkup as matrix
from chatbot.adapters.slack import checkup as slack
from chatbot.adapters.slack.lead import LOCK as LEAD
from chatbot.compose import read_key
from chatbot.drawing import scripts_missing
from storage.ballot_boxes import Boxes
from storage.errors import Busy, StorageFault
from storage.files import Lock, refuse_network
from storage.history import History
from storage.i18n import _, plural
from storage.people import People
from storage.positions import Positions
from storage.settings import Settings, read_settings
from storage.state import State
from storage.tinydb_journal import TinyDBJournal
from storage.verify import verify

LITTLE_SPACE: Final = 100 * 1024 * 1024
_OTHERS: Final = 0o077
_MOMENT: Final = 1.0
"""Seconds for which a program that works may hold a lock."""


class Finding(NamedTuple):
    """Something that was looked at, and whether it is fine."""

    fine: bool
    sentence: str


@click.command()
def doctor() -> None:
    """Look for what could go wrong: settings, folder, journal, clock, Secretariat."""
    fine = True
    for finding in examine(read_settings(), datetime.now(UTC)):
        fine &= finding.fine
        click.echo(f"{'ok' if finding.fine else 'PROBLEM':8}{finding.sentence}")
    if not fine:
        sys.exit(1)


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Yield what was found, in the order in which a person would mend it."""
    yield from _record(settings, now)
    yield _fonts()
    if settings.matrix_homeserver:
        yield from (Finding(*found) for found in asyncio.run(matrix.examine(settings)))
    if settings.on_slack:
        yield from (Finding(*found) for found in asyncio.run(slack.examine(settings)))
    elif settings.slack_app_token.get_secret_value() or settings.slack_signing_secret.get_secret_value():
        yield Finding(False, _("The bot is not on Slack: set SLACK_BOT_TOKEN as well."))


def _record(settings: Settings, now: datetime) -> Iterator[Finding]:
    folder = settings.folder
    try:
        refuse_network(folder.absolute())
    except StorageFault as fault:
        yield Finding(False, str(fault))
    if not folder.is_dir():
        yield _place(folder)
        return
    yield from _folder(folder)
    yield from _locks(folder)
    yield from _journal(folder)
    yield from _history(settings, now)
    yield _directory(folder)
    yield from _positions(folder)
    yield from _key(folder)


def _fonts() -> Finding:
    missing = scripts_missing()
    if not missing:
        return Finding(True, _("Pictures of results: there is a font for every script that was looked for."))
    sentence = _("Note: no font here has {scripts}: pictures of results leave such letters out. See docs/polls.md.")
    return Finding(True, sentence.format(scripts=", ".join(_(script) for script in missing)))


def _place(folder: Path) -> Finding:
    """Return whether a record can be made where there is none."""
    above = next(parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.exists())
    if above.is_dir() and os.access(above, os.W_OK | os.X_OK):
        return Finding(True, _("There is no record in {folder} yet; the first command makes it.").format(folder=folder))
    return Finding(
        False,
        _("There is no record in {folder}, and {above} is no folder that can be written.").format(
            folder=folder, above=above
        ),
    )


def _folder(folder: Path) -> Iterator[Finding]:
    private = folder.stat().st_mode & _OTHERS == 0
    yield Finding(
        private,
        _("Only its owner can read {folder}.").format(folder=folder)
        if private
        else _("Others can read {folder}: chmod 700 {folder}").format(folder=folder),
    )
    writable = os.access(folder, os.W_OK)
    yield Finding(writable, _("The folder can be written.") if writable else _("The folder cannot be written."))
    free = shutil.disk_usage(folder).free
    yield Finding(free > LITTLE_SPACE, _("Free space: {megabytes} MB.").format(megabytes=free // 1024**2))


def _locks(folder: Path) -> Iterator[Finding]:
    """Yield a problem for each lock that another program, perhaps stopped, holds for longer than any writer does."""
    for path in sorted({*folder.glob("*lock")} - {folder / LEAD}):
        try:
            with Lock(path).held(_MOMENT):
                pass
        except Busy as busy:
            yield Finding(False, str(busy))
        except StorageFault:
            pass  # it is told of the folder itself that it cannot be written


def _journal(folder: Path) -> Iterator[Finding]:
    try:
        found = verify(folder)
    except StorageFault as fault:
        yield Finding(False, str(fault))
        return
    for problem in found.problems:
        yield Finding(False, problem)
    if not found.problems:
        yield Finding(True, _("The journal is clean: {entries} entries.").format(entries=found.entries))
    if found.note:
        yield Finding(True, _("Note: {note}").format(note=found.note))


def _boxes(state: State, boxes: Boxes) -> Iterator[Finding]:
    """Yield whether the ballots of open secret polls are there."""
    try:
        boxes.begin(state)
        missing = boxes.missing(state)
    except StorageFault as fault:
        yield Finding(False, str(fault))
        return
    for poll in missing:
        sentence = _("The ballot box of {poll} or its key is gone: the next start makes the poll void.")
        yield Finding(False, sentence.format(poll=poll.label))
    count = sum(bool(poll.box) for poll in state.open_polls.values()) - len(missing)
    if count:
        told = plural("{count} secret poll is open, with its box.", "{count} secret polls are open, with boxes.", count)
        yield Finding(True, told)


def _directory(folder: Path) -> Finding:
    try:
        count = len(list(People(folder).everyone()))
    except StorageFault as problem:
        sentence = _("The directory of people cannot be read, restore {file} from a backup: {problem}")
        return Finding(False, sentence.format(file=folder / "people.json", problem=problem))
    return Finding(True, plural("The directory has {count} person.", "The directory has {count} people.", count))


def _positions(folder: Path) -> Iterator[Finding]:
    """Yield a problem where it cannot be read how far the platforms were heard; nothing is wrong with no such file."""
    try:
        Positions(folder).get("")
    except StorageFault as problem:
        sentence = _("How far the platforms were heard cannot be read, restore {file} from a backup: {problem}")
        yield Finding(False, sentence.format(file=folder / "positions.json", problem=problem))


def _lost(folder: Path, state: State, now: datetime) -> Iterator[Finding]:
    """Yield a problem where members are in no directory; whoever is erased is a member no more."""
    with suppress(StorageFault):  # which is told of the directory itself
        known = {person.id for person in People(folder).everyone()}
        networks = state.networks.values()
        members = {person for one in networks for person, term in one.memberships.items() if term.roles_at(now)}
        if count := len(members - known):
            told = plural(
                "{count} member is not in the directory: restore people.json from a backup.",
                "{count} members are not in the directory: restore people.json from a backup.",
                count,
            )
            yield Finding(False, told)


def _key(folder: Path) -> Iterator[Finding]:
    journal = folder / "journal.jsonl"
    if not (journal.exists() and journal.stat().st_size):
        return
    try:
        read_key(folder / "key")
        yield Finding(True, _("The key that repeated messages are recognised by is there."))
    except StorageFault as fault:
        sentence = _("Messages that were handled already may be recorded again. {problem}")
        yield Finding(False, sentence.format(problem=fault))


def _history(settings: Settings, now: datetime) -> Iterator[Finding]:
    folder = settings.folder
    try:
        history = History(TinyDBJournal(folder, read_only=True))
        history.refresh()
    except StorageFault as fault:
        yield Finding(False, str(fault))
        return
    yield from _boxes(history.state, Boxes(folder, settings.ballot_keys))
    yield from _lost(folder, history.state, now)
    ahead = history.at > now
    last = history.at.isoformat(timespec="seconds")
    yield Finding(
        not ahead,
        _("The last entry, {last}, lies in the future: is this computer's clock right?").format(last=last)
        if ahead
        else _("The clock is not behind the record."),
    )
    yield _secretariat(len(history.state.secretariat), settings)


def _secretariat(count: int, settings: Settings) -> Finding:
    if count:
        return Finding(
            True, plural("The Secretariat has {count} person.", "The Secretariat has {count} people.", count)
        )
    if settings.first_secretariat:
        return Finding(True, _("The next start of the bot appoints the Secretariat that PN_SECRETARIAT names."))
    return Finding(False, _("Nobody acts for the Secretariat: `pn claim`, or set PN_SECRETARIAT."))
