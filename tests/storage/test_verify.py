"""`pn verify` finds whatever is not as it was recorded."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.errors import Newer, StorageFault
from storage.events import EVERYWHERE, VERSION, Draft, FormatDeclared
from storage.line import START, Head, chain, digest
from storage.tinydb_journal import TinyDBJournal
from storage.verify import Verification, verify
from tests.storage.children import Say, child
from tests.storage.disk import Disk
from tests.storage.drafts import AT, drafts, record
from tests.storage.journal_folder import lines_of


def forge(folder: Path, *batches: list[Draft]) -> None:
    """Write a journal whose chain holds, with whatever it is of; without a head file."""
    folder.mkdir()
    head, lines = START, []
    for batch in batches:
        chained = list(chain(head, batch))
        lines += [line + b"\n" for _entry, line, _head in chained]
        head = chained[-1][2]
    (folder / "journal.jsonl").write_bytes(b"".join(lines))


def test_a_whole_record_is_clean(three: Path) -> None:
    """It tells the number of entries and the last digest, and changes nothing, not even a time."""
    before = {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in three.iterdir()}

    assert verify(three) == Verification(3, digest(lines_of(three)[-1][:-1]), [])
    assert {file.name: (file.stat().st_mtime_ns, file.read_bytes()) for file in three.iterdir()} == before


def test_a_record_that_is_not_made_yet_is_clean(data: Path) -> None:
    """There is nothing that could be wrong."""
    assert verify(data) == Verification(0, "", [])
    assert not data.exists()


@pytest.mark.parametrize("change", [lambda byte: byte ^ 1, lambda byte: byte ^ 32, lambda byte: 10, lambda byte: 48])
def test_every_changed_byte_is_found(three: Path, change: Callable[[int], int]) -> None:
    """Wherever it stands: in the last line, in a salt, a text, a newline or a number."""
    content = (three / "journal.jsonl").read_bytes()
    for place, byte in enumerate(content):
        if change(byte) != byte:
            (three / "journal.jsonl").write_bytes(content[:place] + bytes([change(byte)]) + content[place + 1 :])

            assert verify(three).problems, (place, content[place - 20 : place + 20])


def test_every_lost_or_added_byte_is_found(three: Path) -> None:
    """Also at the very end."""
    content = (three / "journal.jsonl").read_bytes()
    for place in range(len(content)):
        (three / "journal.jsonl").write_bytes(content[:place] + content[place + 1 :])
        assert verify(three).problems, place
    for place in range(len(content)):
        (three / "journal.jsonl").write_bytes(content[:place] + b" " + content[place:])
        assert verify(three).problems, place


def test_every_changed_byte_of_the_head_file_is_found(three: Path) -> None:
    """Nothing else vouches for the last line."""
    content = (three / "head").read_bytes()
    for place, byte in enumerate(content):
        (three / "head").write_bytes(content[:place] + bytes([byte ^ 1]) + content[place + 1 :])

        assert verify(three).problems == ["The head file is missing or unreadable: nothing vouches for the last line."]


def test_a_changed_line_is_named(three: Path) -> None:
    """With the line after it, because the chain cannot tell which of the two it was."""
    first, second, third = lines_of(three)
    (three / "journal.jsonl").write_bytes(first.replace(b"PNE", b"PNA") + second + third)

    assert verify(three).problems == ["Line 2 does not follow from the line before it: one of the two was changed."]


def test_an_unreadable_line_is_named_and_the_others_are_checked(three: Path) -> None:
    """One bad line does not hide another problem."""
    first, second, third = lines_of(three)
    (three / "journal.jsonl").write_bytes(first + b"x" + second[1:] + third.replace(b'"seq":3', b'"seq":4'))
    problems = verify(three).problems

    assert problems[0].startswith("Line 2 cannot be read: ")
    assert problems[1] == "Line 3 has the number 4."
    assert "entry 3" in problems[-1]


def test_a_missing_line_is_named(three: Path) -> None:
    """Numbers and chain tell."""
    first, _second, third = lines_of(three)
    (three / "journal.jsonl").write_bytes(first + third)
    problems = verify(three).problems

    assert problems[:2] == [
        "Line 2 has the number 3.",
        "Line 2 does not follow from the line before it: one of the two was changed.",
    ]
    assert problems[-1].startswith("The journal ends with line 2,")


def test_a_line_that_is_written_otherwise_is_found(three: Path) -> None:
    """The chain holds over a text's digest, so only the canonical form tells of what was added beside it."""
    first, second, third = lines_of(three)
    added = second.replace(b'{"salt"', b'{"extra":1,"salt"')
    (three / "journal.jsonl").write_bytes(first + added + third)

    assert added != second
    assert "Line 2 is not written in the canonical form." in verify(three).problems


def test_salt_and_text_cannot_be_moved_against_each_other(data: Path) -> None:
    """A part of a text must not pass as salt, which nobody sees."""
    journal = TinyDBJournal(data)
    record(journal, "b:")
    journal.close()
    [line] = lines_of(data)
    (data / "journal.jsonl").write_bytes(
        line.replace(
            '"salt":"00ff00ff00ff00ff","text":"Ação b:'.encode(), '"salt":"00ff00ff00ff00ff:Ação b","text":"'.encode()
        )
    )

    assert lines_of(data) != [line]
    assert verify(data).problems


def test_a_repeated_source_is_found(tmp_path: Path) -> None:
    """A chat event was recorded twice."""
    forge(tmp_path / "data", drafts("a", "bb"), drafts("a"))

    assert "Line 3 has the source of an earlier line." in verify(tmp_path / "data").problems


def test_a_wrong_number_of_durable_entries_is_found(three: Path) -> None:
    """It never falls, and an entry cannot have been durable before itself."""
    content = (three / "journal.jsonl").read_bytes()
    for wrong in (b'"durable":0', b'"durable":3', b'"durable":2'):
        (three / "journal.jsonl").write_bytes(content[::-1].replace(b'"durable":1'[::-1], wrong[::-1], 1)[::-1])
        problems = verify(three).problems
        if wrong != b'"durable":2':
            assert "Line 3 tells a wrong number of durable entries." in problems

        assert problems


@pytest.mark.parametrize("whole", [True, False])
def test_what_a_writer_left_who_died_is_noted(three: Path, whole: bool) -> None:
    """Nobody was told of it and the next start mends it: lines or a part of one, it is no problem."""
    head = verify(three).head
    [(_entry, line, _head)] = chain(Head(3, head), drafts("dddd"))
    left = line + b"\n" if whole else b'{"torn":'
    with (three / "journal.jsonl").open("ab") as file:
        file.write(left)
    found = verify(three)
    TinyDBJournal(three).close()

    note = f"After line 3 stand {len(left)} bytes that a writer left who died before it told anybody"
    assert found == Verification(3, head, [], note + "; the next start mends it.")
    assert verify(three)[2:] == ([], "")


def test_what_the_next_start_refuses_is_a_problem(three: Path) -> None:
    """A later line proves that one after the published end had been durable, and was changed since."""
    head = (three / "head").read_bytes()
    journal = TinyDBJournal(three)
    record(journal, "dddd")
    record(journal, "eeeee")
    journal.close()
    (three / "head").write_bytes(head)
    content = (three / "journal.jsonl").read_bytes()
    (three / "journal.jsonl").write_bytes(content.replace(b'"dddd"', b'"DDDD"'))
    found = verify(three)

    assert [problem.split(" was")[0] for problem in found.problems] == ["Entry 4/5"]
    assert found.note == ""


def test_a_torn_end_without_a_head_file_is_a_problem(three: Path) -> None:
    """Nothing tells whether anybody knew of it."""
    with (three / "journal.jsonl").open("ab") as file:
        file.write(b'{"torn":')
    (three / "head").unlink()

    assert verify(three).problems[0] == "Line 4 is not whole."


def test_a_batch_in_flight_is_no_problem(three: Path) -> None:
    """A writer is just syncing when somebody verifies: its batch is published a little later."""
    tell, told = os.pipe()

    def work(say: Say) -> None:
        disk = Disk(three)

        def hold(call: str, name: str) -> None:
            if call == "sync":
                say("written")
                os.read(tell, 1)

        journal = TinyDBJournal(three, files=disk.calls)
        disk.before = hold
        record(journal, "dddd")

    with child(work) as writer:
        assert writer.hear() == "written"
        os.write(told, b".")

        assert verify(three).problems == []


def test_a_failed_sync_is_told(three: Path) -> None:
    """As long as the record was not reopened."""
    disk = Disk(three)
    journal = TinyDBJournal(three, files=disk.calls)

    def fail(call: str, name: str) -> None:
        if (call, name) == ("sync", "journal.jsonl"):
            raise OSError(5, "Input/output error")

    disk.before = fail
    with pytest.raises(StorageFault):
        record(journal, "dddd")
    poisoned = verify(three).problems
    TinyDBJournal(three).close()
    journal.close()

    assert "A sync of the record failed, and the record was not reopened since." in poisoned
    assert verify(three).problems == []


def test_a_journal_that_is_gone_is_a_fault(three: Path) -> None:
    """The head file knows that there was one."""
    (three / "journal.jsonl").unlink()

    with pytest.raises(StorageFault, match=r"journal.jsonl cannot be read or written: No such file"):
        verify(three)


def test_a_newer_format_is_said_to_be_newer(tmp_path: Path) -> None:
    """It is not called damaged."""
    newer = [Draft(AT, "operator", "format", (FormatDeclared(network=EVERYWHERE, version=VERSION + 1),))]
    forge(tmp_path / "data", newer, drafts("a"))

    with pytest.raises(Newer):
        verify(tmp_path / "data")
