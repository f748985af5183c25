"""What stands for an argument that was left out, or why nothing does."""

from collections.abc import Iterable
from typing import Any

from chatbot.arguments import Argument, Mentions, first_word
from chatbot.call import Call
from chatbot.message import Refused
from chatbot.suggestion import PLACEHOLDERS, mend
from chatbot.things import Id
from storage.i18n import _
from storage.people import plain_name


def left_out(argument: Argument, left: str, call: Call) -> Any:  # noqa: ANN401  a value of any kind
    """Return what an argument stands for that was left out. Raise `Refused` where it has to be named.

    `left` is what no argument took: it may be somebody's name without its sign.
    """
    if argument.default:
        return argument.default(call)
    if not argument.required:
        return None
    sentence, name = _("Missing: {what}.").format(what=_(argument.help)), first_word(left)[0]
    if isinstance(argument.kind, Mentions) and name and plain_name(name) == name:
        better = _("{sentence} Write people with the sign: @{name}.").format(sentence=sentence, name=name)
        raise Refused("usage", better, mend(call, name, f"@{name}"))
    raise Refused("usage", sentence, argument.kind.listing(call) if isinstance(argument.kind, Id) else "")


def refuse_copied(values: Iterable[object], path: str) -> None:
    """Raise `Refused` for a value that stands in a line to copy for a person's own words."""
    if copied := next((one for one in values if isinstance(one, str) and one.upper() in PLACEHOLDERS), ""):
        sentence = _("“{text}” stands for your own words: write them in its place.").format(text=copied)
        raise Refused("usage", sentence, f"/pn help {path}")
