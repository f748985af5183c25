"""The people of the demonstration: members of every network, on the console and on Matrix the same persons."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from chatbot.adapters.console import Console
from chatbot.cli.data import import_file
from chatbot.compose import Bot, appoint
from storage import samples
from storage.events import OPERATOR, ChannelBound, Code
from storage.people import People
from storage.record import Decision, Proposal
from storage.state import State

SEED: Final = Path(samples.__path__[0]) / "next_steps_2021.yaml"
SECRETARIAT: Final = "sec"
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


def prepare(bot: Bot, now: datetime) -> None:
    """Import the seed's tables and add the demonstration members, unless they are there."""
    appoint(bot, [f"console:{SECRETARIAT}"], now)
    import_file(bot, SEED, now)
    console = Console(bot.dispatcher, SECRETARIAT)
    for code in bot.record.state().networks:
        for name, words in MEMBERS.items():
            console.answer(f"/pn member add @{name} {code} {words} organisation:Demonstration", now)


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
