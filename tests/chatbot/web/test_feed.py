"""The feed, read back by another library."""

from typing import Any
from xml.etree import ElementTree as ET

import feedparser

from chatbot.web.feed import MOST
from tests.chatbot.web import crowd
from tests.chatbot.web.visiting import visit
from tests.conversation import Conversation

ATOM = "{http://www.w3.org/2005/Atom}"


def read(talk: Conversation, path: str = "/feed.atom") -> Any:  # noqa: ANN401  feedparser's dictionary
    """Return the feed of a record as a reader understands it, which must not have to guess."""
    [answer] = visit(talk, path, public_url="https://pn.example.org")
    found = feedparser.parse(answer.body, response_headers={"content-type": answer.headers["Content-Type"]})
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_a_reader_understands_the_feed(lived: Conversation) -> None:
    """Title, addresses and times; the latest first."""
    feed = read(lived)

    assert feed.feed.title == "IGF Policy Networks: the public record"
    assert feed.feed.updated == "2021-03-01T10:10:00Z"
    assert {(link.rel, link.href) for link in feed.feed.links} == {
        ("self", "https://pn.example.org/feed.atom"),
        ("alternate", "https://pn.example.org/"),
    }
    assert [entry.title for entry in feed.entries[:4]] == [
        "PNE-P1 was closed: “Which theme first?” Turnout: 2 of 3 (67%). Most votes: “Inclusion”, with 2 votes.",
        "PNE-P3 was opened: Is it complete?",
        "PNE-M1 ended: March call (attendance: 1 of 3 members, 1 other)",
        "Public update: The call is open.",
    ]
    assert feed.entries[0].link == "https://pn.example.org/?pn=PNE"
    assert feed.entries[0].content[0].type == "text/plain"
    assert [tag.term for tag in feed.entries[0].tags] == ["PNE"]


def test_an_entry_tells_when_it_held_and_when_it_was_recorded(lived: Conversation) -> None:
    """A poll closes at its deadline, however late that is recorded."""
    closed = read(lived).entries[0]

    assert (closed.published, closed.updated) == ("2021-03-01T10:00:00Z", "2021-03-01T10:10:00Z")


def test_an_entry_keeps_its_name(lived: Conversation) -> None:
    """Another start, another address, and more entries: a reader shows nothing twice."""
    before = {entry.id: entry.title for entry in read(lived).entries}
    lived.reopen()
    lived.given("@sec #pne /publish More news.")
    [answer] = visit(lived, "/feed.atom")
    after = {entry.id: entry.title for entry in feedparser.parse(answer.body).entries}

    assert len(after) == len(before) + 1
    assert before.items() < after.items()
    assert all(name.startswith("urn:uuid:") for name in after)


def test_records_share_no_names(lived: Conversation, talk: Conversation) -> None:
    """Two installations in one reader stay apart."""
    other = Conversation(talk.folder.with_name("other"), now=lived.now)
    other.given("@sec /pn add PNE Policy Network on Environment")
    names = [{entry.id for entry in read(record).entries} for record in (lived, other)]

    assert not names[0] & names[1]


def test_what_was_undone_vanishes(lived: Conversation) -> None:
    """An update that was taken back is in the feed no more."""
    lived.given("@sec #pne /publish Too early.")
    before = read(lived).entries[0].title
    lived.given("@sec /pn undo")

    assert before == "Public update: Too early."
    assert before not in [entry.title for entry in read(lived).entries]


def test_what_is_taken_up_again_is_told(lived: Conversation) -> None:
    """That it was done stays, as it was so; after it comes that it is so no more."""
    lived.given("@sec #pne /commit Say it owner:IGF Secretariat")
    lived.given("@sec #pne /commit done C5", "@sec #pne /commit reopen C5")

    assert [entry.title for entry in read(lived).entries[:2]] == [
        "PNE-C5 is taken up again: Say it",
        "PNE-C5 was done: Say it",
    ]


def test_one_network_has_a_feed_of_its_own(lived: Conversation) -> None:
    """With a name and addresses of its own."""
    every, one = read(lived), read(lived, "/feed.atom?pn=pnma")

    assert [entry.title for entry in one.entries] == ["PNMA begins: Policy Network on Meaningful Access"]
    assert one.feed.title == "Policy Network on Meaningful Access"
    assert one.feed.id != every.feed.id
    assert one.entries[0].id in {entry.id for entry in every.entries}
    assert "https://pn.example.org/feed.atom?pn=PNMA" in {link.href for link in one.feed.links}


def test_an_empty_record_has_a_feed(talk: Conversation) -> None:
    """Who subscribes early gets what comes."""
    assert read(Conversation(talk.folder.with_name("empty"))).entries == []


def test_hostile_texts_are_texts_in_the_feed(talk: Conversation) -> None:
    """The document stays well-formed, and nothing typed is an element; what XML cannot hold is replaced."""
    [answer] = visit(crowd.hostile(talk.folder.with_name("hostile")), "/feed.atom")
    root = ET.fromstring(answer.body)
    contents = [content.text or "" for content in root.iter(f"{ATOM}content")]
    tags = {element.tag.removeprefix(ATOM) for element in root.iter()}

    assert f"Public update: {crowd.TEXTS[0]}" in contents
    assert f"Public update: {crowd.TEXTS[1]}" in contents
    assert f"Public update: {crowd.TEXTS[4]}" in contents
    assert "Public update: " + "\ufffd" * 6 + "[31m" + "\ufffd" * 3 in contents
    assert f"Public update: {crowd.TEXTS[5]}" in contents
    assert tags == {
        "feed", "id", "title", "subtitle", "updated", "published", "link", "author", "name", "entry", "category",
        "content",
    }  # fmt: skip


def test_the_feed_has_the_latest_fifty(talk: Conversation) -> None:
    """Older ones were read long ago."""
    large = crowd.large(talk.folder.with_name("large"), networks=3, things=60)
    feed = read(large)

    assert len(feed.entries) == MOST
    assert len({entry.id for entry in feed.entries}) == MOST
    assert all(len(entry.title) <= 120 for entry in feed.entries)
