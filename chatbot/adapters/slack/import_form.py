"""The form of a pasted table on Slack, and the one after it, which shows what was understood. Pure.

Both stand for the lines that do the same elsewhere; nothing is recorded before the second is sent.
"""

import re
from typing import Final

from chatbot.adapters.slack.asked import Asked
from chatbot.adapters.slack.blocks import plain
from chatbot.adapters.slack.fields import FIELD, FIRST, TITLE, Place, Values, View, form, input_field, text_input
from chatbot.adapters.slack.filled import escaped
from chatbot.adapters.slack.showing import SECTION, parts, section
from chatbot.message import Reply
from storage.i18n import _

IMPORT: Final = "commit import"
YEAR: Final = "year"
WITHOUT: Final = "without"
SECTIONS: Final = 90
"""Blocks of text in a form, which has 100 blocks at most."""
_CONFIRMS: Final = re.compile(rf"{IMPORT} confirm [0-9a-f]{{4}}")


def import_form(place: Place) -> View:
    """Return the form of `/commit import`."""
    blocks = [
        input_field(FIRST, _("Rows of ACTION | ACTOR | DEADLINE, pasted"), text_input(multiline=True)),
        input_field(YEAR, _("Year of dates without one, such as 2021"), text_input(longest=4), optional=True),
    ]
    return {**form(IMPORT, _("Import a table"), place, blocks), "submit": plain(_("Next"), TITLE)}


def preview(asked: Asked, reply: Reply) -> View | None:
    """Return the form that shows what a pasted table is understood as; None where the answer is to something else."""
    confirms = _CONFIRMS.search(reply.text)
    if reply.error or confirms is None or not asked.fields or not asked.text.startswith(f"/{IMPORT} "):
        return None
    told = "\n".join(line for line in reply.text.splitlines() if not _CONFIRMS.search(line))
    blocks = [section(part) for part in parts(told, SECTION)[:SECTIONS]]
    leave_out = input_field(WITHOUT, _("Rows to leave out, such as 2 5"), text_input(longest=300), optional=True)
    place = Place(asked.place, asked.prefix)
    view = form(confirms[0], _("Is that what you mean?"), place, [*blocks, leave_out])
    return {**view, "close": plain(_("Back"), TITLE)}


def import_line(command: str, values: Values) -> str:
    """Return the line that one of the two forms stands for; "" where the form is neither."""
    filled = {block: str((fields.get(FIELD) or {}).get("value") or "").strip() for block, fields in values.items()}
    if command == IMPORT:
        return _line(command, escaped(filled.get(FIRST, "")), YEAR, filled)
    return _line(command, "", WITHOUT, filled) if _CONFIRMS.fullmatch(command) else ""


def _line(command: str, text: str, key: str, filled: dict[str, str]) -> str:
    option = f"{key}:{escaped(filled[key])}" if filled.get(key) else ""
    return " ".join(filter(None, [f"/{command}", text, option]))
