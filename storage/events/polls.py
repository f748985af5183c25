"""Polls: what is asked, by which rules, and the ballots."""

from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from storage.events.core import Event, PersonId, Text, Via

NONE: Final = (0,)
"""The choice of a ballot that names no option and is no abstention."""


class PollKind(StrEnum):
    """What a ballot says about the options."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    APPROVAL = "approval"
    RANKED = "ranked"
    CONSENSUS = "consensus"
    DATES = "dates"


class Use(StrEnum):
    """What a poll is for: which scope the network takes on, or whether it is to continue."""

    SCOPE = "scope"
    CONTINUATION = "continuation"


class Audience(StrEnum):
    """Who may vote in a poll."""

    MWG = "mwg"
    COMMUNITY = "community"
    EVERYONE = "everyone"


class Ties(StrEnum):
    """What is done where options stand equal, at the end or (last two) where a round of a ranked poll must drop one."""

    REPORT = "report"
    """The tie is the result; a ranked count stops there."""
    LISTED = "listed"
    """The option that is listed first stands first, and goes out last."""
    TOGETHER = "together"
    """All that are lowest go out together."""
    EARLIER = "earlier"
    """The one with fewer ballots in the latest earlier round in which they differ goes out."""


class Finding(StrEnum):
    """What a co-chair reads in a poll. The labels of RFC 7282 and the GNSO's working group guidelines."""

    FULL_CONSENSUS = "full-consensus"
    CONSENSUS = "consensus"
    STRONG_SUPPORT = "strong-support"
    DIVERGENCE = "divergence"
    MINORITY_VIEW = "minority-view"


class Rules(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a poll is held, beside its kind and its deadline. Stated before anyone votes; none of it changes later."""

    audience: Audience = Audience.MWG
    secret: bool = False
    """Whether ballots are kept apart from who cast them, and totals from everybody until the close."""
    choose: int = 0
    """How many options a ballot may name at most; 0 for as many as there are."""
    write_in: bool = False
    """Whether voters may add options."""
    ties: Ties = Ties.REPORT
    leavers_keep: bool = True
    """Whether the ballot of a member who left since the opening counts."""
    quorum: str = ""
    """The part of the electorate that is to vote, as an exact fraction such as "1/2"; empty for none."""
    threshold: str = ""
    """The part of the ballots, abstentions left out, that an option is to reach, as "2/3"; empty for none."""
    extendable: bool = False
    use: Use | None = None
    names: bool = False
    """Whether the public file of the poll has the short names of those who voted."""


class PollProposed(Event, tag="poll_proposed"):
    """The question and the rules of a poll. None of it changes after the opening."""

    poll: int
    question: Text
    options: tuple[Text, ...]
    """What was typed; none in a consensus poll, whose options are its levels, and in one on dates."""
    kind: PollKind
    proposer: PersonId
    closes: datetime | None = None
    rules: Rules = Rules()
    times: tuple[datetime, ...] = ()
    """The options of a poll on dates."""


class PollOpened(Event, tag="poll_opened"):
    """The poll takes ballots of these people; of everyone, where its audience is everyone."""

    poll: int
    electorate: tuple[PersonId, ...]
    opener: PersonId
    salt: str = ""
    """What the published digest of the electorate is taken with, so that nobody can guess who is in it."""
    box: str = ""
    """What the ballot box of a secret poll is called, and its key."""


class BallotCast(Event, tag="ballot_cast"):
    """A person chose. A later ballot of the same person replaces it."""

    poll: int
    person: PersonId
    choice: tuple[int, ...]
    """Option numbers from 1; in a ranked poll the first preference first. `NONE` rejects all; empty for abstention."""
    maybe: tuple[int, ...] = ()
    """Of a poll on dates: the times that will do if need be."""
    reason: Text | None = None
    """Of a consensus poll: why the person has concerns, or blocks."""
    via: Via | None = None
    """How the person let it be known, where the Secretariat recorded it for them."""


class BallotWithdrawn(Event, tag="ballot_withdrawn"):
    """A person has no ballot any more, without having abstained; a later ballot is one again."""

    poll: int
    person: PersonId


class OptionAdded(Event, tag="option_added"):
    """A voter wrote in an option, which comes after those that there were."""

    poll: int
    text: Text


class PollExtended(Event, tag="poll_extended"):
    """The poll closes later than was said."""

    poll: int
    closes: datetime
    reason: Text


class PollWithdrawn(Event, tag="poll_withdrawn"):
    """The poll ends without a result."""

    poll: int
    reason: Text


class PollRead(Event, tag="poll_read"):
    """A co-chair says what a poll means; a later reading replaces it."""

    poll: int
    finding: Finding
    text: Text
    reader: PersonId


class SecretBallot(msgspec.Struct, frozen=True, omit_defaults=True, order=True):
    """What somebody chose in a secret poll; nothing tells who. See `BallotCast`."""

    choice: tuple[int, ...]
    maybe: tuple[int, ...] = ()


class PollEnded(Event, tag="poll_ended"):
    """Somebody closes the poll by hand while votes may be on their way that were sent before: it takes no later ones.

    Its close follows when everything until then was heard, and holds since then.
    """

    poll: int
    person: PersonId = ""
    """Who is to be told the result in private, as they closed it there."""


class PollClosed(Event, tag="poll_closed"):
    """The poll takes no more ballots; a proposal is withdrawn."""

    poll: int
    ballots: tuple[SecretBallot, ...] = ()
    """Of a secret poll: what was chosen, sorted, so that nothing tells whose it is or when it came."""
    turnout: int = 0
    """Of a secret poll: how many voted."""


class PollVoided(Event, tag="poll_voided"):
    """The ballots of a secret poll were lost while it was open: it has no result."""

    poll: int


PollEvent = (
    PollProposed
    | PollOpened
    | BallotCast
    | BallotWithdrawn
    | OptionAdded
    | PollExtended
    | PollWithdrawn
    | PollRead
    | PollEnded
    | PollClosed
    | PollVoided
)
