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
    assert held.decoded("DTSTART") == datetime(2021, 3, 1, 9, 0, tzinfo=UTC)
    assert held.decoded("DURATION") == timedelta(minutes=30)
    assert planned.decoded("DTSTART") == datetime(2021, 3, 21, 17, tzinfo=UTC)
    assert planned.decoded("DURATION") == timedelta(hours=1)
    assert [event["STATUS"] for event in (held, planned, cancelled)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [event["SEQUENCE"] for event in (held, planned, cancelled)] == [2, 0, 1]
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
    assert fetch(lived, "/calendar/pnma.ics") == fetch(lived, "/calendar.ics?pn=PNMA")
    assert [visit(lived, path)[0].status for path in ("/calendar/PNX.ics", "/calendar/PNMA", "/calendar/.ics")] == [
        404
    ] * 3
    assert "PNMA: First call" in events(fetch(lived))


def test_a_change_of_the_time_raises_the_sequence(lived: Conversation) -> None:
    """Also one that takes a change back, so that no reader keeps what does not hold any more."""
    lived.given("@zofiamarker /meeting move M2 22 March 2021 17:00 UTC")
    moved = events(fetch(lived))["PNE: April call"]
    lived.given("@zofiamarker /meeting cancel M2")
    cancelled = events(fetch(lived))["PNE: April call"]
    lived.given("@zofiamarker /pn undo")
    back = vobject.readOne(fetch(lived), validate=True)
    [after] = [one for one in back.vevent_list if one.summary.value == "PNE: April call"]

    assert (moved["SEQUENCE"], cancelled["SEQUENCE"], after.sequence.value) == (1, 2, "3")
    assert moved.decoded("DTSTART") == datetime(2021, 3, 22, 17, tzinfo=UTC)
    assert moved.decoded("LAST-MODIFIED") == lived.now
    assert (cancelled["STATUS"], after.status.value) == ("CANCELLED", "CONFIRMED")


def test_a_series_and_its_sittings_are_events_of_their_own(talk: Conversation) -> None:
    """Each at its own instant in UTC, whatever the clocks do where it was planned, with agenda and link."""
    talk.given("@amina /meeting plan 10 March 2021 14:00 Europe/Paris also:11 March 2021 02:00 UTC "
               "every:month title:Call link:https://example.org/a;b")  # fmt: skip
    talk.given("@li /meeting agenda add M1 Review, at last", "@amina /meeting agenda agree M1")
    text = fetch(talk)
    found = Calendar.from_ical(text).walk("VEVENT")
    first = events(text)["PNE: Call (sitting 1 of 2)"]

    assert sorted(event.decoded("DTSTART") for event in found) == [
        datetime(2021, 3, 10, 13, tzinfo=UTC), datetime(2021, 3, 11, 2, tzinfo=UTC),
        datetime(2021, 4, 14, 12, tzinfo=UTC), datetime(2021, 4, 15, 2, tzinfo=UTC),
        datetime(2021, 5, 12, 12, tzinfo=UTC), datetime(2021, 5, 13, 2, tzinfo=UTC),
    ]  # fmt: skip
    assert len({str(event["UID"]) for event in found}) == 6
    assert {str(event.location.value) for event in vobject.readOne(text, validate=True).vevent_list} == {
        "https://example.org/a;b"
    }
    assert "1. Review\\, at last" in text
    assert first["STATUS"] == "CONFIRMED"


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
        "DURATION", "SUMMARY", "STATUS", "SEQUENCE", "CATEGORIES", "URL", "LAST-MODIFIED",
    }  # fmt: skip
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert {event.summary.value for event in vobject.readOne(text).vevent_list} == set(found)
