"""The year's script read a second way: no command, no event, no fold, only what its lines say."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from tests.year.script import FILE

_LINE: Final = re.compile(r"(\S+) @(\S+) #year (.+)")
_OPTION: Final = re.compile(r" ([a-z]+):")


@dataclass
class Held:
    """A meeting as its lines tell it."""

    opened: datetime
    roster: set[str]
    there: set[str] = field(default_factory=set)
    excused: set[str] = field(default_factory=set)
    proxies: set[str] = field(default_factory=set)
    observers: int = 0


@dataclass
class Promise:
    """A commitment as its lines tell it."""

    due: datetime | None
    first_due: datetime | None
    done: datetime | None = None
    dropped: bool = False


@dataclass
class Raw:
    """All of the year."""

    members: set[str] = field(default_factory=set)
    held: list[Held] = field(default_factory=list)
    votes: dict[int, dict[str, tuple[int, ...]]] = field(default_factory=lambda: defaultdict(dict))
    electorates: dict[int, int] = field(default_factory=dict)
    promises: list[Promise] = field(default_factory=list)


def read(until: datetime) -> Raw:
    """Return what the lines up to a moment say."""
    raw, waiting = Raw(), Held(until, set())
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if found := _LINE.fullmatch(line):
            at = datetime.fromisoformat(found[1])
            if at <= until:
                waiting = _take(raw, waiting, at, found[2], found[3])
    return raw


def _take(raw: Raw, waiting: Held, at: datetime, who: str, line: str) -> Held:  # noqa: PLR0912  a line for each kind of line
    words = line.split()
    match words:
        case ["/pn", "member", "add", name, *_rest] if "role:consultant" not in line:
            raw.members.add(name[1:])
        case ["/pn", "member", "remove", name, *_rest]:
            raw.members.discard(name[1:])
        case ["/apologies"]:
            waiting.excused.add(who)
        case ["/apologies", "proxy:@amina"]:
            waiting.proxies.add(who)
        case ["/meeting", "open"]:
            second = raw.held and at - raw.held[-1].opened < timedelta(days=2)
            if not second:
                raw.held.append(waiting)
                waiting.opened, waiting = at, Held(at, set())
            raw.held[-1].roster |= raw.members
        case ["/attend"]:
            raw.held[-1].there.add(who)
        case ["/attend", observers]:
            raw.held[-1].observers += int(observers.removeprefix("observers:"))
        case ["/poll", "open", *_rest]:
            raw.electorates[len(raw.electorates) + 1] = len(raw.members)
        case ["/poll", "vote", poll, *options]:
            raw.votes[int(poll[1:])][who] = tuple(map(int, options))
        case ["/commit", ("accept" | "start"), *_rest]:
            pass
        case ["/commit", ("done" | "drop" | "slip") as verb, name, *rest]:
            _change(raw.promises[int(name[1:]) - 1], verb, at, rest)
        case ["/commit", *_rest]:
            due = _deadline(line)
            raw.promises.append(Promise(due, due))
    return waiting


def _change(promise: Promise, verb: str, at: datetime, rest: list[str]) -> None:
    if verb == "done":
        promise.done = at
    elif verb == "drop":
        promise.dropped = True
    else:
        promise.due = _day_end(at.date() + timedelta(weeks=int(rest[1])))
        promise.first_due = promise.first_due or promise.due


def _deadline(line: str) -> datetime | None:
    text = line.partition(" by:")[2]
    if not text:
        return None
    day = datetime.strptime(_OPTION.split(text)[0], "%d %B %Y").replace(tzinfo=UTC)
    return _day_end(day.date())


def _day_end(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), UTC)
