"""`pn poll export` and `pn poll recount`: the public file of a closed poll, and its count anew."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

import click

from chatbot.commands.poll_result_text import describe_counts
from chatbot.compose import open_bot
from storage.errors import StorageFault
from storage.events import OPERATOR, PollKind, PollVoided
from storage.exports.ballots import public_file, read_file, result
from storage.history import History
from storage.i18n import _
from storage.ids import read_label
from storage.measures import polls
from storage.moments import tell_minute
from storage.people import People
from storage.proposal import Decision, Proposal
from storage.public import wording
from storage.public.rounds import rounds
from storage.settings import read_settings
from storage.state import Absent, Poll, State
from storage.tinydb_journal import TinyDBJournal


class _Reader(NamedTuple):
    """Whoever reads a recount, in UTC."""

    now: datetime
    platforms: frozenset[str] = frozenset()

    def time(self, moment: datetime) -> str:
        """Return a moment in UTC."""
        return tell_minute(moment)


@click.group()
def poll() -> None:
    """Write the public file of a closed poll, and count such a file again."""


@poll.command()
@click.argument("label", metavar="PNE-P3")
@click.option("--to", type=click.Path(path_type=Path), help="The file to write; default standard output.")
def export(label: str, to: Path | None) -> None:
    """Write a closed poll as a public file: ballots without persons, and the result."""
    settings = read_settings()
    history = History(TinyDBJournal(settings.folder, read_only=True))
    history.refresh()
    text = public_file(_find(history.state, label), People(settings.folder), datetime.now(UTC))
    if to is None:
        click.echo(text, nl=False)
        return
    to.write_bytes(text)
    click.echo(_("Written: {target}").format(target=to))


@poll.command()
@click.argument("file", type=click.File("rb"))
def recount(file: BinaryIO) -> None:
    """Count a public file again, without any record, and compare."""
    found, said = read_file(file.read())
    tally = polls.tally(found)
    reader = _Reader(datetime.now(UTC))
    lines = [f"{found.label}: {found.question}", *describe_counts(reader, found, tally)]
    if found.kind is PollKind.RANKED:
        lines += rounds(found, wording.options(found))
    lines.append(wording.reading(tally, wording.options(found), polls.Stage.CLOSED))
    click.echo("\n".join(lines))
    if result(found) != said:
        click.echo(_("PROBLEM: the result that stands in the file is another one."))
        sys.exit(1)
    click.echo(_("The result that stands in the file is the same."))


@poll.command()
@click.argument("label", metavar="PNE-P3")
def void(label: str) -> None:
    """End an open secret poll whose ballots are lost for ever; while they are there it is refused."""
    record = open_bot(read_settings()).record
    found = _find(record.state(), label)

    def decide(state: State, now: datetime) -> Decision:
        """Return the end of the poll, nothing where it has ended so; raise `StorageFault` while it can be counted."""
        poll = state.poll(found.network, found.number)
        if poll.void:
            return Decision(OPERATOR, [])
        if not poll.box or poll.closed:
            raise StorageFault(_("{poll} is not an open secret poll.").format(poll=poll.label))
        try:
            record.boxes.require(poll)
        except StorageFault:
            return Decision(OPERATOR, [PollVoided(network=poll.network, poll=poll.number)])
        raise StorageFault(_("The ballots of {poll} are there; `/poll withdraw` ends it.").format(poll=poll.label))

    record.submit_now(Proposal(datetime.now(UTC), f"pn:void:{found.label}", decide))
    click.echo(_("{poll} is void.").format(poll=found.label))


def _find(state: State, label: str) -> Poll:
    named = read_label(label)
    if named is None or named.noun != "poll":
        raise StorageFault(_("“{label}” is no poll; write its id, such as PNE-P3.").format(label=label))
    codes = [named.code] if named.code else list(state.networks)
    if len(codes) != 1:
        raise StorageFault(
            _("Which network? Write the whole id, such as {code}-P3.").format(code=(codes or ["PNE"])[0])
        )
    try:
        return state.poll(codes[0], named.number)
    except Absent:
        raise StorageFault(_("There is no {label}.").format(label=f"{codes[0]}-P{named.number}")) from None
