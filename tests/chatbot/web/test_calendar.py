"""The calendar, read back by two libraries."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import vobject
from icalendar import Calendar

from tests.chatbot.web import crowd
from tests.chatbot.web.visiting import visit
from tests.conversation import Conversation


def fetch(talk: Conversation, path: str = "/calendar.ics") -> str:
    """Return the calendar of a record."""
    [answer] = visit(talk, path, public_url="https://pn.example.org")
    return answer.text


def events(text: str) -> dict[str, Any]:
    """Return the meetings by what they are called."""
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(text).walk("VEVENT")}


def test_meetings_planned_held_and_cancelled_are_there(lived: Conversation) -> None:
    """Each with its network and title, its start in UTC and how long it took."""
    found = events(fetch(lived))
    held, planned, cancelled = (found[f"PNE: {title} call"] for title in ("March", "April", "Spare"))

    assert len(found) == 3
    assert held.decoded("DTSTART") == datetime(2021, 3, 1, 9, 20, tzinfo=UTC)
    assert held.decoded("DURATION") == timedelta(minutes=30)
    assert planned.decoded("DTSTART") == datetime(2021, 3, 21, 17, tzinfo=UTC)
    assert planned.decoded("DURATION") == timedelta(hours=1)
    assert [event["STATUS"] for event in (held, planned, cancelled)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [event["SEQUENCE"] for event in (held, planned, cancelled)] == [0, 0, 1]
    assert str(planned["URL"]) == "https://pn.example.org/?pn=PNE"


def test_another_library_reads_the_same(lived: Conversation) -> None:
    """Both find every meeting, and the calendar is valid."""
    text = fetch(lived)
    calendar = vobject.readOne(text, validate=True)
    read = {event.summary.value: event for event in calendar.vevent_list}

    assert set(read) == set(events(text))
    assert read["PNE: April call"].dtstart.value == datetime(2021, 3, 21, 17, tzinfo=UTC)
    assert read["PNE: Spare call"].status.value == "CANCELLED"


def test_a_meeting_keeps_its_name(lived: Conversation) -> None:
    """A cancelled meeting is the one that was planned; the same calendar is the same bytes."""
    before = fetch(lived)
    lived.wait(minutes=5)
    same = fetch(lived)
    lived.given("@zofiamarker /meeting cancel M2")
    after = events(fetch(lived))["PNE: April call"]

    assert before == same
    assert after["UID"] == events(before)["PNE: April call"]["UID"]
    assert after["STATUS"] == "CANCELLED"
    assert after.decoded("DTSTAMP") == lived.now


def test_one_network_has_a_calendar_of_its_own(lived: Conversation) -> None:
    """The others' meetings are not in it."""
    lived.given("@sec #pnma /meeting plan 2 April 2021 13:00 UTC title:First call")

    assert list(events(fetch(lived, "/calendar.ics?pn=PNMA"))) == ["PNMA: First call"]
    assert "PNMA: First call" in events(fetch(lived))


def test_meetings_of_long_ago_are_left_out(lived: Conversation) -> None:
    """What was more than a year ago; what is to come stays, however far."""
    lived.given("@zofiamarker /meeting plan 2 April 2022 13:00 UTC title:Next year's call")
    lived.now = datetime(2022, 3, 10, tzinfo=UTC)

    assert list(events(fetch(lived))) == ["PNE: Next year's call", "PNE: Spare call", "PNE: April call"]


def test_hostile_titles_make_no_property(talk: Conversation) -> None:
    """Line breaks, commas and control characters are part of the title, and lines are no longer than allowed."""
    text = fetch(crowd.hostile(talk.folder.with_name("hostile")))
    found = events(text)
    names = set(re.findall(r"^([A-Z-]+)[:;]", text, re.MULTILINE))

    assert len(found) == text.count("\r\nBEGIN:VEVENT") == len(crowd.TEXTS) + 1
    assert "PNE: one BEGIN:VEVENT SUMMARY;X=1:two\\, three; four five" in found
    assert names == {
        "BEGIN", "END", "PRODID", "VERSION", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "UID", "DTSTAMP", "DTSTART",
        "DURATION", "SUMMARY", "STATUS", "SEQUENCE", "CATEGORIES", "URL",
    }  # fmt: skip
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert {event.summary.value for event in vobject.readOne(text).vevent_list} == set(found)
