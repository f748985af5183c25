"""What the record says: networks, memberships, polls, meetings, commitments, milestones. Only the fold changes it."""

from storage.state.commitments import Commitment, Lapse, Milestone, Note, Owned, Slip
from storage.state.meetings import AgendaItem, Attendance, Meeting, MeetingNote, Minutes, Sitting
from storage.state.networks import Absent, Membership, Network, Publication
from storage.state.polls import ELECTORS, LEVELS, Ballot, Extension, Poll, Standing
from storage.state.whole import Channel, State

__all__ = [
    "ELECTORS",
    "LEVELS",
    "Absent",
    "AgendaItem",
    "Attendance",
    "Ballot",
    "Channel",
    "Commitment",
    "Extension",
    "Lapse",
    "Meeting",
    "MeetingNote",
    "Membership",
    "Milestone",
    "Minutes",
    "Network",
    "Note",
    "Owned",
    "Poll",
    "Publication",
    "Sitting",
    "Slip",
    "Standing",
    "State",
]
