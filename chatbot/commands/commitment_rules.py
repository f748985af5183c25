"""What holds for every change of a commitment: which one is meant, whether it is open, who may have a say in it."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NoReturn

from chatbot.arguments import Argument
from chatbot.call import Call
from chatbot.commands.commitment_text import describe, tell_kept
from chatbot.commands.owners import JOINING
from chatbot.grammar import read_numbers, without_sign
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.suggestion import revalue
from chatbot.things import Id, read_id
from storage.events import (
    CommitmentDone,
    CommitmentDropped,
    CommitmentNoted,
    CommitmentReopened,
    CommitmentSlipped,
    CommitmentStarted,
    OwnerAccepted,
    OwnerDeclined,
    OwnersAssigned,
    Progress,
)
from storage.i18n import N_, _
from storage.measures.commitments import is_finished, is_ownerless
from storage.measures.owners import find_owner, speakers
from storage.state import Commitment

_BETWEEN: Final = re.compile(r"[\s,;،、]+")


def refuse_several(text: str, better: str) -> None:
    """Raise `Refused` for a text that is nothing but ids, such as "C2, C3 and C4"; `better` is suggested."""
    words = [word for word in _BETWEEN.split(text) if word and word.casefold() not in JOINING]
    if words and all(map(read_id, words)):
        raise Refused("usage", _("One commitment a line, please."), better)


def no_commitment_named(call: Call) -> NoReturn:
    """Refuse a command that names no commitment; a new one is never suggested, as nothing of this line asks for it."""
    words = without_sign(call.line).split()
    starts = [place for place, word in enumerate(words[:2]) if word.casefold() == "commit"]
    verb, *rest = words[starts[0] + 1 if starts else 1 :] or [""]
    numbers = read_numbers(" ".join(rest))
    if numbers or not rest or ":" in rest[0]:
        meant = next((number for number in numbers or () if number in call.network.commitments), None)
        better = f"/commit {verb} C{meant}" if meant else f"/commit list mine in:{call.code}"
        raise Refused("usage", _("Which commitment? Name it, such as C7."), better)
    refuse_several(" ".join(rest), f"/commit {verb} {_BETWEEN.split(rest[0])[0]}")
    sentence = _("Which commitment? Name it, such as C7. A new one that starts with this word needs `/commit add`.")
    raise Refused("usage", sentence, f"/commit list mine in:{call.code}")


A_COMMITMENT: Final = Argument("commitment", Id("commitment"), N_("the commitment"), default=no_commitment_named)


def check_future(call: Call, due: datetime | None, keys: Sequence[str] = ("by", "on")) -> None:
    """Raise `Refused` for a deadline that has passed."""
    if due and due < call.now:
        sentence = _("{time} has passed; a deadline lies ahead.").format(time=call.time(due))
        raise Refused("usage", sentence, revalue(call, keys, "in 2 weeks"), keys[0])


def require_unfinished(commitment: Commitment) -> None:
    """Raise `Refused` for a commitment that is done or dropped."""
    if is_finished(commitment):
        state = _("done") if commitment.progress is Progress.DONE else _("dropped")
        sentence = _("{commitment} is {state} already.").format(commitment=commitment.label, state=state)
        raise Refused("conflict", sentence, f"/commit list in:{commitment.network}")


def require_owner(call: Call, commitment: Commitment, *, or_maker: bool = False) -> None:
    """Raise `Refused` unless the person owns the commitment or may correct others'.

    With `or_maker`, whoever made it will do as well, as long as nobody has taken it on.
    """
    require_unfinished(commitment)
    require_say(call, commitment, or_maker=or_maker)


def require_say(call: Call, commitment: Commitment, *, or_maker: bool = False) -> None:
    """Raise `Refused` unless the person owns the commitment, finished or not, or may correct others'.

    Whoever speaks for a body that owns it has its say.
    """
    owner = find_owner(commitment, call.person.id)
    if call.may(Right.CORRECT_COMMITMENTS) or (owner and owner.accepted) or speaks_for_it(call, commitment):
        return
    if or_maker and commitment.maker == call.by and is_ownerless(commitment):
        return
    if owner:
        sentence = _("{commitment} was proposed to you; accept it first.").format(commitment=commitment.label)
        raise Refused("conflict", sentence, f"/commit accept {commitment.label}")
    sentence = _("{commitment} is not yours; its owners, a co-chair or the Secretariat can do this.")
    raise Refused("forbidden", sentence.format(commitment=commitment.label), f"/commit list mine in:{call.code}")


def speaks_for_it(call: Call, commitment: Commitment) -> bool:
    """Tell whether the person speaks for a body that owns the commitment."""
    return call.person.id in speakers(call.state.network(commitment.network), commitment, call.now)


class Told:
    """An answer that shows the commitment as it now stands, and what was kept with the change."""

    def answer(
        self,
        call: Call,
        event: OwnerAccepted
        | OwnerDeclined
        | OwnersAssigned
        | CommitmentStarted
        | CommitmentDone
        | CommitmentSlipped
        | CommitmentDropped
        | CommitmentReopened
        | CommitmentNoted,
    ) -> str:
        """Show the commitment as it is now, and what is kept of the event."""
        commitment = call.state.commitment(event.network, event.commitment)
        return "\n".join([describe(call, commitment), *tell_kept(call, commitment, event)])
