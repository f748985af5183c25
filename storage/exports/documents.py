"""The record as documents: plain JSON objects, in the order of the record. docs/export.md explains every key."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Final

from storage.events import Owner
from storage.exports.names import Names, stamp
from storage.exports.polls import Document, poll_document
from storage.history import History
from storage.ids import label
from storage.measures.meetings import headcount
from storage.people import People
from storage.state import Commitment, Meeting, Membership, Milestone, Network, Slip, State

VERSION: Final = 1
"""The version of the export's form."""


def as_json(history: History, people: People) -> bytes:
    """Return the record as one JSON object, as UTF-8 text. The same record gives the same bytes."""
    names = Names(people)
    document = {
        "version": VERSION,
        "entries": history.seq,
        "last": stamp(history.at) or None,
        "people": list(people_documents(history.state, people)),
        "networks": [network_document(network, names, history.at) for network in history.state.networks.values()],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def people_documents(state: State, people: People) -> Iterator[Document]:
    """Yield the people of the directory, by name."""
    for person in people.everyone():
        yield {**asdict(person), "secretariat": person.id in state.secretariat}


def network_document(network: Network, names: Names, now: datetime) -> Document:
    """Return a network with all that is recorded of it, as it stands now."""
    return {
        "code": network.code,
        "name": network.name,
        "since": stamp(network.since) or None,
        "memberships": [_membership(membership, names, now) for membership in network.memberships.values()],
        "polls": [poll_document(poll, names) for poll in network.polls.values()],
        "meetings": [_meeting(network, meeting, names) for meeting in network.meetings.values()],
        "milestones": [_milestone(milestone) for milestone in network.milestones.values()],
        "commitments": [_commitment(commitment, names) for commitment in network.commitments.values()],
        "publications": [{"text": str(update.text), "at": stamp(update.at)} for update in network.publications],
    }


def _membership(membership: Membership, names: Names, now: datetime) -> Document:
    return {
        "person": names.of(membership.person),
        "id": membership.ref,
        "requested": stamp(membership.requested) or None,
        "roles": sorted(membership.roles_at(now)),
        "terms": [{"from": stamp(since) or None, "roles": sorted(roles)} for since, roles in membership.terms],
        "group": membership.group,
        "region": membership.region,
        "disciplines": list(membership.disciplines),
        "organisation": str(membership.organisation or ""),
    }


def _meeting(network: Network, meeting: Meeting, names: Names) -> Document:
    counted = headcount(network, meeting, meeting.starts)
    return {
        "id": meeting.label,
        "ref": meeting.ref,
        "title": str(meeting.title),
        "kind": meeting.kind,
        "starts": stamp(meeting.starts),
        "opened": stamp(meeting.opened) or None,
        "closed": stamp(meeting.closed) or None,
        "moved_because": str(meeting.moved_because or ""),
        "cancelled": stamp(meeting.cancelled) or None,
        "cancelled_because": str(meeting.cancelled_because or ""),
        "headcount": counted._asdict() if counted else None,
        "attendance": [
            {"person": names.of(person), "presence": attendance.presence, "at": stamp(attendance.at)}
            for person, attendance in meeting.attendance.items()
        ],
    }


def _commitment(commitment: Commitment, names: Names) -> Document:
    return {
        "id": commitment.label,
        "ref": commitment.ref,
        "action": str(commitment.text),
        "owners": [_owner(owner, names) for owner in commitment.owners],
        "due": stamp(commitment.due) or None,
        "original_due": stamp(commitment.original_due) or None,
        "deadline_kind": commitment.deadline_kind,
        "slips": [_slip(slip) for slip in commitment.slips],
        "status": commitment.progress,
        "since": stamp(commitment.made) or None,
        "started": stamp(commitment.started) or None,
        "done": stamp(commitment.done) or None,
        "dropped": stamp(commitment.dropped) or None,
        "reason": str(commitment.reason or ""),
        "reopened": [
            {"status": one.progress, "at": stamp(one.at) or None, "until": stamp(one.until)}
            for one in commitment.lapses
        ],
        "evidence": str(commitment.evidence or ""),
        "note": str(commitment.note or ""),
        "notes": [{"text": str(note.text), "at": stamp(note.at) or None} for note in commitment.notes],
        "milestone": label(commitment.network, "milestone", commitment.milestone) if commitment.milestone else None,
        "every": {"count": every.count, "unit": every.unit, "zone": every.zone}
        if (every := commitment.every)
        else None,
        "follows": label(commitment.network, "commitment", commitment.follows) if commitment.follows else None,
    }


def _milestone(milestone: Milestone) -> Document:
    return {
        "id": milestone.label,
        "ref": milestone.ref,
        "title": str(milestone.title),
        "due": stamp(milestone.due) or None,
        "original_due": stamp(milestone.original_due) or None,
        "slips": [_slip(slip) for slip in milestone.slips],
        "since": stamp(milestone.added) or None,
        "met": stamp(milestone.met) or None,
        "dropped": stamp(milestone.dropped) or None,
        "reason": str(milestone.reason or ""),
    }


def _slip(slip: Slip) -> Document:
    return {"due": stamp(slip.due), "at": stamp(slip.at) or None, "reason": str(slip.reason or "")}


def _owner(owner: Owner, names: Names) -> Document:
    return {
        "person": names.of(owner.person) or None,
        "body": owner.body or None,
        "role": owner.role,
        "accepted": owner.accepted,
        "leaving": owner.leaving,
    }
