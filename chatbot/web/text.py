"""Texts that people typed, made fit for HTML, XML and calendars."""

import re
from typing import Final

_UNFIT: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (5th edition, 2.2) does not allow, and the control characters that it advises against."""


def clean(text: str) -> str:
    """Return the text with a replacement character for each one that XML 1.0 cannot hold."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """Return the clean text in one line, with single spaces."""
    return clean(" ".join(text.split()))


def shorten(text: str, longest: int) -> str:
    """Return the text in one line of at most so many characters; an ellipsis stands for the rest."""
    line = one_line(text)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
