"""What holds of every kind of poll, whoever votes what."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from storage.events import PollKind
from storage.exports.ballots import result
from storage.measures.polls import ballots, tally
from storage.state import Poll
from tests.storage.measures import elections


@given(elections.polls(), st.randoms())
def test_the_order_of_ballots_never_matters(poll: Poll, shuffled: random.Random) -> None:
    """Who voted first has no advantage."""
    people = list(poll.ballots)
    shuffled.shuffle(people)

    again = replace(poll, ballots={person: poll.ballots[person] for person in people})

    assert result(again) == result(poll)


@given(st.data())
def test_one_more_voter_changes_nobody_elses_ballot(data: st.DataObject) -> None:
    """Counts grow by what that one says and by nothing else."""
    poll = data.draw(elections.polls())
    ballot = data.draw(elections.ballots(poll.kind, len(poll.options)))
    more = replace(
        poll, ballots={**poll.ballots, "more": ballot}, electorate=poll.electorate | {"more"}, leavers=poll.leavers
    )
    before, after = tally(poll), tally(more)
    named = ballot.choice[:1] if poll.kind is PollKind.RANKED else ballot.choice

    assert after.voters == before.voters + 1
    assert [new - old for old, new in zip(before.counts, after.counts, strict=True)] == [
        int(number in named) for number in range(1, len(poll.options) + 1)
    ]


@given(st.data())
def test_a_changed_vote_counts_once(data: st.DataObject) -> None:
    """As if the first one had never been given."""
    poll = data.draw(elections.polls())
    first, last = (data.draw(elections.ballots(poll.kind, len(poll.options))) for _ in range(2))
    changed, only = (replace(poll, ballots=dict(poll.ballots)) for _ in range(2))
    changed.ballots["p0"] = first
    changed.ballots["p0"] = last
    only.ballots["p0"] = last

    assert result(changed) == result(only)


@given(elections.polls())
def test_totals_add_up(poll: Poll) -> None:
    """No ballot is lost or counted twice; nobody outside the electorate counts, and who lost the ballot neither."""
    counted = tally(poll)
    cast = ballots(poll)

    assert counted.voters == len(cast)
    assert counted.abstained + counted.deciding == counted.voters
    assert all(count <= counted.deciding for count in counted.counts)
    if poll.kind in (PollKind.SINGLE, PollKind.RANKED, PollKind.CONSENSUS):
        assert sum(counted.counts) == counted.deciding
    if counted.electorate is not None:
        assert counted.voters <= counted.electorate
    for time, able in enumerate(counted.maybe):
        assert counted.counts[time] + able <= counted.deciding
