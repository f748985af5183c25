"""The owners of a commitment, as they are typed: people as `@name`, bodies by name."""

import re
from typing import Final

from chatbot.arguments import Mentions, first_word
from chatbot.call import Call
from chatbot.grammar import fold_word
from chatbot.kinds import Taken
from chatbot.message import Refused
from chatbot.suggestion import mend
from storage.events import Owner
from storage.i18n import _
from storage.people import Person
from storage.state import Commitment

_BETWEEN: Final = re.compile(r"[,;،、\n]+")
JOINING: Final = frozenset({"and", "&", "et", "y", "и", "و", "和"})
"""Words between the last two of several."""
_JOINTS: Final = re.compile(rf"\s+(?:{'|'.join(JOINING)})\s+", re.IGNORECASE)
_KEY: Final = re.compile(r"(?<!\S)(?:owners?|to)\s*[:：]", re.IGNORECASE)
"""What people put before owners, as in `/commit`; it is no part of a name where owners stand alone."""
_CALLED: Final = re.compile(r"[@＠](\w(?:[\w.-]*\w)?)")
_ONESELF: Final = ("me", "myself")
LONGEST_BODY: Final = 100


class Owners:
    """People and bodies. Who names themselves accepts; other people are proposed; a body counts as named."""

    shape = "@amina"

    def take(self, text: str, call: Call) -> Taken:
        """Take the whole text as a list of `Owner`."""
        owners: list[Owner] = []
        for part in _BETWEEN.split(_KEY.sub("", text)):
            left, body = part.strip(), list[str]()
            while left:
                word, behind = first_word(left)
                if not body and fold_word(word) in _ONESELF:
                    owners.append(Owner(person=call.person.id, accepted=True))
                    left = behind
                elif people := Mentions(many=False).take(left, call):
                    person, left = people
                    owners.append(Owner(person=person.id, accepted=person.id == call.person.id))
                else:
                    body.append(word)
                    left = behind
            if name := _name(body):
                _check_body(name, text, call)
                owners.append(Owner(body=name, accepted=True))
        return (list(dict.fromkeys(owners)), "") if owners else None


def tell_new_bodies(call: Call, commitment: Commitment) -> list[str]:
    """Return a line with the bodies that no other commitment names: they are public now, and may be people."""
    new = [owner.body for owner in commitment.owners if owner.body]
    if new:
        others = (one for one in call.state.network(commitment.network).commitments.values() if one is not commitment)
        known = {fold_word(owner.body) for other in others for owner in other.owners}
        new = [body for body in new if fold_word(body) not in known]
    return [_("Named in public as a body: {names}.").format(names=", ".join(new))] if new else []


def ask_proposed(call: Call, commitment: Commitment) -> list[str]:
    """Return a line that asks those to whom it is proposed, by name: it calls them where the platform can."""
    asked = [call.name(owner.person) for owner in commitment.owners if owner.person and not owner.accepted]
    sentence = _("{names}: take it on with `/commit accept {id}` or turn it down with `/commit decline {id}`.")
    return [sentence.format(names=", ".join(asked), id=commitment.label)] if asked else []


def _name(words: list[str]) -> str:
    """Return the name of a body without the words that join it to what stands around it."""
    while words and words[0].casefold() in JOINING:
        words = words[1:]
    while words and words[-1].casefold() in JOINING:
        words = words[:-1]
    return " ".join(words)


def _check_body(name: str, typed: str, call: Call) -> None:
    """Raise `Refused` for a name that is too long, or in which a person is named."""
    if len(name) > LONGEST_BODY:
        sentence = _("The name of a body has at most {most} characters.").format(most=LONGEST_BODY)
        raise Refused("usage", sentence, "/commit Develop the database owner:IGF Secretariat")
    for part in [*filter(_CALLED.search, name.split()), *_JOINTS.split(name)]:
        if person := _person(part, call):
            sentence = _("“{part}” is a person: write @{name}, because bodies are named in public and people are not.")
            meant = typed.replace(part, f"@{person.name}", 1)
            better = mend(call, typed, meant, "owner") or mend(call, typed, meant)
            raise Refused("usage", sentence.format(part=part, name=person.name), better)


def _person(part: str, call: Call) -> Person | None:
    """Return who is meant by a part of a body's name: called by `@name`, as in "(@amina)", or by a whole name."""
    called = _CALLED.search(part)
    return call.people.named(called[1]) if called else call.people.called(part)
