"""The page of minutes: the version that is asked for, or that there is none."""

from pathlib import Path

import pytest

from storage.events import MinutesPublished, Text
from tests.dashboard import world
from tests.dashboard.views.opened import html, links, minutes, network, text


def published(folder: Path) -> None:
    """Record that the minutes of PNE-M1 were published on day 10, and corrected on day 11."""
    world.record(folder)
    for version, (words, reason) in enumerate([("# First\n\n- one <b>bold</b>", None), ("# Second", "a number")], 1):
        made = MinutesPublished(
            network="PNE", meeting=1, version=version, text=Text.of(words), reason=Text.if_any(reason)
        )
        world.add(folder, world.day(10 + version / 2), made)


def test_a_meeting_leads_to_its_minutes_at_the_same_moment(folder: Path) -> None:
    """To the latest version that there was then; without a moment in the address, there is none in the link."""
    published(folder)
    then, now = (html(network(pn="PNE", **address)) for address in ({"as_of": "2021-03-11"}, {}))

    assert '<a href="minutes?of=PNE-M1&amp;as_of=2021-03-11T23%3A59%3A59%2B00%3A00">Held, minutes version 1</a>' in then
    assert '<a href="minutes?of=PNE-M1">Held, minutes version 2</a>' in now


def test_minutes_are_shown_with_their_versions(folder: Path) -> None:
    """Each leads to the others; a correction says why; nothing that was typed is a tag."""
    published(folder)
    latest, first = minutes(of="pne-m1"), minutes(of="PNE-M1:1")

    assert "Version 2, published on 12 March 2021, 09:00 UTC. Corrected: a number" in text(latest)
    assert "<h1>Second</h1>" in html(latest)
    assert '<a href="minutes?of=PNE-M1%3A1">Version 1</a>' in html(latest)
    assert "<li>one &lt;b&gt;bold&lt;/b&gt;</li>" in html(first)
    assert '<a href="minutes?of=PNE-M1%3A2">Version 2</a>' in html(first)
    assert links(latest)[1:] == [("Open PNE", "pn=PNE")] * 2
    shown = [part.type for part in latest.main.children.values()]
    assert shown.index("page_link") < len(shown) - 1 - shown[::-1].index("html")


@pytest.mark.parametrize(
    "asked", ["", "PNE-M2", "PNE-M1:3", "PNE-M1:0", "PNE-M1:x", f"PNE-M1:{'1' * 5000}", "PNE-P1", "XYZ-M1", "<b>"]
)
def test_minutes_that_are_not_there_are_said_to_be_so(folder: Path, asked: str) -> None:
    """A mistyped address shows a sentence, and so does one of a time before they were published."""
    published(folder)

    assert "There are no such published minutes" in text(minutes(of=asked))
    assert "There are no such published minutes" in text(minutes(of="PNE-M1", as_of="2021-03-10"))
