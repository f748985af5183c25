"""Polls in an export, as rows and as documents, with all the rules that were stated at their opening."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from storage.events import NONE, Audience, PollKind, Rules
from storage.exports.cells import Row, count, each, yes
from storage.exports.names import Names, stamp
from storage.measures.electorate import digest
from storage.measures.polls import tally
from storage.state import Ballot, Poll, State

Document = dict[str, Any]
POLL_COLUMNS: Final = (
    *("poll", "pn", "question", "kind", "proposed", "opened", "closes", "closed"),
    *("for", "choose", "write_in", "ties", "leavers", "quorum", "threshold", "secret", "extendable", "use", "names"),
    *("extended", "extended_because", "withdrawn", "void", "electorate", "electorate_digest", "voters", "abstained"),
    *("option", "text", "votes", "if_need_be"),
)


def poll_rows(state: State) -> Iterator[Row]:
    """Yield a row an option; what is of the whole poll stands in each."""
    for _network, poll in each(state, lambda network: network.polls.values()):
        yield from _rows(poll)


def _rows(poll: Poll) -> Iterator[Row]:
    counted = tally(poll)
    known = counted.silence is None
    shared = (poll.label, poll.network, str(poll.question), poll.kind)
    times = (stamp(poll.proposed), stamp(poll.opened), stamp(poll.closes), stamp(poll.closed))
    voted = (str(counted.voters), str(counted.abstained)) if known else ("", "")
    whole = (*shared, *times, *_rules(poll.rules), *_course(poll), *_electorate(poll), *voted)
    maybe = counted.maybe or [""] * len(poll.options)
    for number, (text, votes, if_need_be) in enumerate(zip(poll.options, counted.counts, maybe, strict=True), 1):
        yield *whole, str(number), str(text), *((str(votes), str(if_need_be)) if known else ("", ""))


def vote_rows(state: State) -> Iterator[Row]:
    """Yield a row a ballot of every poll that is no secret, as import reads it."""
    for _network, poll in each(state, lambda network: network.polls.values()):
        for person, ballot in poll.ballots.items():
            reason = str(ballot.reason or "")
            yield poll.label, person, _typed(poll, ballot), reason, ballot.via or "", stamp(ballot.at)


def _typed(poll: Poll, ballot: Ballot) -> str:
    """Return a choice as it is typed."""
    if poll.kind is PollKind.DATES and ballot.choice != NONE:
        suits = [f"{number} yes" for number in ballot.choice] + [f"{number} if-need-be" for number in ballot.maybe]
        return " ".join(suits) or "abstain"
    if ballot.choice == NONE:
        return "none"
    return (">" if poll.kind is PollKind.RANKED else " ").join(map(str, ballot.choice)) or "abstain"


def _rules(rules: Rules) -> Iterator[str]:
    yield rules.audience
    yield count(rules.choose)
    yield yes(rules.write_in)
    yield rules.ties
    yield "keep" if rules.leavers_keep else "lose"
    yield rules.quorum
    yield rules.threshold
    yield yes(rules.secret)
    yield yes(rules.extendable)
    yield rules.use or ""
    yield yes(rules.names)


def _course(poll: Poll) -> Iterator[str]:
    """Yield what became of the poll: its last extension with the reason, why it was withdrawn, whether it is void."""
    last = poll.extensions[-1] if poll.extensions else None
    yield stamp(last.at) if last else ""
    yield str(last.reason) if last else ""
    yield str(poll.withdrawn or "")
    yield yes(poll.void)


def _electorate(poll: Poll) -> Row:
    """Return how many may vote, and their digest; nothing for everyone, and before the opening."""
    if poll.rules.audience is Audience.EVERYONE or not poll.opened:
        return "", ""
    return str(len(poll.electorate)), digest(poll.electorate, poll.salt)


def poll_document(poll: Poll, names: Names) -> Document:
    """Return a poll as a JSON object."""
    counted = tally(poll)
    unknown = counted.silence is not None
    size, who = _electorate(poll)
    return {
        "id": poll.label,
        "question": str(poll.question),
        "kind": poll.kind,
        "rules": msgspec.to_builtins(poll.rules),
        "options": [
            {"number": number, "text": str(text), "voters": None if unknown else voters}
            for number, (text, voters) in enumerate(zip(poll.options, counted.counts, strict=True), 1)
        ],
        "times": [stamp(time) for time in poll.times],
        "proposer": names.of(poll.proposer),
        "proposed": stamp(poll.proposed) or None,
        "opener": names.of(poll.opener) or None,
        "opened": stamp(poll.opened) or None,
        "closes": stamp(poll.closes) or None,
        "closed": stamp(poll.closed) or None,
        "extensions": [
            {"closes": stamp(one.closes), "at": stamp(one.at), "reason": str(one.reason)} for one in poll.extensions
        ],
        "withdrawn": str(poll.withdrawn) if poll.withdrawn else None,
        "void": poll.void,
        "electorate": int(size) if size else None,
        "electorate_digest": who or None,
        "secret": poll.rules.secret,
        "voters": None if unknown else counted.voters,
        "abstained": None if unknown else counted.abstained,
        "ballots": [
            *(
                {**choice_document(ballot), "person": names.of(person), "at": stamp(ballot.at)}
                for person, ballot in poll.ballots.items()
            ),
            *({**choice_document(ballot), "person": None, "at": None} for ballot in poll.unnamed),
        ],
    }


def choice_document(ballot: Ballot) -> Document:
    """Return what a ballot says as a JSON object."""
    return {"choice": list(ballot.choice), **({"maybe": list(ballot.maybe)} if ballot.maybe else {})}
