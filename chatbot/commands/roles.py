"""The roles of a membership, as they are typed."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from chatbot.call import Call
from chatbot.grammar import fold_word
from chatbot.kinds import Taken
from storage.events import Role

SYNONYMS: Final[Mapping[str, Role]] = {
    "member": Role.MWG,
    "liaison": Role.MAG_LIAISON,
    "mag": Role.MAG_LIAISON,
    "chair": Role.CO_CHAIR,
    "cochair": Role.CO_CHAIR,
    "nri": Role.CONTACT,
    "bpf": Role.CONTACT,
    "dc": Role.CONTACT,
}
GIVEN: Final = tuple(role for role in Role if role not in (Role.OBSERVER, Role.SECRETARIAT))
"""The roles that the Secretariat gives; everyone is an observer, and its own role is not for one network."""
_MEANINGS: Final = {**SYNONYMS, **{str(role): role for role in GIVEN}}


class Roles:
    """One or more roles, such as "mwg, co-chair"."""

    words = GIVEN
    shape = "|".join(GIVEN)

    def take(self, text: str, call: Call) -> Taken:
        """Take the roles at the start of the text, as a frozenset."""
        roles: set[Role] = set()
        words = text.replace(",", " ").split()
        while words and (role := _MEANINGS.get(fold_word(words[0]))):
            roles.add(role)
            words.pop(0)
        return (frozenset(roles), " ".join(words)) if roles else None

    def likeliest(self, word: str) -> str:
        """Return the role that may be meant by a word that is none; "" where nobody can tell."""
        return next(iter(get_close_matches(fold_word(word), _MEANINGS, n=1, cutoff=0.75)), "")
