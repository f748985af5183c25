"""A poll's message in a channel: one message, however long the poll is, so that it can be drawn anew. Pure.

Where everything together is too long for a message, names are cut, and a button shows everything to whoever presses it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from chatbot.adapters.slack.blocks import actions, ballot, button
from chatbot.adapters.slack.showing import cut, fits, message, room
from chatbot.message import isolate, with_sign
from storage.events import Text
from storage.i18n import _
from storage.state import Poll

NAMES: Final = (120, 40)
"""Characters to which the names of options are cut, as few as are needed; a question may have more."""
QUESTION: Final = 5
"""How many times as many."""


def poll_message(tell: Callable[[Poll], str], poll: Poll, prefix: str) -> dict[str, Any]:
    """Return the message of a poll that `tell` describes, with what one votes with while it is open."""

    def told(shown: Poll) -> str:
        return isolate(with_sign(tell(shown), f"/{prefix}"))

    controls, text = [] if poll.is_ended else ballot(poll), told(poll)
    if fits(text, controls):
        return message(text, controls)
    controls.append(actions([button("results", poll.label, _("Show everything"))]))
    for most in NAMES:
        if fits(text := told(_shortened(poll, most)), controls):
            break
    return message(cut(text, room(controls)), controls)


def _shortened(poll: Poll, most: int) -> Poll:
    options = tuple(_cut(option, most) for option in poll.options)
    return replace(poll, question=_cut(poll.question, QUESTION * most), options=options)


def _cut(text: Text, most: int) -> Text:
    return Text(cut(text.text, most), digest=text.digest)
