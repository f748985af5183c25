"""The public file of a closed poll: question, options, rules, ballots without persons, and the result that they give.

Whoever has the file can count again, with `pn poll recount` or without this program. docs/polls.md explains every key.
"""

import hashlib
import json
from datetime import datetime
from typing import Final

import msgspec

from storage.errors import StorageFault
from storage.events import EVER, Audience, PersonId, PollKind, Rules, SecretBallot, Text
from storage.exports.names import Names, stamp
from storage.exports.polls import Document, choice_document
from storage.i18n import _
from storage.measures import polls
from storage.measures.electorate import digest
from storage.measures.polls import Stage
from storage.measures.ranked import pairwise
from storage.people import People
from storage.state import Ballot, Poll

VERSION: Final = 1
"""The version of the file's form."""


class _Electorate(msgspec.Struct):
    size: int | None
    sha256: str | None


class _File(msgspec.Struct):
    """What a recount needs of the file."""

    version: int
    poll: str
    question: str
    kind: PollKind
    options: list[str]
    rules: Rules
    electorate: _Electorate
    ballots: list[SecretBallot]
    result: Document


def receipt(poll: Poll, person: PersonId) -> str:
    """Return what stands beside a person's ballot in the file of an open poll; only its voter is told."""
    ballot = poll.ballots[person]
    parts = (poll.salt, person, *ballot.choice, "/", *ballot.maybe)
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:16]


def public_file(poll: Poll, people: People, now: datetime) -> bytes:
    """Return the file as UTF-8 text; the same poll gives the same bytes. Raise `StorageFault` before its close."""
    if polls.stage(poll, now) is not Stage.CLOSED or poll.closed is None or poll.void:
        raise StorageFault(_("{poll} has no result to export: only a closed poll has.").format(poll=poll.label))
    return json.dumps(document(poll, people), ensure_ascii=False, indent=1, default=str).encode() + b"\n"


def document(poll: Poll, people: People) -> Document:
    """Return the file as a JSON object."""
    everyone = poll.rules.audience is Audience.EVERYONE
    return {
        "version": VERSION,
        "poll": poll.label,
        "question": str(poll.question),
        "kind": poll.kind,
        "options": [str(option) for option in poll.options],
        "times": [stamp(time) for time in poll.times],
        "opened": stamp(poll.opened),
        "closes": stamp(poll.closes) or None,
        "closed": stamp(poll.closed or poll.closes),
        "rules": msgspec.to_builtins(poll.rules),
        "electorate": {
            "size": None if everyone else len(poll.electorate),
            "sha256": None if everyone else digest(poll.electorate, poll.salt),
        },
        "ballots": _ballots(poll, people),
        "result": result(poll),
    }


def _ballots(poll: Poll, people: People) -> list[Document]:
    named = [
        {
            **choice_document(ballot),
            "receipt": receipt(poll, person),
            **({"name": Names(people).of(person)} if poll.rules.names else {}),
        }
        for person, ballot in polls.by_voter(poll).items()
    ]
    found = named + [choice_document(ballot) for ballot in poll.unnamed]
    return sorted(found, key=lambda one: (one["choice"], one.get("maybe", []), one.get("receipt", "")))


def result(poll: Poll) -> Document:
    """Return what the ballots come to, as a JSON object."""
    tally = polls.tally(poll)
    found: Document = {
        "counts": list(tally.counts),
        "abstained": tally.abstained,
        "voters": tally.voters,
        "leading": list(tally.leading),
    }
    if poll.kind is PollKind.DATES:
        found["maybe"] = list(tally.maybe)
    if poll.kind is PollKind.RANKED:
        count = polls.runoff(poll)
        found["rounds"] = [
            {
                "counts": {str(option): ballots for option, ballots in one.counts.items()},
                "exhausted": one.exhausted,
                "out": list(one.out),
            }
            for one in count.rounds
        ]
        found["tied"] = list(count.tied)
        found["pairs"] = [list(row) for row in pairwise(polls.rankings(poll), len(poll.options))]
    return found


def read_file(text: bytes) -> tuple[Poll, Document]:
    """Return the poll that a file tells of, and the result that stands in it. Raise `StorageFault` for no such file."""
    try:
        file = msgspec.json.decode(text, type=_File)
    except msgspec.MsgspecError as problem:
        raise StorageFault(_("That is no public file of a poll: {problem}").format(problem=problem)) from None
    if file.version != VERSION:
        raise StorageFault(
            _("The file's version is {version}; I read {own}.").format(version=file.version, own=VERSION)
        )
    network, _dash, number = file.poll.rpartition("-P")
    moment = EVER
    poll = Poll(
        network,
        int(number) if number.isdecimal() else 0,
        Text(file.question),
        tuple(Text(option) for option in file.options),
        file.kind,
        None,
        "",
        moment,
        file.rules,
        opened=moment,
        electorate=frozenset(map(str, range(file.electorate.size or 0))),
        unnamed=tuple(Ballot(ballot.choice, moment, ballot.maybe) for ballot in file.ballots),
        closed=moment,
    )
    return poll, file.result
