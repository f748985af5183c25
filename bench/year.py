"""The synthetic year: replayed as `pn replay` does, beside bare appends; and all measures of ten such networks."""

import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from msgspec import structs

from bench.measure import FLOOR, Bare, Effort, Goal, Row, Samples
from chatbot.adapters.replay import Step, read_steps, replay
from chatbot.compose import Bot, appoint, open_bot
from chatbot.local.demonstration import SECRETARIAT
from chatbot.local.year import HOME, SCRIPT
from storage import fold
from storage.events import Role
from storage.garbage import spare
from storage.measures import breakdown, meetings, milestones, polls, reminders
from storage.measures.carried import carried
from storage.measures.networks import figures
from storage.measures.owners import public_owners
from storage.settings import Settings
from storage.state import Network, State

REPLAYED: Final = "a command of the year, replayed"
MEASURED: Final = "all measures of ten years"
READ: Final = "read and decode all lines"
NETWORKS: Final = 10
LINE: Final = 400
"""Bytes of a usual line of its journal."""
NOW: Final = datetime(2025, 12, 31, tzinfo=UTC)


def run(folders: Mapping[int, Path], effort: Effort) -> Iterator[Row]:
    """Measure in turns, in fresh folders beside the records."""
    samples = Samples()
    steps = list(read_steps(SCRIPT.read_text(encoding="utf-8").splitlines()))
    for _ in range(effort.openings):
        with TemporaryDirectory(dir=folders[min(folders)].parent) as name:
            bot = open_bot(Settings.model_validate({"PN_RECORD": f"tinydb:{name}/record"}))
            _replay(bot, steps, Path(name), effort, samples)
            _measure(bot, len(steps), samples)
    yield samples.row(REPLAYED, FLOOR, len(steps), Goal(took=1 / 2000))
    yield samples.row(MEASURED, READ, len(steps), Goal(took=0.1))


def _replay(bot: Bot, steps: list[Step], folder: Path, effort: Effort, samples: Samples) -> None:
    """Replay the year, and append bare lines right before it and after it."""
    appoint(bot, [f"console:{SECRETARIAT}"], next(step.at for step in steps if step.at))
    spare()
    with closing(Bare(folder / "bare", LINE)) as bare:
        for _ in range(effort.singles):
            samples.take(FLOOR, len(steps), bare.append)
        start = time.perf_counter()
        _say(bot, steps)
        samples.note(REPLAYED, len(steps), (time.perf_counter() - start) / len(steps))
        for _ in range(effort.singles):
            samples.take(FLOOR, len(steps), bare.append)


def _say(bot: Bot, steps: list[Step]) -> None:
    for step, reply in replay(bot.dispatcher, steps):
        if reply.error:
            raise AssertionError(f"{step.number}: {reply.text}")


def _measure(bot: Bot, entries: int, samples: Samples) -> None:
    history, state = bot.record.history, State()
    for number in range(NETWORKS):
        for entry in history.entries():
            events = [structs.replace(one, network=f"{one.network}{number}") for one in entry.events]
            fold.apply(state, events, entry.at)
    networks = [state.networks[f"{HOME}{number}"] for number in range(NETWORKS)]
    samples.take(MEASURED, entries, lambda: [_measures(network) for network in networks])
    samples.take(READ, entries, lambda: [sum(1 for _ in history.entries()) for _ in networks])


def _measures(network: Network) -> list[object]:
    """Return everything that is counted of a network."""
    commitments, plan = network.commitments.values(), network.milestones.values()
    chairs = [person for person, one in network.memberships.items() if Role.CO_CHAIR in one.roles_at(NOW)]
    return [
        figures(network, NOW),
        *(meetings.headcount(network, one, NOW) for one in network.meetings.values()),
        *(meetings.quorum(network, one, NOW) for one in network.meetings.values()),
        *(carried(network, one, NOW) for one in network.meetings.values()),
        meetings.of_members(network, network.memberships, NOW),
        *(polls.tally(poll) for poll in network.polls.values()),
        *(breakdown.breakdown(poll) for poll in network.polls.values()),
        *(public_owners(network, one, NOW) for one in commitments),
        *(milestones.stage(network, one, NOW) for one in plan),
        *(milestones.moves_with(network, one) for one in plan),
        *reminders.owner_reminders(network, chairs, NOW),
        *reminders.proposals(network),
        *reminders.late_for_chairs(network, chairs, NOW),
        *reminders.missed_meetings(network, chairs, NOW),
    ]
