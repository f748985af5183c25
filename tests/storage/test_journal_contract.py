"""What every backend keeps to: the port `Journal`."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.errors import Busy
from storage.events import Draft, Published, Text
from storage.journal import Journal
from storage.line import START, decode, digest
from tests.storage.conftest import Opening
from tests.storage.drafts import AT, drafts, record, sources


def test_a_new_journal_is_empty(journal: Journal) -> None:
    """It has no lines, and its head is the start of the chain."""
    assert journal.head() == START
    assert list(journal.lines()) == []


def test_an_append_returns_the_entries_that_the_lines_hold(journal: Journal) -> None:
    """What a writer answers from is what everyone reads."""
    with journal.exclusive():
        entries = journal.append(drafts("a", "bb", "ccc"))

    assert [decode(line) for line in journal.lines()] == entries
    assert [entry.source for entry in entries] == ["a", "bb", "ccc"]


def test_entries_are_numbered_and_chained_across_batches(journal: Journal) -> None:
    """Numbers have no gap, each line has the digest of the one before, and the head is the last."""
    record(journal, "a", "bb")
    record(journal, "ccc")
    lines = list(journal.lines())
    entries = [decode(line) for line in lines]

    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert entries[0].prev == START.digest
    assert all(digest(line) == entry.prev for line, entry in zip(lines[:-1], entries[1:], strict=True))
    assert journal.head() == (3, digest(lines[-1]))


def test_an_entry_tells_what_was_durable_before_its_batch(journal: Journal) -> None:
    """All entries of a batch tell the end of the batch before it."""
    record(journal, "a", "bb")
    record(journal, "ccc", "dddd")

    assert [decode(line).durable for line in journal.lines()] == [0, 0, 2, 2]


def test_two_batches_may_be_written_in_one_stay(journal: Journal) -> None:
    """The second follows the first, which is durable by then."""
    with journal.exclusive():
        journal.append(drafts("a"))
        [entry] = journal.append(drafts("bb"))

    assert (entry.seq, entry.durable) == (2, 1)
    assert sources(journal.lines()) == ["a", "bb"]


def test_an_empty_batch_records_nothing(journal: Journal) -> None:
    """The head stays where it was."""
    record(journal, "a")
    head = journal.head()
    with journal.exclusive():
        entries = journal.append([])

    assert entries == []
    assert journal.head() == head


def test_lines_are_read_from_any_entry_on(journal: Journal) -> None:
    """After the head there are none, and none after an entry that is not there yet."""
    record(journal, "a", "bb", "ccc")

    assert [sources(journal.lines(after)) for after in range(5)] == [["a", "bb", "ccc"], ["bb", "ccc"], ["ccc"], [], []]


def test_lines_are_found_by_what_stands_in_them(journal: Journal) -> None:
    """In their order, and those alone."""
    assert list(journal.lines_with(b"bb")) == []
    record(journal, "a", "bb", "ccc", "bbb")

    assert sources(journal.lines_with(b'"source":"bb')) == ["bb", "bbb"]
    assert list(journal.lines_with(b"no such")) == []


def test_another_process_reads_what_was_recorded(open_journal: Opening) -> None:
    """It sees each batch as soon as it is recorded, whoever was there first."""
    writer, reader = open_journal(), open_journal()
    seen = []
    for source in ("a", "bb", "ccc"):
        record(writer, source)
        seen.append((reader.head(), sources(reader.lines(reader.head().seq - 1))))

    assert [(head.seq, found) for head, found in seen] == [(1, ["a"]), (2, ["bb"]), (3, ["ccc"])]
    assert reader.head() == writer.head()


def test_writers_take_turns(open_journal: Opening) -> None:
    """Each goes on from the other's end."""
    first, second = open_journal(), open_journal()
    for number in range(4):
        record((first, second)[number % 2], "x" * number)

    assert sources(first.lines()) == sources(second.lines()) == ["", "x", "xx", "xxx"]
    assert [decode(line).seq for line in first.lines()] == [1, 2, 3, 4]


def test_only_one_writes_at_a_time(open_journal: Opening) -> None:
    """A second writer who has no patience is told so at once, and gets in when the first one left."""
    first, second = open_journal(), open_journal()
    with first.exclusive(), pytest.raises(Busy), second.exclusive(patience=0):
        pytest.fail("two writers at once")

    record(second, "a")
    assert sources(first.lines()) == ["a"]


def test_a_writer_who_fails_makes_room(open_journal: Opening) -> None:
    """An exception in the middle of a stay lets the next one in, and records nothing by itself."""
    first, second = open_journal(), open_journal()
    with pytest.raises(ZeroDivisionError), first.exclusive():
        raise ZeroDivisionError

    record(second, "a")
    assert sources(first.lines()) == ["a"]


def test_nobody_writes_without_taking_the_place(journal: Journal) -> None:
    """It is an error of the program, and nothing is written."""
    with pytest.raises(RuntimeError):
        journal.append(drafts("a"))

    assert journal.head() == START


def test_a_closed_journal_is_all_there_when_it_is_opened_again(open_journal: Opening) -> None:
    """Head, lines and chain go on."""
    first = open_journal()
    record(first, "a", "bb")
    head = first.head()
    again = open_journal()

    assert again.head() == head
    record(again, "ccc")
    assert sources(again.lines()) == ["a", "bb", "ccc"]


def test_a_reader_is_not_disturbed_by_an_append(journal: Journal) -> None:
    """Who began to read reads the lines that were there, each once and whole."""
    record(journal, "a", "bb")
    lines = journal.lines()
    first = next(lines)
    record(journal, "ccc")

    assert sources([first, *lines])[:2] == ["a", "bb"]
    assert sources(journal.lines()) == ["a", "bb", "ccc"]


def test_the_generation_stays_while_entries_are_added(open_journal: Opening) -> None:
    """Nobody has to read everything anew because of an append, their own or another's."""
    first, second = open_journal(), open_journal()
    generations = [(first.generation(), second.generation())]
    for source in ("a", "bb"):
        record(first, source)
        generations.append((first.generation(), second.generation()))
    with second.exclusive():
        generations.append((first.generation(), second.generation()))

    assert all(one == other for one, other in pairwise(generations))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(batches=st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=2000), max_size=4), max_size=4))
def test_whatever_people_write_is_read_back(open_journal: Opening, batches: list[list[str]]) -> None:
    """Any text in any batches: newlines, quotes, every script and control characters."""
    journal = open_journal()
    start = journal.head().seq
    for batch in batches:
        with journal.exclusive():
            journal.append([Draft(AT, "p1", "s", (Published(network="PNE", text=Text.of(text)),)) for text in batch])
    events = [event for line in journal.lines(start) for event in decode(line).events]
    journal.close()

    assert [str(event.text) for event in events if isinstance(event, Published)] == [t for b in batches for t in b]


def test_many_entries_of_very_different_length_are_found_by_number(journal: Journal) -> None:
    """Each line is found at once and whole, in whatever order they are asked for."""
    texts = {number: "é" * (number * 7919 % 300_000) for number in range(1, 60)}
    with journal.exclusive():
        for text in texts.values():
            journal.append([Draft(AT, "p1", "s", (Published(network="PNE", text=Text.of(text)),))])

    for number in sorted(texts, key=lambda seq: seq * 37 % 59):
        [event] = decode(next(journal.lines(number - 1))).events
        assert isinstance(event, Published)
        assert str(event.text) == texts[number]
