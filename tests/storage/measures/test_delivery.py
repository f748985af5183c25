"""Promises kept in time: the figures of the work plan, by example and against a second way of counting."""

from datetime import UTC, datetime, timedelta
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from storage.events import EVER, DeadlineKind, Progress, Text
from storage.measures.commitments import is_overdue, standing
from storage.measures.delivery import Delivery, delivery, slip
from storage.public import wording
from storage.public.wording import median_slip
from storage.public.wording import on_time as told_on_time
from storage.state import Commitment
from tests.conversation import Conversation

AS_OF = datetime(2021, 6, 1, 12, tzinfo=UTC)
DAYS = st.integers(-60, 60)


def commitment(
    original: int | None = None, due: int | None = None, done: int | None = None, progress: Progress = Progress.OPEN
) -> Commitment:
    """Return a commitment with its times in days from `AS_OF`."""

    def at(days: int | None) -> datetime | None:
        return None if days is None else AS_OF + timedelta(days=days)

    kind = DeadlineKind.BY if due is not None else DeadlineKind.NONE
    progress = Progress.DONE if done is not None else progress
    made = Commitment("PNE", 1, Text("Draft"), (), at(due), kind, progress, EVER, original_due=at(original))
    made.done = at(done)
    return made


def test_of_nothing_due_there_is_no_figure() -> None:
    """Not 0%, and no slip of 0 days: undated and coming ones are not counted."""
    assert delivery([commitment(), commitment(1, 1)], AS_OF) == Delivery(0, 0, 0, 0, None)


def test_against_the_original_deadline_and_the_one_of_now() -> None:
    """Moved from 20 days ago to 5 days ago and done 10 days ago: late, and in time as revised."""
    assert delivery([commitment(-20, -5, -10)], AS_OF) == Delivery(1, 0, 1, 1, 10)


def test_what_moved_beyond_now_is_due_against_the_original_deadline_only() -> None:
    """Its slip grows until it is done."""
    assert delivery([commitment(-20, 5)], AS_OF) == Delivery(1, 0, 0, 0, 20)


def test_what_was_dropped_is_in_no_figure() -> None:
    """It was agreed not to be kept."""
    assert delivery([commitment(-20, -20, progress=Progress.DROPPED)], AS_OF) == Delivery(0, 0, 0, 0, None)


def test_what_was_done_nobody_knows_when_is_in_no_figure() -> None:
    """An import may say that something is done, and not when."""
    undated = commitment(-20, -20, 0)
    undated.done = EVER

    assert delivery([undated], AS_OF) == Delivery(0, 0, 0, 0, None)


def test_what_nobody_has_reported_on_is_told_apart() -> None:
    """Of an import that says what was due, and not what became of it, no delay of years is told."""
    reported, unknown = commitment(-10, -10), commitment(-2000, -2000, progress=Progress.UNKNOWN)
    both, alone = (delivery(counted, AS_OF) for counted in ([reported, unknown], [unknown, unknown]))

    assert (both.unknown, alone.unknown) == (1, 2)
    assert median_slip(both) == "1005 days late (over 2 commitments, of which 1 of unknown status)"
    assert median_slip(alone) == "n/a (nobody has said whether the 2 that were due were done)"
    assert wording.delivery(alone) == "Done on time: n/a (nobody has said whether the 2 that were due were done)"
    assert told_on_time(alone) == median_slip(alone)


def test_early_is_negative_and_the_median_lies_between_two() -> None:
    """Of two, the mean of both."""
    assert delivery([commitment(-10, -10, -13), commitment(-10, -10, -6)], AS_OF) == Delivery(2, 1, 2, 1, 0.5)


def test_a_slipped_and_a_dropped_commitment_in_the_talk(talk: Conversation) -> None:
    """As people type it: on time 1 of 2, beside it 2 of 2; the dropped one is in neither."""
    talk.given(
        "@li /commit One by:10 March 2021",
        "@li /commit Two by:10 March 2021",
        "@li /commit Three by:10 March 2021",
        "@li /commit Four",
    )
    talk.wait(days=5)
    talk.given(
        "@li /commit done C1", "@li /commit slip C2 by:20 March 2021 because:the reviewers", "@li /commit drop C3"
    )
    talk.wait(days=10)
    talk.given("@li /commit done C2")
    talk.wait(days=30)
    told = talk.say("@li /pn status PNE").text

    assert delivery(talk.network.commitments.values(), talk.now) == Delivery(2, 1, 2, 2, 1)
    assert (
        "Done on time: 1 of 2 (50%); by the deadlines as moved since: 2 of 2 (100%). "
        "Typical delay: 1 day late (over 2 commitments)"
    ) in told
    assert "done 2, dropped 1" in told


COMMITMENTS = st.lists(
    st.builds(
        commitment,
        original=DAYS,
        due=DAYS,
        done=st.none() | st.integers(-60, 0),
        progress=st.sampled_from([Progress.OPEN, Progress.IN_PROGRESS, Progress.DROPPED]),
    )
    | st.builds(commitment),
    max_size=20,
)


@given(COMMITMENTS)
def test_the_figures_counted_a_second_way(listed: list[Commitment]) -> None:
    """Straight from the words of the definition."""
    kept = [c for c in listed if c.progress != "dropped"]
    due = [c for c in kept if c.original_due and not c.original_due > AS_OF]
    revised = [c for c in kept if c.due and not c.due > AS_OF]
    slips = [((c.done or AS_OF).date() - c.original_due.date()).days for c in due if c.original_due]
    counted = delivery(listed, AS_OF)

    assert counted.due == len(due)
    assert counted.on_time == len([c for c in due if c.done and c.original_due and c.original_due >= c.done])
    assert counted.due_as_revised == len(revised)
    assert counted.on_time_as_revised == len([c for c in revised if c.done and c.due and c.due >= c.done])
    assert counted.median_slip == (median(slips) if slips else None)


@given(COMMITMENTS)
def test_what_is_overdue_has_no_end_and_a_deadline_before(listed: list[Commitment]) -> None:
    """And whatever is not finished and slipped since its original deadline grows by a day a day."""
    late = [one for one in listed if is_overdue(one, AS_OF)]

    assert standing(listed, AS_OF).overdue == len(late)
    assert all(one.due and one.due < AS_OF and one.done is None and one.progress != "dropped" for one in late)
    assert not any(one in late for one in listed if one.due == AS_OF)
    for one in listed:
        if one.original_due and one.done is None:
            assert slip(one, AS_OF + timedelta(days=1)) == slip(one, AS_OF) + 1
