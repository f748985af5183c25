"""Votes that people cast off the chat, such as by email: rows for open polls that are no secret."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final

from storage.events import BallotCast, PersonId, Via
from storage.i18n import _
from storage.ids import read_label
from storage.imports.bad_file import BadFile
from storage.imports.cells import Cells
from storage.imports.checks import require_past
from storage.imports.newcomers import Newcomers
from storage.imports.rows import VoteRow
from storage.measures import polls
from storage.moments import tell_minute
from storage.state import Absent, Ballot, Poll, State

Choose = Callable[[Poll, str, str], Ballot]
"""Reads a choice and a reason as they are typed in the chat. It raises `ValueError` with a sentence."""
LONGEST: Final = 1000


def read_vote(cells: Cells) -> VoteRow:
    """Return a vote. Raise `BadFile` for a value that cannot be used."""
    return VoteRow(
        cells.line,
        cells.required("poll", 40).upper(),
        cells.required("person", 200),
        cells.required("choice"),
        cells.text("because", LONGEST),
        cells.choice("via", Via),
        cells.moment("at"),
    )


class Votes:
    """What the rows about votes add to a state; `earlier` are the ballots of earlier imports."""

    def __init__(
        self, state: State, earlier: Collection[BallotCast], people: Newcomers, choose: Choose, now: datetime
    ) -> None:
        self._state = state
        self._earlier = earlier
        self._people = people
        self._choose = choose
        self._now = now
        self._lines: dict[tuple[str, int, PersonId], int] = {}
        """Where somebody's vote in a poll stands: once, by whatever name."""

    def take(self, row: VoteRow) -> list[BallotCast]:
        """Return the ballot of a row; none for what is in the record already. Raise `BadFile` for what cannot be."""
        poll = self._poll(row)
        person = self._people.find(row.person, row.line)
        try:
            ballot = self._choose(poll, row.choice, row.because)
        except ValueError as problem:
            raise BadFile.at(row.line, str(problem)) from None
        cast = BallotCast(
            network=poll.network,
            since=row.at,
            poll=poll.number,
            person=person,
            choice=ballot.choice,
            maybe=ballot.maybe,
            reason=ballot.reason,
            via=row.via,
        )
        first = self._lines.setdefault(_about(cast), row.line)
        if first != row.line:
            key = _("{person} in {poll}").format(person=row.person, poll=poll.label)
            raise BadFile.at(row.line, _("{key} stands in line {line} already.").format(key=key, line=first))
        if self._is_known(poll, cast):
            return []
        self._require(row, poll, person)
        return [cast]

    def _poll(self, row: VoteRow) -> Poll:
        named = read_label(row.poll)
        try:
            if named is None or named.noun != "poll" or not named.code:
                raise Absent(row.poll)
            poll = self._state.poll(named.code, named.number)
        except Absent:
            sentence = _("there is no poll {poll}; write its full id, such as PNE-P3.")
            raise BadFile.at(row.line, sentence.format(poll=row.poll)) from None
        if poll.rules.secret:
            sentence = _("{poll} is secret: everybody votes for themselves, so that nobody else knows.")
            raise BadFile.at(row.line, sentence.format(poll=poll.label))
        return poll

    def _is_known(self, poll: Poll, cast: BallotCast) -> bool:
        """Tell whether the record says so now, or an earlier import did; a row without a time means any."""
        said = [(one.since, _said(one)) for one in self._earlier if _about(one) == _about(cast)]
        if now := poll.ballots.get(cast.person):
            said.append((now.at, _said(now)))
        return any(_said(cast) == what and cast.since in (None, at) for at, what in said)

    def _require(self, row: VoteRow, poll: Poll, person: PersonId) -> None:
        """Raise `BadFile` for a vote that would not be taken in the chat either."""
        require_past(row.line, {"at": row.at}, self._now)
        if problem := self._problem(row, poll, person, row.at or self._now):
            raise BadFile.at(row.line, problem)

    def _problem(self, row: VoteRow, poll: Poll, person: PersonId, at: datetime) -> str:
        said = {"poll": poll.label, "person": row.person, "time": ""}
        standing = poll.ballots.get(person)
        last = max(filter(None, (standing.at if standing else None, poll.unvoted.get(person))), default=None)
        if poll.opened is None or at < poll.opened:
            return _("{poll} was not open then; it takes no vote of before its opening.").format(**said)
        if not poll.is_open(at):
            return _("{poll} takes no votes any more; its result stays as it is.").format(**said)
        network = self._state.network(poll.network)
        if self._people.is_erased(person) or not polls.may_vote(network, poll, person, self._now):
            return _("{person} may not vote in {poll}.").format(**said)
        if last and last > at:
            sentence = _("{person} voted in {poll} after this, on {time}, or took a vote back; take the row out.")
            return sentence.format(**{**said, "time": tell_minute(last)})
        if row.via is None:
            ways = ", ".join(Via)
            return _("via is missing: how {person} let it be known; there are: {ways}.").format(**said, ways=ways)
        return ""


def _about(cast: BallotCast) -> tuple[str, int, PersonId]:
    return cast.network, cast.poll, cast.person


def _said(ballot: Ballot | BallotCast) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    return ballot.choice, ballot.maybe, str(ballot.reason or "")


def unread(_poll: Poll, _choice: str, _because: str) -> Ballot:
    """Read no choice, where votes are not imported. Raise `ValueError`."""
    raise ValueError(_("votes are not imported here."))
