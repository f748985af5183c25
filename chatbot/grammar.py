"""How a typed line is taken apart: command words, free text, options as `key:value`.

Free text comes first; a value runs to the next key, so nobody needs quotes. A key starts a word and counts only where
the command declares it; `\\by:` is text.
"""

import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from chatbot.characters import fold_characters
from chatbot.message import Refused
from storage.i18n import _

LONGEST: Final = 8000
"""The most characters that a line may have: enough for a poll with the longest question and options."""
_ESCAPES: Final = {"&gt;": ">", "&lt;": "<", "&amp;": "&"}
_ESCAPED: Final = re.compile("|".join(_ESCAPES))
KEY: Final = r"[^\W\d_]+(?:-[^\W\d_]+)*"
"""What a key is made of: letters, with dashes within."""
_KEY: Final = re.compile(rf"(?<!\S)(\\?)({KEY})[:：]")
_INSTEAD: Final = {
    "due": ("by",),
    "deadline": ("by", "closes"),
    "until": ("by", "closes"),
    "who": ("owner",),
    "reason": ("because",),
    "timezone": ("zone",),
    "tz": ("zone",),
}
"""What people write for a key that a command has."""
_LOOKALIKES: Final = str.maketrans("РСМрсм", "PCMpcm")
_KEYCAP: Final = re.compile("[\ufe0f\u20e3]")
"""What makes a digit an emoji."""
_UNSEEN: Final = frozenset("\u200b\u200e\u200f\u061c\u2060\ufeff")
"""Marks of direction and of nothing; what joins letters or keeps them apart stays, as some scripts need it."""
_BETWEEN: Final = re.compile(r"[\s>,;،、›＞]+")
_FEW: Final = 2
"""Letters that are too few to be the start of a key."""
_NUMBER: Final = re.compile(r"[(\[]?#?\d{1,4}[.)\]]?")
_BARS: Final = re.compile("[|｜]")
_QUOTED: Final = re.compile('["“„«]([^"“”„«»]*)["“”»]')
_ALL_QUOTED: Final = re.compile(rf"(?:{_QUOTED.pattern}\s*){{2,}}")
_AROUND: Final = " .\"'“”‘’«»"
SIGNS: Final = ("/", "!", "／", "！")
"""What a command may start with."""


def clean(line: str) -> str:
    """Return a typed line without platform escapes, control and direction characters; line breaks stay.

    Keyboards put marks of direction, and editors a byte order mark, before a sign or a key, where they would hide it.
    """
    text = _ESCAPED.sub(lambda found: _ESCAPES[found[0]], line)
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\t", " ")
    kept = (letter for letter in unicodedata.normalize("NFC", text) if letter == "\n" or _is_text(letter))
    return "".join(kept).strip()


def _is_text(letter: str) -> bool:
    direction = unicodedata.bidirectional(letter)
    return (
        unicodedata.category(letter) != "Cc"
        and direction not in ("LRE", "RLE", "LRO", "RLO", "PDF")
        and not ("\u2066" <= letter <= "\u2069")
        and letter not in _UNSEEN
    )


def is_utf8(line: str) -> bool:
    """Tell whether a line was UTF-8 where its undecodable bytes were kept as lone surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in line)


def without_sign(line: str) -> str:
    """Return the line without the sign that starts a command."""
    return line[1:].lstrip() if line.startswith(SIGNS) else line


@lru_cache(1000)
def fold_word(word: str) -> str:
    """Return a command word, code or id as it is compared: plain digits and Latin letters, lower case."""
    return fold_characters(word).translate(_LOOKALIKES).casefold().strip("#.,;:!?()[]\"'“”‘’`")


def split_options(text: str, keys: Collection[str]) -> tuple[str, dict[str, str]]:
    """Return the free text and the value of each declared key, without quotes around the whole of it.

    Raise `Refused` for a key given twice or misspelt; its suggestion is the text without that slip.
    """
    if ":" not in text and "：" not in text:
        return text.strip(), {}
    found = [match for match in _KEY.finditer(text) if not match[1] and _declared(match, keys)]
    starts = [*(match.start() for match in found), len(text)]
    options: dict[str, str] = {}
    for match, end in zip(found, starts[1:], strict=True):
        key = match[2].casefold()
        if key in options:
            without = f"{text[: match.start()]}{text[end:]}".strip()
            raise Refused("usage", _("`{key}:` stands there twice.").format(key=key), without)
        options[key] = unquoted(_unescape(text[match.end() : end].strip(), keys))
    return _unescape(text[: starts[0]], keys).strip(), options


def _declared(found: re.Match[str], keys: Collection[str]) -> bool:
    word = found[2].casefold()
    if word in keys:
        return True
    begun = [key for key in keys if len(word) > _FEW and key.startswith(word)]
    instead = [key for key in _INSTEAD.get(word, ()) if key in keys]
    if meant := begun or instead or get_close_matches(word, keys, n=1, cutoff=0.8):
        sentence = _("There is no option `{word}:` here. Did you mean `{meant}:`? Write `\\{word}:` if it is text.")
        better = f"{found.string[: found.start()]}{meant[0]}:{found.string[found.end() :]}"
        raise Refused("usage", sentence.format(word=word, meant=meant[0]), better)
    return False


def cut_option(text: str) -> tuple[str, str]:
    """Return what stands before the first word with a colon that follows something, and that word; "" for none."""
    found = next((match for match in _KEY.finditer(text) if match.start() and not match[1]), None)
    return (text[: found.start()].strip(), found[2]) if found else (text, "")


def _unescape(text: str, keys: Collection[str]) -> str:
    return _KEY.sub(lambda found: found[0][1:] if found[1] and found[2].casefold() in keys else found[0], text)


def split_list(text: str) -> list[str]:
    """Return the parts of a text that stand between `|` or `｜`, or without any of these on lines of their own.

    Where all of it stands in quotes, as other poll bots have it, each quotation is a part. Quotes around the whole of a
    part are left out, and so are empty parts.
    """
    if _ALL_QUOTED.fullmatch(text):
        parts = _QUOTED.findall(text)
    else:
        parts = re.split(_BARS if _BARS.search(text) else "\n", text)
    return [bare for part in parts if (bare := unquoted(part.strip()))]


def unquoted(text: str) -> str:
    """Return a text without quotes around the whole of it."""
    quoted = _QUOTED.fullmatch(text)
    return quoted[1].strip() if quoted else text


@lru_cache(1000)
def read_numbers(text: str) -> tuple[int, ...] | None:
    """Return numbers such as "2", "[2]", "2>1", "2,1" or "2 1"; None when anything else stands there."""
    words = [word for word in _BETWEEN.split(_KEYCAP.sub("", fold_characters(text)).strip(_AROUND)) if word]
    if not words or not all(_NUMBER.fullmatch(word) for word in words):
        return None
    return tuple(int(word.strip("#.()[]")) for word in words)
