"""`pn doctor`: what could go wrong, looked at one by one. It changes nothing."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from chatbot.adapters.matrix import checkup
from storage.errors import StorageFault
from storage.history import History
from storage.i18n import _, plural
from storage.settings import Settings
from storage.tinydb_journal import TinyDBJournal
from storage.verify import verify

LITTLE_SPACE: Final = 100 * 1024 * 1024
_OTHERS: Final = 0o077


class Finding(NamedTuple):
    """Something that was looked at, and whether it is fine."""

    fine: bool
    sentence: str


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Yield what was found, in the order in which a person would mend it."""
    yield from _record(settings.folder, now)
    if settings.matrix_homeserver:
        yield from (Finding(*found) for found in asyncio.run(checkup.examine(settings)))


def _record(folder: Path, now: datetime) -> Iterator[Finding]:
    if not folder.is_dir():
        yield Finding(True, _("There is no record in {folder} yet; the first command makes it.").format(folder=folder))
        return
    yield from _folder(folder)
    yield from _journal(folder)
    yield from _history(folder, now)


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


def _journal(folder: Path) -> Iterator[Finding]:
    found = verify(folder)
    for problem in found.problems:
        yield Finding(False, problem)
    if not found.problems:
        yield Finding(True, _("The journal is clean: {entries} entries.").format(entries=found.entries))
    if found.note:
        yield Finding(True, _("Note: {note}").format(note=found.note))


def _history(folder: Path, now: datetime) -> Iterator[Finding]:
    history = History(TinyDBJournal(folder, read_only=True))
    try:
        history.refresh()
    except StorageFault as fault:
        yield Finding(False, str(fault))
        return
    ahead = history.at > now
    last = history.at.isoformat(timespec="seconds")
    yield Finding(
        not ahead,
        _("The last entry, {last}, lies in the future: is this computer's clock right?").format(last=last)
        if ahead
        else _("The clock is not behind the record."),
    )
    somebody = bool(history.state.secretariat)
    yield Finding(
        somebody,
        plural(
            "The Secretariat has {count} person.", "The Secretariat has {count} people.", len(history.state.secretariat)
        )
        if somebody
        else _("Nobody acts for the Secretariat: `pn claim`, or set PN_SECRETARIAT."),
    )
