"""A meeting of two sittings: of which one a record of attendance is, also after the close."""

from pathlib import Path

import pytest

from chatbot.cli.participants import Decided, import_participants
from storage.errors import StorageFault
from storage.events import Presence
from storage.measures.meetings import headcount
from tests.conversation import Conversation, suggestion


@pytest.fixture
def both(talk: Conversation) -> Conversation:
    """Li was at the first sitting of M1, bruno at the second, amina at both; it is closed."""
    talk.given("@amina /meeting plan in 20 minutes also:tomorrow 20:00", "@amina /meeting open")
    talk.given("@amina /attend @amina @li", "@amina /meeting close")
    talk.wait(days=1, hours=11)
    talk.given("@amina /meeting open", "@amina /attend @amina @bruno", "@amina /meeting close")
    return talk


def recorded(talk: Conversation, name: str) -> list[Presence | None]:
    """Return how somebody is recorded at each sitting."""
    person = talk.bot.people.named(name)
    assert person
    found = [sitting.attendance.get(person.id) for sitting in talk.meeting().sittings]
    return [one.presence if one else None for one in found]


def test_a_finished_agenda_begins_anew_in_the_next_sitting(talk: Conversation) -> None:
    """It is one agenda for both halves of the world; what is noted before its first item is of none."""
    talk.given("@amina /meeting plan in 20 minutes also:tomorrow 20:00", "@li /meeting agenda add Data")
    talk.given("@li /meeting agenda add Outreach", "@amina /meeting agenda agree", "@amina /meeting open")
    talk.given("@amina /meeting next", "@amina /meeting next", "@amina /note Once", "@amina /meeting close")
    talk.wait(days=1, hours=11)
    talk.given("@amina /meeting open", "@amina /note Welcome")

    assert talk.say("@amina /meeting next").text.startswith("Item 1 of 2: Data")
    assert [note.item for note in talk.meeting().notes.values()] == [2, 0]


def test_a_correction_goes_to_the_sitting_that_has_the_record(both: Conversation) -> None:
    """Li was not at the first sitting after all; then nobody counts him."""
    reply = both.say("@amina /attend M1 @li absent because:it was another Li")
    counted = headcount(both.network, both.meeting(), both.now)

    assert reply.text == "Recorded at PNE-M1 (sitting 1) as absent, recorded after the close: @li."
    assert recorded(both, "li") == [Presence.ABSENT, None]
    assert counted
    assert counted.present == 2


def test_absent_takes_back_every_sitting(both: Conversation) -> None:
    """Of somebody who is recorded at both."""
    both.given("@amina /attend M1 @amina absent")

    assert recorded(both, "amina") == [Presence.ABSENT, Presence.ABSENT]


@pytest.mark.parametrize("line", ["/attend M1 @amina late", "/attend M1 @ines", "/attend M1 observers:3"])
def test_where_both_may_be_meant_it_is_asked(both: Conversation, line: str) -> None:
    """The line that is suggested works."""
    reply = both.say(f"@amina {line}")

    assert reply.error == "ambiguous"
    assert reply.text.startswith("PNE-M1 had 2 sittings. Say which one with `sitting:`")
    assert suggestion(reply) == f"{line} sitting:2"
    assert both.say(f"@amina {suggestion(reply)}").error is None


def test_a_sitting_can_be_named(both: Conversation) -> None:
    """By oneself too; another one keeps its record."""
    both.given("@bruno /attend M1 sitting:1", "@amina /attend M1 @li late sitting:1 because:came at the end")
    both.given("@amina /attend M1 observers:4 sitting:1")

    assert recorded(both, "bruno") == [Presence.PRESENT, Presence.PRESENT]
    assert recorded(both, "li") == [Presence.LATE, None]
    assert [sitting.observers for sitting in both.meeting().sittings] == [4, 0]


@pytest.mark.parametrize("number", ["0", "3"])
def test_a_sitting_that_is_none_is_refused(both: Conversation, number: str) -> None:
    """With a line that works."""
    reply = both.say(f"@bruno /attend M1 sitting:{number}")

    assert reply.text.startswith("PNE-M1 has 2 sittings.")
    assert both.say(f"@bruno {suggestion(reply)}").error is None


def test_nobody_was_at_a_sitting_that_is_still_to_come(talk: Conversation) -> None:
    """Apologies for it may be recorded; between the two, a record is of the first."""
    talk.given("@amina /meeting plan in 20 minutes also:tomorrow 20:00", "@amina /meeting open")
    early = talk.say("@li /attend sitting:2")
    talk.given("@li /attend excused sitting:2", "@amina /meeting close", "@amina /attend M1 @bruno")

    assert early.error == "conflict"
    assert early.text.startswith("Sitting 2 of PNE-M1 is still to come.")
    assert recorded(talk, "li") == [None, Presence.EXCUSED]
    assert recorded(talk, "bruno") == [Presence.PRESENT, None]


def test_a_list_of_participants_is_of_the_sitting_that_is_said(both: Conversation) -> None:
    """Where two were held it must be said."""
    file = both.folder.parent / "participants.csv"
    file.write_text("Name\nInes\n")
    nobody = Decided({}, "nobody")
    with pytest.raises(
        StorageFault, match=r"PNE-M1 had 2 sittings\. Say which one the list is of: .*--meeting PNE-M1 --sitting 2"
    ):
        import_participants(both.bot, Path(file), "PNE-M1", nobody, both.now)
    with pytest.raises(StorageFault, match=r"PNE-M1 had no sitting 3; there is: 1, 2\."):
        import_participants(both.bot, Path(file), "PNE-M1", nobody, both.now, 3)
    import_participants(both.bot, Path(file), "PNE-M1", nobody, both.now, 1)

    assert recorded(both, "ines") == [Presence.PRESENT, None]


@pytest.mark.parametrize(
    "line", ["/apologies M1", "/attend M1 excused", "/attend M1 proxy:@li", "/apologies proxy:@li"]
)
def test_between_two_sittings_an_apology_is_for_the_one_to_come(talk: Conversation, line: str) -> None:
    """The headcount of the sitting that is over stays as it is; whoever runs the meeting records others alike."""
    talk.given("@amina /meeting plan in 20 minutes also:tomorrow 20:00", "@amina /meeting open")
    talk.given("@amina /attend @amina @li", "@amina /meeting close")
    talk.given(f"@bruno {line}", "@amina /attend M1 @li excused")

    assert recorded(talk, "bruno")[0] is None
    assert recorded(talk, "bruno")[1] in (Presence.EXCUSED, Presence.PROXY)
    assert recorded(talk, "li") == [Presence.PRESENT, Presence.EXCUSED]
