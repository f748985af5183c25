"""The kinds of arguments: each takes its part from the front of a command's text, or leaves the text alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final

from chatbot.call import Call
from chatbot.dates import read_moment
from chatbot.grammar import fold_word, unquoted
from chatbot.kinds import Kind, Taken
from chatbot.message import Refused
from chatbot.rights import Right
from storage.i18n import _
from storage.people import Person, no_name, plain_name, short_name

_CLOSING: Final = ".:!?)"
"""What may stand after a mention at the end of a sentence."""
_AND: Final = ("and", "&", "et", "y", "и")
_FEW: Final = 3
"""Letters by which a word is told at least."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A named value of a command. Without a default it is required."""

    name: str
    kind: Kind
    help: str
    required: bool = True
    default: Callable[[Call], Any] | None = None
    """What an argument that was left out stands for; it may refuse. None: nothing."""
    parameter: str = field(init=False)
    """What the handler calls it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "parameter", self.name.replace("-", "_"))


def first_word(text: str) -> tuple[str, str]:
    """Return the first word and the rest."""
    words = text.split(maxsplit=1)
    return (words[0] if words else ""), (words[1].rstrip() if len(words) > 1 else "")


@dataclass(frozen=True, slots=True)
class Mentions:
    """One or more people, as `@name`. With `new`, people whom nobody knows yet are welcome."""

    many: bool = True
    new: bool = False

    @property
    def shape(self) -> str:
        """For example "@amina @li"."""
        return "@amina @li" if self.many else "@amina"

    def take(self, text: str, call: Call) -> Taken:
        """Take the people at the start of the text, as a list of `Person`."""
        people: list[Person] = []
        while (person := self._person(first_word(text)[0], call)) and (self.many or not people):
            people.append(person)
            text = first_word(text)[1]
            joined, others = first_word(text)
            if self.many and fold_word(joined) in _AND and others.startswith(("@", "＠", *call.request.mentions)):
                text = others
        return (people if self.many else people[0], text) if people else None

    def _person(self, word: str, call: Call) -> Person | None:
        word = word.strip(",;،、")
        bare = word.rstrip(_CLOSING)
        handle = call.request.mentions.get(word) or call.request.mentions.get(bare)
        if handle is None and not word.startswith(("@", "＠")):
            return None
        name = bare[1:]
        if handle is None and call.request.platform == "console":
            handle = f"console:{name}"
        found = (call.people.with_handle(handle) if handle else None) or call.people.named(name)
        if found:
            return found
        if not {word, bare} & call.request.mentions.keys() and (problem := no_name(name)):
            raise Refused("usage", problem, f"/pn member list {call.code}")
        plain = plain_name((call.request.names.get(handle) or short_name(handle)) if handle else name)
        if self.new and plain:
            return call.people.newcomer(plain, [handle] if handle else [])
        add = plain and call.may(Right.MANAGE)
        suggestion = f"/pn member add @{plain} {call.code}" if add else f"/pn member list {call.code}"
        raise Refused("not_found", _("Nobody is known as {name} here.").format(name=word), suggestion)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words, or one of the words, or pairs of words, that mean the same."""

    words: type[StrEnum]
    synonyms: Mapping[str, StrEnum]
    instead: StrEnum | None = None
    """What is suggested for a word that is none of these."""

    @property
    def shape(self) -> str:
        """For example "single|multiple"."""
        return "|".join(self.words)

    def take(self, text: str, call: Call) -> Taken:
        """Take one word, or a pair."""
        word, rest = first_word(text)
        if found := self._meanings.get(fold_word(word)):
            return found, rest
        second, rest = first_word(rest)
        found = self._meanings.get(f"{fold_word(word)} {fold_word(second)}")
        return (found, rest) if found else None

    def likeliest(self, word: str) -> str:
        """Return the word that may be meant by one that is none of them; "" where nobody can tell."""
        typed, known = fold_word(word), self._meanings
        near = get_close_matches(typed, known, n=1, cutoff=0.75)
        near += [
            one for one in known if one[: len(typed)] == typed[: len(one)] and len(min(one, typed, key=len)) >= _FEW
        ]
        return str(known[near[0]]) if near else "" if typed[:1].isdecimal() else self.instead or ""

    @property
    def _meanings(self) -> Mapping[str, StrEnum]:
        return {**self.synonyms, **{str(value): value for value in self.words}}


class YesNo(StrEnum):
    """Whether something is so."""

    YES = "yes"
    NO = "no"


class NetworkCode:
    """The code of a network that exists."""

    shape = "PNE"

    def take(self, text: str, call: Call) -> Taken:
        """Take one code, as it is written in the record."""
        word, rest = first_word(text)
        code = find_code(call, word)
        return (code, rest) if code else None


def find_code(call: Call, word: str) -> str | None:
    """Return the code of the network that a word names, in any letter case."""
    if word in call.state.networks:
        return word
    wanted = fold_word(word.lstrip("#"))
    return next((code for code in call.state.networks if code.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of any kind."""

    shape: str

    def take(self, text: str, call: Call) -> Taken:
        """Take one word."""
        word, rest = first_word(text)
        return (word, rest) if word else None


@dataclass(frozen=True, slots=True)
class Rest:
    """All that is left, as text of at most `longest` characters, without quotes around the whole of it."""

    shape: str
    longest: int = 2000

    def take(self, text: str, call: Call) -> Taken:
        """Take everything."""
        text = unquoted(text)
        if len(text) > self.longest:
            raise Refused(
                "usage",
                _("That is too long: {length} characters; at most {most} fit.").format(
                    length=len(text), most=self.longest
                ),
            )
        return (text, "") if text else None


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, with a time where it matters; all of the text."""

    time_needed: bool = False

    @property
    def shape(self) -> str:
        """For example "26 March 17:00"."""
        return _("26 March 17:00 UTC") if self.time_needed else _("26 March")

    def take(self, text: str, call: Call) -> Taken:
        """Take the whole text as an instant in UTC. Raise `DateRefused` for one that is doubtful or no date."""
        if not text:
            return None
        return read_moment(text, call.now, call.person.zone_info, time_needed=self.time_needed), ""
