"""People named in a text that the public reads: whoever typed it is told, while it can be taken back."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from chatbot.call import Call
from storage.events import (
    AgendaItemProposed,
    AnyEvent,
    CommitmentMade,
    MeetingPlanned,
    MilestoneAdded,
    MinutesPublished,
    NoteTaken,
    OptionAdded,
    PollExtended,
    PollProposed,
    PollRead,
    PollWithdrawn,
    Published,
    Text,
)
from storage.i18n import _

_MENTION: Final = re.compile(r"(?<!\w)[@＠]([\w.-]+)")


def tell_names(call: Call, events: Iterable[AnyEvent]) -> list[str]:
    """Return a sentence about the people whom a text for the public names; nothing where it names nobody."""
    text = "\n".join(str(text) for event in events for text in _for_public(event))
    names = list(dict.fromkeys(_named(call, text))) if text else []
    if not names:
        return []
    sentence = _("This text is for the public and names {names}: take it back with `/pn undo` if that was not meant.")
    return [sentence.format(names=", ".join(names))]


def _for_public(event: AnyEvent) -> tuple[Text, ...]:
    match event:
        case CommitmentMade() | Published() | OptionAdded() | PollRead() | AgendaItemProposed() | NoteTaken():
            return (event.text,)
        case MinutesPublished():
            return (event.text, event.reason or Text())
        case PollExtended() | PollWithdrawn():
            return (event.reason,)
        case PollProposed():
            return (event.question, *event.options)
        case MeetingPlanned() | MilestoneAdded():
            return (event.title,)
    return ()


def _named(call: Call, text: str) -> Iterator[str]:
    """Yield whom a text names: by the platform's own data, known or not, or as the `@name` of somebody known."""
    for mention, handle in call.request.mentions.items():
        if mention in text:
            found = call.people.with_handle(handle)
            yield call.name(found.id) if found else mention
    for name in _MENTION.findall(text):
        if found := call.people.named(name.rstrip("-_.")):
            yield call.name(found.id)
