"""A command is declared once: name, arguments, who may use it, who hears the answer, help and handler.

Parsing, usage lines and help are derived from the declaration.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, TypeVar, runtime_checkable

from chatbot.arguments import Argument, NetworkCode
from chatbot.call import Call
from chatbot.grammar import split_options
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import AnyEvent
from storage.i18n import N_, _

IN = Argument("in", NetworkCode(), N_("the network, where it is not clear"), required=False)


class Audience(StrEnum):
    """Who hears the answer."""

    PRIVATE = "private"
    CHANNEL = "channel"


PRIVATE, CHANNEL = Audience


@runtime_checkable
class Decides(Protocol):
    """A handler that records. `decide` makes events or refuses; `answer` renders them, also for a second delivery."""

    @property
    def decide(self) -> Callable[..., Sequence[AnyEvent]]: ...

    @property
    def answer(self) -> Callable[..., str]: ...


@runtime_checkable
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

    @property
    def usage(self) -> str:
        """How it is typed, with optional parts in brackets."""
        shapes = [a.kind.shape if a.required else f"[{a.kind.shape}]" for a in self.arguments]
        keys = [f"{o.name}:{o.kind.shape}" if o.required else f"[{o.name}:{o.kind.shape}]" for o in self.options]
        return " ".join([f"/{self.path}", *shapes, *keys])

    @property
    def all_options(self) -> tuple[Argument, ...]:
        """Its options, and `in:` where it is about a network."""
        return (*self.options, IN) if self.networked else self.options

    def split(self, tail: str) -> tuple[str, dict[str, str]]:
        """Return free text and options of what was typed after the command's words."""
        return split_options(tail, [option.name for option in self.all_options])

    def read(self, text: str, options: dict[str, str], call: Call) -> dict[str, Any]:
        """Return the value of each argument and option. Raise `Refused` with code "usage" for what cannot be read."""
        values, left = _take_all(self.arguments, text, call)
        for option in self.options:
            if option.name in options:
                values[option.name] = _whole(option, options[option.name], call, self.example)
        for argument in (*self.arguments, *self.options):
            if argument.name not in values:
                values[argument.name] = _left_out(argument, call, self.example)
        if left:
            raise Refused("usage", _("I cannot read “{text}” here.").format(text=left), self.example)
        return values


def _take_all(arguments: Sequence[Argument], text: str, call: Call) -> tuple[dict[str, Any], str]:
    values: dict[str, Any] = {}
    waiting = list(arguments)
    while text and waiting:
        for argument in waiting:
            if taken := argument.kind.take(text, call):
                values[argument.name], text = taken
                waiting.remove(argument)
                break
        else:
            break
    return values, text


def _whole(option: Argument, text: str, call: Call, example: str) -> Any:  # noqa: ANN401  a value of any kind
    taken = option.kind.take(text, call)
    if taken is None or taken[1]:
        raise Refused(
            "usage",
            _("I cannot read “{text}” as `{key}:`; it takes {shape}.").format(
                text=text, key=option.name, shape=option.kind.shape
            ),
            example,
        )
    return taken[0]


def _left_out(argument: Argument, call: Call, example: str) -> Any:  # noqa: ANN401  a value of any kind
    if argument.default:
        return argument.default(call)
    if argument.required:
        raise Refused("usage", _("{help} is missing.").format(help=_(argument.help).capitalize()), example)
    return None


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
    ) -> Callable[[Handler], Handler]:
        """Declare the decorated class as the handler of a command."""

        def declare(handler: Handler) -> Handler:
            self.commands.append(
                Command(path, summary, handler(), who, audience, example, tuple(arguments), tuple(options), networked)
            )
            return handler

        return declare

    def __iter__(self) -> Iterator[Command]:
        return iter(self.commands)
