"""The owners of a commitment, as they are typed: people as `@name`, bodies by name."""

import re
from dataclasses import dataclass
from typing import Final

from chatbot.arguments import Mentions, Taken, first_word
from chatbot.call import Call
from chatbot.message import Refused
from storage.events import Owner
from storage.i18n import _

_BETWEEN: Final = re.compile(r"[,;،、\n]+")
_JOINING: Final = frozenset({"and", "&", "et", "y", "и", "و", "和"})
LONGEST_BODY: Final = 100


@dataclass(frozen=True, slots=True)
class Owners:
    """People and bodies. Who names themselves accepts; other people are proposed; a body counts as named."""

    @property
    def shape(self) -> str:
        """For example "@amina @li, IGF Secretariat"."""
        return "@amina"

    def take(self, text: str, call: Call) -> Taken:
        """Take the whole text as a list of `Owner`."""
        owners: list[Owner] = []
        for part in _BETWEEN.split(text):
            left, body = part.strip(), list[str]()
            while left:
                if people := Mentions(many=False).take(left, call):
                    person, left = people
                    owners.append(Owner(person=person.id, accepted=person.id == call.person.id))
                else:
                    word, left = first_word(left)
                    body.append(word)
            if body and not {word.casefold() for word in body} <= _JOINING:
                owners.append(_body(" ".join(body)))
        return (list(dict.fromkeys(owners)), "") if owners else None


def _body(name: str) -> Owner:
    if len(name) > LONGEST_BODY:
        sentence = _("The name of a body has at most {most} characters.").format(most=LONGEST_BODY)
        raise Refused("usage", sentence, "/commit Develop the database owner:IGF Secretariat")
    return Owner(body=name, accepted=True)
