"""What `make run` says before its prompt, for a narrow terminal."""

from pathlib import Path
from typing import Final

from chatbot.local import rooms
from chatbot.local.demonstration import HOME
from chatbot.local.homeserver import Homeserver
from chatbot.local.matrix import Matrix
from chatbot.local.ready import ready_file
from storage.events import Code
from storage.i18n import _

TRY: Final = (
    "/poll open Which theme first? | Water | Energy",
    "/poll vote 1",
    "/commit Draft the data section by:in 2 weeks",
    "/pn help",
)

TRY_ELSEWHERE: Final = ("/pn list", "/pn status", "/pn help")
"""What makes sense in a record without the demonstration."""


def welcome(dashboard: str, page: str, matrix: Matrix | None, codes: list[str], *, home: Code, typing: bool) -> str:
    """Return where everything is, who one is, and what to type first.

    `home`: the network of the demonstration that one types in, empty where that is not in the record; `typing`: there
    is something to read lines from.
    """
    lines = [
        _("Dashboard: {address}").format(address=dashboard),
        _("Public page: {address}").format(address=page),
        *(_of_matrix(matrix.homeserver, ready_file(matrix.folder), codes) if matrix else ()),
        *(_of_prompt(home) if typing else [_("Nobody types here: Ctrl-C or SIGTERM ends everything.")]),
    ]
    return "\n".join(lines)


def _of_prompt(home: Code) -> list[str]:
    return [
        *(_of_demonstration(home) if home else [_("You type as @sec, the Secretariat. Try:")]),
        *(f"  {line}" for line in (TRY if home else TRY_ELSEWHERE)),
        _("Ctrl-C, Ctrl-D or /exit ends everything."),
    ]


def _of_demonstration(home: Code) -> list[str]:
    first = _("You type as @amina, co-chair, in {network}.").format(network=home)
    if home != HOME:
        return [first, _("The year and all its people are made up. Try:")]
    return [
        _("{first} @li, @bruno, @ines").format(first=first),
        _("are made up too. @sec is the Secretariat. Try:"),
    ]


def _of_matrix(homeserver: Homeserver, ready: Path, codes: list[str]) -> list[str]:
    aliases = [homeserver.alias(code.lower()) for code in codes] + [homeserver.alias(rooms.PUBLIC)]
    return [
        _("Matrix: {address}, with Element or matrix-commander").format(address=homeserver.address),
        _("Rooms: {aliases}").format(aliases=" ".join(aliases)),
        _("Users and passwords: {file}").format(file=ready),
    ]
