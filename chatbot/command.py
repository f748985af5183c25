"""A command is declared once: name, arguments, who may use it, who hears the answer, help and handler.

Parsing (`chatbot.values`), usage lines and help are derived from the declaration.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeVar

from chatbot.arguments import Argument, Mentions, NetworkCode, OneOf, Rest
from chatbot.grammar import split_options
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import AnyEvent, Via
from storage.i18n import N_

NETWORK = Argument("network", NetworkCode(), N_("the network"), required=False)
BECAUSE = Argument("because", Rest(N_("REASON"), 500), N_("why"), required=False)
IN = Argument("in", NetworkCode(), N_("the network, where it is not clear"), required=False)

AS = Argument("as", Mentions(many=False), N_("for whom the Secretariat records it"), required=False)
VIA = Argument("via", OneOf(Via, {"mail": Via.EMAIL}), N_("how they let it be known, with `as:`"), required=False)


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
        parts = [(one, one.kind.shape) for one in self.arguments]
        parts += [(one, f"{one.name}:{one.kind.shape}") for one in self.options]
        return " ".join([f"/{self.path}", *(part if one.required else f"[{part}]" for one, part in parts)])

    def split(self, tail: str) -> tuple[str, dict[str, str]]:
        """Return free text and options of what was typed after the command's words."""
        try:
            return split_options(tail, [option.name for option in self.all_options])
        except Refused as refused:
            raise Refused(refused.error, refused.sentence, f"/{self.path} {refused.suggestion}") from None


class Table(list[Command]):
    """The commands of one module, in the order in which help shows them."""

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
            self.append(
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
