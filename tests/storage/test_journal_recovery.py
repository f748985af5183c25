"""What a TinyDB journal mends when it is opened: an end that was never told to be recorded."""

from pathlib import Path

from storage.line import chain
from storage.tinydb_journal import TinyDBJournal
from storage.verify import verify
from tests.storage.drafts import drafts, record, sources
from tests.storage.journal_folder import lines_of, put


def test_lines_of_a_writer_who_died_before_it_could_tell_are_kept(three: Path) -> None:
    """They are whole and follow: the next writer syncs and keeps them; its own batch comes after them."""
    waiting = TinyDBJournal(three)
    follower = TinyDBJournal(three, read_only=True)
    more = [line + b"\n" for _entry, line, _head in chain(waiting.head(), drafts("dddd", "eeeee"))]
    put(three, *lines_of(three), *more)
    before = sources(follower.lines())
    record(waiting, "ffffff")

    assert before == ["a", "bb", "ccc"]
    assert sources(follower.lines()) == ["a", "bb", "ccc", "dddd", "eeeee", "ffffff"]
    assert (waiting.notices, verify(three).problems) == ([], [])


def test_what_is_cut_off_is_put_aside_each_time(three: Path) -> None:
    """A file for each, for its owner alone, and a sentence that names it."""
    waiting = TinyDBJournal(three)
    for torn in (b'{"first":', b'{"second":'):
        put(three, *lines_of(three), torn)
        with waiting.exclusive():
            pass

    assert (three / "journal.cut-4").read_bytes() == b'{"first":'
    assert (three / "journal.cut-4+").read_bytes() == b'{"second":'
    assert (three / "journal.cut-4+").stat().st_mode & 0o777 == 0o600
    assert len(waiting.notices) == 2
    assert "9 bytes after entry 3" in waiting.notices[0]
    assert "journal.cut-4+" in waiting.notices[1]


def test_lost_pages_in_an_unsynced_batch_are_cut_off(data: Path) -> None:
    """The end of the batch reached the disk and its middle did not: no line of it is proved durable."""
    journal = TinyDBJournal(data)
    record(journal, "a")
    published = (data / "head").read_bytes()
    record(journal, "bb", "ccc", "dddd")
    journal.close()
    first, second, third, fourth = lines_of(data)
    put(data, first, second, bytes(len(third)), fourth)
    (data / "head").write_bytes(published)
    again = TinyDBJournal(data)
    kept = sources(again.lines())
    record(again, "later")

    assert kept == ["a", "bb"]
    assert (data / "journal.cut-3").read_bytes() == bytes(len(third)) + fourth
    assert sources(again.lines()) == ["a", "bb", "later"]
    assert verify(data).problems == []


def test_a_line_with_a_wrong_number_is_cut_off(three: Path) -> None:
    """It follows from the line before it, and nothing proves that it had been durable."""
    (three / "head").unlink()
    first, second, third = lines_of(three)
    put(three, first, second, third.replace(b'"seq":3', b'"seq":4'))
    journal = TinyDBJournal(three)

    assert sources(journal.lines()) == ["a", "bb"]
    assert len(journal.notices) == 1
