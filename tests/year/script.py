"""Writes the synthetic year, `storage/samples/year.pn`: `python -m tests.year.script`.

One invented network of 22 members for 2025: two series of monthly meetings, the second one with two sittings each,
while the clocks change twice; people who join and leave; polls, commitments, a work plan, minutes. Always the same.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from storage import samples

FILE: Final = Path(samples.__path__[0]) / "year.pn"
NETWORK: Final = "YEAR"
PARIS: Final = ZoneInfo("Europe/Paris")
HEAD: Final = """\
# A synthetic year of one policy network, to be replayed: `pn replay`, or `make run DEMO=year`.
# Everybody and everything in it is invented. It is written by tests/year/script.py; change that, not this.
"""
GROUPS: Final = ("civil society", "technical community", "private sector", "government", "academia")
REGIONS: Final = ("Africa", "Asia-Pacific", "Eastern Europe", "GRULAC", "WEOG")
MEMBERS: Final = (
    *("amina", "bao", "carla", "dmitri", "elena", "farid", "grace", "hiro", "ivan", "joana", "kofi"),
    *("leila", "marta", "nadia", "omar", "paula", "qadir", "rosa", "samir", "tanja"),
)
"""The twenty who begin; the first one chairs."""
JOINING: Final = {3: ("umar", "vera"), 10: ("wanjiru", "xavier")}
LEAVING: Final = {9: ("omar", "tanja")}
"""By month."""
WEDNESDAYS: Final = (8, 12, 12, 9, 14, 11, 9, 13, 10, 8, 12, 10)
"""The second Wednesday of each month."""
TOPICS: Final = (
    "the data section",
    "the mapping",
    "the glossary",
    "the case studies",
    "the outreach plan",
    "the annex",
)
VERBS: Final = ("Draft", "Review", "Translate", "Present", "Publish")
POLLS: Final = (
    "Which theme first? | Connectivity | Inclusion | Capacity",
    "Is the outline complete? | Yes | Nearly | No",
    "Which weeks suit you? | First | Second | Third | Fourth kind:multiple",
)
Line = tuple[datetime, str, str]


class Year:
    """Who is in the network, and what has a number so far."""

    def __init__(self) -> None:
        self.chance = random.Random(2025)
        self.members = list(MEMBERS)
        self.polls = count(1)
        self.commitments = count(1)
        self.open: list[tuple[int, str]] = []
        """Commitments that are not finished, each with who owns it."""
        self.started: set[int] = set()


def lines() -> Iterator[Line]:
    """Yield every line in the order of time."""
    year = Year()
    yield from _beginning()
    for month in range(1, 13):
        yield from _month(year, month)


def _beginning() -> Iterator[Line]:
    at = datetime(2025, 1, 1, tzinfo=UTC)
    yield at, "sec", f"/pn add {NETWORK} A synthetic year: nobody and nothing in it is real"
    for number, name in enumerate(MEMBERS):
        yield at + timedelta(minutes=number), "sec", _addition(number, name)
    at += timedelta(hours=1)
    yield at, "sec", f"/pn member add @yolanda {NETWORK} role:consultant"
    yield at, "amina", "/pn me zone:Europe/Paris"
    yield at, "amina", "/meeting quorum 1/2"
    yield at, "amina", "/meeting plan 8 January 2025 14:00 title:Monthly call every:month link:https://example.org/call"
    for number, (title, day) in enumerate(
        [("Outline", "31 March"), ("Draft", "31 July"), ("Report", "30 November")], 1
    ):
        yield at, "yolanda", f"/pn milestone add W{number} {title} agreed by:{day} 2025"


def _addition(number: int, name: str) -> str:
    role = " role:mwg, co-chair" if number == 0 else ""
    return (
        f"/pn member add @{name} {NETWORK}{role} group:{GROUPS[number % 5]} region:{REGIONS[number // 2 % 5]} "
        "organisation:Synthetic"
    )


def _month(year: Year, month: int) -> Iterator[Line]:
    first = datetime(2025, month, 2, 9, tzinfo=UTC)
    for name in JOINING.get(month, ()):
        yield first, "sec", _addition(len(year.members), name)
        year.members.append(name)
    for name in LEAVING.get(month, ()):
        yield first, "sec", f"/pn member remove @{name} {NETWORK}"
        year.members.remove(name)
    yield from _progress(year, first + timedelta(hours=2))
    if month == 7:
        yield first + timedelta(hours=5), "amina", "/meeting cancel M7 series:rest because:two sittings from now on"
        yield (
            first + timedelta(hours=5, minutes=1),
            "amina",
            "/meeting plan 9 July 2025 14:00 also:10 July 2025 04:00 title:Monthly call, two sittings every:month",
        )
    starts = datetime(2025, month, WEDNESDAYS[month - 1], 14, tzinfo=PARIS).astimezone(UTC)
    yield from _agenda(year, month, starts - timedelta(days=5))
    yield from _meeting(year, month, starts)
    if month in {3, 7}:
        yield starts + timedelta(days=12), "amina", f"/pn milestone met W{1 if month == 3 else 2}"


def _agenda(year: Year, month: int, at: datetime) -> Iterator[Line]:
    for number, topic in enumerate(year.chance.sample(TOPICS, 3)):
        yield at + timedelta(hours=number), year.chance.choice(year.members), f"/meeting agenda add Discuss {topic}"
    yield at + timedelta(days=2), "amina", "/meeting agenda agree"
    if month == 5:
        yield at + timedelta(days=3), "amina", "/meeting move M5 14 May 2025 15:00 because:a clash with another call"


def _meeting(year: Year, month: int, starts: datetime) -> Iterator[Line]:
    at = starts + timedelta(hours=1 if month == 5 else 0, minutes=1)
    number = month if month < 7 else month + 3
    coming = [name for name in year.members if name == "amina" or year.chance.random() < 0.75]
    away = [name for name in year.members if name not in coming]
    for name in away[:2]:
        yield at - timedelta(hours=20), name, f"/apologies{' proxy:@amina' if name < 'm' else ''}"
    night = [name for name in coming[1:] if month >= 7 and year.chance.random() < 0.4]
    day = [name for name in coming if name not in night or year.chance.random() < 0.2]
    yield at, "amina", "/meeting open"
    yield from _attendance(year, day, at)
    yield from _work(year, month, day, at + timedelta(minutes=20))
    yield at + timedelta(minutes=75), "amina", "/meeting close"
    if month >= 7:
        at = starts + timedelta(hours=14, minutes=2)
        yield at, "yolanda", "/meeting open"
        yield from _attendance(year, night, at)
        yield at + timedelta(minutes=50), "yolanda", "/meeting close"
    yield at + timedelta(days=1), "yolanda", f"/meeting minutes add M{number} The next steps were agreed."
    yield at + timedelta(days=2), "amina", f"/meeting publish M{number}"


def _attendance(year: Year, coming: list[str], at: datetime) -> Iterator[Line]:
    early = [name for name in coming if year.chance.random() < 0.85]
    late = [name for name in coming if name not in early]
    for second, name in enumerate(early, 5):
        yield at + timedelta(seconds=second), name, "/attend"
    for minute, name in enumerate(late, 12):
        yield at + timedelta(minutes=minute), name, "/attend"
    yield at + timedelta(minutes=19), "yolanda", f"/attend observers:{year.chance.randint(2, 12)}"


def _work(year: Year, month: int, present: list[str], at: datetime) -> Iterator[Line]:
    yield at, "amina", "/meeting next"
    yield at + timedelta(seconds=30), year.chance.choice(present), "/note The group went through it point by point"
    for question in POLLS[: 3 if month % 2 else 2]:
        at += timedelta(minutes=2)
        number = next(year.polls)
        yield at, "amina", f"/poll open {question} closes:in 30 minutes"
        for second, name in enumerate(present):
            if year.chance.random() < 0.8:
                yield at + timedelta(seconds=second + 5), name, f"/poll vote P{number} {_choice(year, question)}"
    at += timedelta(minutes=2)
    yield at, "amina", "/meeting next"
    for step in range(10):
        yield from _commitment(year, month, present, at + timedelta(seconds=30 * step))


def _choice(year: Year, question: str) -> str:
    options = question.count("|")
    several = year.chance.sample(range(1, options + 1), 2 if "multiple" in question else 1)
    return " ".join(map(str, sorted(several)))


def _commitment(year: Year, month: int, present: list[str], at: datetime) -> Iterator[Line]:
    number, maker, owner = next(year.commitments), year.chance.choice(present), year.chance.choice(present)
    what = f"{year.chance.choice(VERBS)} {year.chance.choice(TOPICS)} once more"
    due = at + timedelta(days=year.chance.choice((10, 20, 30, 45)))
    deadline = "" if year.chance.random() < 0.1 else f" by:{due.day} {due:%B %Y}"
    milestone = f" milestone:W{1 if month < 4 else 2 if month < 8 else 3}" if year.chance.random() < 0.3 else ""
    yield at, maker, f"/commit {what}{deadline} owner:@{owner}{milestone}"
    if owner != maker:
        yield at + timedelta(seconds=10), owner, f"/commit accept C{number}"
    year.open.append((number, owner))


def _progress(year: Year, at: datetime) -> Iterator[Line]:
    """Yield what became of the open commitments since the last meeting."""
    for minute, (number, owner) in enumerate(list(year.open)):
        line = year.chance.choices(
            [
                f"/commit done C{number} https://example.org/{number}",
                f"/commit slip C{number} by:in {year.chance.choice((2, 3, 5))} weeks because:waiting for comments",
                f"/commit start C{number}",
                f"/commit drop C{number} because:no longer needed",
                "",
            ],
            (45, 15, 10, 5, 25),
        )[0]
        if line.startswith("/commit start"):
            line = "" if number in year.started else line
            year.started.add(number)
        if line and owner in year.members:
            yield at + timedelta(minutes=minute), owner, line
        if line.startswith(("/commit done", "/commit drop")):
            year.open.remove((number, owner))


def text() -> str:
    """Return the script."""
    return HEAD + "".join(f"{at:%Y-%m-%dT%H:%M:%SZ} @{who} #{NETWORK.lower()} {line}\n" for at, who, line in lines())


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
