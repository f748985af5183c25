"""How the directory follows the record: people become known with an entry and go with it, and a claim is used up.

Who is named in an entry is in the directory before it is written; whoever a crash leaves there without an entry is
found again at the next try. What follows an entry comes after it is on disk, and nothing depends on it.
"""

import logging
from collections.abc import Sequence

from chatbot.call import Call
from storage.events import AnyEvent, EntryUndone, SecretariatAppointed
from storage.proposal import Decision

log = logging.getLogger(__name__)


def decided(call: Call, events: Sequence[AnyEvent], source: str, heard: str = "") -> Decision:
    """Return the decision, with whoever is new added to the directory for the entry that is made of it.

    `heard` is the channel in which everybody reads the answer, if there is one.
    """
    newcomers = call.newcomers if call.known else [*call.newcomers, call.person]
    if events and newcomers:
        call.people.keep(*newcomers, made_for=source)

    def settle(recorded: bool) -> None:
        """Let the directory follow what was recorded, or take newcomers out again. It never raises."""
        try:
            if recorded:
                _follow(call, events)
            else:
                _take_out(call, source)
        except Exception as problem:  # noqa: BLE001  what is left over does no harm, and the answer must not depend on it
            log.error("%s in the directory, after an entry", type(problem).__name__)

    return Decision(call.by, events, settle, heard)


def _follow(call: Call, events: Sequence[AnyEvent]) -> None:
    """Do what the events mean for the directory. A claim counts as used since its entry, whether it is there or not."""
    for event in events:
        match event:
            case SecretariatAppointed(claim=claim) if claim:
                call.people.end_claim(claim)
            case EntryUndone(entry=seq):
                _take_out(call, call.history.entry(seq).source)


def _take_out(call: Call, source: str) -> None:
    """Forget those who were made for an entry that does not stand, unless another entry names them."""
    for person in call.people.made_for(source):
        if not call.history.names(person):
            call.people.erase(person)
