"""What `make run` starts: the seed's tables, a few demonstration members, the dashboard and a prompt."""

import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from chatbot.adapters.console import Console, filter_lines, prompt
from chatbot.children import end, start_dashboard
from chatbot.cli.data import import_file
from chatbot.compose import Bot, appoint, open_bot
from storage import samples
from storage.i18n import _
from storage.settings import Settings

FIRST_PORT: Final = 8501
POLL: Final = 0.05
"""Seconds between two looks whether the dashboard answers."""
SEED: Final = Path(samples.__path__[0]) / "next_steps_2021.yaml"
DEMONSTRATION: Final = (
    "/pn member add @amina {code} role:mwg, co-chair group:civil society region:Africa organisation:Demonstration",
    "/pn member add @li {code} group:technical community region:Asia-Pacific organisation:Demonstration",
    "/pn member add @bruno {code} group:private sector region:GRULAC organisation:Demonstration",
    "/pn member add @ines {code} role:consultant organisation:Demonstration",
)
TRY: Final = (
    "/poll open Which theme first? | Connectivity | Inclusion | Capacity closes:tomorrow 17:00",
    "/poll vote 1",
    "/as li",
    "/poll vote 2",
    "/commit Draft the data section by:in 2 weeks",
    "/commit done C5 https://example.org/draft",
    "/as amina",
    "/meeting plan tomorrow 13:00 UTC title:Monthly call",
    "/meeting open",
    "/attend",
    "/pn help",
)


def run_local(settings: Settings) -> None:
    """Prepare the record, serve the dashboard, and answer at a prompt; Ctrl-C or the end of input ends everything."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    bot = open_bot(settings)
    prepare(bot, datetime.now(UTC))
    with suppress(KeyboardInterrupt), serving(settings.record) as address:
        click.echo(_welcome(address))
        console = Console(bot.dispatcher, "amina", "PNE")
        if sys.stdin.isatty():
            prompt(console, as_json=False)
        else:
            filter_lines(console, sys.stdin, sys.stdout, as_json=False)


def prepare(bot: Bot, now: datetime) -> None:
    """Import the seed's tables and add the demonstration members, unless they are there."""
    appoint(bot, ["console:sec"], now)
    import_file(bot, SEED, now)
    console = Console(bot.dispatcher, "sec")
    for code in bot.record.state().networks:
        for line in DEMONSTRATION:
            console.answer(line.format(code=code), now)


@contextmanager
def serving(record: str) -> Iterator[str]:
    """Serve the dashboard on the first free port and yield its address when it answers."""
    port = free_port(FIRST_PORT)
    child = start_dashboard(record, port, quiet=True)
    try:
        while child.poll() is None and not _is_busy(port):
            time.sleep(POLL)
        yield f"http://127.0.0.1:{port}"
    finally:
        end(child)


def free_port(port: int) -> int:
    """Return the first free port from this one on; each busy one is named."""
    while _is_busy(port):
        click.echo(_("Port {port} is busy; trying {next}.").format(port=port, next=port + 1))
        port += 1
    return port


def _is_busy(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _welcome(address: str) -> str:
    lines = [
        _("Dashboard: {address}").format(address=address),
        _("You type as @amina, co-chair, in PNE. @sec is the Secretariat."),
        _("The members @amina, @li, @bruno and @ines are made up, for demonstration."),
        _("Try, a line at a time:"),
        *(f"  {line}" for line in TRY),
        _("Ctrl-D ends everything."),
    ]
    return "\n".join(lines)
