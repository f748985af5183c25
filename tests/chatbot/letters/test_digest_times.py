"""When a digest comes: at most one letter a day, none at night, as its reader chose, however the bot is run."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chatbot.letters.reminded import DRAFT, DUE, SOURCES, days
from tests.chatbot.messenger import FakeMessenger, deliver
from tests.conversation import START, Conversation


def test_a_bot_that_was_down_tells_the_last_step_only(talk: Conversation) -> None:
    """Not four letters in a row."""
    talk.given(DRAFT)
    talk.now = DUE + timedelta(days=40)
    talk.now = talk.now.replace(hour=12)
    messenger = FakeMessenger()
    days(talk, messenger, talk.now + timedelta(days=5))

    assert len(messenger.to("li")) == 1
    assert len(messenger.to("amina")) == 1


def test_weekly_comes_on_mondays_with_whatever_is_open(talk: Conversation) -> None:
    """Also without anything due; with nothing open, nothing comes."""
    talk.given("@li /commit Read it", "@li /pn me notify:weekly", "@bruno /pn me notify:weekly")
    messenger = FakeMessenger()
    moments: list[datetime] = []
    while talk.now < START + timedelta(days=21):
        before = len(messenger.letters)
        days(talk, messenger, talk.now + timedelta(hours=3))
        moments += [talk.now] * (len(messenger.letters) - before)

    assert [f"{moment:%a %d}" for moment in moments] == ["Mon 01", "Mon 08", "Mon 15", "Mon 22"]
    assert len(messenger.to("li")) == 4
    assert "This is your weekly digest: `/pn me notify:daily` or `notify:no` changes that." in messenger.to("li")[0]


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu", "UTC"])
def test_letters_come_by_day_from_the_hour_that_was_chosen(talk: Conversation, zone: str) -> None:
    """Where the reader is, whatever the bot's own time."""
    talk.given(f"@li /pn me zone:{zone} hour:11", DRAFT)
    messenger, hours = FakeMessenger(), []
    while talk.now < DUE + timedelta(days=8):
        before = len(messenger.to("li"))
        days(talk, messenger, talk.now + timedelta(hours=1), timedelta(hours=1))
        if len(messenger.to("li")) > before:
            hours.append(talk.now.astimezone(ZoneInfo(zone)).hour)

    assert len(hours) == 4
    assert all(11 <= hour < 20 for hour in hours)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 100), min_size=1, max_size=25), st.integers(1, 24))
def test_each_reminder_once_however_the_bot_is_run(
    pne: object, tmp_path_factory: pytest.TempPathFactory, pauses: list[int], step: int
) -> None:
    """It starts at any hours, and now and then a letter's answer is lost: a day has one letter, a step is told once."""
    talk = Conversation(tmp_path_factory.mktemp("run") / "record")
    talk.given("@sec /pn add PNE Environment", "@sec /pn member add @li PNE", DRAFT)
    messenger = FakeMessenger()
    told: list[datetime] = []
    for place, hours in enumerate(pauses):
        talk.wait(hours=hours)
        messenger.fail_at = messenger.steps + 1 + place % 2 if place % 3 == step % 3 else None
        before = len(messenger.to("li"))
        try:
            deliver(talk, messenger, SOURCES)
        except type(messenger.error):
            talk.reopen()
        told += [talk.now] * (len(messenger.to("li")) - before)

    assert len({moment.date() for moment in told}) == len(told)
    assert len(set(messenger.to("li"))) == len(messenger.to("li")) <= 4
    assert all(8 <= moment.hour < 20 for moment in told)


# As its reader chose


def test_whoever_wants_none_gets_none(talk: Conversation) -> None:
    """`/pn mine` tells the same whenever they ask."""
    talk.given(DRAFT, "@li /pn me notify:no")
    messenger = FakeMessenger()
    days(talk, messenger, DUE + timedelta(days=6), timedelta(hours=12))

    assert messenger.to("li") == []
    assert "PNE-C1" in talk.say("@li /pn mine").text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("notify:weekly", ("weekly", 9)), ("notify:off hour:8", ("no", 8)), ("hour:19:00", ("daily", 19))],
)
def test_the_digest_is_ones_own_to_set(talk: Conversation, typed: str, kept: tuple[str, int]) -> None:
    """How often, and from which hour."""
    talk.given(f"@li /pn me {typed}")
    li = talk.bot.people.named("li")

    assert li
    assert (li.notify, li.hour) == kept
    assert "Private digest: " in talk.say("@li /pn me").text


@pytest.mark.parametrize("typed", ["notify:hourly", "hour:3", "hour:noon", "hour:23", "via:irc"])
def test_a_setting_that_cannot_be_is_refused(talk: Conversation, typed: str) -> None:
    """With one that works."""
    assert talk.say(f"@li /pn me {typed}").error == "usage"
