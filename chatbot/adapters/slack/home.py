"""The app's own page, for each person: what they promised, what they may vote in, which meetings come next. Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from chatbot.adapters.slack.blocks import ballot, button
from chatbot.adapters.slack.showing import Block, section
from chatbot.commands.poll_text import describe_choice
from chatbot.commands.telling import Teller
from chatbot.message import isolate
from storage.i18n import _
from storage.measures import meetings, polls
from storage.measures.owners import find_owner, promised
from storage.people import Person
from storage.public import wording
from storage.state import Network, State

BLOCKS: Final = 100
"""Blocks of a view."""
MOST: Final = 10
"""Commitments, polls and meetings that a network has on the page; the commands list all of them."""


def home(state: State, person: Person | None, now: datetime) -> dict[str, Any]:
    """Return the page of somebody whom the directory knows, or of nobody."""
    blocks = list(_blocks(state, person, now)) if person else []
    if not blocks:
        blocks = [section(_("Nothing waits for you. `/pn help` shows what you can type, `/pn join PNE` asks to join."))]
    return {"type": "home", "blocks": blocks[:BLOCKS]}


def _blocks(state: State, person: Person, now: datetime) -> Iterator[Block]:
    teller = Teller(now, person.zone_info)
    for network in state.networks.values():
        if network.roles_of(person.id, now):
            found = [*_commitments(network, person), *_polls(network, person, teller), *_meetings(network, teller)]
            if found:
                yield {"type": "divider"}
                yield section(f"{network.code}, {network.name}")
                yield from found


def _commitments(network: Network, person: Person) -> Iterator[Block]:
    for commitment in promised(network, person.id)[:MOST]:
        owner = find_owner(commitment, person.id)
        accepted = owner is not None and owner.accepted
        verb, said = ("done", _("Done")) if accepted else ("accept", _("Accept"))
        text = f"{commitment.label}: {commitment.text} · {wording.due(commitment.due)}"
        press = button(verb, commitment.label, said)
        yield {**section(isolate(text)), "accessory": press}


def _polls(network: Network, person: Person, teller: Teller) -> Iterator[Block]:
    going_on = polls.with_stage(network, polls.Stage.OPEN, teller.now)
    for poll in [one for one in going_on if polls.may_vote(network, one, person.id, teller.now)][:MOST]:
        mine = poll.ballots.get(person.id)
        chosen = describe_choice(teller, poll, mine) if mine else _("none yet")
        until = [_("It closes on {time}.").format(time=teller.time(poll.closes))] if poll.closes else []
        said = _("Your vote: {choice}.").format(choice=chosen) if not poll.rules.secret else _("It is secret.")
        yield section(isolate(" ".join([f"{poll.label}: {poll.question}", *until, said])))
        yield from ballot(poll)


def _meetings(network: Network, teller: Teller) -> Iterator[Block]:
    for meeting in meetings.going_on(network):
        press = button("attend", meeting.label, _("I am here"))
        yield {**section(isolate(f"{meeting.label}: {meeting.title}")), "accessory": press}
    for meeting in meetings.upcoming(network, teller.now, meetings.LATE)[:3]:
        text = f"{meeting.label}: {meeting.title}, {teller.time(meeting.starts)}"
        press = button("apologies", meeting.label, _("I cannot come"))
        yield {**section(isolate(text)), "accessory": press}
