"""A folder is imported as a whole: all of its files, or nothing."""

from pathlib import Path

import pytest

from storage.imports import BadFile, Import, read_all
from tests.storage.office import AT, Office

FILES = {
    "networks.csv": "id,name\nPNE,Environment\n",
    "people.csv": "name,full_name\namina,Amina A\n",
    "memberships.csv": "pn,person,roles\nPNE,amina,mwg\n",
    "milestones.csv": "pn,milestone_title,number\nPNE,Outline,1\n",
    "commitments.csv": "pn,action,actors,milestone\nPNE,Draft it,@amina,W1\n",
    "meetings.csv": "pn,title,number,sittings,opened,closed\nPNE,Call,1,"
    "2021-05-12T13:00Z,2021-05-12T13:00Z,2021-05-12T14:00Z\n",
    "attendance.csv": "pn,meeting,person,presence\nPNE,1,amina,present\n",
}


def folder(place: Path, **changed: str) -> Path:
    """Write the files; those named otherwise have another text."""
    place.mkdir()
    for name, text in {**FILES, **{f"{name}.csv": text for name, text in changed.items()}}.items():
        (place / name).write_text(text)
    return place


def take(office: Office, path: Path) -> str:
    """Import a folder."""
    importing = Import(read_all(path), office.people, office.record.history)
    office.record.submit_now(importing.proposal(AT))
    return importing.summary


def test_all_files_make_one_entry(tmp_path: Path) -> None:
    """What a file says builds on the files before it; a second time it is skipped."""
    office = Office(tmp_path / "office")
    first = take(office, folder(tmp_path / "csv"))
    seq = office.record.history.seq
    again = take(office, tmp_path / "csv")

    assert first == (
        "1 network, 1 person, 1 membership, 1 milestone, 1 commitment, 1 meeting, 1 attendance imported; 0 skipped"
    )
    assert again.endswith("0 attendances imported; 7 skipped")
    assert office.record.history.seq == seq
    assert len([one for one in office.record.history.sources if one.startswith("import:")]) == 1
    assert office.state.network("PNE").meetings[1].attendance.keys() == {office.known("amina").id}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("attendance", "pn,meeting,person,presence\nPNE,1,nobody,present\n", "attendance.csv: line 2: nobody is known"),
        ("meetings", "pn,title\nPNE,Call\n", "meetings.csv: line 1: the first line names the columns"),
        ("milestones", "pn,milestone_title\nPNX,Outline\n", "milestones.csv: line 2: there is no network PNX"),
    ],
)
def test_one_bad_row_refuses_all_files(tmp_path: Path, name: str, text: str, said: str) -> None:
    """The sentence names the file and the line; nothing is recorded, and nobody added."""
    office = Office(tmp_path / "office")
    with pytest.raises(BadFile) as refused:
        take(office, folder(tmp_path / "csv", **{name: text}))

    assert str(refused.value).startswith(said)
    assert office.record.history.seq == 0
    assert list(office.people.everyone()) == []


def test_of_a_folder_without_a_table_its_only_yaml_file_is_taken(tmp_path: Path) -> None:
    """Of several it is not known which; the sentence says what is expected."""
    office, place = Office(tmp_path / "office"), tmp_path / "yaml"
    place.mkdir()
    (place / "rows.yaml").write_text("policy_networks:\n  - id: PNE\n    name: Environment\n")
    taken = take(office, place)
    (place / "more.yml").write_text("policy_networks:\n  - id: PNX\n    name: Another\n")

    assert taken == "1 network imported; 0 skipped"
    with pytest.raises(BadFile, match=r"the folder holds none of networks\.csv, .*, and no single YAML file"):
        take(office, place)
