"""CSV files as spreadsheets and people leave them: read where that is certain, else refused in a sentence."""

from pathlib import Path

import pytest

from storage.events import OPERATOR, Presence
from storage.imports import BadFile, read_all
from tests.storage.office import Office

KNOWN = """\
policy_networks: [{id: PNE, name: Environment}]
people: [{name: amina, handles: [slack:U1]}, {name: li}]
"""
MEETINGS = (
    "id,pn,title,sittings,opened\nPNE-M5,PNE,May call,2021-05-12T13:00Z,2021-05-12T13:01Z\nPNE-M6,PNE,June,2021-06-09\n"
)
ATTENDANCE = "meeting,pn,person,presence\nM5,PNE,amina,present\nPNE-M5,PNE,@li,excused\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A network with two people, and a meeting that was held."""
    office = Office(tmp_path)
    office.take(KNOWN)
    office.take(MEETINGS, "meetings.csv")
    return office


def take(office: Office, content: bytes) -> str:
    """Import these bytes as a CSV file."""
    path = office.folder / "odd.csv"
    path.write_bytes(content)
    return office.take(path)


@pytest.mark.parametrize(
    "content",
    [
        ATTENDANCE.encode(),
        ATTENDANCE.encode("utf-8-sig"),
        ATTENDANCE.encode("utf-16"),
        b"\xfe\xff" + ATTENDANCE.encode("utf-16-be"),
        ATTENDANCE.replace("\n", "\r\n").encode(),
        ATTENDANCE.replace(",", ";").encode("utf-8-sig"),
        ATTENDANCE.replace(",", "\t").encode("utf-16"),
        ATTENDANCE.replace("\n", "\n\n , ,\n").encode(),
        ("\n\n" + ATTENDANCE.rstrip("\n")).encode(),
        ATTENDANCE.replace("meeting,pn", '"Meeting",PN ').encode(),
        ATTENDANCE.replace("presence", "presence,,").replace("present", "present,,").encode(),
    ],
    ids=[
        "plain",
        "BOM",
        "UTF-16",
        "big-endian",
        "CRLF",
        "semicolons",
        "tabs",
        "blank-rows",
        "blank-start",
        "quotes",
        "empty-columns",
    ],
)
def test_the_same_rows_are_read_from_every_form(office: Office, content: bytes) -> None:
    """Byte order marks, encodings, line ends, delimiters, blank rows; missing columns say nothing."""
    assert take(office, content) == "2 attendances imported; 0 skipped"
    found = office.state.meeting("PNE", 5).attendance

    assert {office.people.get(person).name: one.presence for person, one in found.items()} == {  # type: ignore[union-attr]
        "amina": Presence.PRESENT,
        "li": Presence.EXCUSED,
    }
    assert {(one.recorder, one.via) for one in found.values()} == {(OPERATOR, "import")}
    assert take(office, content) == "0 attendances imported; 2 skipped"


REFUSED = {
    "an unknown column": (
        "meeting,pn,person,presence,mood\n",
        "there is no column “mood” in attendance; there are: mee",
    ),
    "a missing column": ("pn,person,sitting\nPNE,amina,1\n", "there is no column “sitting” in memberships"),
    "no meeting of this number": (
        "meeting,pn,person,presence\nM7,PNE,amina,present\n",
        "there is no meeting 7 in PNE;",
    ),
    "a meeting of another network": (
        "meeting,pn,person,presence\nPNX-M5,PNE,amina,present\n",
        "PNX-M5 is a meeting of",
    ),
    "nobody": ("meeting,pn,person,presence\nM5,PNE,zoe,present\n", "nobody is known as zoe;"),
    "no presence": ("meeting,pn,person,presence\nM5,PNE,amina,\n", "presence is missing."),
    "an unknown presence": (
        "meeting,pn,person,presence\nM5,PNE,amina,here\n",
        "presence is “here”; there are: present,",
    ),
    "somebody twice": (ATTENDANCE + "M5,PNE,amina,late\n", "amina at sitting 1 of PNE 5 stands in line 2 already."),
    "no such sitting": ("meeting,pn,sitting,person,presence\nM5,PNE,2,amina,present\n", "PNE-M5 has no sitting 2."),
    "a meeting to come": ("meeting,pn,person,presence\nM6,PNE,amina,late\n", "PNE-M6 was not opened; nobody can have"),
    "a proxy of nobody": (
        "meeting,pn,person,presence\nM5,PNE,amina,proxy\n",
        "a proxy, and nothing else, has a holder",
    ),
    "a time to come": ("meeting,pn,person,presence,at\nM5,PNE,amina,late,2022-01-01\n", "at is still to come:"),
    "a second version first": (
        "meeting,pn,version,text\nM5,PNE,2,Text\n",
        "the next version of the minutes of PNE-M5 is 1;",
    ),
    "no number of a note": ("meeting,pn,note,text\nM5,PNE,first,Text\n", "note is “first”; write a number."),
    "a note that counts from 0": ("meeting,pn,note,text\nM5,PNE,0,Text\n", "note counts from 1."),
    "an answer that is none": (
        "meeting,pn,note,text,dropped\nM5,PNE,1,Text,perhaps\n",
        "dropped is “perhaps”; write yes",
    ),
    "no quorum": ("pn,fraction\nPNE,3/2\n", "fraction is “3/2”; write a part such as 1/2"),
    "more openings than sittings": (
        "pn,title,sittings,opened\nPNE,A,2021-05-01,2021-05-01; 2021-05-02\n",
        "opened says something of 2 sittings; there are 1.",
    ),
    "closed before it was opened": (
        "pn,title,sittings,closed\nPNE,A,2021-05-01,2021-05-01\n",
        "closed says something of a",
    ),
    "no series": (
        "pn,title,sittings,series\nPNE,A,2021-05-01,monthly\n",
        "series is “monthly”; write its first meeting",
    ),
    "a number that was used": (
        "number,pn,title,sittings\n5,PNE,Other,2021-05-01\n",
        "PNE-M5 is in the record already with",
    ),
    "no slip": (
        "pn,action,due,slips\nPNE,A,2021-05-01,later\n",
        "“later” is no slip; write its date, when it moved and",
    ),
    "another last slip": (
        "pn,action,due,slips\nPNE,A,2021-05-01,2021-04-30 at 2021-04-01\n",
        "the last of the slips is not to the due date;",
    ),
    "a note without a time": ("pn,action,notes\nPNE,A,half of it\n", "“half of it” says not when it was noted;"),
    "a pause of nobody": ("pn,action,snoozed\nPNE,A,2021-04-22\n", "“2021-04-22” says not who and until when;"),
}


@pytest.mark.parametrize(("text", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_certain_is_refused(office: Office, text: str, sentence: str) -> None:
    """In a sentence with its line; nothing is recorded."""
    refusal = office.refusal(text, "odd.csv")

    assert refusal.startswith("line ")
    assert sentence in refusal


def test_what_the_record_says_otherwise_is_refused(office: Office) -> None:
    """An attendance that was corrected in the chat is not taken back by a file."""
    office.take(ATTENDANCE, "attendance.csv")

    assert office.refusal(ATTENDANCE.replace("present", "late"), "attendance.csv") == (
        "line 2: the attendance of amina of PNE-M5 is in the record already with another presence."
    )


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    """It tells what it looked for."""
    with pytest.raises(BadFile, match=r"the folder holds none of networks\.csv, people\.csv"):
        read_all(tmp_path)
