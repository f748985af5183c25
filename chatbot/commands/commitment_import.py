"""`/commit import`: a pasted table ACTION | ACTOR | DEADLINE. What was understood is shown first, and recorded after.

What was pasted is kept with the directory, because it may name people, for an hour; it is read anew at the confirming,
and recorded only if that says what was shown: the code is a digest of it.
"""

import hashlib
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, NamedTuple

from chatbot.arguments import Argument, Rest, Word, find_code
from chatbot.call import Call
from chatbot.command import CHANNEL, PRIVATE, Table
from chatbot.commands.commitment_text import describe
from chatbot.grammar import clean, read_numbers
from chatbot.message import Refused
from chatbot.pasted.table import Row, Stray, read_table
from chatbot.pasted.understanding import Reader, Understood
from chatbot.rights import Right
from storage.events import AnyEvent, Code, CommitmentMade, DeadlineKind, Owner, Text
from storage.i18n import N_, _, plural
from storage.people import Paste

TABLE: Final = Table()
EXAMPLE: Final = "/commit import Contract consultant | IGF Secretariat | By 10 April ;; Draft it | MWG | On 2 May"
MOST: Final = 60
"""Commitments of one table."""
_START: Final = re.compile(r"^\s*\S?\s*(?:pn\s+)?commit\s+import\s?", re.IGNORECASE)
_END: Final = re.compile(r"(?:^|\s)(in|year)\s*[:：]\s*(\S+)\s*$", re.IGNORECASE)


class Pasted(NamedTuple):
    """What a paste is understood as, the text that shows it, and the code that stands for that text."""

    items: list[Understood]
    shown: str
    code: str


def understand(call: Call, paste: Paste) -> Pasted:
    """Read what was pasted, as of when that was. Raise `Refused` for what has no rows, or rows of a foreign network."""
    text, year = paste.text, None
    while option := _END.search(text):
        text = text[: option.start()]
        year = int(option[2]) if option[1].casefold() == "year" and option[2].isdecimal() else year
    read = read_table(text)
    rows = [row for row in read if isinstance(row, Row)]
    told = _("Line {number} has no columns: “{text}”.")
    left_out = [told.format(number=one.line, text=one.text[:60]) for one in read if isinstance(one, Stray)]
    if not rows:
        sentence = _("A row is ACTION | ACTOR | DEADLINE, one a line, with a tab or `|` between.")
        raise Refused("usage", " ".join([*left_out[:1], sentence]), EXAMPLE)
    bodies = [o.body for n in call.state.networks.values() for c in n.commitments.values() for o in c.owners if o.body]
    reader = Reader(paste.at, call.person.zone_info, year, lambda name: _find(call, name), bodies, call.time)
    items = [item for row in rows for item in reader.understand(row)]
    if not items or len(items) > MOST:
        sentence = _("A table has from 1 to {most} rows; this has {count}.").format(most=MOST, count=len(items))
        raise Refused("usage", sentence, EXAMPLE)
    items = [_placed(call, item, paste.network) for item in items]
    lines = [_line(call, number, item) for number, item in enumerate(items, 1)]
    shown = "\n".join([*lines, *(_("? {sentence} It is left out.").format(sentence=one) for one in left_out)])
    return Pasted(items, shown, hashlib.sha256(shown.encode()).hexdigest()[:4])


def _find(call: Call, name: str) -> str | None:
    person = call.people.called(name)
    return person.id if person else None


def _with_names(call: Call, text: str) -> str:
    """Return the text with short names in place of mentions, which only this message explains."""
    for mention, handle in call.request.mentions.items():
        if person := call.people.with_handle(handle):
            text = text.replace(mention, f"@{person.name}")
    return text


def _placed(call: Call, item: Understood, code: Code) -> Understood:
    """Return a commitment with its network, and one's own taken on. Raise `Refused` if it may not be made there."""
    found = find_code(call, item.code) if item.code else code
    if found is None:
        sentence = _("There is no network {code}, which stands above a part of the table. There are: {codes}.")
        raise Refused("not_found", sentence.format(code=item.code, codes=", ".join(call.state.networks)), EXAMPLE)
    call.within(found).require(Right.COMMIT_FOR_ANOTHER)
    item.code = found
    me = call.person.id
    item.owners = tuple(
        Owner(person=one.person, role=one.role, accepted=True) if one.person == me else one for one in item.owners
    )
    return item


def _line(call: Call, number: int, item: Understood) -> str:
    owners = ", ".join(one.body or call.name(one.person) for one in item.owners) or _("no owner")
    due = _("no deadline")
    if item.due:
        due = (_("on {time}") if item.kind is DeadlineKind.ON else _("by {time}")).format(time=call.time(item.due))
    line = f"{number}. {item.code} · {item.action} · {owners} · {due}"
    return "\n".join([line, *(f"   ? {doubt}" for doubt in item.doubts)])


@TABLE.command(
    "commit import",
    summary=N_("Show what a pasted table of actions is understood as; nothing is recorded yet"),
    who=Right.COMMIT_FOR_ANOTHER,
    audience=PRIVATE,
    example=EXAMPLE,
    arguments=[Argument("table", Rest(N_("ACTION | ACTOR | DEADLINE"), 8000), N_("rows, one a line or split by `;;`"))],
    options=[Argument("year", Word("2021"), N_("the year of dates without one; after the table"), required=False)],
)
class Import:
    """Keeps a paste and shows what it would become."""

    def show(self, call: Call, table: str, year: str | None) -> str:
        """Render a numbered row a commitment, with its doubts, and how it is confirmed."""
        if year and not re.fullmatch(r"[12]\d{3}", year):
            sentence = _("“{year}” is no year.").format(year=year)
            raise Refused("usage", sentence, EXAMPLE)
        network = call.network.code
        raw = _START.sub("", _with_names(call, call.request.text).replace("\r\n", "\n"), count=1)
        paste = Paste(network, "\n".join(_cleaned(line) for line in raw.split("\n")), call.now)
        pasted = understand(call, paste)
        if call.known:
            call.people.keep_paste(call.person.id, network, paste.text, call.now)
        count = plural("{count} commitment was understood", "{count} commitments were understood", len(pasted.items))
        closing = _(
            "Nothing is recorded yet. To record them: `/commit import confirm {code}`, without some of them: "
            "`/commit import confirm {code} without:2 5`. Within an hour."
        ).format(code=pasted.code)
        return "\n".join([_("{count}; look at what has a question mark.").format(count=count), pasted.shown, closing])


def _cleaned(line: str) -> str:
    """Return a line without escapes and control characters; tabs stay, they part columns."""
    return "\t".join(clean(part) for part in line.split("\t"))


@TABLE.command(
    "commit import confirm",
    summary=N_("Record the commitments of the table that you pasted, as they were shown"),
    who=Right.SELF,
    audience=CHANNEL,
    example="/commit import confirm 1a2b without:2 5",
    arguments=[Argument("code", Word(N_("CODE")), N_("the code that was shown"))],
    options=[Argument("without", Rest("2 5", 300), N_("rows to leave out"), required=False)],
    networked=False,
)
class Confirm:
    """Records what was shown."""

    def decide(self, call: Call, code: str, without: str | None) -> Sequence[AnyEvent]:
        """Return the commitments. People are proposed, as ever. Raise `Refused` if it would not be what was shown."""
        waiting = _waiting(call)
        if not waiting:
            sentence = _("You pasted no table within the last hour, or it is recorded already.")
            raise Refused("not_found", sentence, EXAMPLE)
        pasted = next((one for one in waiting.values() if one.code == code.casefold()), None)
        if pasted is None:
            pasted = next(iter(waiting.values()))
            sentence = _("That is not the code of what you pasted last, or it reads differently by now:")
            better = f"/commit import confirm {pasted.code}"
            raise Refused("conflict", f"{sentence}\n{pasted.shown}", better)
        left_out = self._numbers(without, len(pasted.items))
        kept = [item for number, item in enumerate(pasted.items, 1) if number not in left_out]
        if not kept:
            raise Refused("usage", _("That would leave nothing to record."), f"/commit import confirm {pasted.code}")
        return _made(call, kept)

    def _numbers(self, without: str | None, most: int) -> Sequence[int]:
        numbers = read_numbers(without) if without else ()
        if numbers is None or any(not 0 < number <= most for number in numbers):
            sentence = _("“{text}” are no rows of the table: they have the numbers 1 to {most}.")
            raise Refused("usage", sentence.format(text=without, most=most))
        return numbers

    def answer(self, call: Call, *events: CommitmentMade) -> str:
        """Render a line a commitment, and forget what was pasted."""
        made = {(event.network, str(event.text)) for event in events}
        for paste, pasted in _waiting(call).items():
            if made <= {(item.code, item.action) for item in pasted.items}:
                call.people.end_paste(call.person.id, paste)
        lines = []
        for event in events:
            within = call.within(event.network)
            lines.append(describe(within, call.state.commitment(event.network, event.commitment)))
        return "\n".join(lines)


def _waiting(call: Call) -> dict[Paste, Pasted]:
    """Return what one pasted within the last hour and did not confirm, as it is understood now, the latest first."""
    found = {}
    for paste in call.people.pastes(call.person.id, call.now):
        with suppress(Refused):
            found[paste] = understand(call, paste)
    return found


def _made(call: Call, items: Sequence[Understood]) -> list[CommitmentMade]:
    numbers: dict[Code, int] = {}
    events = []
    for item in items:
        numbers[item.code] = numbers.get(item.code, call.state.next_number(item.code, "commitment") - 1) + 1
        events.append(
            CommitmentMade(
                network=item.code,
                commitment=numbers[item.code],
                text=Text.of(item.action),
                owners=item.owners,
                due=item.due,
                deadline_kind=item.kind,
                note=Text.if_any(item.note),
                maker=call.by,
            )
        )
    return events
