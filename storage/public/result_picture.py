"""The result of a poll as a picture: what it shows, as a Vega-Lite document, and in words for who cannot see it."""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from storage.events import PollKind
from storage.i18n import _
from storage.measures import polls
from storage.moments import tell_minute
from storage.public import wording
from storage.public.bars import BLUE, GREY, INK, QUIET, Spec, bars
from storage.state import Poll

WIDTH: Final = 360
"""Pixels, which a narrow telephone shows without making them smaller."""
PADDING: Final = {"left": 10, "right": 28, "top": 10, "bottom": 8}
LEFT_TO_RIGHT_MARK: Final = "\u200e"
_TITLE_COLUMNS, _LINE_COLUMNS, _NAME_COLUMNS = 35, 48, 44
"""Letters of a line."""
_TITLE_LINES, _NAME_LINES = 4, 2


class Bar(msgspec.Struct, frozen=True):
    """An option with the ballots that name it."""

    number: str
    text: str
    count: int
    said: str
    """The count in words."""
    colour: str = BLUE
    below: str = ""
    """What stands under the text."""


class ResultPicture(msgspec.Struct, frozen=True):
    """What a picture of a result shows. All the words in it are in the reader's language."""

    poll: str
    question: str
    lines: tuple[str, ...]
    bars: tuple[Bar, ...]
    most: int
    """The end of the scale: everybody who may vote."""
    unwritten: str
    """What stands below where texts are in letters that cannot be drawn."""

    @property
    def words(self) -> str:
        """The same in words."""
        counted = [" ".join(filter(None, [f"{bar.number} {bar.text}:".strip(), bar.said])) for bar in self.bars]
        return "\n".join([f"{self.poll}: {self.question}", *counted, *self.lines])


def picture_of(poll: Poll) -> ResultPicture | None:
    """Return what the picture of a closed poll shows; None where there is no result, or none yet."""
    tally = polls.tally(poll)
    if poll.closed is None or not poll.opened or tally.silence:
        return None
    lines = [
        wording.reading(tally, wording.options(poll), polls.Stage.CLOSED),
        _("Turnout: {turnout}.").format(turnout=wording.turnout(tally)),
        _("Closed on {time}.").format(time=tell_minute(poll.closed)),
    ]
    if poll.kind is PollKind.RANKED:
        lines.append(_("The bars are first preferences."))
    return ResultPicture(
        poll.label,
        wording.written(poll.question),
        tuple(lines),
        tuple(_bars(poll, tally)),
        tally.electorate or tally.voters,
        _("What is missing here is in letters that the bot cannot draw; the text of the result has it."),
    )


def _bars(poll: Poll, tally: polls.Tally) -> list[Bar]:
    said = wording.counts(tally)
    found = [
        Bar(f"{number}.", text, count, told, below=told if poll.kind is PollKind.DATES else "")
        for number, (text, count, told) in enumerate(zip(wording.options(poll), tally.counts, said, strict=True), 1)
    ]
    if tally.abstained:
        found.append(Bar("", _("Abstained"), tally.abstained, str(tally.abstained), GREY))
    return found


def spec_of(picture: ResultPicture, drawable: Callable[[str], str]) -> Spec:
    """Return the Vega-Lite document. `drawable` leaves out what cannot be drawn of a text; a line below says so."""
    texts = [picture.question, *picture.lines, *(bar.text for bar in picture.bars)]
    lines = [*picture.lines, *([picture.unwritten] if any(drawable(text) != text for text in texts) else [])]
    names = [_name(bar, drawable) for bar in picture.bars]
    most = max(map(len, names), default=1)
    values = [
        {"name": [*[""] * (most - len(name)), *name], "count": bar.count, "colour": bar.colour}
        for bar, name in zip(picture.bars, names, strict=True)
    ]
    title = _title(drawable(f"{picture.poll}: {picture.question}"), [drawable(line) for line in lines])
    return {**bars(values, picture.most, most), "width": WIDTH, "padding": PADDING, "title": title}


def _name(bar: Bar, drawable: Callable[[str], str]) -> list[str]:
    lines = _wrapped(drawable(f"{bar.number} {bar.text}".strip()), _NAME_COLUMNS, _NAME_LINES)
    return [*lines, bar.below] if bar.below else lines


def _title(title: str, lines: Sequence[str]) -> Spec:
    return {
        "text": _wrapped(title, _TITLE_COLUMNS, _TITLE_LINES),
        "subtitle": [part for line in lines for part in _wrapped(line, _LINE_COLUMNS, _TITLE_LINES)],
        "anchor": "start",
        "frame": "group",
        "offset": 12,
        "color": INK,
        "fontSize": 15,
        "lineHeight": 19,
        "subtitleColor": QUIET,
        "subtitleFontSize": 12,
        "subtitleLineHeight": 16,
        "subtitlePadding": 6,
    }


def _wrapped(text: str, columns: int, most: int) -> list[str]:
    """Return a text in at most so many lines; the last of a longer one ends with "…".

    Each line begins with a mark, so that no words from right to left run from one into the next: they would be
    turned around together.
    """
    lines = [str(line).rstrip() for line in Text(text).wrap(Console(width=columns), columns)]
    if len(lines) > most:
        last = lines[most - 1]
        cut = set_cell_size(last, columns - 1).rstrip() if cell_len(last) >= columns else last
        lines = [*lines[: most - 1], f"{cut}…"]
    return [LEFT_TO_RIGHT_MARK + line for line in lines]
