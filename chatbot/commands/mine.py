"""What waits for a person: `/pn mine`."""

from typing import Final

from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.commands.commitment_text import describe
from chatbot.commands.poll_text import describe_how
from chatbot.commands.secret import last_ballot
from chatbot.commands.secret_text import describe_voting
from chatbot.rights import Right
from storage.i18n import N_, _
from storage.measures import meetings, polls
from storage.measures.commitments import by_deadline
from storage.measures.owners import find_owner, promised
from storage.state import Commitment, Meeting, Network, Poll

TABLE: Final = Table()
MOST: Final = 3
"""Meetings of a network."""


@TABLE.command(
    "pn mine",
    summary=N_("Show your open commitments, polls to vote in and next meetings"),
    who=Right.SELF,
    audience=PRIVATE,
    example="/pn mine",
    networked=False,
)
class Mine:
    """Gathers what waits for a person, over all networks."""

    def show(self, call: Call) -> str:
        """Render what there is, a network at a time."""
        return "\n".join(waiting(call)) or _("Nothing waits for you.")


def waiting(call: Call) -> list[str]:
    """Return a text for each thing that waits for a person, a network at a time."""
    return [part for network in call.state.networks.values() for part in _mine(call, network)]


def _mine(call: Call, network: Network) -> list[str]:
    call = call.within(network.code)
    me = call.person.id
    votes = [
        _vote(call, poll)
        for poll in polls.with_stage(network, polls.Stage.OPEN, call.now)
        if me in poll.electorate and polls.may_vote(network, poll, me, call.now) and last_ballot(call, poll) is None
    ]
    coming = [
        f"{meeting.label}: {meeting.title}, {call.time(meeting.current.starts)}"
        for meeting in _next_ones(meetings.upcoming(network, call.now, meetings.LATE))
        if call.may(Right.TAKE_PART)
    ]
    return [*(_promise(call, one) for one in by_deadline(promised(network, me))), *votes, *coming]


def _promise(call: Call, commitment: Commitment) -> str:
    """Return a commitment; what is only proposed to the person, with what they can type."""
    line = describe(call, commitment)
    owner = find_owner(commitment, call.person.id)
    if owner is None or owner.accepted:
        return line
    sentence = _("Take it on: `/commit accept {id}`, or turn it down: `/commit decline {id}`")
    return f"{line}\n  {sentence.format(id=commitment.label)}"


def _vote(call: Call, poll: Poll) -> str:
    """Return a poll with its end, and how one votes in it."""
    line = f"{poll.label}: {poll.question}"
    if poll.closes:
        line = _("{poll} · closes on {time}").format(poll=line, time=call.time(poll.closes))
    return f"{line}\n  {describe_voting(call, poll) if poll.rules.secret else describe_how(poll)}"


def _next_ones(coming: list[Meeting]) -> list[Meeting]:
    """Return the next meetings: of a series only the first, as its others say nothing new."""
    firsts: dict[int, Meeting] = {}
    for meeting in coming:
        firsts.setdefault(meeting.series.first if meeting.series else meeting.number, meeting)
    return list(firsts.values())[:MOST]
