"""`pn import FILE --meeting`: nothing is recorded until everybody is decided."""

from pathlib import Path

import pytest

from chatbot.cli.participants import Decided, import_participants, read_decided
from storage.errors import StorageFault
from storage.events import Presence
from storage.measures.meetings import headcount
from tests.conversation import Conversation

FILE = "Name;Email\nAmina;\nLi (Guest);\nL. W.;\nBruno's iPhone;\nSomebody Else;\nli;\n"
UNDECIDED = Decided({}, "")


@pytest.fixture
def held(talk: Conversation) -> Conversation:
    """M1 was held; bruno had sent apologies."""
    talk.given("@amina /meeting plan in 20 minutes", "@bruno /apologies M1", "@amina /meeting open", "@amina /attend")
    talk.given("@amina /meeting close", "@amina /meeting plan in 50 minutes")
    return talk


def take(talk: Conversation, decided: Decided, label: str = "PNE-M1", text: str = FILE) -> str:
    """Import a file."""
    file = talk.folder.parent / "participants.csv"
    file.write_text(text, encoding="utf-16")
    return import_participants(talk.bot, Path(file), label, decided, talk.now)


def test_until_all_are_decided_nothing_is_recorded(held: Conversation) -> None:
    """Who is certain is shown, and for the others what to type."""
    seq = held.seq
    with pytest.raises(StorageFault) as asked:
        take(held, UNDECIDED)

    assert str(asked.value).splitlines() == [
        "Nothing was recorded yet: 3 participants are not certain.",
        "  Amina = @amina",
        "  Li (Guest) = @li",
        "  li = @li",
        '? L. W.: --is "L. W.=@NAME"',
        "? Bruno's iPhone: --is \"Bruno's iPhone=@bruno\"",
        '? Somebody Else: --is "Somebody Else=@NAME"',
        "Say who they are as shown, and `--rest observers` to count the others, or `--rest nobody` to leave them out:",
        f"  pn import {held.folder.parent / 'participants.csv'} --meeting PNE-M1"
        ' --is "Bruno\'s iPhone=@bruno" --rest observers',
    ]
    assert held.seq == seq


def test_what_is_decided_is_recorded_with_its_provenance(held: Conversation) -> None:
    """Who had sent apologies and came was there; the others are a number."""
    told = take(held, Decided({"bruno's iphone": "@bruno"}, "observers"))
    shown = held.say("@amina /meeting attendance M1").text

    assert told == "PNE-M1: 2 people recorded as present, 1 was recorded before, 2 observers counted."
    assert headcount(held.network, held.meeting(), held.now) == (3, 3, 0, 2, 0)
    assert "@li: present, recorded by the operator, from the list of participants" in shown


def test_a_second_import_says_nothing_new(held: Conversation) -> None:
    """And what was typed stands: nobody becomes present again who is corrected to absent."""
    take(held, Decided({}, "nobody"))
    held.given("@amina /attend M1 @li absent because:it was another Li")
    seq = held.seq

    assert take(held, Decided({}, "nobody")) == (
        "PNE-M1: 0 people recorded as present, 2 were recorded before, 3 participants left out."
    )
    assert held.seq == seq
    assert [one.presence for one in held.meeting().attendance.values()].count(Presence.ABSENT) == 1


def test_a_name_that_was_decided_is_known_the_next_time(held: Conversation) -> None:
    """The name of a device is not remembered."""
    take(held, Decided({"L. W.": "li", "Bruno's iPhone": "bruno"}, "nobody"))
    with pytest.raises(StorageFault) as asked:
        take(held, UNDECIDED)

    assert "  L. W. = @li" in str(asked.value)
    assert "? Bruno's iPhone" in str(asked.value)


@pytest.mark.parametrize(
    ("label", "named", "said"),
    [
        ("PNE-M2", {}, "PNE-M2 was not opened"),
        ("PNE-M9", {}, "There is no PNE-M9."),
        ("PNX-M1", {}, "There is no PNX-M1."),
        ("M1", {}, "“M1” is no meeting; write its full id, such as PNE-M5."),
        ("PNE-P1", {}, "“PNE-P1” is no meeting"),
        ("PNE-M1", {"L. W.": "@nobody"}, "Nobody is known as @nobody."),
        ("PNE-M1", {"L.W.": "@li"}, "“L.W.” is not in the list; there are “L. W.”"),
    ],
)
def test_what_cannot_be_recorded_is_refused(held: Conversation, label: str, named: dict[str, str], said: str) -> None:
    """In a sentence, and nothing is recorded."""
    seq = held.seq
    with pytest.raises(StorageFault) as refused:
        take(held, Decided(named, "nobody"), label)

    assert str(refused.value).startswith(said)
    assert held.seq == seq


@pytest.mark.parametrize("pair", ["L. W.", "L. W.=", "=@li"])
def test_an_answer_without_a_name_is_refused(pair: str) -> None:
    """With one that would be understood."""
    with pytest.raises(StorageFault, match=r"says not who somebody in the list is; write `--is \"L\. W.+=@li\"`"):
        read_decided([pair], "")


def test_what_is_no_list_is_refused(held: Conversation) -> None:
    """With the file's name."""
    with pytest.raises(StorageFault, match=r"participants\.csv: line 1: this is no list of participants"):
        take(held, UNDECIDED, text="id;action\n1;Draft\n")
