"""The lists of participants that video calls leave, in their odd forms."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.bad_file import BadFile
from storage.participants import Participant, match, read_participants
from storage.people import Person, folded

ZOOM = """\
Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
812 3456 7890,May call,05/12/2021 01:00:00 PM,05/12/2021 02:02:00 PM,chair@example.org,62,5

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Amina Diallo,chair@example.org,05/12/2021 01:00:00 PM,05/12/2021 02:02:00 PM,62,No
"Li (Wei, Li)",li@example.org,05/12/2021 01:01:00 PM,05/12/2021 01:20:00 PM,19,Yes
"Li (Wei, Li)",li@example.org,05/12/2021 01:25:00 PM,05/12/2021 02:02:00 PM,37,Yes
Bruno's iPhone,,05/12/2021 01:02:00 PM,05/12/2021 02:02:00 PM,60,Yes
+41 22 *****12,,05/12/2021 01:02:00 PM,05/12/2021 02:02:00 PM,60,Yes
"""
TEAMS = """\
1. Summary
Meeting title\tMay call
Attended participants\t3

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Amina Diallo\t5/12/21, 1:00:00 PM\t5/12/21, 2:02:00 PM\t1h 2m\t\tamina@example.org\tOrganizer
Élodie Müller (Guest)\t5/12/21, 1:00:00 PM\t5/12/21, 2:02:00 PM\t1h 2m\t\t\tAttendee
Bruno Souza (Unverified)\t5/12/21, 1:04:00 PM\t5/12/21, 2:02:00 PM\t58m\t\t\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Amina Diallo\t5/12/21, 1:00:00 PM\t5/12/21, 2:02:00 PM\t1h 2m\t\tOrganizer
"""


def told(content: bytes) -> list[tuple[str, tuple[str, ...], str]]:
    """Return who is in a file."""
    return [(one.shown, one.names, one.email) for one in read_participants(content)]


def test_zooms_list_is_read() -> None:
    """Below what Zoom writes of the meeting; who joined twice is one, and a device has no name."""
    assert told(ZOOM.encode("utf-8-sig")) == [
        ("Amina Diallo", ("Amina Diallo",), "chair@example.org"),
        ("Li (Wei, Li)", ("Li", "Wei, Li"), "li@example.org"),
        ("Bruno's iPhone", (), ""),
        ("+41 22 *****12", (), ""),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig", "cp1252"])
def test_teams_list_is_read_in_every_encoding(encoding: str) -> None:
    """Its second part only; what says that somebody is a guest is no name."""
    assert told(TEAMS.replace("\n", "\r\n").encode(encoding)) == [
        ("Amina Diallo", ("Amina Diallo",), "amina@example.org"),
        ("Élodie Müller (Guest)", ("Élodie Müller",), ""),
        ("Bruno Souza (Unverified)", ("Bruno Souza",), ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Name;E-Mail\nLi Wei;li@example.org\n",
        "sep=;\nName;E-Mail\nLi Wei;li@example.org\n",
        "First name,Last name,Email\nLi,Wei,LI@example.org\n",
        "Duration\tFull Name\tEmail\n5\tLi  Wei\tli@example.org",
        '"Name","Email"\r\n"Li Wei","li@example.org"\r\n\r\n',
    ],
)
def test_other_forms_are_read(text: str) -> None:
    """Semicolons, tabs, quotes, spreadsheets' first line, names in two columns."""
    assert told(text.encode()) == [("Li Wei", ("Li Wei",), "li@example.org")]


@pytest.mark.parametrize("content", [b"", b"\0", b"id,pn,action\n1,PNE,Draft\n", b"hello", b"\xff\xfe"])
def test_what_is_no_list_is_refused(content: bytes) -> None:
    """In a sentence."""
    with pytest.raises(BadFile, match="this is no list of participants"):
        read_participants(content)


def read_or_refusal(content: bytes) -> tuple[list[Participant], str]:
    """Return whom a file names, or why it names nobody."""
    try:
        return read_participants(content), ""
    except BadFile as bad:
        return [], str(bad)


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(content: bytes) -> None:
    """Everybody once, by an address or a name on one line; or it is said what is wrong, and where."""
    found, refusal = read_or_refusal(b"Name,Email\n" + content)
    keys = [one.email or folded(one.shown) for one in found]

    assert refusal == "" or re.match(r"line \d+: this is no (CSV|list of participants): ", refusal)
    assert len(set(keys)) == len(keys)
    assert all(keys)
    assert all(one.shown == " ".join(one.shown.split()) for one in found)
    assert all(set(name) <= set(one.shown) for one in found for name in one.names)


def test_somebody_is_told_only_when_certain() -> None:
    """By address, by the full or the short name, by a name known from before; a name of two people is nobody's."""
    people = [
        Person("p1", "amina", ("email:chair@example.org",), "Amina D."),
        Person("p2", "li", (), "Wei, Li"),
        Person("p3", "bruno", ("video:Élodie Müller",), "Bruno Souza"),
        Person("p4", "sam", (), "Sam Lee"),
        Person("p5", "sam2", (), "SAM  LEE"),
    ]
    text = (
        "Name,Email\n?,chair@example.org\nLi (Wei, Li),\nélodie müller,\nSam Lee,\nAmina Di,\nBruno's iPhone,\nBRUNO,"
    )
    found = match(read_participants(text.replace("Li (Wei, Li)", '"Li (Wei, Li)"').encode()), people)

    assert [one.person.name if one.person else None for one in found] == [
        "amina", "li", "bruno", None, None, None, "bruno",
    ]  # fmt: skip
    assert [person.name for person in found[3].perhaps] == ["sam", "sam2"]
    assert [person.name for person in found[4].perhaps] == ["amina"]


def test_a_device_is_like_nobody() -> None:
    """What three letters of a name have in common is no hint: it would stand in a line to copy."""
    [found] = match(read_participants(b"Name\niPhone"), [Person("p1", "ines", ())])

    assert found.perhaps == ()
