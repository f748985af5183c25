"""Imported CSV files, of many makes."""

import pytest

from tests.storage.office import SEED, Office, at, commitment

CSV_FILES = {
    "commas": "id,pn,action,actors,due\nA,PNE,Write,MWG; IGF Secretariat,2021-04-01\n",
    "semicolons": 'ID;PN;Action;Actors;Due\nA;PNE;Write;"MWG; IGF Secretariat";2021-04-01\n',
    "mark": "\ufeffid,pn,action,actors,due\r\nA,PNE,Write,MWG;IGF Secretariat,2021-04-01\r\n",
    "blank lines": "\nid,pn,action,actors,due,\n\n A , PNE ,Write,MWG;;IGF Secretariat;,2021-04-01,\n,,,,,\n",
}


@pytest.mark.parametrize("text", CSV_FILES.values(), ids=CSV_FILES.keys())
def test_csv_files_of_many_makes_say_the_same(office: Office, text: str) -> None:
    """Comma or semicolon, with or without a byte order mark, with any line ends."""
    office.take("id,name\nPNE,Environment\n", "networks.csv")
    said = office.take(text, "Rows.CSV")
    found = commitment(office, "A")

    assert said == "1 commitment imported; 0 skipped"
    assert (str(found.text), found.due) == ("Write", at("2021-04-01T23:59:59"))
    assert [owner.body for owner in found.owners] == ["MWG", "IGF Secretariat"]


def test_csv_and_yaml_rows_are_the_same(office: Office) -> None:
    """A file can be turned into the other form and imported again."""
    office.take(SEED)
    text = "id,pn,action,actors,due\nPNE-1,PNE,Contract consultant,IGF Secretariat,2021-04-10\n"

    assert office.refusal(text, "rows.csv") == "line 2: PNE-1 is in the record already with another note."
    assert office.take(text.replace("due", "due,note").replace("-10", "-10,a Saturday"), "rows.csv").endswith(
        "1 skipped"
    )


@pytest.mark.parametrize(
    ("header", "row", "kind"),
    [
        ("id,name", "PNE,Environment", "1 network"),
        ("name", "amina", "1 person"),
        ("name,handles,zone", "amina,slack:U1; matrix:@a:b,Asia/Tokyo", "1 person"),
        ("id,name,language", "p0123456789ab,amina,fr", "1 person"),
    ],
)
def test_the_header_tells_the_kind(office: Office, header: str, row: str, kind: str) -> None:
    """Nobody has to say what a table holds."""
    assert office.take(f"{header}\n{row}\n", "rows.csv") == f"{kind} imported; 0 skipped"


def test_a_table_without_rows_is_no_fault(office: Office) -> None:
    """An export of a record without members can be imported."""
    assert office.take("pn,person\n", "memberships.csv") == "0 memberships imported; 0 skipped"
    assert office.take("people:\ncommitments: []\n") == "0 people, 0 commitments imported; 0 skipped"
