"""To whom a commitment is proposed hears of it in private, with what to type."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Final

from chatbot.dates import show_moment
from chatbot.letters.mail import Letter, Look
from storage.i18n import _
from storage.measures.commitments import is_finished
from storage.people import Notify, People, Person
from storage.state import Commitment

FRESH: Final = timedelta(days=7)
"""How long after it was made a proposal is still told: after a long silence it is news to nobody."""


def proposals(look: Look) -> Iterator[Letter]:
    """Yield a letter for each proposal that waits for an answer; it comes at any hour, as a person has written it."""
    for network in look.state.networks.values():
        for commitment in network.commitments.values():
            if is_finished(commitment) or not look.now - FRESH <= commitment.assigned <= look.now:
                continue
            for owner in commitment.owners:
                reader = look.people.get(owner.person) if owner.person and not owner.accepted else None
                if reader and reader.notify is not Notify.NO:
                    key = f"proposal:{commitment.label}:{reader.id}"
                    write = partial(_write, commitment, look.people)
                    yield Letter(reader.id, key, commitment.assigned.isoformat(), write, urgent=True)


def _write(commitment: Commitment, people: People, reader: Person) -> str:
    proposer = people.get(commitment.assigner)
    return "\n".join(
        [
            _("{who} proposes that you take this on:").format(who=f"@{proposer.name}" if proposer else _("Somebody")),
            " · ".join([f"{commitment.label}: {commitment.text}", _due(commitment, reader)]),
            _("Yes: `/commit accept {id}`").format(id=commitment.label),
            _("No: `/commit decline {id}`").format(id=commitment.label),
        ]
    )


def _due(commitment: Commitment, reader: Person) -> str:
    if commitment.due is None:
        return _("no deadline")
    return _("by {time}").format(time=show_moment(commitment.due, reader.zone_info))
