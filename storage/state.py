"""What the record says: networks, memberships, polls, meetings, commitments, milestones. Only the fold changes it."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from storage.events import (
    EVER,
    Audience,
    Code,
    DeadlineKind,
    Every,
    Finding,
    MeetingKind,
    Owner,
    PersonId,
    PollKind,
    Presence,
    Progress,
    Role,
    Rules,
    Series,
    Text,
)
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


class Absent(LookupError):
    """There is no such network, poll, meeting, commitment or membership in this state."""


@dataclass(slots=True)
class Membership:
    """A person's place in a network. `terms` is its history in the order of time: from then on, these roles."""

    person: PersonId
    requested: datetime | None = None
    terms: list[tuple[datetime, frozenset[Role]]] = field(default_factory=list)
    group: str = ""
    region: str = ""
    disciplines: tuple[str, ...] = ()
    organisation: Text | None = None
    ref: str = ""

    def roles_at(self, moment: datetime) -> frozenset[Role]:
        """Return the roles that the person has at a moment; none for one who only asked, or left."""
        return next((roles for since, roles in reversed(self.terms) if since <= moment), frozenset())

    def begin(self, since: datetime, roles: frozenset[Role]) -> None:
        """Add a term in its place. An end goes before a later one that was known already: nothing is left to end."""
        place = bisect_right(self.terms, since, key=lambda term: term[0])
        while not roles and place < len(self.terms) and not self.terms[place][1]:
            del self.terms[place]
        self.terms.insert(place, (since, roles))


class Ballot(NamedTuple):
    """One person's choice, as option numbers from 1; see `storage.events.BallotCast`."""

    choice: tuple[int, ...]
    at: datetime
    maybe: tuple[int, ...] = ()
    reason: Text | None = None


@dataclass(slots=True, frozen=True)
class Extension:
    """A poll's closing time that moved."""

    closes: datetime
    at: datetime
    reason: Text


@dataclass(slots=True, frozen=True)
class Reading:
    """What a co-chair reads in a poll."""

    finding: Finding
    text: Text
    reader: PersonId
    at: datetime


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
    leavers: set[PersonId] = field(default_factory=set)
    """Those of the electorate who left since the opening; in a closed poll, by its close."""
    extensions: list[Extension] = field(default_factory=list)
    closed: datetime | None = None
    withdrawn: Text | None = None
    """Why it was withdrawn, if it was, with a reason."""
    reading: Reading | None = None
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

    def admits(self, person: PersonId) -> bool:
        """Tell whether somebody may vote: the electorate is frozen at the opening."""
        return self.rules.audience is Audience.EVERYONE or person in self.electorate

    @property
    def is_hidden(self) -> bool:
        """Whether nobody knows yet how it stands: a secret poll has no figures before its close."""
        return self.rules.secret and self.closed is None

    def is_open(self, now: datetime) -> bool:
        """Tell whether a ballot that arrives now counts; at the closing instant itself it does not."""
        return self.opened is not None and self.closed is None and (self.closes is None or now < self.closes)


class Attendance(NamedTuple):
    """How a person was at a sitting, and when that was recorded."""

    presence: Presence
    at: datetime
    recorder: PersonId = ""
    """Who recorded it, unless the person did."""
    holder: PersonId = ""
    """Who represents the person, with a proxy."""
    reason: Text | None = None
    """Why an earlier record was corrected."""
    via: str = ""
    """Where it was taken from, unless it was typed."""
    left: datetime | None = None
    """When the person left, before the end."""


_STRONGEST: Final = tuple(Presence)
"""Who was at one sitting was at the meeting, whatever is recorded of another one."""


@dataclass(slots=True)
class Sitting:
    """One of the times at which a meeting goes through its agenda."""

    starts: datetime
    opened: datetime | None = None
    closed: datetime | None = None
    attendance: dict[PersonId, Attendance] = field(default_factory=dict)
    observers: int = 0
    """Observers whom nobody names."""
    near: bool = False
    """Whether it was said that it starts within a day."""


@dataclass(slots=True)
class AgendaItem:
    """Something to be talked about. It counts once it is agreed."""

    number: int
    text: Text
    person: PersonId
    begun: datetime | None = None
    dropped: bool = False


@dataclass(slots=True)
class MeetingNote:
    """Something that was written down for the minutes."""

    number: int
    text: Text
    item: int
    """The item of the agenda that it belongs to; 0 for none."""
    person: PersonId
    at: datetime
    dropped: bool = False


class Minutes(NamedTuple):
    """A version of a meeting's minutes."""

    text: Text
    at: datetime
    reason: Text | None


@dataclass(slots=True)
class Meeting:
    """A meeting: planned, then open, then closed; or cancelled. With several sittings it may be open several times."""

    network: Code
    number: int
    sittings: list[Sitting]
    title: Text
    kind: MeetingKind
    ref: str = ""
    link: Text | None = None
    chatham: bool = False
    series: Series | None = None
    ends_series: bool = False
    """Whether nothing follows it in its series."""
    planned: tuple[datetime, ...] = ()
    """When its sittings were to start at first."""
    timed: datetime = EVER
    """When its time was set."""
    moved: int = 0
    """How often it was changed since."""
    closed: datetime | None = None
    cancelled: datetime | None = None
    agenda: dict[int, AgendaItem] = field(default_factory=dict)
    agreed: tuple[int, ...] = ()
    """The agreed items, in their order."""
    item: int = 0
    """The item of the agenda that the meeting is at; 0 before the first."""
    notes: dict[int, MeetingNote] = field(default_factory=dict)
    minutes: list[Minutes] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The full id, such as "PNE-M5"."""
        return label(self.network, "meeting", self.number)

    @property
    def starts(self) -> datetime:
        """When the first sitting starts."""
        return self.sittings[0].starts

    @property
    def opened(self) -> datetime | None:
        """When the first sitting was opened."""
        return self.sittings[0].opened

    @property
    def sitting(self) -> int:
        """The number of the sitting that goes on; without one, of that which comes next; else of the last."""
        following = (number for number, sitting in enumerate(self.sittings, 1) if sitting.closed is None)
        return next(following, len(self.sittings))

    @property
    def current(self) -> Sitting:
        """The sitting of this number."""
        return self.sittings[self.sitting - 1]

    @property
    def is_open(self) -> bool:
        """Whether a sitting is going on."""
        return self.closed is None and self.current.opened is not None and self.current.closed is None

    @property
    def is_planned(self) -> bool:
        """Whether the meeting is still to come."""
        return self.opened is None and self.cancelled is None

    @property
    def is_between(self) -> bool:
        """Whether a sitting is over and another one still to come."""
        return self.opened is not None and self.closed is None and not self.is_open

    def agreed_items(self) -> list[AgendaItem]:
        """Return the agreed agenda, in its order."""
        return [self.agenda[number] for number in self.agreed]

    def proposed_items(self) -> list[AgendaItem]:
        """Return what was proposed for the agenda and is not agreed."""
        return [item for item in self.agenda.values() if not item.dropped and item.number not in self.agreed]

    @property
    def attendance(self) -> dict[PersonId, Attendance]:
        """How each person was at the meeting, over all its sittings."""
        if len(self.sittings) == 1:
            return self.sittings[0].attendance
        found: dict[PersonId, Attendance] = {}
        for sitting in self.sittings:
            for person, attendance in sitting.attendance.items():
                known = found.setdefault(person, attendance)
                if _STRONGEST.index(attendance.presence) < _STRONGEST.index(known.presence):
                    found[person] = attendance
        return found


@dataclass(slots=True, frozen=True)
class Slip:
    """A deadline that moved."""

    due: datetime
    at: datetime
    reason: Text | None


class Note(NamedTuple):
    """What somebody wrote beside a commitment."""

    text: Text
    at: datetime


@dataclass(slots=True)
class Commitment:
    """Something that somebody is to do. `original_due` never changes."""

    network: Code
    number: int
    text: Text
    owners: tuple[Owner, ...]
    due: datetime | None
    deadline_kind: DeadlineKind
    progress: Progress
    made: datetime
    original_due: datetime | None = None
    ref: str = ""
    note: Text | None = None
    started: datetime | None = None
    done: datetime | None = None
    evidence: Text | None = None
    dropped: datetime | None = None
    slips: list[Slip] = field(default_factory=list)
    maker: PersonId = ""
    """Who wrote it down, which does not make them an owner; nobody for an imported one."""
    milestone: int = 0
    """The milestone that it belongs to; 0 for none."""
    every: Every | None = None
    first_due: datetime | None = None
    follows: int = 0
    assigned: datetime = EVER
    """Since when it has these owners."""
    assigner: PersonId = ""
    """Who named them; nobody for an imported one."""
    notes: list[Note] = field(default_factory=list)
    """What was added to `note` since."""
    snoozed: dict[PersonId, datetime] = field(default_factory=dict)
    """Until when a person wants to hear nothing of it."""

    @property
    def label(self) -> str:
        """The full id, such as "PNE-C7"."""
        return label(self.network, "commitment", self.number)


@dataclass(slots=True)
class Milestone:
    """A point of the work plan. It is met, or dropped, when somebody says so; `original_due` never changes."""

    network: Code
    number: int
    title: Text
    due: datetime | None
    added: datetime
    original_due: datetime | None = None
    ref: str = ""
    met: datetime | None = None
    dropped: datetime | None = None
    slips: list[Slip] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The full id, such as "PNE-W2"."""
        return label(self.network, "milestone", self.number)


@dataclass(slots=True, frozen=True)
class Publication:
    """A public update of a network."""

    text: Text
    at: datetime


@dataclass(slots=True)
class Network:
    """A policy network and all that is recorded of it."""

    code: Code
    name: str
    since: datetime = EVER
    memberships: dict[PersonId, Membership] = field(default_factory=dict)
    polls: dict[int, Poll] = field(default_factory=dict)
    meetings: dict[int, Meeting] = field(default_factory=dict)
    commitments: dict[int, Commitment] = field(default_factory=dict)
    milestones: dict[int, Milestone] = field(default_factory=dict)
    publications: list[Publication] = field(default_factory=list)
    quorums: list[tuple[datetime, str]] = field(default_factory=list)
    """What was agreed as a quorum of a meeting, each since a time."""

    def poll(self, number: int) -> Poll:
        """Return a poll or raise `Absent`."""
        try:
            return self.polls[number]
        except KeyError:
            raise Absent(number) from None

    def meeting(self, number: int) -> Meeting:
        """Return a meeting or raise `Absent`."""
        try:
            return self.meetings[number]
        except KeyError:
            raise Absent(number) from None

    def commitment(self, number: int) -> Commitment:
        """Return a commitment or raise `Absent`."""
        try:
            return self.commitments[number]
        except KeyError:
            raise Absent(number) from None

    def milestone(self, number: int) -> Milestone:
        """Return a milestone or raise `Absent`."""
        try:
            return self.milestones[number]
        except KeyError:
            raise Absent(number) from None


class Channel(NamedTuple):
    """What a chat channel belongs to."""

    network: Code
    public: bool
    """Whether anybody may read it."""
    since: datetime


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

    def next_number(self, code: Code, noun: str) -> int:
        """Return the number that the next poll, meeting or commitment of a network gets."""
        return self.used.get((code, noun), 0) + 1

    def roles(self, code: Code | None, person: PersonId, now: datetime) -> frozenset[Role]:
        """Return what a person is in a network now. Everyone is an observer; the Secretariat is so everywhere."""
        roles = {Role.OBSERVER}
        if person in self.secretariat:
            roles.add(Role.SECRETARIAT)
        network = self.networks.get(code or "")
        membership = network.memberships.get(person) if network else None
        return frozenset(roles | membership.roles_at(now) if membership else roles)
