"""Who has left is settled as of the close of a poll, however late that is recorded."""

from collections.abc import Mapping
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage import fold
from storage.events import (
    BallotCast,
    MembershipAccepted,
    NetworkAdded,
    PollClosed,
    PollKind,
    PollOpened,
    PollProposed,
    Role,
    RolesChanged,
    Rules,
    Text,
)
from storage.measures import polls
from storage.state import State
from tests.storage.measures.elections import AT

DEADLINE = AT + timedelta(minutes=60)


def opened() -> State:
    """Return a state with a poll in which those who leave lose their ballot, and the ballot of its one member."""
    state = State()
    proposal = PollProposed(
        network="PNE",
        poll=1,
        question=Text("Which?"),
        options=(Text("A"), Text("B")),
        kind=PollKind.SINGLE,
        proposer="li",
        closes=DEADLINE,
        rules=Rules(leavers_keep=False),
    )
    fold.apply(state, [NetworkAdded(network="PNE", name="")], AT)
    fold.apply(state, [MembershipAccepted(network="PNE", person="li", roles=(Role.MWG,))], AT)
    fold.apply(state, [proposal, PollOpened(network="PNE", poll=1, electorate=("li",), opener="li")], AT)
    fold.apply(state, [BallotCast(network="PNE", poll=1, person="li", choice=(1,))], AT)
    return state


@given(st.dictionaries(st.integers(1, 120), st.booleans(), max_size=6), st.integers(0, 60))
def test_who_has_left_is_settled_as_of_the_close(changes: Mapping[int, bool], closed: int) -> None:
    """By the rule that says who may vote, at that instant; what came before the count changes nothing."""
    state = opened()
    for minute, stays in sorted(changes.items()):
        change = RolesChanged(network="PNE", person="li", roles=(Role.MWG,) if stays else ())
        fold.apply(state, [change], AT + timedelta(minutes=minute))
    closing = AT + timedelta(minutes=closed)
    network, poll = state.network("PNE"), state.poll("PNE", 1)
    may_vote = polls.may_vote(network, poll, "li", closing)
    fold.apply(state, [PollClosed(network="PNE", poll=1, since=closing)], AT + timedelta(days=1))

    until = [stays for minute, stays in sorted(changes.items()) if minute <= closed]
    assert ("li" in polls.by_voter(poll)) == may_vote == (until or [True])[-1]
    assert polls.may_vote(network, poll, "li", DEADLINE + timedelta(days=1)) == polls.may_vote(
        network, poll, "li", DEADLINE
    )
