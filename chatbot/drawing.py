"""Drawing pictures, in a program of its own: what takes half a second, or fails, is felt by nobody who votes."""

import asyncio
import json
import logging
import struct
import subprocess
import sys
import unicodedata
from functools import cache
from io import BytesIO
from itertools import groupby
from subprocess import DEVNULL, PIPE
from typing import Final

import msgspec
from PIL import Image

from storage.i18n import N_
from storage.public.result_picture import ResultPicture, spec_of

log = logging.getLogger(__name__)
PATIENCE: Final = 10.0
"""Seconds that a picture may take."""
SHARP: Final = 2
"""Pixels of a picture for one of its document; its thumbnail has one."""
COLOURS: Final = 64
NO_LETTER: Final = "\U0010fffd"
"""A letter that no font has."""
SCRIPTS: Final = {
    N_("Arabic"): "ع",
    N_("Chinese"): "字",
    N_("Cyrillic"): "Ж",
    N_("Devanagari"): "ह",
    N_("Greek"): "λ",
    N_("Hebrew"): "א",
    N_("Japanese"): "あ",
    N_("Korean"): "한",
    N_("Latin"): "a",
    N_("Thai"): "ไ",
}
"""A letter of each script that is looked for."""
COMMAND: Final = (sys.executable, "-m", "chatbot.drawing")


class Drawn(msgspec.Struct, frozen=True):
    """A picture and its thumbnail, as PNG files."""

    png: bytes
    thumbnail: bytes


async def draw(picture: ResultPicture) -> Drawn | None:
    """Return the picture; None, which the log explains, where it cannot be drawn."""
    try:
        return await asyncio.to_thread(_by_program, picture)
    except (OSError, subprocess.SubprocessError, msgspec.DecodeError) as problem:
        log.warning("The picture of %s could not be drawn: %s", picture.poll, type(problem).__name__)
        return None


def _by_program(picture: ResultPicture) -> Drawn:
    asked = msgspec.msgpack.encode(picture)
    done = subprocess.run(COMMAND, input=asked, stdout=PIPE, stderr=DEVNULL, timeout=PATIENCE, check=True)
    return msgspec.msgpack.decode(done.stdout, type=Drawn)


def size_of(png: bytes) -> tuple[int, int]:
    """Return a picture's width and height in pixels (PNG, third edition, 11.2.1)."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def drawable(text: str) -> str:
    """Return a text with "…" for what stands in letters for which this computer has no font."""
    return "".join("…" if missing else "".join(run) for missing, run in groupby(text, key=_is_missing))


def _is_missing(letter: str) -> bool:
    seen = not letter.isspace() and unicodedata.category(letter) not in ("Cc", "Cf")
    return seen and _glyph(letter) == _glyph(NO_LETTER)


def scripts_missing() -> list[str]:
    """Return the scripts for which this computer has no font."""
    return [script for script, letter in SCRIPTS.items() if _is_missing(letter)]


@cache
def _glyph(letter: str) -> bytes:
    import vl_convert  # noqa: PLC0415  it is large, and loaded only where something is drawn

    escaped = f"&#{ord(letter)};"
    text = f'<text x="4" y="20" font-family="sans-serif" font-size="14">{escaped}</text>'
    return bytes(vl_convert.svg_to_png(f'<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28">{text}</svg>'))


def _drawn(picture: ResultPicture) -> Drawn:
    import vl_convert  # noqa: PLC0415  see above

    spec = json.dumps(spec_of(picture, drawable))
    sharp = Image.open(BytesIO(vl_convert.vegalite_to_png(spec, scale=SHARP, allowed_base_urls=[]))).convert("RGB")
    return Drawn(_small(sharp), _small(sharp.reduce(SHARP)))


def _small(image: Image.Image) -> bytes:
    """Return a picture as a file of few colours: a fifth of the size, for weak connections."""
    file = BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def main() -> None:
    """Read what to draw from standard input, and write it as it was drawn to standard output."""
    picture = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=ResultPicture)
    sys.stdout.buffer.write(msgspec.msgpack.encode(_drawn(picture)))


if __name__ == "__main__":
    main()
