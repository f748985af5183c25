"""One conversation for every platform: the same lines make the same record and get the same answers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, Protocol

import msgspec

from storage.events import Entry
from storage.people import People
from tests.conversation import Conversation

YEAR: Final = datetime.now(UTC).year + 2
CONVERSATION: Final = (
    (
        "amina",
        f"poll open Which theme first? | Connectivity | <b>Inclusion</b> & more closes:26 March {YEAR} 17:00 UTC",
    ),
    ("li", "poll vote P1 2"),
    ("bruno", "poll vote P1 2>1"),
    ("bruno", "poll vote P1 ２"),
    ("li", "poll vote P1 1"),
    ("ines", "poll vote P1 1"),
    ("li", "pol results P1"),
    ("li", "poll results P1"),
    ("bruno", "poll open Shall we meet in May? | Yes | No"),
    ("amina", "poll open P2"),
    ("amina", f"meeting plan 12 May {YEAR} 13:00 UTC title:اجتماع المجموعة M1 every:month"),
    ("li", "meeting agenda add Review the <draft> | section_3 & more"),
    ("bruno", "meeting agenda add 1. Any other business"),
    ("amina", "meeting agenda agree M1 2 1"),
    ("ines", "meeting agenda add M1 It waits"),
    ("amina", "meeting agenda"),
    ("ines", "meeting agenda drop M1 3"),
    ("amina", "meeting quorum 1/2"),
    ("amina", "meeting open M1"),
    ("amina", "meeting open M1 now:yes"),
    ("li", "attend"),
    ("bruno", "apologies M1"),
    ("amina", "attend @ines"),
    ("li", "attend @bruno"),
    ("bruno", "apologies M1 proxy:@li"),
    ("amina", "attend observers:3"),
    ("amina", "meeting next"),
    ("li", "note What was said: *there* & <b>then</b>"),
    ("ines", "note M1 And this\nis more"),
    ("amina", "meeting next 2"),
    ("amina", "meeting next"),
    ("amina", f"commit Draft the data section by:26 March {YEAR} owner:@li @bruno"),
    ("li", "commit Ask the NRIs\nand the MAG by:sometime"),
    ("li", "commit Ask the NRIs owner:IGF Secretariat"),
    ("li", "commit done C1 https://example.org/draft?a=1&b=2"),
    ("bruno", f"commit slip C2 by:22 April {YEAR} because:waiting for @amina"),
    ("amina", "commit list"),
    ("amina", f"pn milestone add Outline agreed by:30 April {YEAR}"),
    ("amina", "pn milestone include W1 C1 C2"),
    ("li", f"commit Write the report by:31 March {YEAR} 17:00 UTC every:month milestone:W1"),
    ("li", "commit done C3"),
    ("li", "commit note C2 nearly there"),
    ("amina", f"pn milestone move W1 by:7 May {YEAR}"),
    ("amina", f"pn milestone move W1 by:7 May {YEAR} commitments:move"),
    (
        "li",
        f"commit import ACTION | ACTOR | DEADLINE\nRead it | MWG | By 10 April {YEAR}\nPrint it | IGF Secretariat |",
    ),
    ("li", "commit import confirm 0000"),
    ("sec", "commit note C2 they wrote to us as:@bruno via:email"),
    ("bruno", "pn milestone list"),
    ("sec", "pn member add @stranger PNE group:civil society"),
    ("stranger", "commit Help with it `now`"),
    ("observer", "poll vote P1 1"),
    ("observer", "pn join PNE"),
    ("sec", "pn member approve @observer"),
    ("observer", "here"),
    ("observer", "attend leave"),
    ("amina", "meeting close M1"),
    ("li", "note Too late"),
    ("amina", "meeting attendance M1"),
    ("li", "meeting minutes"),
    ("ines", "meeting minutes add M1 The group agreed to meet again"),
    ("ines", "meeting minutes drop M1 2"),
    ("ines", "meeting minutes M1"),
    ("amina", "meeting publish M1"),
    ("li", "meeting minutes M1"),
    ("amina", "meeting agenda M2"),
    ("amina", f"meeting move M2 10 June {YEAR} 15:00 Europe/Paris because:public holiday"),
    ("amina", "meeting cancel M3 series:rest because:it is over"),
    (
        "amina",
        f"meeting plan 3 March {YEAR} 13:00 UTC also:4 March {YEAR} 02:00 UTC title:Two at once chatham:yes "
        "link:https://example.org/room?a=1&b=2",
    ),
    ("amina", "poll close P1"),
    ("li", "poll vote P1 1"),
    ("sec", "publish The call is open until 30 April. @room <script>"),
    ("sec", "pn undo"),
    ("sec", "pn add PNMA Meaningful Access"),
    ("sec", "pn status"),
    ("li", "pn mine"),
    ("li", "pn me zone:Asia/Kolkata"),
    ("li", "meeting list"),
    ("li", "pn help poll vote"),
    ("li", "pn frobnicate"),
)
"""Who types what in the room of PNE, without the sign; the members are those of `tests.conversation`."""
MARK: Final = "✅"
"""What a brief answer is on a platform that has marks."""


_ON_MATRIX: Final = " A vote in a Matrix room's own poll is seen by whoever is in that room."
"""What a poll states only where its network has a room on Matrix."""
_HANDLES: Final = re.compile(r"Handles: .*")
_THIS_YEAR: Final = rf"\d+ \w+ {YEAR - 2}"
_NOW: Final = re.compile(
    rf"\w{{3}} {_THIS_YEAR} \d\d:\d\d UTC( \([\w ]*\d\d:\d\d [\w/]+\))?"
    rf"|{_THIS_YEAR}, \d\d:\d\d to (?:{_THIS_YEAR}, )?\d\d:\d\d UTC"
    r"|(?<=at )\d\d:\d\d( UTC)?"
)
_INSTANT: Final = re.compile(rf"{YEAR - 2}-\d\d-\d\dT[\d:.]+Z")


class Told(NamedTuple):
    """An answer, as it is compared: the text with `/` before commands and with short names, and who reads it."""

    text: str
    private: bool


class Platform(Protocol):
    """A place where people type, with a bot on a record that has PNE and its members."""

    marks: bool
    """Whether a brief answer is a mark on the message there; else the person alone reads it."""

    def say(self, who: str, line: str) -> Told:
        """Type a line, put the platform's sign before it, and return the answer."""
        ...

    @property
    def people(self) -> People:
        """The directory."""
        ...

    @property
    def entries(self) -> Iterable[Entry]:
        """What the conversation recorded."""
        ...


class ConsolePlatform:
    """The console, what every other platform is compared with. Its channel is tied to PNE, as everywhere."""

    def __init__(self, talk: Conversation) -> None:
        talk.given("@sec /pn bind PNE")
        self._talk = talk
        self._start = talk.seq
        self.people = talk.bot.people
        self.marks = True

    def say(self, who: str, line: str) -> Told:
        """Type a line in the conversation's channel, now."""
        self._talk.now = datetime.now(UTC)
        reply = self._talk.say(f"@{who} /{line}")
        if reply.brief and reply.error is None:
            return Told(MARK, private=False) if self.marks else Told(reply.text, private=True)
        return Told(reply.text, reply.private)

    @property
    def entries(self) -> Iterable[Entry]:
        """What the conversation recorded."""
        return self._talk.bot.record.history.entries(self._start)


def answers(platform: Platform) -> list[tuple[str, Told]]:
    """Hold the conversation, and return each line with its answer, but for handles and the minute in which it was."""
    told = ((f"@{who} {line}", platform.say(who, line)) for who, line in CONVERSATION)
    return [(line, answer._replace(text=_comparable_text(answer.text))) for line, answer in told]


def _comparable_text(text: str) -> str:
    return _NOW.sub("…", _HANDLES.sub("Handles: …", text.replace(_ON_MATRIX, "")))


def record(platform: Platform) -> Iterator[tuple[str, list[Any]]]:
    """Yield who recorded what: people by names, texts without salts, channels without ids, and no instants."""
    names = {person.id: f"@{person.name}" for person in platform.people.everyone()}
    for entry in platform.entries:
        yield (
            names.get(entry.by, entry.by),
            [_comparable(msgspec.to_builtins(event), names) for event in entry.events],
        )


def _comparable(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401  whatever an event holds
    match value:
        case {}:
            kept = {key: one for key, one in value.items() if key not in ("salt", "since")}
            return {key: _comparable(one, names) for key, one in kept.items()}
        case list() | tuple():
            found = [_comparable(one, names) for one in value]
            return sorted(found) if all(isinstance(one, str) and one in names for one in value) else found
        case str():
            there = re.sub(r"^\w+:(!\S+|room)$", "the room", value)
            return names.get(value) or _comparable_text(_INSTANT.sub("now", there))
    return value
