"""Every fact that can be recorded: what happened, in the past tense, with nothing derived in it.

The journal knows people only as opaque ids; names stand in `people.py`. Free text is a `Text`, so that it can be
erased without breaking the chain of the journal.
"""

import hashlib
import secrets
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, dataclass_transform

import msgspec

Code = str
"""The code of a policy network, such as "PNE"; `EVERYWHERE` for a fact about the whole record."""
PersonId = str

EVERYWHERE: Final = "*"
EVER: Final = datetime(1, 1, 1, tzinfo=UTC)
"""The time since which a fact holds that was imported without one."""
OPERATOR: Final = "operator"
"""Who acts through the command line `pn`, with the Secretariat's rights."""
CLOCK: Final = "clock"
"""Who acts when time passes."""
VERSION: Final = 1
"""The version of the journal's format that this program writes."""
NONE: Final = (0,)
"""The choice of a ballot that names no option and is no abstention."""


class Role(StrEnum):
    """What a person is in a policy network; a person may be several things."""

    OBSERVER = "observer"
    COMMUNITY = "community"
    CONTACT = "contact"
    MWG = "mwg"
    MAG_LIAISON = "mag-liaison"
    CO_CHAIR = "co-chair"
    CONSULTANT = "consultant"
    SECRETARIAT = "secretariat"


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


class MeetingKind(StrEnum):
    """Whose meeting it is; only meetings of the working group count for its cadence."""

    MWG = "mwg"
    COMMUNITY = "community"
    SESSION = "session"
    """A session at the annual meeting of the IGF."""


class Presence(StrEnum):
    """How a person was at a meeting, or not."""

    PRESENT = "present"
    LATE = "late"
    PROXY = "proxy"
    """Not there, and represented by somebody who was."""
    EXCUSED = "excused"
    OBSERVER = "observer"
    ABSENT = "absent"
    """Not there after all: what was recorded before is taken back by it."""


class Rhythm(StrEnum):
    """How the meetings of a series follow each other."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    """The same weekday of the month, such as the second Wednesday; a fifth one is the last."""
    DATE = "date"
    """The same date of each month; one that a month does not have is its last day."""


class Progress(StrEnum):
    """How far a commitment is; `unknown` for imported rows that do not say."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


class DeadlineKind(StrEnum):
    """Whether a commitment is due by a date, on it, or without one."""

    BY = "by"
    ON = "on"
    NONE = "none"


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a person wrote, or what tells who a person is. `digest` alone is left of a text that was erased."""

    text: str = ""
    salt: str = ""
    digest: str = ""

    @classmethod
    def of(cls, text: str) -> "Text":
        """Return the text with a fresh salt, so that nobody can guess it from its digest."""
        return cls(text=text, salt=secrets.token_hex(8))

    def __str__(self) -> str:
        return self.text


def text_digest(salt: str, text: str) -> str:
    """Return what stands for a text in the chain: the SHA-256 of salt and text, in hex."""
    return hashlib.sha256(f"{len(salt)}:{salt}:{text}".encode()).hexdigest()


class Owner(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who promised: a person, or a body such as "IGF Secretariat". A proposed person counts once accepted."""

    person: PersonId = ""
    body: str = ""
    role: str = ""
    accepted: bool = False


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Event(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="type",
    gc=False,
):
    """A fact about a network. It holds from `since` on; without one, from the time of its entry."""

    network: Code
    since: datetime | None = None


class Via(StrEnum):
    """How somebody who is not in the chat let it be known what they want recorded."""

    EMAIL = "email"
    PHONE = "phone"
    PAPER = "paper"
    SPOKEN = "spoken"


class ActedFor(Event, tag="acted_for"):
    """What stands beside this in the entry was recorded for a person by the one whose entry it is."""

    person: PersonId
    via: Via


class FormatDeclared(Event, tag="format_declared"):
    """From here on the journal is written in this version of its format."""

    version: int


class SecretariatAppointed(Event, tag="secretariat_appointed"):
    """A person acts for the IGF Secretariat, in every network."""

    person: PersonId
    claim: str = ""
    """The digest of the one-time code that the person used, if any."""


class EntryUndone(Event, tag="entry_undone"):
    """A person took back an entry: state is folded as if it had not been made. Its numbers are not used again."""

    entry: int


class NetworkAdded(Event, tag="network_added"):
    """A policy network begins."""

    name: str


class MembershipRequested(Event, tag="membership_requested"):
    """A person asks to join."""

    person: PersonId


class MembershipAccepted(Event, tag="membership_accepted"):
    """A person is in the network, in these roles."""

    person: PersonId
    roles: tuple[Role, ...]
    group: str = ""
    region: str = ""
    disciplines: tuple[str, ...] = ()
    organisation: Text | None = None
    """For whom the person speaks: among 15 to 30 people that tells who it is, so it can be erased."""
    ref: str = ""


class RolesChanged(Event, tag="roles_changed"):
    """From now on the member has exactly these roles."""

    person: PersonId
    roles: tuple[Role, ...]


class MembershipEnded(Event, tag="membership_ended"):
    """A member left or was removed, or a request was turned down."""

    person: PersonId


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


class Series(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which of a series of meetings one is."""

    first: int
    """The number of the meeting that began the series."""
    place: int
    """Its place in the series; that of the first is 0."""
    rhythm: Rhythm
    zone: str = "UTC"
    """Where the time of the day stays the same, whatever the clocks do there."""


class MeetingPlanned(Event, tag="meeting_planned"):
    """A meeting is to take place."""

    meeting: int
    starts: datetime
    title: Text
    kind: MeetingKind = MeetingKind.MWG
    ref: str = ""
    also: tuple[datetime, ...] = ()
    """When its further sittings start: the same agenda at another hour."""
    link: Text | None = None
    """Where it takes place; anybody may read it."""
    chatham: bool = False
    """Whether the Chatham House Rule holds: what is said may be used, but not who was there or said it."""
    series: Series | None = None


class MeetingMoved(Event, tag="meeting_moved"):
    """A sitting of a meeting starts at another time than was planned."""

    meeting: int
    starts: datetime
    sitting: int = 1
    reason: Text | None = None


class MeetingNear(Event, tag="meeting_near"):
    """A sitting of a meeting starts within a day; time brings it."""

    meeting: int
    sitting: int = 1


class MeetingOpened(Event, tag="meeting_opened"):
    """The meeting began, with its first sitting."""

    meeting: int


class SittingClosed(Event, tag="sitting_closed"):
    """A sitting ended; another one of the same meeting is to come."""

    meeting: int
    sitting: int


class SittingOpened(Event, tag="sitting_opened"):
    """A further sitting of a meeting began."""

    meeting: int
    sitting: int


class MeetingClosed(Event, tag="meeting_closed"):
    """The meeting ended, with all its sittings."""

    meeting: int


class MeetingCancelled(Event, tag="meeting_cancelled"):
    """The meeting does not take place."""

    meeting: int
    reason: Text | None = None
    ends_series: bool = False
    """Whether nothing follows it in its series either."""


class QuorumAgreed(Event, tag="quorum_agreed"):
    """The network agreed which part of its working group makes a quorum."""

    fraction: str
    """An exact fraction such as "1/2"; empty for none."""


class AgendaItemProposed(Event, tag="agenda_item_proposed"):
    """Somebody wants something on the agenda of a meeting."""

    meeting: int
    item: int
    text: Text
    person: PersonId = ""


class AgendaItemDropped(Event, tag="agenda_item_dropped"):
    """An item is not on the agenda any more."""

    meeting: int
    item: int


class AgendaAgreed(Event, tag="agenda_agreed"):
    """The agenda is agreed: these items, in this order; whatever else was proposed waits."""

    meeting: int
    items: tuple[int, ...]


class AgendaItemBegun(Event, tag="agenda_item_begun"):
    """The meeting came to an item of its agenda."""

    meeting: int
    item: int


class NoteTaken(Event, tag="note_taken"):
    """Somebody wrote something down for the minutes."""

    meeting: int
    note: int
    text: Text
    item: int = 0
    """The item of the agenda that it belongs to; 0 for none."""
    person: PersonId = ""


class NoteDropped(Event, tag="note_dropped"):
    """A note does not belong into the minutes."""

    meeting: int
    note: int


class MinutesPublished(Event, tag="minutes_published"):
    """The minutes of a meeting are public as they stand here, in place of any earlier version."""

    meeting: int
    version: int
    text: Text
    """As Markdown."""
    reason: Text | None = None
    """What was corrected."""


class AttendanceRecorded(Event, tag="attendance_recorded"):
    """How a person was at a sitting of a meeting; a later record of the same person replaces it."""

    meeting: int
    person: PersonId
    presence: Presence
    sitting: int = 1
    recorder: PersonId = ""
    """Who recorded it, unless the person did."""
    holder: PersonId = ""
    """Who represents the person, with a proxy."""
    reason: Text | None = None
    """Why an earlier record was corrected."""
    via: str = ""
    """Where it was taken from, unless it was typed: "participants" or "import"."""


class AttendanceEnded(Event, tag="attendance_ended"):
    """A person left a sitting before its end."""

    meeting: int
    person: PersonId
    sitting: int = 1


class ObserversCounted(Event, tag="observers_counted"):
    """How many observers were at a sitting whom nobody names; a later count replaces it."""

    meeting: int
    count: int
    sitting: int = 1


class Unit(StrEnum):
    """A stretch of the calendar."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Every(msgspec.Struct, frozen=True, omit_defaults=True):
    """How often something comes again: every `count` units, at the same time of the day in a zone."""

    unit: Unit
    count: int = 1
    zone: str = "UTC"


class CommitmentMade(Event, tag="commitment_made"):
    """Somebody is to do something."""

    commitment: int
    text: Text
    owners: tuple[Owner, ...] = ()
    due: datetime | None = None
    deadline_kind: DeadlineKind = DeadlineKind.NONE
    progress: Progress = Progress.OPEN
    ref: str = ""
    note: Text | None = None
    maker: PersonId = ""
    milestone: int = 0
    """The milestone that it belongs to; 0 for none."""
    every: Every | None = None
    """How often it is to be done anew."""
    first_due: datetime | None = None
    """The deadline that the first of a recurring commitment had; the later ones are counted from it."""
    follows: int = 0
    """The commitment whose doing made this one, where it recurs."""


class OwnersAssigned(Event, tag="owners_assigned"):
    """The commitment has these owners, whoever had it before."""

    commitment: int
    owners: tuple[Owner, ...]
    maker: PersonId = ""
    """Who named them."""


class OwnerAccepted(Event, tag="owner_accepted"):
    """A proposed owner took the commitment on."""

    commitment: int
    person: PersonId


class OwnerDeclined(Event, tag="owner_declined"):
    """A proposed owner did not take the commitment on."""

    commitment: int
    person: PersonId


class CommitmentStarted(Event, tag="commitment_started"):
    """Work on the commitment began."""

    commitment: int


class CommitmentDone(Event, tag="commitment_done"):
    """The commitment was kept; the evidence is a link or a sentence."""

    commitment: int
    evidence: Text | None = None


class CommitmentSlipped(Event, tag="commitment_slipped"):
    """The deadline moved; the original one is kept."""

    commitment: int
    due: datetime
    reason: Text | None = None


class CommitmentDropped(Event, tag="commitment_dropped"):
    """The commitment will not be kept, and that is agreed."""

    commitment: int
    reason: Text | None = None


class CommitmentReopened(Event, tag="commitment_reopened"):
    """A commitment that was done or dropped is to be kept after all."""

    commitment: int


class CommitmentNoted(Event, tag="commitment_noted"):
    """Somebody added a note to a commitment."""

    commitment: int
    note: Text


class CommitmentPlaced(Event, tag="commitment_placed"):
    """The commitment belongs to this milestone; 0: to none."""

    commitment: int
    milestone: int


class RemindersSnoozed(Event, tag="reminders_snoozed"):
    """A person wants to hear nothing of a commitment until then."""

    commitment: int
    person: PersonId
    until: datetime


class MilestoneAdded(Event, tag="milestone_added"):
    """The work plan has a further milestone."""

    milestone: int
    title: Text
    due: datetime | None = None
    ref: str = ""


class MilestoneMoved(Event, tag="milestone_moved"):
    """The milestone is due at another time; the first one is kept."""

    milestone: int
    due: datetime
    reason: Text | None = None


class MilestoneMet(Event, tag="milestone_met"):
    """The milestone is reached."""

    milestone: int


class MilestoneReopened(Event, tag="milestone_reopened"):
    """The milestone is not reached, or not dropped, after all."""

    milestone: int


class MilestoneDropped(Event, tag="milestone_dropped"):
    """The milestone is not in the work plan any more."""

    milestone: int
    reason: Text | None = None


class Published(Event, tag="published"):
    """A public update by the Secretariat."""

    text: Text


class ChannelBound(Event, tag="channel_bound"):
    """A chat channel belongs to the network; a public one is told of what is public there."""

    channel: str
    """As "platform:id"."""
    public: bool = False


class ChannelReleased(Event, tag="channel_released"):
    """The chat channel belongs to no network any more."""

    channel: str


AnyEvent = (
    ActedFor
    | FormatDeclared
    | SecretariatAppointed
    | EntryUndone
    | NetworkAdded
    | MembershipRequested
    | MembershipAccepted
    | RolesChanged
    | MembershipEnded
    | PollProposed
    | PollOpened
    | BallotCast
    | BallotWithdrawn
    | OptionAdded
    | PollExtended
    | PollWithdrawn
    | PollRead
    | PollClosed
    | PollVoided
    | MeetingPlanned
    | MeetingMoved
    | MeetingNear
    | MeetingOpened
    | SittingClosed
    | SittingOpened
    | MeetingClosed
    | MeetingCancelled
    | QuorumAgreed
    | AgendaItemProposed
    | AgendaItemDropped
    | AgendaAgreed
    | AgendaItemBegun
    | NoteTaken
    | NoteDropped
    | MinutesPublished
    | AttendanceRecorded
    | AttendanceEnded
    | ObserversCounted
    | CommitmentMade
    | OwnersAssigned
    | OwnerAccepted
    | OwnerDeclined
    | CommitmentStarted
    | CommitmentDone
    | CommitmentSlipped
    | CommitmentDropped
    | CommitmentReopened
    | CommitmentNoted
    | CommitmentPlaced
    | RemindersSnoozed
    | MilestoneAdded
    | MilestoneMoved
    | MilestoneMet
    | MilestoneReopened
    | MilestoneDropped
    | Published
    | ChannelBound
    | ChannelReleased
)


class Draft(msgspec.Struct, frozen=True, gc=False):
    """What a decision makes: an entry before the journal gave it its place."""

    at: datetime
    by: PersonId
    source: str
    """A keyed hash of the chat event's id, or the name of a job of the clock; unique in the journal."""
    events: tuple[AnyEvent, ...]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A line of the journal."""

    seq: int
    """Gapless, from 1."""
    at: datetime
    by: PersonId
    source: str
    durable: int
    """The seq that was on disk before the batch of this entry was written."""
    prev: str
    """The digest of the previous line, in hex; empty for the first."""
    events: tuple[AnyEvent, ...]
