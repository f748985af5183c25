"""What the Secretariat records for somebody who is not in the chat: `as:@amina via:email`.

The command is decided as if that person had typed it, with their rights. The entry is the Secretariat's, and says for
whom it was made and how they let it be known.
"""

import re
from collections.abc import Sequence
from typing import Final

from chatbot.call import Call
from chatbot.command import AS, VIA, Command
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.values import read_option
from storage.events import ActedFor, AnyEvent, Via
from storage.i18n import N_, _
from storage.people import Person

ACTING: Final = re.compile(r"(?<!\S)(?:as|via)\s*[:：]\s*\S+", re.IGNORECASE)
"""The two options, as they stand in a line."""
WAYS = {
    Via.EMAIL: N_("by email"),
    Via.PHONE: N_("by phone"),
    Via.PAPER: N_("on paper"),
    Via.SPOKEN: N_("by word of mouth"),
}


def acting(call: Call, command: Command, options: dict[str, str]) -> Call:
    """Return the call as that of the person whom it is made for. Raise `Refused` unless the Secretariat makes it."""
    found = _named(command, options, call)
    if found is None:
        return call
    call.require(Right.MANAGE)
    person, via = found
    return call.on_behalf(person, via)


def _named(command: Command, options: dict[str, str], call: Call) -> tuple[Person, Via] | None:
    """Return for whom the command is used, and how they let it be known; None for whoever types it."""
    if not command.for_others or not {AS.name, VIA.name} & options.keys():
        return None
    if missing := next((one for one in (AS, VIA) if one.name not in options), None):
        sentence = _("`as:` and `via:` go together: for whom, and how they let it be known.")
        value = "email" if missing is VIA else "@amina"
        raise Refused("usage", sentence, f"{call.line} {missing.name}:{value}")
    person, via = (read_option(command, one, options[one.name], call) for one in (AS, VIA))
    return person, via


def noted(call: Call, events: Sequence[AnyEvent]) -> Sequence[AnyEvent]:
    """Return events with that they were made for somebody, if so."""
    if call.via is None or not events:
        return events
    return [*events, ActedFor(network=events[0].network, person=call.person.id, via=call.via)]


def split(call: Call, events: Sequence[AnyEvent]) -> tuple[Call, list[AnyEvent], list[str]]:
    """Return the call of the person for whom events were made, those events, and a line that says so."""
    made: list[AnyEvent] = [event for event in events if not isinstance(event, ActedFor)]
    acted = next((event for event in events if isinstance(event, ActedFor)), None)
    person = call.people.get(acted.person) if acted else None
    if acted is None or person is None:
        return call, made, []
    told = _("Recorded for @{name}, who let it be known {way}.").format(name=person.name, way=_(WAYS[acted.via]))
    return call.on_behalf(person, acted.via), made, [told]
