"""What happens because time passes: polls close at their deadline, whoever is late; meetings come near."""

from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from storage.events import AnyEvent, MeetingNear, PollClosed
from storage.positions import Positions
from storage.record import Record, only_due
from storage.state import Meeting, State

NEAR: Final = timedelta(hours=24)
"""How long before it starts the network is reminded of a meeting."""


def due(state: State, now: datetime) -> list[tuple[str, AnyEvent]]:
    """Return the source and the event of everything that is due by now, oldest first.

    The close holds since its deadline, or since it was closed by hand, however late it is recorded; its source makes
    sure that it is recorded once.
    """
    late = [(ends, poll) for poll in state.open_polls.values() if (ends := poll.ends) and ends <= now]
    near = [one for one in _nearing(state) if one[0] <= now] if state.coming else []
    if not late and not near:
        return []
    found: list[tuple[datetime, str, AnyEvent]] = [
        (ends, f"clock:close:{poll.label}", PollClosed(network=poll.network, since=ends, poll=poll.number))
        for ends, poll in late
    ]
    found += [
        (at, f"clock:near:{meeting.label}:{sitting}:{meeting.moved}", _near(meeting, sitting, at))
        for at, meeting, sitting in near
    ]
    found.sort(key=lambda one: one[:2])
    return [(source, event) for _at, source, event in found]


def _nearing(state: State) -> list[tuple[datetime, Meeting, int]]:
    """Return the sittings that are to come, with the instant at which each comes near, unless it was planned near."""
    return [
        (at, meeting, number)
        for meeting in state.coming.values()
        for number, sitting in enumerate(meeting.sittings, 1)
        if not sitting.near and (at := sitting.starts - NEAR) > meeting.timed
    ]


def _near(meeting: Meeting, sitting: int, at: datetime) -> AnyEvent:
    return MeetingNear(network=meeting.network, since=at, meeting=meeting.number, sitting=sitting)


def next_due(state: State) -> datetime | None:
    """Return the instant at which something is due next, if anything is."""
    ends = [ends for poll in state.open_polls.values() if (ends := poll.ends)]
    return min([*ends, *[at for at, _meeting, _sitting in _nearing(state)]], default=None)


class Platform(Protocol):
    """A place that people type in."""

    @property
    def heard(self) -> datetime:
        """Everything that was typed there by then has been handled."""
        ...


class Heard:
    """How far the bot has heard a platform, as it keeps that: at first not at all, so that nothing waits for it."""

    def __init__(self, positions: Positions, follower: str) -> None:
        self._positions = positions
        self._follower = follower

    @property
    def heard(self) -> datetime:
        """What the bot has handled at least; without any position, whatever there is."""
        heard = self._positions.get(self._follower).get("heard")
        return datetime.fromisoformat(heard) if heard else datetime.max.replace(tzinfo=UTC)


class Timekeeper:
    """Tells what is due, but nothing before everything that was typed until then has been handled on each platform.

    So a vote that reached a chat server before the deadline counts, though the bot was down or behind.
    """

    def __init__(self) -> None:
        self.platforms: dict[str, Platform] = {}

    def due(self, state: State, now: datetime) -> list[tuple[str, AnyEvent]]:
        """Return what is due by now; see the function of this name."""
        return due(state, self._heard(now)) if self.platforms else due(state, now)

    def has_heard(self, moment: datetime, platform: str, here: datetime) -> bool:
        """Tell whether everything until a moment was handled, for who is heard on a platform at a moment, in order."""
        return all((here if name == platform else other.heard) >= moment for name, other in self.platforms.items())

    def awaited(self, moment: datetime, platform: str) -> list[str]:
        """Return which platforms, besides that of who asks, have yet to tell what was typed by a moment."""
        others = self.platforms.items()
        return [name.capitalize() for name, other in others if name != platform and other.heard < moment]

    async def tick(self, record: Record, now: datetime) -> None:
        """Record what is due by now, if anything is; nobody else waits meanwhile. Raise `StorageFault`."""
        state = record.state()
        coming = next_due(state)
        if (coming and coming <= self._heard(now)) or any(record.boxes.lost(state)):
            await record.submit(only_due(now))

    def _heard(self, now: datetime) -> datetime:
        return min([now, *(platform.heard for platform in self.platforms.values())])
