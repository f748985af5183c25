"""From the cells of a row to its values: networks, people, memberships. `BadFile` is raised for what cannot be used."""

import re
from typing import Final

from storage.codes import language_code, network_code, zone_named
from storage.events import EVER, Code, PersonId, Role
from storage.handles import check_handle
from storage.i18n import _
from storage.ids import LETTERS, read_label
from storage.imports.cells import NUMBER, Cells
from storage.imports.rows import MembershipRow, NetworkRow, PersonRow
from storage.people import HOURS, Notify, no_name, plain_name

_PERSON_ID: Final = re.compile(r"p[0-9a-f]{12}")
_ID_LENGTH: Final = 40


def as_person_id(text: str) -> PersonId:
    """Return the text if it is a person's opaque id, else an empty one."""
    return text if _PERSON_ID.fullmatch(text) else ""


def read_network(cells: Cells) -> NetworkRow:
    """Return a network. Raise `BadFile` for a value that cannot be used, as all of these functions do."""
    return NetworkRow(cells.line, read_code(cells, "id"), cells.required("name", 200), cells.start("since") or EVER)


def read_person(cells: Cells) -> PersonRow:
    """Return a person."""
    name = cells.required("name", 100).removeprefix("@")
    if not name or plain_name(name) != name:
        sentence = _("“{name}” is no short name; write {plain} here, and the rest as full_name.")
        raise cells.bad("name", sentence.format(name=name, plain=plain_name(name) or "amina"))
    if problem := no_name(name):
        raise cells.bad("name", problem)
    return PersonRow(
        cells.line,
        name,
        cells.text("full_name", 200),
        tuple(_handle(cells, handle) for handle in cells.items("handles")),
        _zone(cells),
        _language(cells),
        cells.text("via", 20),
        cells.choice("notify", Notify),
        _hour(cells),
        as_person_id(cells.text("id")),
    )


def read_membership(cells: Cells) -> MembershipRow:
    """Return a term of a membership."""
    roles = (*cells.items("roles"), *cells.items("role"))
    since, until = cells.start("from") or EVER, cells.moment("to")
    if until and until < since:
        raise cells.bad("to", _("to is before from."))
    return MembershipRow(
        cells.line,
        read_code(cells, "pn"),
        cells.required("person", 200),
        tuple(sorted({cells.one_of("roles", role, Role) for role in roles} or {Role.MWG})),
        cells.text("group", 200),
        cells.text("region", 200),
        cells.items("disciplines"),
        cells.text("organisation", 200),
        since,
        until,
        read_id(cells),
    )


def read_code(cells: Cells, column: str) -> Code:
    """Return the code of a network."""
    text = cells.required(column, 100)
    code = network_code(text)
    if not code:
        sentence = _("“{code}” is no code of a network: write 2 to 12 Latin letters and digits, a letter first.")
        raise cells.bad(column, sentence.format(code=text))
    return code


def read_id(cells: Cells) -> str:
    """Return the id that the row has, or an empty one."""
    ref = cells.text("id", _ID_LENGTH)
    if len(ref.split()) > 1:
        raise cells.bad("id", _("the id “{id}” holds a space; write it as one word.").format(id=ref))
    return ref


def read_number(cells: Cells, code: Code, noun: str) -> tuple[str, int]:
    """Return the id and the number of a commitment or milestone. An id such as "PNE-C7" is a number."""
    ref = read_id(cells)
    label = read_label(ref)
    if label and label.noun == noun:
        if (label.code or code) != code:
            sentence = _("{id} is a {noun} of {theirs}, but pn is {ours}.")
            raise cells.bad("id", sentence.format(id=ref, noun=_(noun), theirs=label.code, ours=code))
        return "", label.number
    number = cells.text("number") or "0"
    if not NUMBER.fullmatch(number):
        sentence = _("“{number}” is no number of a {noun}; leave it out for a new one.")
        raise cells.bad("number", sentence.format(number=number, noun=_(noun)))
    return ref, int(number)


def read_other(cells: Cells, column: str, noun: str) -> int:
    """Return the number of the commitment or milestone that a column names, such as "W2" or "2"; 0 for none."""
    text = cells.text(column, 20)
    label = read_label(text)
    if label and label.noun == noun:
        return label.number
    if text and not NUMBER.fullmatch(text):
        sentence = _("{column} is “{text}”; write an id such as {example}.")
        raise cells.bad(column, sentence.format(column=column, text=text, example=f"{LETTERS[noun]}2"))
    return int(text or 0)


def _handle(cells: Cells, handle: str) -> str:
    try:
        return check_handle(handle)
    except ValueError as problem:
        raise cells.bad("handles", str(problem)) from None


def _zone(cells: Cells) -> str:
    text = cells.text("zone")
    zone = zone_named(text)
    if text and zone is None:
        sentence = _("“{zone}” is no time zone; write region and city, such as Africa/Nairobi.")
        raise cells.bad("zone", sentence.format(zone=text))
    return zone.key if zone else ""


def _hour(cells: Cells) -> int:
    text = cells.text("hour")
    if text and (not re.fullmatch(r"\d{1,2}", text, re.ASCII) or int(text) not in HOURS):
        sentence = _("“{hour}” is no hour of the digest; write one from {first} to {last}.")
        raise cells.bad("hour", sentence.format(hour=text, first=HOURS[0], last=HOURS[-1]))
    return int(text or 0)


def _language(cells: Cells) -> str:
    text = cells.text("language")
    language = language_code(text)
    if text and not language:
        sentence = _("“{language}” is no language code; write one such as fr.").format(language=text)
        raise cells.bad("language", sentence)
    return language
