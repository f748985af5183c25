"""The page that anybody may read."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from chatbot.web.page import LARGEST
from chatbot.web.text import clean, one_line, shorten
from tests.chatbot.web import crowd
from tests.chatbot.web.visiting import visit
from tests.conversation import Conversation

TAGS = {
    "html", "head", "meta", "title", "link", "style", "body", "header", "nav", "main", "section", "footer",
    "h1", "h2", "h3", "h4", "details", "summary", "p", "a", "ul", "li", "strong", "span", "bdi",
    "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
"""Every element that the page is made of."""


class Reader(HTMLParser):
    """Reads a page as a browser would: its elements, their attributes, its texts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if data.strip():
            self.texts.append(data.strip())


def read(talk: Conversation, path: str = "/") -> Reader:
    """Return the page of a record."""
    [answer] = visit(talk, path)
    assert answer.status == 200
    return Reader(answer.text)


def test_the_page_shows_what_is_public(lived: Conversation) -> None:
    """News, polls with totals, meetings with headcounts, commitments with owners by what they are."""
    texts = read(lived).texts

    for shown in (
        "This page is public: anybody may read it. The bot writes no names here; texts stand as people wrote them.",
        "Made on 1 March 2021, 10:10 UTC.",
        "PNE-P1 was closed: “Which theme first?” Turnout: 2 of 3 (67%). Most votes: “Inclusion”, with 2 votes.",
        "Public update: The call is open.",
        "The working group has 3 members: below 15–30.",
        "4 commitments: open 2, done 1, dropped 1.",
        "1 is overdue.",
        "Inclusion: 2 votes",
        "So far: Most votes: “Yes”, with 1 vote.",
        "1 of 3 members, 1 other",
        "April call",
        "co-chair",
        "MWG member (proposed)",
        "Open, overdue",
        "No commitment is recorded yet.",
    ):
        assert shown in texts
    assert texts.index("PNE-C1") < texts.index("PNE-C2") < texts.index("PNE-C3")


def test_the_page_shows_the_work_plan(lived: Conversation) -> None:
    """Each milestone with where it stands and the numbers of its commitments; what was dropped is gone."""
    texts = read(lived).texts
    first = texts.index("1 met, 2 at risk, 1 without a date. Met, or not due and nothing overdue: 2 of 3 (67%)")

    assert texts[first - 1] == "Work plan"
    assert " ".join(texts[first + 1 : first + 14]) == (
        "PNE-W3 Called for · 3 March 2021, originally 2 March 2021 · At risk "
        "PNE-W1 Outline agreed · 30 April 2021 · At risk · PNE-C1 (overdue), PNE-C3 (done), PNE-C2 "
        "PNE-W2 Report published · no date · No date "
        "PNE-W4 Group formed · 2 March 2021 · Met"
    )


def test_the_page_is_built_of_headings_tables_and_lists(lived: Conversation) -> None:
    """A screen reader finds its way: one h1, captions, scopes, a language; and nothing runs."""
    page = read(lived)

    assert page.tags.count("h1") == 1
    assert page.tags.count("caption") == page.tags.count("table") == 3
    assert ("lang", "en") in page.attributes
    assert ("name", "viewport") in page.attributes
    assert {"row", "col"} == {value for name, value in page.attributes if name == "scope"}
    assert set(page.tags) <= TAGS
    assert not [name for name, _value in page.attributes if name.startswith("on")]


def test_the_page_leads_to_feed_and_calendar(lived: Conversation) -> None:
    """By relative links where nobody said what the address is outside, and for one network to its own."""
    every, one = read(lived), read(lived, "/?pn=pne")

    assert {("href", "feed.atom"), ("href", "calendar.ics"), ("href", "?pn=PNE")} <= set(every.attributes)
    assert {("href", "feed.atom?pn=PNE"), ("href", "calendar/PNE.ics"), ("href", "./")} <= set(one.attributes)
    assert [value for name, value in every.attributes if name == "rel"] == ["icon", "alternate", "alternate"]
    assert "Policy Network on Meaningful Access" not in " ".join(one.texts)


def test_an_empty_record_has_a_page(talk: Conversation) -> None:
    """Whoever looks first is not left with nothing."""
    empty = Conversation(talk.folder.with_name("empty"))

    assert "Nothing is recorded yet." in read(empty).texts


def test_hostile_texts_stay_texts(talk: Conversation) -> None:
    """Markup in any field is read as what was typed, and makes no element and no attribute of its own."""
    hostile = crowd.hostile(talk.folder.with_name("hostile"))
    for path in ("/", "/?pn=PNE"):
        page = read(hostile, path)

        assert set(page.tags) <= TAGS
        assert {name for name, _value in page.attributes} <= {
            "lang", "charset", "name", "content", "rel", "href", "type", "title", "aria-label", "aria-labelledby",
            "class", "id", "dir", "role", "scope", "data-head",
        }  # fmt: skip
        assert [text for text in page.texts if "<script>alert(1)</script>" in text]
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "".join(page.texts))


def test_the_page_is_light_whatever_the_record_holds(talk: Conversation) -> None:
    """Ten networks with hundreds of long things each: under 50 kB, and it says what is left out."""
    large = crowd.large(talk.folder.with_name("large"), networks=10, things=200)
    every, one, empty_of_room = visit(large, "/", "/?pn=PN1", "/?pn=PN10")
    texts = Reader(every.text).texts

    assert all(0 < len(answer.body) <= LARGEST < 51_200 for answer in (every, one, empty_of_room))
    assert texts.count("Commitments, the most urgent first") == 10
    assert [text for text in texts if re.fullmatch(r"\d+ more are not shown here\.", text)]
    assert len(Reader(one.text).texts) > len(texts) / 10


def test_older_polls_are_folded_away(talk: Conversation) -> None:
    """The two latest closed ones are shown; meetings and commitments come without a long way there."""
    busy = crowd.busy(talk.folder.with_name("busy"), things=16)
    [answer] = visit(busy, "/")
    shown, _opening, rest = answer.text.partition("Closed polls")[2].partition("<details>")
    folded, _ending, rest = rest.partition("</details>")

    assert (shown.count("<h4"), folded.count("<h4")) == (2, 6)
    assert "<summary>Older polls: 6</summary>" in folded
    assert "<h4" not in rest
    assert "Meetings held" in rest


def test_of_a_long_list_the_first_rows_are_shown(talk: Conversation) -> None:
    """A telephone shows what is most urgent, not dozens of screens; the others are one press away."""
    talk.given(*(f"@amina /commit Task {number} by:{number} April 2021" for number in range(1, 8)))
    [answer] = visit(talk, "/")
    news, _heading, listed = answer.text.partition("Commitments, the most urgent first")
    shown, _opening, folded = listed.partition("<summary>Further commitments: 2</summary>")

    assert (shown.count('scope="row"'), folded.count('scope="row"')) == (5, 2)
    assert "Task 5" in shown
    assert "Task 7" in folded
    assert news.index("Task 3") < news.index("<summary>Earlier entries: ") < news.index("Task 2")


def test_the_page_says_where_a_meeting_takes_place(talk: Conversation) -> None:
    """What is an address can be pressed; anything else stays a text."""
    talk.given("@amina /meeting plan in 20 minutes link:https://example.org/room")
    talk.given("@amina /meeting plan in 2 days 12:00 link:javascript:alert(1)", "@amina /meeting plan in 3 days 12:00")
    page = read(talk)

    assert ("href", "https://example.org/room") in page.attributes
    assert "javascript:alert(1)" in page.texts
    assert ("href", "javascript:alert(1)") not in page.attributes


def test_many_networks_fit_too(talk: Conversation) -> None:
    """What has no room is counted."""
    many = crowd.large(talk.folder.with_name("many"), networks=300, things=1)
    [answer] = visit(many, "/")

    assert 0 < len(answer.body) <= LARGEST
    assert "more policy networks are not shown here." in answer.text


def test_deadlines_are_those_of_the_moment(lived: Conversation) -> None:
    """The same record, two months later."""
    before = read(lived).texts
    lived.wait(days=60)

    assert "1 is overdue." in before
    assert "2 are overdue." in read(lived).texts


@given(st.text(), st.integers(2, 20))
def test_a_shortened_text_is_short_clean_and_in_one_line(text: str, longest: int) -> None:
    """It begins as the text does."""
    short = shorten(text, longest)

    assert len(short) <= longest
    assert len(short.splitlines()) <= 1
    assert short == clean(short)
    assert one_line(text).startswith(short.removesuffix("…"))
