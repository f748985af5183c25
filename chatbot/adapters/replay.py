"""Replay: a script of lines `2021-05-12T13:00Z @amina #pne /attend`, run with the times as given.

Demonstrations, simulations and tests about time are written so. The clock's work is done at its instants between lines.
"""

import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

from chatbot import clock
from chatbot.dispatch import Dispatcher
from chatbot.grammar import SIGNS, is_utf8
from chatbot.message import Reply, Request
from storage.errors import StorageFault
from storage.i18n import _
from storage.moments import iso, read_as_of
from storage.record import Record

EXAMPLE: Final = "2021-05-12T13:00Z @amina #pne /attend"
_LINE: Final = re.compile(rf"(\S+)\s+[@＠](\S+)(?:\s+[#＃](\S+))?\s+([{''.join(SIGNS)}].*)", re.DOTALL)


class Step(NamedTuple):
    """One line of a script, understood; `problem` says why it was not."""

    line: str
    number: int
    at: datetime | None = None
    handle: str = ""
    network: str | None = None
    text: str = ""
    problem: str = ""


def read_steps(lines: Iterable[str]) -> Iterator[Step]:
    """Yield the steps of a script; blank lines and lines that start with `#` are skipped."""
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if line and not line.startswith("#"):
            yield _read(line, number)


def _read(line: str, number: int) -> Step:
    if not is_utf8(line):
        shown = line.encode(errors="replace").decode()
        return Step(shown, number, problem=_("Line {number} is no UTF-8 text.").format(number=number))
    found = _LINE.fullmatch(line)
    if not found:
        return Step(
            line, number, problem=_("Line {number} is not of the form `{form}`.").format(number=number, form=EXAMPLE)
        )
    try:
        at = read_as_of(found[1])
    except ValueError as problem:
        return Step(line, number, problem=_("Line {number}: {problem}").format(number=number, problem=problem))
    return Step(line, number, at, found[2], found[3].upper() if found[3] else None, found[4])


def replay(dispatcher: Dispatcher, steps: Iterable[Step]) -> Iterator[tuple[Step, Reply]]:
    """Run each step at its own time and yield its answer. A line that goes back, or lies ahead of now, is refused."""
    event = f"replay:{uuid.uuid4()}"
    for step in steps:
        yield step, _run(dispatcher, step, f"{event}:{step.number}")


def _run(dispatcher: Dispatcher, step: Step, event: str) -> Reply:
    record = dispatcher.record
    if step.at is None:
        return Reply(f"{step.problem}\n{_('Try: `{line}`').format(line=EXAMPLE)}", error="usage")
    if step.at > datetime.now(UTC):
        sentence = _("Line {number}: {time} lies in the future.")
        return Reply(sentence.format(number=step.number, time=iso(step.at)), error="conflict")
    try:
        advance(record, step.at)
    except StorageFault as fault:
        return Reply(str(fault), error="storage")
    if step.at < record.history.at:
        sentence = _("Line {number} goes back in time: the record holds entries up to {time}.")
        time = iso(record.history.at)
        return Reply(sentence.format(number=step.number, time=time), error="conflict")
    return dispatcher.handle_now(Request(step.text, f"console:{step.handle}", step.at, event, step.network))


def advance(record: Record, now: datetime) -> None:
    """Do the clock's work up to now, each thing at the instant at which it is due."""
    while (due := clock.next_due(record.state())) and due <= now:
        record.catch_up(due)
