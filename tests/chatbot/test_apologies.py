"""Apologies: who cannot come, to which meeting, and who says so for whom."""

from storage.events import Presence
from tests.conversation import Conversation, suggestion


def test_before_the_opening_only_apologies_are_recorded(call: Conversation) -> None:
    """One's own and, by whoever runs the meeting, those of others."""
    early = call.say("@li /attend M2")
    call.given("@li /apologies M2", "@amina /attend M2 @bruno excused")

    assert early.error == "conflict"
    assert early.text.startswith("PNE-M2 is not open yet.")
    assert suggestion(early) == "/apologies PNE-M2"
    assert call.presence("li", 2) is Presence.EXCUSED
    assert call.presence("bruno", 2) is Presence.EXCUSED


def test_apologies_are_for_the_open_meeting_or_else_the_next(call: Conversation) -> None:
    """Without an id."""
    call.given("@li /apologies")
    call.given("@amina /meeting close", "@li /apologies")

    assert call.presence("li", 1) is Presence.EXCUSED
    assert call.presence("li", 2) is Presence.EXCUSED


def test_the_reason_of_an_apology_is_kept_nowhere(call: Conversation) -> None:
    """It is nobody's business."""
    call.given("@li /apologies M1 I am in hospital")

    assert b"hospital" not in (call.folder / "journal.jsonl").read_bytes()


def test_apologies_for_somebody_else_are_not_taken_for_ones_own(call: Conversation) -> None:
    """The co-chair is shown the command that records the other person."""
    reply = call.say("@amina /apologies @bruno is ill")

    assert reply.error == "usage"
    assert call.presence("amina") is None
    assert call.say(f"@amina {suggestion(reply)}").text == "Recorded at PNE-M1 as excused: @bruno."


def test_who_chairs_passes_on_the_apologies_of_others(call: Conversation) -> None:
    """Before the meeting, which has to be named, since others may be open by then."""
    call.given("@amina /meeting close")
    reply = call.say("@amina /attend @bruno excused")
    call.given(f"@amina {suggestion(reply)}")

    assert suggestion(reply) == "/attend PNE-M2 @bruno excused"
    assert call.presence("bruno", 2) is Presence.EXCUSED


def test_an_apology_takes_no_presence_away(call: Conversation) -> None:
    """Who is there means another meeting, or that they go."""
    call.given("@li /attend")
    refused = call.say("@li /apologies")

    assert refused.error == "conflict"
    assert suggestion(refused) == "/attend leave PNE-M1"
    assert call.presence("li") is Presence.PRESENT
    call.given("@li /apologies M2")
    assert call.presence("li", 2) is Presence.EXCUSED


def test_members_see_their_apologies_beside_what_they_attended(call: Conversation) -> None:
    """An apology is shown, and is no presence."""
    call.given("@li /apologies M1", "@bruno /attend", "@amina /meeting close")

    shown = call.say("@li /meeting attendance").text

    assert shown.endswith("You attended 0 of 1 recorded meetings since you joined. You sent apologies for 1.")
