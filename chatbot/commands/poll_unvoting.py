"""How a vote is taken back: `/poll unvote`, and by taking the vote itself away on its platform."""

from collections.abc import Sequence
from typing import Final

from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.commands import secret
from chatbot.commands.poll import A_POLL
from chatbot.commands.poll_voting import check_open, check_order, check_voter, when_given
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import AnyEvent, BallotCast, BallotWithdrawn, EntryUndone
from storage.i18n import N_, _
from storage.measures import polls
from storage.state import Absent, Poll

TABLE: Final = Table()


@TABLE.command(
    "poll unvote",
    summary=N_("Have no vote in a poll any more; to abstain is another thing"),
    who=Right.VOTE,
    audience=PRIVATE,
    example="/poll unvote P3",
    arguments=[A_POLL],
)
class Unvote:
    """Leaves a voter without a ballot, as if they had never voted."""

    def decide(self, call: Call, poll: Poll) -> Sequence[AnyEvent]:
        """Return the withdrawal; nothing where there is no ballot. Refuse what `/poll vote` refuses."""
        check_open(call, poll)
        check_voter(call, poll)
        if poll.rules.secret:
            sentence = _("A secret ballot is not taken back: vote again to change it.")
            raise Refused("conflict", sentence, secret.way_to_vote(call, poll))
        check_order(call, poll)
        if call.person.id not in poll.ballots:
            return []
        withdrawn = BallotWithdrawn(
            network=poll.network, since=when_given(call, poll), poll=poll.number, person=call.person.id
        )
        return [withdrawn]

    def answer(self, call: Call, event: BallotWithdrawn) -> str:
        """Say that there is no vote, and how to vote."""
        poll = call.state.poll(event.network, event.poll)
        return _("You have no vote in {poll} now. To vote: `/poll vote {poll} 1`").format(poll=poll.label)


def take_away(call: Call, source: str) -> Sequence[AnyEvent]:
    """Return the undoing of the vote that a source made, so that the one before it counts again.

    Nothing where the person made no such vote. Raise `Refused` where the poll takes no votes any more.
    """
    seq = call.history.sources.get(source, 0)
    if not seq or seq in call.history.undone:
        return []
    entry = call.history.entry(seq)
    [vote, *others] = entry.events
    if entry.by != call.by or others or not isinstance(vote, BallotCast | BallotWithdrawn):
        return []
    try:
        poll = call.state.poll(vote.network, vote.poll)
    except Absent:
        return []
    if polls.stage(poll, call.request.now) is not polls.Stage.OPEN:
        sentence = _("{poll} takes no votes any more: yours stays as it was counted.").format(poll=poll.label)
        raise Refused("closed", sentence, f"/poll results {poll.label}")
    return [EntryUndone(network=vote.network, entry=seq)]
