"""`make run`: starts everything, answers at a prompt, and leaves nothing running."""

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Final, TextIO

import click
from prompt_toolkit.patch_stdout import patch_stdout

from chatbot.adapters.console import Console, filter_lines
from chatbot.adapters.prompt import prompt
from chatbot.children import dashboard_command
from chatbot.compose import open_bot
from chatbot.local.bot import local_bot
from chatbot.local.caller import Declined, Unanswered
from chatbot.local.child import Child
from chatbot.local.demonstration import CHAIR, HOME, SECRETARIAT, prepare
from chatbot.local.ending import told_to_end
from chatbot.local.homeserver import is_installed
from chatbot.local.matrix import ANSWERS_WITHIN, Matrix, demonstration_matrix
from chatbot.local.ports import LOOPBACK, Ports, is_busy
from chatbot.local.ready import ready_file, tell_ready
from chatbot.local.supervisor import Supervisor
from chatbot.local.welcome import welcome
from chatbot.local.year import HOME as YEAR
from chatbot.local.year import in_its_own_folder, make_year
from storage.errors import Busy, StorageFault
from storage.files import Lock, private_folder
from storage.i18n import _
from storage.settings import Settings

DASHBOARD_PORT: Final = 8501
PROMPT_WITHIN: Final = 45.0
"""Seconds that a person waits for Matrix before the prompt comes; the rest is done behind it."""


def run_local(settings: Settings, *, matrix: bool, year: bool) -> None:
    """Start everything and answer at a prompt until Ctrl-C, SIGTERM or the end of what is typed.

    With `year` it is all about a synthetic year, in a record of its own and without Matrix.
    Raise `StorageFault` when the record or the dashboard cannot be had; without Matrix it goes on.
    """
    click.echo(_("Starting; this takes a few seconds."))
    if year:
        settings = in_its_own_folder(settings)
        make_year(settings)
    private_folder(settings.folder)
    folder = settings.folder / "local"
    private_folder(folder)
    with suppress(KeyboardInterrupt), ExitStack() as stack:
        stack.enter_context(_alone(folder))
        stack.enter_context(_no_ready_file(folder))
        behind = stack.enter_context(ThreadPoolExecutor(1))
        ports = stack.enter_context(Ports())
        children = stack.enter_context(Supervisor())
        stack.enter_context(told_to_end())
        with_matrix = matrix and not year and _has_matrix()
        _run(settings, folder, ports, children, behind if with_matrix else None, year=year)


def _run(
    settings: Settings,
    folder: Path,
    ports: Ports,
    children: Supervisor,
    behind: ThreadPoolExecutor | None,
    *,
    year: bool,
) -> None:
    matrix = demonstration_matrix(settings, folder, ports) if behind else None
    local = matrix.bot if matrix else local_bot(settings, folder, ports)
    children.add(matrix.homeserver.child if matrix else local.child)
    port = ports.take(DASHBOARD_PORT)
    dashboard = Child(_("The dashboard"), dashboard_command(settings.record, port), folder / "dashboard.log")
    children.add(dashboard)
    bot = open_bot(settings)
    home = YEAR if year else HOME
    seeded = year or prepare(bot, datetime.now(UTC), settings.first_secretariat)
    children.wait_for(dashboard, lambda: is_busy(port), ANSWERS_WITHIN)
    address = f"http://{LOOPBACK}:{port}"
    if not matrix:
        children.wait_for(local.child, local.is_healthy, ANSWERS_WITHIN)
        tell_ready(folder, dashboard=address, public_page=local.page)
    if matrix and behind:
        matrix = _awaited(behind.submit(matrix.set_up, children, address), matrix, children)
    codes = list(bot.record.state().networks)
    click.echo(
        welcome(address, local.page, matrix, codes, home=home if seeded else "", typing=not _is_nothing(sys.stdin))
    )
    _converse(Console(bot.dispatcher, *((CHAIR, home) if seeded else (SECRETARIAT, next(iter(codes), None)))))


def _awaited(setting_up: "Future[None]", matrix: Matrix, children: Supervisor) -> Matrix | None:
    """Wait for Matrix, but not too long, and return it unless it failed; what comes later is told when it comes."""
    try:
        setting_up.result(PROMPT_WITHIN)
    except TimeoutError:
        logs = matrix.folder / "*.log"
        click.echo(_("Matrix takes longer; it is told when it is ready. See {logs}.").format(logs=logs))
        setting_up.add_done_callback(lambda done: None if children.is_ending else _tell(done))
    except (StorageFault, Declined, Unanswered):
        _tell(setting_up)
        return None
    return matrix


def _tell(setting_up: "Future[None]") -> None:
    problem = setting_up.exception()
    click.echo(_("Matrix does not work: {problem}").format(problem=problem) if problem else _("Matrix is ready."))


def _converse(console: Console) -> None:
    """Answer until the end of what is typed. Where nothing at all is, as in the background, go on until told to end."""
    if sys.stdin and sys.stdin.isatty():
        with patch_stdout():
            prompt(console, as_json=False)
        return
    first = next(iter(sys.stdin), None) if sys.stdin else None
    while first is None:
        signal.pause()
    filter_lines(console, chain([first], sys.stdin), sys.stdout, as_json=False)


def _is_nothing(stdin: TextIO | None) -> bool:
    """Tell whether there is nothing to read from at all."""
    if stdin is None:
        return True
    with suppress(OSError, ValueError), Path(os.devnull).open() as nothing:
        return os.path.sameopenfile(stdin.fileno(), nothing.fileno())
    return False


def _has_matrix() -> bool:
    if not is_installed():
        click.echo(_("Matrix is left out: `make setup`, or pip's extra `local`, brings its server."))
    return is_installed()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    lock = Lock(folder / "lock")
    try:
        with lock.held(0):
            yield
    except Busy:
        raise StorageFault(_("`make run` is at work in {folder} already.").format(folder=folder.parent)) from None
    finally:
        lock.close()


@contextmanager
def _no_ready_file(folder: Path) -> Iterator[None]:
    ready_file(folder).unlink(missing_ok=True)
    try:
        yield
    finally:
        ready_file(folder).unlink(missing_ok=True)
