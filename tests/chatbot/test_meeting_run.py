"""A meeting as it goes: the agenda, notes, observers, proxies, leaving early, corrections."""

import pytest

from storage.events import Presence
from storage.measures import meetings
from tests.conversation import Conversation, suggestion

PLAN = "/meeting plan 12 May 2021 13:00 UTC title:May call"


@pytest.fixture
def call(talk: Conversation) -> Conversation:
    """M1 is open and has an agreed agenda of two items."""
    talk.given(f"@amina {PLAN}", "@li /meeting agenda add Review the draft", "@bruno /meeting agenda add Next steps")
    talk.given("@amina /meeting agenda agree", "@amina /meeting open now:yes")
    return talk


def test_members_propose_and_whoever_runs_it_agrees(talk: Conversation) -> None:
    """In the order that is typed; what is left out waits, and whoever reads publicly does not see it."""
    talk.given(f"@amina {PLAN}")
    proposed = talk.say("@li /meeting agenda add Review the draft")
    talk.given("@bruno /meeting agenda add Next steps", "@li /meeting agenda add M1 Anything else")
    agreed = talk.say("@amina /meeting agenda agree M1 2 1")

    assert proposed.text == (
        "Proposed for PNE-M1 as #1. Whoever runs meetings agrees the agenda: `/meeting agenda agree PNE-M1`"
    )
    assert agreed.text == "The agenda of PNE-M1 is agreed:\n1. Next steps (#2)\n2. Review the draft (#1)"
    assert not agreed.private
    assert talk.say("@li /meeting agenda").text == (
        "PNE-M1: May call\n1. Next steps (#2)\n2. Review the draft (#1)\nProposed, not agreed yet:\n#3 Anything else"
    )
    assert "Anything else" not in talk.say("@somebody /meeting agenda").text


def test_a_proposal_is_withdrawn_by_whoever_made_it(talk: Conversation) -> None:
    """Once it is agreed, only by whoever runs meetings; its number is not used again."""
    talk.given(f"@amina {PLAN}", "@li /meeting agenda add A", "@li /meeting agenda add B", "@li /meeting agenda drop 1")
    talk.given("@amina /meeting agenda agree")

    assert talk.say("@li /meeting agenda drop 2").error == "forbidden"
    assert talk.say("@amina /meeting agenda drop 2").error is None
    assert talk.say("@amina /meeting agenda drop 2").error == "not_found"
    talk.given("@li /meeting agenda add C")
    assert [item.number for item in talk.meeting().proposed_items()] == [3]


def test_the_meeting_goes_through_its_agenda(call: Conversation) -> None:
    """Item after item, or to one that is named; after the last it can only be closed."""
    first, second, over = (call.say("@amina /meeting next") for _time in range(3))
    back = call.say("@amina /meeting next 1")

    assert first.text == "Item 1 of 2: Review the draft\nWrite down what matters with `/note`."
    assert second.text.startswith("Item 2 of 2: Next steps\n")
    assert (over.error, suggestion(over)) == ("conflict", "/meeting close")
    assert back.text.startswith("Item 1 of 2: Review the draft\n")


def test_without_an_agenda_there_is_no_next_item(talk: Conversation) -> None:
    """The refusal shows how to see what is proposed."""
    talk.given(f"@amina {PLAN}", "@amina /meeting open now:yes")
    reply = talk.say("@amina /meeting next")

    assert reply.text.startswith("PNE-M1 has no agreed agenda.")
    assert talk.say(f"@amina {suggestion(reply)}").error is None


@pytest.mark.parametrize("line", ["/note A gap: data", "/meeting note A gap: data", "!pn note M1 A gap: data"])
def test_a_note_belongs_to_the_item_that_is_on(call: Conversation, line: str) -> None:
    """Whoever takes part may take one; the open meeting needs no number."""
    call.given("@amina /meeting next", "@amina /meeting next")
    reply = call.say(f"@li {line}")
    [note] = call.meeting().notes.values()

    assert reply.text == "Noted for the minutes of PNE-M1, which are public once published."
    assert reply.private
    assert (str(note.text), note.item) == ("A gap: data", 2)


def test_without_an_open_meeting_nothing_is_noted(call: Conversation) -> None:
    """Nor after it."""
    call.given("@amina /meeting close")

    assert call.say("@li /note Too late").error == "not_found"
    assert call.say("@li /note M1 Too late").error == "closed"
    assert not call.meeting().notes


def test_a_note_that_names_somebody_says_so(call: Conversation) -> None:
    """Minutes are for the public, and a note can be taken back."""
    assert "names @bruno: take it back with `/pn undo`" in call.say("@li /note @bruno will write").text


def test_all_is_all_that_is_proposed(talk: Conversation) -> None:
    """In the order of the proposals."""
    talk.given(f"@amina {PLAN}", "@li /meeting agenda add Data", "@li /meeting agenda add Speakers")

    assert talk.say("@amina /meeting agenda agree all").text.endswith("1. Data\n2. Speakers")


def test_under_the_chatham_house_rule_no_note_names_anybody(talk: Conversation) -> None:
    """The refusal suggests the note without the name."""
    talk.given(f"@amina {PLAN} chatham:yes", "@amina /meeting open now:yes")
    reply = talk.say("@li /note @bruno doubts it")

    assert reply.error == "conflict"
    assert suggestion(reply) == "/note a participant doubts it"
    assert not talk.meeting().notes
    assert talk.say(f"@li {suggestion(reply)}").error is None


def test_under_the_chatham_house_rule_a_first_name_is_a_name(talk: Conversation) -> None:
    """A member's short name as it is written in a sentence, in notes and in what is added to the minutes."""
    talk.given(f"@amina {PLAN} chatham:yes", "@amina /meeting open now:yes")
    note = talk.say("@li /note As Bruno said, rules bruno the web")
    talk.given("@amina /meeting close")

    assert suggestion(note) == "/note As a participant said, rules bruno the web"
    assert talk.say("@amina /meeting minutes add Bruno thanked everybody").error == "conflict"
    assert not talk.meeting().notes


def test_whoever_comes_after_the_grace_is_late(call: Conversation) -> None:
    """With the time, by their own word; whoever others record may have been there before."""
    call.wait(minutes=10)
    in_time = call.say("@amina /attend")
    call.wait(minutes=4)
    late = call.say("@li /attend")
    again = call.say("@amina /attend")
    named = call.say("@ines /attend @bruno")

    assert in_time.text == "You are recorded at PNE-M1: present."
    assert late.text == "You are recorded at PNE-M1: late, since 09:14 UTC."
    assert again.text == "You are already recorded as present at PNE-M1."
    assert named.text == "Recorded at PNE-M1 as present: @bruno."


def test_a_proxy_holds_while_its_holder_is_there(call: Conversation) -> None:
    """It is no presence; when the holder leaves, or never came, it does not count."""
    given = call.say("@li /apologies proxy:@bruno")
    absent = meetings.headcount(call.network, call.meeting(), call.now)
    call.given("@amina /attend", "@bruno /attend")
    held = meetings.headcount(call.network, call.meeting(), call.now)
    call.given("@bruno /attend leave")
    left = meetings.headcount(call.network, call.meeting(), call.now)

    assert given.text == "You are recorded at PNE-M1: represented by @bruno, while they are there."
    assert absent is None
    assert held == meetings.Headcount(2, 3, 0, 0, proxies=1)
    assert left == meetings.Headcount(2, 3, 0, 0, proxies=0)


def test_a_proxy_ends_when_its_holder_leaves(call: Conversation) -> None:
    """That is said, and it does not revive when the holder comes back; it can be given anew."""
    call.given("@li /apologies proxy:@bruno", "@bruno /attend")
    call.wait(minutes=20)
    left = call.say("@bruno /attend leave")
    shown = call.say("@amina /meeting attendance").text
    call.given("@bruno /attend")
    back = meetings.headcount(call.network, call.meeting(), call.now)
    call.given("@li /apologies proxy:@bruno")
    anew = meetings.headcount(call.network, call.meeting(), call.now)

    assert left.text == (
        "Recorded: @bruno left PNE-M1 at 09:20 UTC.\n"
        "With that ends the proxy for @li; a new one is given with `/apologies proxy:`."
    )
    assert "@li: represented by @bruno, until 09:20 UTC" in shown
    assert back == meetings.Headcount(1, 3, 0, 0, proxies=0)
    assert anew == meetings.Headcount(1, 3, 0, 0, proxies=1)


def test_what_is_recorded_for_somebody_keeps_its_source(call: Conversation) -> None:
    """Who let it be known by email was not late because it was typed later; who recorded it and how stays."""
    call.wait(minutes=40)
    told = call.say("@sec /attend as:@li via:email")
    call.given("@sec /apologies as:@bruno via:phone")
    shown = call.say("@amina /meeting attendance").text

    assert told.text.startswith("Recorded at PNE-M1 as present: @li.\nRecorded for @li, who let it be known by email.")
    assert "@li: present, recorded by @sec, by email" in shown
    assert "@bruno: excused, recorded by @sec, by phone" in shown


@pytest.mark.parametrize("line", ["/attend proxy", "/attend proxy:@li", "/apologies proxy:@li"])
def test_a_proxy_has_a_holder_who_is_somebody_else(call: Conversation, line: str) -> None:
    """Nothing is recorded."""
    assert call.say(f"@li {line}").error == "usage"
    assert not call.meeting().attendance


def test_leaving_early_is_recorded_with_its_time(call: Conversation) -> None:
    """Who left was there; who comes back is there again; who was not there cannot leave."""
    call.given("@li /attend")
    call.wait(minutes=30)
    left = call.say("@li /here leave")
    not_there = call.say("@bruno /attend leave")
    shown = call.say("@amina /meeting attendance").text
    back = call.say("@li /attend")

    assert left.text == "Recorded: @li left PNE-M1 at 09:30 UTC."
    assert not_there.error == "conflict"
    assert "@li: present, left at 09:30 UTC" in shown
    assert back.text == "You are recorded at PNE-M1: present."
    assert "left" not in call.say("@amina /meeting attendance").text


def test_observers_are_counted_without_names(call: Conversation) -> None:
    """Beside members, or alone; the number is replaced by a later one."""
    alone = call.say("@amina /attend observers:12")
    both = call.say("@amina /attend @li @bruno observers:9")

    assert alone.text == "Recorded at PNE-M1: 12 observers."
    assert both.text == "Recorded at PNE-M1 as present: @li, @bruno.\nRecorded at PNE-M1: 9 observers."
    assert (
        call.say("@amina /meeting close").text.splitlines()[0]
        == "PNE-M1 is closed. Attendance: 2 of 3 members, 9 others."
    )


def test_afterwards_a_member_records_himself_and_it_shows(call: Conversation) -> None:
    """With its provenance, until the minutes are published."""
    call.given("@li /attend", "@amina /meeting close")
    call.wait(hours=1)
    own = call.say("@bruno /attend M1")
    shown = call.say("@amina /meeting attendance").text.splitlines()

    assert own.text == "You are recorded at PNE-M1: present, recorded after the close."
    assert "@bruno: present, after the close" in shown
    assert "@li: present" in shown


def test_a_correction_of_another_says_why(call: Conversation) -> None:
    """After the close a record is not changed without a reason; a first record needs none."""
    call.given("@li /attend", "@amina /meeting close")
    refused = call.say("@amina /attend M1 @li absent")
    call.wait(minutes=5)
    call.given("@amina /attend M1 @bruno late")
    corrected = call.say("@amina /attend M1 @li absent because:it was somebody else")

    assert refused.error == "usage"
    assert "say why with `because:`" in refused.text
    assert suggestion(refused) == "/attend PNE-M1 @li absent because:YOUR REASON"
    assert corrected.error is None
    assert call.meeting().attendance[call.bot.people.named("li").id].presence is Presence.ABSENT  # type: ignore[union-attr]
    assert (
        "@li: absent, recorded by @amina, after the close, because: it was somebody else"
        in call.say("@amina /meeting attendance").text
    )


def test_a_member_sees_no_attendance_but_his_own(call: Conversation) -> None:
    """With how often he came; under three meetings without a rate."""
    call.given("@li /attend", "@bruno /attend", "@amina /meeting close")
    shown = call.say("@li /meeting attendance").text

    assert "bruno" not in shown
    assert shown.endswith("@li: present\nYou attended 1 of 1 recorded meetings since you joined.")


@pytest.mark.parametrize(
    ("who", "typed", "better"),
    [
        ("amina", "list", "/meeting minutes PNE-M1"),
        ("amina", "drop #1", "/meeting minutes drop PNE-M1 1"),
        ("li", "delete 1", "/pn help note"),
    ],
)
def test_a_command_on_notes_is_no_note(call: Conversation, who: str, typed: str, better: str) -> None:
    """It would stand in the public minutes; the line to copy does what was meant."""
    call.given("@li /note One")
    reply = call.say(f"@{who} /note {typed}")

    assert len(call.meeting().notes) == 1
    assert suggestion(reply) == better
    assert call.say(f"@{who} {better}").error is None
