"""What waits for a person: `/pn mine`."""

from typing import Final

from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.commands.commitment_text import describe_all
from chatbot.commands.secret import last_ballot
from chatbot.rights import Right
from storage.i18n import N_, _
from storage.measures import meetings, polls
from storage.measures.commitments import is_finished
from storage.measures.owners import find_owner
from storage.state import Meeting, Network

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
    """Return a line for each thing that waits for a person, a network at a time."""
    return [part for network in call.state.networks.values() for part in _mine(call, network)]


def _mine(call: Call, network: Network) -> list[str]:
    call = call._replace(code=network.code)
    me = call.person.id
    promised = [
        commitment
        for commitment in network.commitments.values()
        if not is_finished(commitment) and find_owner(commitment, me)
    ]
    votes = [
        _("{poll}: {question} Vote: `/poll vote {poll} 1`").format(poll=poll.label, question=poll.question)
        for poll in polls.with_stage(network, polls.Stage.OPEN, call.now)
        if me in poll.electorate and polls.may_vote(network, poll, me, call.now) and last_ballot(call, poll) is None
    ]
    coming = [
        f"{meeting.label}: {meeting.title}, {call.time(meeting.current.starts)}"
        for meeting in _next_ones(meetings.upcoming(network, call.now, meetings.LATE))
        if call.may(Right.TAKE_PART)
    ]
    return [*describe_all(call, promised).splitlines(), *votes, *coming]


def _next_ones(coming: list[Meeting]) -> list[Meeting]:
    """Return the next meetings: of a series only the first, as its others say nothing new."""
    firsts = {meeting.series.first if meeting.series else meeting.number: meeting for meeting in reversed(coming)}
    return list(reversed(firsts.values()))[:MOST]
