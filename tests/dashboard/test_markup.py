"""HTML in which nothing that a person typed is markup."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from dashboard import markup

HOSTILE = st.text() | st.sampled_from(
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</td></table><h1>", "&lt;b&gt;", "<!--", "'\"<&"]
)


class Reader(HTMLParser):
    """Reads HTML as a browser would: its tags, its attributes, its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)


@given(HOSTILE)
def test_an_element_holds_its_text_and_nothing_else(text: str) -> None:
    """Whatever was typed is read as what was typed."""
    read = Reader(markup.element("p", text, "pn-quiet"))

    assert read.tags == ["p"]
    assert "".join(read.texts) == text
    assert read.attributes == [("dir", "auto"), ("class", "pn-quiet")]


@given(st.lists(st.tuples(HOSTILE, HOSTILE), max_size=4))
def test_a_listing_holds_its_texts_and_nothing_else(cells: list[tuple[str, str]]) -> None:
    """Rows, names of columns and caption are texts, in attributes too."""
    read = Reader(markup.listing("<i>", ["<b>", "<u>"], cells, [True] * len(cells)))

    assert read.tags == ["table", "caption", "thead", "tr", "th", "th", "tbody"] + ["tr", "th", "td", "span"] * len(
        cells
    )
    assert "".join(read.texts) == "<i><b><u>" + "".join(first + second for first, second in cells)
    assert [value for name, value in read.attributes if name == "data-head"] == ["<u>"] * len(cells)


@given(HOSTILE, HOSTILE)
def test_figures_and_facts_hold_their_texts(name: str, value: str) -> None:
    """A name and its value, as they are."""
    for html in (markup.figures([markup.Figure(name, value)]), markup.facts([(name, value)])):
        read = Reader(html)

        assert read.tags == ["dl", "div", "dt", "dd"]
        assert "".join(read.texts) == name + value


def test_an_alarm_marks_its_row_only() -> None:
    """What is to be looked at stands out."""
    html = markup.listing("", ["Id", "Status"], [["C1", "Open, overdue"], ["C2", "Done"]], [True, False])

    assert html.count('class="pn-alarm"') == 1
    assert html.index("pn-alarm") < html.index("C1")


@given(st.lists(HOSTILE, max_size=5), st.integers(0, 5))
def test_a_folding_listing_holds_each_row_once(texts: list[str], first: int) -> None:
    """The first rows are shown, the others unfold; where there are none, nothing does."""
    html = markup.folding("Caption", ["Id"], [[text] for text in texts], [False] * len(texts), first, "Others")
    shown, fold, folded = html.partition("<details>")

    assert bool(fold) == (len(texts) > first)
    assert Reader(shown).tags.count("tr") == 0 or shown.count('scope="row"') == min(first, len(texts))
    assert folded.count('scope="row"') == max(0, len(texts) - first)
    assert all(text in "".join(Reader(html).texts) for text in texts)
