"""What the overview shows, made once for all visitors: HTML ready to be sent."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dashboard import frames, markup, wording
from dashboard.live import Glance
from storage.i18n import _, plural
from storage.public.wording import staleness


class Card(NamedTuple):
    """A network on the overview."""

    code: str
    html: str


class OverviewSheet(NamedTuple):
    """The overview: a sentence about all networks, and a card for each."""

    summary: str
    cards: tuple[Card, ...]


def overview(glance: Glance) -> OverviewSheet:
    """Make the overview."""
    rows = frames.rows(frames.networks(glance.state, glance.as_of))
    late = sum(row["overdue"] for row in rows)
    summary = [
        plural("{count} policy network.", "{count} policy networks.", len(rows)),
        plural("{count} commitment is overdue.", "{count} commitments are overdue.", late),
        *_unreported(rows),
    ]
    return OverviewSheet(
        markup.element("p", " ".join(summary)), tuple(Card(row["code"], _card(row, glance)) for row in rows)
    )


def _unreported(rows: Iterable[frames.Row]) -> Iterator[str]:
    """Yield of how many commitments nobody knows whether they were done: of a past that was only imported."""
    count = sum(row["delivery"].unknown for row in rows)
    if count:
        yield plural(
            "Of {count} that was due nobody has said whether it was done.",
            "Of {count} that were due nobody has said whether they were done.",
            count,
        )


def _card(row: frames.Row, glance: Glance) -> str:
    return markup.block(
        markup.element("p", row["code"], "pn-code"),
        markup.element("h2", row["name"]),
        markup.element("p", _("Commitments"), "pn-caption"),
        markup.figures(
            [
                markup.Figure(_("Open"), str(row["open"])),
                markup.Figure(_("In progress"), str(row["in_progress"])),
                markup.Figure(_("Done"), str(row["done"])),
                markup.Figure(_("Overdue"), str(row["overdue"]), alarm=row["overdue"] > 0),
                markup.Figure(_("Status unknown"), str(row["unknown"])),
            ]
        ),
        markup.facts(
            [
                (_("Working group"), wording.size(row)),
                (_("Next meeting"), wording.next_meeting(row)),
                (_("Open polls"), str(row["open_polls"])),
                (_("Last public update"), staleness(row["staleness"])),
            ]
        ),
    )
