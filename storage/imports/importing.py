"""An import: one decision that records every new row of a file, or of the files of an export, or nothing."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from storage import fold
from storage.columns import Kind
from storage.events import IMPORTED, OPERATOR, BallotCast, Entry
from storage.history import History
from storage.i18n import _, plural
from storage.imports.bad_file import BadFile
from storage.imports.deciding import Count, Plan
from storage.imports.newcomers import Newcomers
from storage.imports.rows import Sheet
from storage.imports.votes import Choose, Votes, unread
from storage.people import People
from storage.proposal import Decision, Proposal
from storage.state import Network, State


class Import:
    """The import of files into the record of this history. `counts` are there once it was decided.

    `choose` reads the choices of votes.
    """

    def __init__(self, sheets: Sequence[Sheet], people: People, history: History, choose: Choose = unread) -> None:
        self.counts: dict[Kind, Count] = {}
        self._sheets = sheets
        self._people = people
        self._history = history
        self._choose = choose

    def proposal(self, at: datetime) -> Proposal:
        """Return the import as one proposal, which raises `BadFile` or keeps the new people in the directory."""
        return Proposal(at, IMPORTED + secrets.token_hex(8), self._decide)

    @property
    def summary(self) -> str:
        """What was imported, in one sentence."""
        kinds = dict.fromkeys(kind for sheet in self._sheets for kind in sheet.kinds)
        rows = ", ".join(_counted(kind, self.counts[kind].new) for kind in kinds)
        skipped = sum(count.skipped for count in self.counts.values())
        return _("{rows} imported; {skipped} skipped").format(rows=rows, skipped=skipped)

    def _decide(self, state: State, now: datetime) -> Decision:
        people = Newcomers(self._people)
        earlier = _earlier(self._history)
        ballots = [event for entry in earlier for event in entry.events if isinstance(event, BallotCast)]
        plan = Plan(state, _imported(state, earlier), people, now)
        votes = Votes(state, ballots, people, self._choose, now)
        for sheet in self._sheets:
            try:
                plan.take(sheet)
                for row in sheet.votes:
                    plan.add(Kind.VOTES, votes.take(row))
            except BadFile as bad:
                raise bad.of(sheet.file) from None
        plan.finish()
        if plan.people.fresh:
            self._people.keep(*plan.people.fresh.values())
        self.counts = plan.counts
        return Decision(OPERATOR, plan.events)


def _imported(state: State, earlier: Iterable[Entry]) -> State:
    """Return what imports alone have said of the networks of a state, whatever was recorded since by others."""
    imported = State({one.code: Network(one.code, one.name, one.since) for one in state.networks.values()})
    for entry in earlier:
        fold.apply(imported, entry.events, entry.at)
    return imported


def _earlier(history: History) -> list[Entry]:
    """Return the entries of earlier imports, without those that were taken back."""
    seqs = (seq for source, seq in history.sources.items() if source.startswith(IMPORTED) and seq not in history.undone)
    return [history.entry(seq) for seq in seqs]


def _counted(kind: Kind, count: int) -> str:  # noqa: PLR0911  a word for each kind
    match kind:
        case Kind.NETWORKS:
            return plural("{count} network", "{count} networks", count)
        case Kind.PEOPLE:
            return plural("{count} person", "{count} people", count)
        case Kind.MEMBERSHIPS:
            return plural("{count} membership", "{count} memberships", count)
        case Kind.MILESTONES:
            return plural("{count} milestone", "{count} milestones", count)
        case Kind.COMMITMENTS:
            return plural("{count} commitment", "{count} commitments", count)
        case Kind.QUORUMS:
            return plural("{count} quorum", "{count} quorums", count)
        case Kind.MEETINGS:
            return plural("{count} meeting", "{count} meetings", count)
        case Kind.AGENDA:
            return plural("{count} item of an agenda", "{count} items of an agenda", count)
        case Kind.NOTES:
            return plural("{count} note", "{count} notes", count)
        case Kind.MINUTES:
            return plural("{count} version of minutes", "{count} versions of minutes", count)
        case Kind.VOTES:
            return plural("{count} vote", "{count} votes", count)
        case Kind.ATTENDANCE:
            return plural("{count} attendance", "{count} attendances", count)
