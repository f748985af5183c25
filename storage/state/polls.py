"""Polls, as the record has them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from storage.events import Audience, Code, PersonId, PollKind, PollRead, Role, Rules, Text, Via
from storage.i18n import N_
from storage.ids import label

LEVELS: Final = (N_("Agree"), N_("Concerns"), N_("Block"))
"""The options of a consensus poll; to abstain is a ballot in every poll."""


ELECTORS: Final = {
    Audience.MWG: frozenset({Role.MWG}),
    Audience.COMMUNITY: frozenset({Role.MWG, Role.COMMUNITY, Role.CONTACT}),
    Audience.EVERYONE: frozenset(Role),
}
"""The roles of whom a poll is for."""


class Ballot(msgspec.Struct, frozen=True, gc=False):
    """One person's choice, as option numbers from 1; see `storage.events.BallotCast`."""

    choice: tuple[int, ...]
    at: datetime
    maybe: tuple[int, ...] = ()
    reason: Text | None = None
    via: Via | None = None


class Standing(NamedTuple):
    """For whom a person stands in a network; empty where that is not stated."""

    group: str = ""
    region: str = ""


@dataclass(slots=True, frozen=True)
class Extension:
    """A poll's closing time that moved."""

    closes: datetime
    at: datetime
    reason: Text
    before: datetime | None = None
    """When it was to close until then."""


@dataclass(slots=True)
class Poll:
    """A question to the working group. It is proposed, then open, then closed; or withdrawn, before or after that."""

    network: Code
    number: int
    question: Text
    options: tuple[Text, ...]
    kind: PollKind
    closes: datetime | None
    proposer: PersonId
    proposed: datetime
    rules: Rules
    opener: PersonId = ""
    opened: datetime | None = None
    electorate: frozenset[PersonId] = frozenset()
    salt: str = ""
    ballots: dict[PersonId, Ballot] = field(default_factory=dict)
    unvoted: dict[PersonId, datetime] = field(default_factory=dict)
    """When somebody took a ballot back, the last time."""
    leavers: set[PersonId] = field(default_factory=set)
    """Those of the electorate who left since the opening; in a closed poll, by its close."""
    standings: dict[PersonId, Standing] = field(default_factory=dict)
    """Stakeholder group and region of each of the electorate, as they were when it closed."""
    extensions: list[Extension] = field(default_factory=list)
    ended: datetime | None = None
    """When it was closed by hand, where its close had to wait for votes on their way."""
    awaiter: PersonId = ""
    """Who closed it so in private, and is told the result there."""
    closed: datetime | None = None
    withdrawn: Text | None = None
    """Why it was withdrawn, if it was, with a reason."""
    reading: PollRead | None = None
    times: tuple[datetime, ...] = ()
    box: str = ""
    """What the ballot box of a secret poll is called."""
    unnamed: tuple[Ballot, ...] = ()
    """The ballots of a secret poll, known since its close."""
    void: bool = False
    """Whether its ballots were lost before they could be counted."""

    @property
    def label(self) -> str:
        """The full id, such as "PNE-P3"."""
        return label(self.network, "poll", self.number)

    @property
    def ends(self) -> datetime | None:
        """When it takes no more ballots, as far as is known: when it was closed by hand, or else at its deadline."""
        return self.ended or self.closes

    def ends_at(self, moment: datetime) -> datetime | None:
        """Return when it takes no more ballots, as far as was known at a moment."""
        if self.ended and self.ended <= moment:
            return self.ended
        return next((one.before for one in self.extensions if moment < one.at), self.closes)

    @property
    def is_ended(self) -> bool:
        """Whether somebody or something ended it, so that nobody can vote any more, whatever its deadline is."""
        return self.closed is not None or self.ended is not None

    def admits(self, person: PersonId) -> bool:
        """Tell whether somebody may vote: the electorate is frozen at the opening."""
        return self.rules.audience is Audience.EVERYONE or person in self.electorate

    @property
    def is_hidden(self) -> bool:
        """Whether nobody knows yet how it stands: a secret poll has no figures before its close."""
        return self.rules.secret and self.closed is None

    def is_open(self, now: datetime) -> bool:
        """Tell whether a ballot that arrives now counts; at the closing instant itself it does not."""
        return self.opened is not None and self.closed is None and ((ends := self.ends) is None or now < ends)
