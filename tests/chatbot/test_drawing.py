"""Drawing: a real picture by a real program, small, sharp enough for a telephone; and what happens when it fails."""

import asyncio
import logging
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from chatbot import drawing
from chatbot.drawing import Drawn, draw, drawable, scripts_missing, size_of
from chatbot.pictures import NotPosted, Pictures
from storage.public.bars import BLUE
from storage.public.result_picture import Bar, ResultPicture
from tests.chatbot.board import FakeBoard, channel
from tests.conversation import MEMBERS, Conversation

PICTURE = ResultPicture(
    "PNE-P1",
    "Which first?",
    ("Turnout: 4 of 9 (44%).",),
    (Bar("1.", "Water", 3, "3"), Bar("2.", "Energy", 1, "1")),
    9,
    "",
)


class Gallery(FakeBoard):
    """A board that tells when a picture came."""

    def __init__(self) -> None:
        super().__init__()
        self.came = asyncio.Event()

    async def picture(self, key: str, picture: ResultPicture, drawn: Drawn) -> None:
        """Take it."""
        await super().picture(key, picture, drawn)
        self.came.set()


def pixels(png: bytes, colour: str) -> int:
    """Return how many pixels of a picture have a colour."""
    wanted = tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
    counted = Image.open(BytesIO(png)).convert("RGB").getcolors(1 << 24)
    return next((count for count, found in counted or [] if found == wanted), 0)


def test_a_picture_is_drawn_with_bars_as_long_as_their_counts() -> None:
    """Twice as sharp as its thumbnail, which a narrow telephone shows as it is; and a few kilobytes."""
    drawn = asyncio.run(draw(PICTURE))

    assert drawn
    assert size_of(drawn.png)[0] == 720
    assert size_of(drawn.thumbnail) == tuple(side // 2 for side in size_of(drawn.png))
    assert 0.9 < pixels(drawn.png, BLUE) / (2 * 2 * 16 * (3 + 1) * (360 - 10 - 28) / 9) < 1.1
    assert len(drawn.png) < 20_000


def test_no_letter_becomes_a_box() -> None:
    """What no font here has is left out; what one has stands."""
    assert drawable("Water, Вода") == "Water, Вода"
    assert drawable(f"Water {drawing.NO_LETTER * 2}.") == "Water …."
    assert [script for script in drawing.SCRIPTS if drawable(drawing.SCRIPTS[script]) == "…"] == scripts_missing()


def test_a_program_that_fails_costs_no_more_than_the_picture(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told in the log, without what people wrote."""
    monkeypatch.setattr(drawing, "COMMAND", ("false",))
    with caplog.at_level(logging.WARNING):
        assert asyncio.run(draw(PICTURE)) is None

    assert "PNE-P1" in caplog.text
    assert "Which" not in caplog.text


def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for it for ever, and it does not stay."""
    monkeypatch.setattr(drawing, "COMMAND", ("sh", "-c", "exec sleep 60"))
    monkeypatch.setattr(drawing, "PATIENCE", 0.1)

    assert asyncio.run(draw(PICTURE)) is None


def test_a_board_that_takes_no_picture_is_told_of_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """And the next picture is posted."""
    posted = []

    async def post(drawn: Drawn) -> None:
        posted.append(drawn)
        if len(posted) == 1:
            raise NotPosted("missing_scope files:write")

    async def both() -> None:
        pictures = Pictures()
        await asyncio.gather(pictures.begin(PICTURE, post), pictures.begin(PICTURE, post))

    with caplog.at_level(logging.WARNING):
        asyncio.run(both())

    assert len(posted) == 2
    assert "The picture of PNE-P1 is not posted: missing_scope files:write" in caplog.text


def test_a_result_has_its_picture_after_its_text(tmp_path: Path) -> None:
    """The text stands at once; the picture comes when it is drawn, and of the secret poll only after the close."""
    talk = Conversation(tmp_path)
    talk.given(*MEMBERS, "@amina /poll open Which? | A | B secret:yes closes:in 2 hours")

    async def follow() -> Gallery:
        board = Gallery()
        public = channel(talk, board, 0)
        await public.catch_up(talk.now)
        assert [post.text.splitlines()[0] for post in board.posts][-1] == "PNE-P1 is open: Which?"
        talk.run_out()
        await public.catch_up(talk.now)
        assert board.texts[-1].startswith("PNE-P1 is closed")
        assert not board.pictures
        await board.came.wait()
        return board

    [(posts, picture, drawn)] = asyncio.run(follow()).pictures

    assert posts == 3
    assert picture.poll == "PNE-P1"
    assert drawn.png.startswith(b"\x89PNG")
