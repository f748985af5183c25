"""Commitments that come again, or are taken up again, and what is written beside them."""

from datetime import UTC, datetime

import pytest

from storage.events import Every, Progress, Unit
from tests.conversation import Conversation, suggestion

REPORT = "@li /commit Write the report by:31 March 2021 every:month"


def due(talk: Conversation, number: int) -> str:
    """Return a deadline in UTC."""
    found = talk.commitment(number).due
    return f"{found:%d %B %Y %H:%M}" if found else ""


# Again and again


@pytest.mark.parametrize(
    ("typed", "every"),
    [
        ("month", Every(Unit.MONTH)),
        ("2 weeks", Every(Unit.WEEK, 2)),
        ("fortnight", Every(Unit.WEEK, 2)),
        ("quarterly", Every(Unit.MONTH, 3)),
        ("٢ months", Every(Unit.MONTH, 2)),
        ("Year", Every(Unit.YEAR)),
    ],
)
def test_how_often_is_read_in_words(talk: Conversation, typed: str, every: Every) -> None:
    """A unit, with a number before it where it is not every one."""
    talk.given(f"@li /commit Write the report by:31 March 2021 every:{typed}")

    assert talk.commitment().every == every


@pytest.mark.parametrize("typed", ["full moon", "0 weeks", "99 years", "month and a day", ""])
def test_how_often_that_cannot_be_read_is_refused(talk: Conversation, typed: str) -> None:
    """Nothing is recorded, and the form is shown."""
    reply = talk.say(f"@li /commit Write the report by:31 March 2021 every:{typed}")

    assert reply.error == "usage"
    assert "every:month" in reply.text
    assert not talk.network.commitments


def test_what_comes_again_needs_a_deadline(talk: Conversation) -> None:
    """There is nothing to count from; the line that is suggested has one."""
    reply = talk.say("@li /commit Write the report every:month")

    assert reply.error == "usage"
    assert talk.say(f"@li {suggestion(reply)}").error is None


def test_when_one_is_done_the_next_is_made(talk: Conversation) -> None:
    """With the same owners, counted from the first deadline, so that a short month shortens none after it."""
    talk.given(REPORT)
    talk.wait(days=30)
    reply = talk.say("@li /commit done C1")

    assert reply.text.splitlines()[1] == (
        "Next: PNE-C2: Write the report · by 30 April 2021 (end of day, UTC) · @li · open · every month"
    )
    assert reply.created == ("PNE-C2",)

    talk.wait(days=30)
    talk.given("@li /commit done C2")

    assert due(talk, 3) == "31 May 2021 23:59"


def test_done_early_and_slipped_the_next_keeps_its_time(talk: Conversation) -> None:
    """The next one comes at the first time after both the original deadline and now."""
    talk.given(REPORT, "@li /commit slip C1 by:20 April 2021", "@li /commit done C1")

    assert due(talk, 2) == "30 April 2021 23:59"

    talk.wait(days=150)
    talk.given("@li /commit done C2")

    assert due(talk, 3) == "31 July 2021 23:59"


def test_the_hour_is_kept_where_the_owner_lives(talk: Conversation) -> None:
    """Across a change of the clocks; a time that was typed in UTC stays in UTC."""
    talk.given(
        "@li /pn me zone:Europe/Berlin",
        "@li /commit Call them by:24 March 2021 17:00 every:week",
        "@li /commit Call us by:24 March 2021 17:00 UTC every:week",
    )
    talk.now = datetime(2021, 3, 25, 9, tzinfo=UTC)
    talk.given("@li /commit done C1", "@li /commit done C2")

    assert due(talk, 1) == "24 March 2021 16:00"
    assert due(talk, 3) == "31 March 2021 15:00"
    assert due(talk, 4) == "31 March 2021 17:00"


def test_only_the_deadline_tells_the_zone(talk: Conversation) -> None:
    """The letters UTC in the text make no time one in UTC; a place that stands beside the time counts."""
    talk.given(
        "@li /pn me zone:Europe/Berlin",
        "@li /commit Tell them about UTC by:24 March 2021 17:00 every:week",
        "@li /commit Call them by:24 March 2021 17:00 America/New_York every:week",
        "@li /commit Call us by:24 March 2021 17:00+02:00 every:week",
        "@li /commit Write by:24 March 2021 every:week",
    )
    found = [one.every.zone for one in talk.network.commitments.values() if one.every]

    assert found == ["Europe/Berlin", "America/New_York", "UTC", "UTC"]


def test_dropping_ends_it_and_reopening_makes_no_second_next(talk: Conversation) -> None:
    """One row of commitments, never two."""
    talk.given(REPORT, "@li /commit done C1", "@li /commit reopen C1", "@li /commit done C1", "@li /commit drop C2")

    assert list(talk.network.commitments) == [1, 2]


def test_taking_back_that_it_is_done_takes_the_next_back(talk: Conversation) -> None:
    """Both are one entry."""
    talk.given(REPORT, "@li /commit done C1", "@li /pn undo")

    assert list(talk.network.commitments) == [1]
    assert talk.commitment().progress is Progress.OPEN


# Taken up again


@pytest.mark.parametrize("end", ["done C1 https://example.org", "drop C1"])
def test_what_is_finished_can_be_taken_up_again(talk: Conversation, end: str) -> None:
    """It is in progress where it was begun, else open; its deadlines stay."""
    talk.given("@li /commit Draft it by:31 March 2021", f"@li /commit {end}")
    talk.given("@li /commit reopen C1")
    again = talk.commitment()

    assert (again.progress, again.done, again.dropped, again.evidence) == (Progress.OPEN, None, None, None)

    talk.given("@li /commit start C1", f"@li /commit {end}", "@li /commit reopen C1")

    assert talk.commitment().progress is Progress.IN_PROGRESS
    assert talk.say("@li /commit reopen C1").error == "conflict"


# Beside it


def test_a_commitment_is_shown_with_all_that_is_beside_it(talk: Conversation) -> None:
    """Reasons, notes and evidence are for those who take part."""
    talk.given(
        "@li /commit Draft it by:31 March 2021",
        "@li /commit slip C1 by:7 April 2021 because:the reviewers",
        "@bruno /commit note C1 nearly there",
        "@li /commit done C1 https://example.org",
    )
    inside, outside = (talk.say(f"@{who} /commit show C1") for who in ("bruno", "stranger"))

    assert inside.private
    assert inside.text.splitlines()[1:] == [
        "Moved to 7 April 2021 (end of day, UTC) on Mon 1 March 2021 09:00 UTC: the reviewers",
        "Note of Mon 1 March 2021 09:00 UTC: nearly there",
        "Evidence: https://example.org",
    ]
    assert not {word for word in ("reviewers", "nearly", "example.org", "@li") if word in outside.text}


# Listed


def test_the_list_is_filtered_by_owner_milestone_and_state(talk: Conversation) -> None:
    """Together, too."""
    talk.given(
        "@amina /milestone add Outline",
        "@li /commit One by:in 5 minutes milestone:W1",
        "@li /commit Two owner:@bruno",
        "@li /commit Three owner:IGF Secretariat milestone:W1",
        "@li /commit Four",
    )
    talk.wait(minutes=10)

    def listed(words: str) -> list[str]:
        return [line[:6] for line in talk.say(f"@li /commit list {words}").text.splitlines()]

    assert listed("owner:@li") == ["PNE-C1", "PNE-C4"]
    assert listed("owner:@bruno") == ["PNE-C2"]
    assert listed("owner:igf secretariat") == ["PNE-C3"]
    assert listed("milestone:W1") == ["PNE-C1", "PNE-C3"]
    assert listed("late owner:@li milestone:W1") == ["PNE-C1"]
    assert listed("late owner:@bruno") == ["There "]


def test_whose_commitments_they_are_is_not_for_everybody(talk: Conversation) -> None:
    """An observer may ask for a body's, and for nobody's by name."""
    talk.given("@li /commit Draft it", "@li /commit Print it owner:IGF Secretariat")

    assert talk.say("@stranger /commit list owner:@li").error == "forbidden"
    assert "PNE-C2" in talk.say("@stranger /commit list owner:IGF Secretariat").text
