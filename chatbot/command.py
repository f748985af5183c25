"""A command is declared once: name, arguments, who may use it, who hears the answer, help and handler.

Parsing, usage lines and help are derived from the declaration.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Protocol, TypeVar

from chatbot.arguments import Argument, Id, Mentions, NetworkCode, OneOf, first_word, read_id
from chatbot.call import Call
from chatbot.dates import DateRefused, DateUnclear, cut_date
from chatbot.grammar import clean, cut_option, split_options
from chatbot.kinds import Choice, Kind, Taken
from chatbot.message import Refused
from chatbot.missing import left_out, refuse_copied
from chatbot.rights import Right
from chatbot.suggestion import as_addition, keyed_otherwise, mend, mend_option, with_keys
from storage.events import AnyEvent, Via
from storage.i18n import N_, _
from storage.people import Person

IN = Argument("in", NetworkCode(), N_("the network, where it is not clear"), required=False)

AS = Argument("as", Mentions(many=False), N_("for whom the Secretariat records it"), required=False)
VIA = Argument("via", OneOf(Via, {"mail": Via.EMAIL}), N_("how they let it be known, with `as:`"), required=False)

_PEOPLE_LAST: Final = re.compile(r"(?:\s+[@＠][\w.-]+)+$")
_OWNER: Final = re.compile(r"(?<!\S)owner\s*[:：]", re.IGNORECASE)
_BECAUSE: Final = re.compile(r"(?<!\S)because\s*[:：]", re.IGNORECASE)
_REASON: Final = re.compile(r"(?:because\s+)?((?!(?:or|and|to|till|until)\s)[^\W\d]\S*\s+\S.*)", re.IGNORECASE)
"""Words behind a date that say why. One alone may be a place, and with some begins another date."""


class Audience(StrEnum):
    """Who hears the answer."""

    PRIVATE = "private"
    CHANNEL = "channel"


PRIVATE, CHANNEL = Audience


class Decides(Protocol):
    """A handler that records. `decide` makes events or refuses; `answer` renders them, also for a second delivery."""

    @property
    def decide(self) -> Callable[..., Sequence[AnyEvent]]: ...

    @property
    def answer(self) -> Callable[..., str]: ...


class Shows(Protocol):
    """A handler that records nothing in the journal."""

    @property
    def show(self) -> Callable[..., str]: ...


Handler = TypeVar("Handler", bound=Callable[[], Decides | Shows])


@dataclass(frozen=True, slots=True)
class Command:
    """The declaration of one command."""

    path: str
    """Its words, such as "poll vote"."""
    summary: str
    handler: Decides | Shows
    who: Right
    audience: Audience
    example: str
    arguments: tuple[Argument, ...] = ()
    options: tuple[Argument, ...] = ()
    networked: bool = True
    """Whether it is about one network."""
    reads_entries: bool = False
    """Whether it decides on what was recorded last, and not on the state alone."""
    for_others: bool = False
    """Whether the Secretariat may use it for somebody who is not in the chat."""
    brief: bool = False
    """Whether a mark on the message answers well enough, where the platform has marks."""
    kinds: frozenset[type] = field(init=False)
    """The kinds of its arguments; asked for with every command that is typed, so put together once."""
    all_options: tuple[Argument, ...] = field(init=False)
    """Its options, and those that many have: `in:` for a network, `as:` and `via:` for somebody else."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", frozenset(type(argument.kind) for argument in self.arguments))
        others = [*((AS, VIA) if self.for_others else ()), *((IN,) if self.networked else ())]
        object.__setattr__(self, "all_options", (*self.options, *others))

    @property
    def usage(self) -> str:
        """How it is typed, with optional parts in brackets."""
        shapes = [a.kind.shape if a.required else f"[{a.kind.shape}]" for a in self.arguments]
        keys = [f"{o.name}:{o.kind.shape}" if o.required else f"[{o.name}:{o.kind.shape}]" for o in self.options]
        return " ".join([f"/{self.path}", *shapes, *keys])

    def split(self, tail: str) -> tuple[str, dict[str, str]]:
        """Return free text and options of what was typed after the command's words."""
        try:
            return split_options(tail, [option.name for option in self.all_options])
        except Refused as refused:
            raise Refused(refused.error, refused.sentence, f"/{self.path} {refused.suggestion}") from None

    def read(self, text: str, options: dict[str, str], call: Call) -> dict[str, Any]:
        """Return the value of each argument and option. Raise `Refused` for what cannot be read."""
        values, left = self._take_all(text, call)
        unnamed = (one.kind for one in self.arguments if isinstance(one.kind, Id) and one.parameter not in values)
        instead = next((kind.listing(call) for kind in unnamed), "")
        for option in self.options:
            if option.name in options:
                values[option.parameter] = self._whole(option, options[option.name], call)
        refuse_copied(values.values(), self.path)
        complete = all(argument.parameter in values for argument in self.arguments)
        if left and complete and (keyed := with_keys(call, left, self.options, options)):
            sentence = _("I cannot read “{text}” here. It is written `{keyed}`.").format(text=left, keyed=keyed)
            raise Refused("usage", sentence, mend(call, left, keyed))
        for argument in (*self.arguments, *self.options):
            if argument.parameter not in values:
                values[argument.parameter] = left_out(argument, left, call)
        if left:
            refused = self._unreadable(left, values, call)
            is_bare = left == text.strip() and not any(map(read_id, self.example.split()))
            refused.suggestion = refused.suggestion or ("" if is_bare else instead)
            raise refused
        return values

    def acting(self, options: dict[str, str], call: Call) -> tuple[Person, Via] | None:
        """Return for whom the command is used, and how they let it be known; None for whoever types it."""
        if not self.for_others or not {AS.name, VIA.name} & options.keys():
            return None
        if missing := next((one for one in (AS, VIA) if one.name not in options), None):
            sentence = _("`as:` and `via:` go together: for whom, and how they let it be known.")
            value = "email" if missing is VIA else "@amina"
            raise Refused("usage", sentence, f"{clean(call.request.text)} {missing.name}:{value}")
        return self._whole(AS, options[AS.name], call), self._whole(VIA, options[VIA.name], call)

    def _take_all(self, text: str, call: Call) -> tuple[dict[str, Any], str]:
        values: dict[str, Any] = {}
        waiting = list(self.arguments)
        while text and waiting:
            for argument in waiting:
                if taken := self._take(argument.kind, text, call):
                    values[argument.parameter], text = taken
                    waiting.remove(argument)
                    break
            else:
                break
        return values, text

    def _whole(self, option: Argument, text: str, call: Call) -> Any:  # noqa: ANN401  a value of any kind
        try:
            return self._all_of(option, text, call)
        except Refused as refused:
            refused.about = option.name
            raise

    def _all_of(self, option: Argument, text: str, call: Call) -> Any:  # noqa: ANN401  a value of any kind
        taken = self._take(option.kind, text, call, option.name)
        if taken is None or taken[1]:
            sentence = _("I cannot read “{text}” as `{key}:`. It is written like this: `{key}:{shape}`.")
            if not text:
                sentence = _("`{key}:` is empty. It is written like this: `{key}:{shape}`.")
            told = sentence.format(text=text, key=option.name, shape=option.kind.shape)
            raise Refused("usage", told, mend_option(call, option, text))
        return taken[0]

    def _take(self, kind: Kind, text: str, call: Call, key: str = "") -> Taken:
        """Take a value; one that is refused for a better one is shown in the typed line."""
        try:
            return kind.take(text, call)
        except DateRefused as refused:
            before, unknown = cut_option(text)
            if unknown:
                names = ", ".join(f"`{option.name}:`" for option in self.all_options)
                sentence = _("There is no option `{word}:` here. There are: {names}.")
                raise Refused(
                    "usage", sentence.format(word=unknown, names=names), mend(call, text, before, key)
                ) from None
            error = "ambiguous" if isinstance(refused, DateUnclear) else "usage"
            better = refused.suggestion + self._beside(text, call)
            raise Refused(error, refused.reason, mend(call, text, better, key)) from None

    def _beside(self, text: str, call: Call) -> str:
        """Return what stands behind a date, with the key that it lacks: people as owners, other words as the reason.

        Return "" where that is not so, or is given already.
        """
        line, names = clean(call.request.text), {option.name for option in self.options}
        people = _PEOPLE_LAST.search(text)
        if people and "owner" in names and not _OWNER.search(line):
            return f" owner:{people[0].strip()}"
        date, rest = cut_date(text, call.now, call.person.zone_info)
        choices = ((one.name, one.kind.take(rest, call)) for one in self.options if isinstance(one.kind, Choice))
        if date and rest and (key := next((name for name, taken in choices if taken and not taken[1]), "")):
            return f" {key}:{rest}"
        reason = _REASON.fullmatch(rest) if date and "because" in names and not _BECAUSE.search(line) else None
        return f" because:{reason[1]}" if reason else ""

    def _unreadable(self, left: str, values: Mapping[str, Any], call: Call) -> Refused:
        """Return what may be wrong with text that no argument takes."""
        sentence, word = _("I cannot read “{text}” here.").format(text=left), first_word(left)[0]
        kinds = self.kinds
        if Mentions in kinds and call.people.named(word):
            better = _("{sentence} Write people with the sign: @{name}.").format(sentence=sentence, name=word)
            signed = " ".join(f"@{one}" if call.people.named(one) else one for one in left.split())
            return Refused("usage", better, mend(call, left, signed))
        if addition := as_addition(self.path, left):
            return Refused("usage", sentence, mend(call, left, addition))
        if keyed := keyed_otherwise(call, left, self.options):
            better = _("{sentence} It is written `{keyed}`.").format(sentence=sentence, keyed=keyed)
            return Refused("usage", better, mend(call, left, keyed))
        unread = (one.kind for one in self.arguments if values.get(one.parameter) is None)
        if choice := next((kind for kind in unread if isinstance(kind, Choice)), None):
            sentence = _("“{word}” is none of these: {words}.").format(word=word, words=", ".join(choice.words))
            better = choice.likeliest(word)
            return Refused("usage", sentence, mend(call, word, better) if better else "")
        choices = ((one.name, one.kind.take(left, call)) for one in self.options if isinstance(one.kind, Choice))
        if keyed := next((f"{name}:{left}" for name, taken in choices if taken and not taken[1]), ""):
            better = _("{sentence} It is written `{keyed}`.").format(sentence=sentence, keyed=keyed)
            return Refused("usage", better, mend(call, left, keyed))
        if NetworkCode in kinds and not values.get("network"):
            codes = ", ".join(call.state.networks)
            sentence = _("{sentence} The networks are: {codes}.").format(sentence=sentence, codes=codes)
        return Refused("usage", sentence)


@dataclass(slots=True)
class Table:
    """The commands of one module, in the order in which help shows them."""

    commands: list[Command] = field(default_factory=list)

    def command(  # noqa: PLR0913  a declaration names everything in one place
        self,
        path: str,
        *,
        summary: str,
        who: Right,
        audience: Audience,
        example: str,
        arguments: Sequence[Argument] = (),
        options: Sequence[Argument] = (),
        networked: bool = True,
        reads_entries: bool = False,
        for_others: bool = False,
        brief: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Declare the decorated class as the handler of a command."""

        def declare(handler: Handler) -> Handler:
            """Add the command to the table, with one object of the class as its handler."""
            self.commands.append(
                Command(
                    path,
                    summary,
                    handler(),
                    who,
                    audience,
                    example,
                    tuple(arguments),
                    tuple(options),
                    networked,
                    reads_entries,
                    for_others,
                    brief,
                )
            )
            return handler

        return declare

    def __iter__(self) -> Iterator[Command]:
        return iter(self.commands)
