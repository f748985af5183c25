"""The people of the demonstration: members of the seed's networks, on the console and on Matrix the same persons."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from chatbot.compose import Bot, appoint
from chatbot.message import Request
from storage import samples
from storage.events import OPERATOR, ChannelBound, Code
from storage.i18n import _
from storage.imports import BadFile, Import, read
from storage.people import People
from storage.proposal import Decision, Proposal
from storage.state import State

SEED: Final = Path(samples.__path__[0]) / "next_steps_2021.yaml"
SECRETARIAT: Final = "sec"
CHAIR: Final = "amina"
HOME: Final = "PNE"
"""Who types at the prompt, and where."""
MEMBERS: Final = {
    "amina": "role:mwg, co-chair group:civil society region:Africa",
    "li": "group:technical community region:Asia-Pacific",
    "bruno": "group:private sector region:GRULAC",
    "ines": "role:consultant",
}
"""What `/pn member add` is told of each."""
ROLES: Final = {
    "amina": "co-chair",
    "li": "member",
    "bruno": "member",
    "ines": "consultant",
    SECRETARIAT: "Secretariat",
    "observer": "observer",
}
"""Everyone who has a Matrix account; the observer is nobody to the record."""


def prepare(bot: Bot, now: datetime, secretariat: Iterable[str] = ()) -> bool:
    """Import the seed's tables and add the members of the demonstration to its networks, each of them once.

    `secretariat` are handles that act for it beside the demonstration's own. Tell whether the seed's tables are there:
    a record that says other things than they do is left alone.
    """
    appoint(bot, [f"console:{SECRETARIAT}", *secretariat], now)
    codes = _import_seed(bot, now)
    for code in codes:
        for name in MEMBERS:
            _add(bot, code, name, now)
    return bool(codes)


def _import_seed(bot: Bot, now: datetime) -> list[Code]:
    try:
        sheet = read(SEED)
        bot.record.submit_now(Import([sheet], bot.people, bot.record.history).proposal(now))
    except BadFile as problem:
        click.echo(_("The tables of the 2021 concept are left out: {problem}").format(problem=problem))
        return []
    return [row.code for row in sheet.networks]


def _add(bot: Bot, code: Code, name: str, now: datetime) -> None:
    """Add a member who was never one there: by name, and, as people may be erased, by the event that is the same."""
    known = bot.people.with_handle(f"console:{name}") or bot.people.named(name)
    if known is None or known.id not in bot.record.state().network(code).memberships:
        line = f"/pn member add @{name} {code} {MEMBERS[name]} organisation:Demonstration"
        bot.dispatcher.handle_now(Request(line, f"console:{SECRETARIAT}", now, f"local:member:{code}:{name}"))


def link(people: People, server_name: str, names: Iterable[str] = (*MEMBERS, SECRETARIAT)) -> None:
    """Give the people their Matrix handles beside those of the console, unless they have them."""
    for name in names:
        person = people.with_handle(f"console:{name}")
        handle = f"matrix:@{name}:{server_name}"
        if person and not people.with_handle(handle):
            people.keep(replace(person, handles=(*person.handles, handle)))


def bind(bot: Bot, network: Code, room: str, now: datetime) -> None:
    """Tie a Matrix room to its network, once: whoever unties it later is not overruled."""
    channel = f"matrix:{room}"

    def decide(state: State, now: datetime) -> Decision:
        return Decision(OPERATOR, () if channel in state.channels else [ChannelBound(network=network, channel=channel)])

    bot.record.submit_now(Proposal(now, f"local:bind:{channel}", decide))
