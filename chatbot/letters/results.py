"""Whoever closed a poll in private, while votes were on their way, is told its result there once it is counted."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from chatbot.commands.poll_result_text import describe_results
from chatbot.commands.telling import Teller
from chatbot.letters.mail import Letter, Look
from storage.people import Person
from storage.state import Poll

RECENT: Final = timedelta(days=7)
"""How long after its close a result is still news."""


def results_awaited(look: Look) -> Iterator[Letter]:
    """Yield a letter for each result that somebody waits for. It answers what they typed, so it comes at any hour."""
    for network in look.state.networks.values():
        for poll in network.polls.values():
            if poll.awaiter and poll.closed and look.now - poll.closed < RECENT and look.people.get(poll.awaiter):
                write = partial(_write, poll, look.now)
                yield Letter(poll.awaiter, f"result:{poll.label}", poll.closed.isoformat(), write, urgent=True)


def _write(poll: Poll, now: datetime, reader: Person) -> str:
    return describe_results(Teller(now, reader.zone_info), poll)
