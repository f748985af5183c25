"""The whole record at one point of the journal."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from storage.events import Code, PersonId, Role
from storage.state.commitments import Commitment, Milestone
from storage.state.meetings import Meeting
from storage.state.networks import Absent, Network
from storage.state.polls import Poll

_EVERYONE: Final = frozenset({Role.OBSERVER})
_SECRETARIAT: Final = _EVERYONE | {Role.SECRETARIAT}


class Channel(NamedTuple):
    """What a chat channel belongs to."""

    network: Code
    public: bool
    """Whether anybody may read it."""


@dataclass(slots=True)
class State:
    """The whole record at one point of the journal."""

    networks: dict[Code, Network] = field(default_factory=dict)
    secretariat: set[PersonId] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    """The digests of the one-time codes that were used."""
    open_polls: dict[str, Poll] = field(default_factory=dict)
    """Polls that wait for their close, by label."""
    coming: dict[str, Meeting] = field(default_factory=dict)
    """Meetings with a sitting that is still to come, and of which it was not said yet that it is near; by label."""
    channels: dict[str, Channel] = field(default_factory=dict)
    """The bound chat channels, by "platform:id"."""
    used: dict[tuple[Code, str], int] = field(default_factory=dict)
    """The last number given out per network and noun ("poll", "meeting", "commitment"); undone ones stay used."""

    def network(self, code: Code) -> Network:
        """Return a network or raise `Absent`."""
        try:
            return self.networks[code]
        except KeyError:
            raise Absent(code) from None

    def poll(self, code: Code, number: int) -> Poll:
        """Return a poll or raise `Absent`."""
        return self.network(code).poll(number)

    def meeting(self, code: Code, number: int) -> Meeting:
        """Return a meeting or raise `Absent`."""
        return self.network(code).meeting(number)

    def commitment(self, code: Code, number: int) -> Commitment:
        """Return a commitment or raise `Absent`."""
        return self.network(code).commitment(number)

    def milestone(self, code: Code, number: int) -> Milestone:
        """Return a milestone or raise `Absent`."""
        return self.network(code).milestone(number)

    def platforms(self, code: Code) -> frozenset[str]:
        """Return where a network has a channel: "matrix", "slack"."""
        return frozenset(name.partition(":")[0] for name, channel in self.channels.items() if channel.network == code)

    def next_number(self, code: Code, noun: str) -> int:
        """Return the number that the next poll, meeting or commitment of a network gets."""
        return self.used.get((code, noun), 0) + 1

    def roles(self, code: Code | None, person: PersonId, now: datetime) -> frozenset[Role]:
        """Return what a person is in a network now. Everyone is an observer; the Secretariat is so everywhere."""
        roles = _SECRETARIAT if person in self.secretariat else _EVERYONE
        network = self.networks.get(code or "")
        return roles | network.roles_of(person, now) if network else roles
