"""One row of a file as it was written: texts and lists by column, each with its line. Reading one checks its value."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from storage.columns import Kind
from storage.i18n import _
from storage.imports.bad_file import BadFile
from storage.moments import read_as_of
from storage.spreadsheet import split

LONGEST: Final = 2000
"""The most characters of a text, as in the chat."""
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NUMBER: Final = re.compile(r"\d{1,6}", re.ASCII)
"""How a number is written."""
_DATE: Final = 10
"""Characters of a bare date."""
Word = TypeVar("Word", bound=StrEnum)


class Cell(NamedTuple):
    """What stands in one column."""

    line: int
    value: str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """What stands in one row; columns without a value are not there."""

    kind: Kind
    line: int
    values: Mapping[str, Cell]

    def __contains__(self, column: str) -> bool:
        return column in self.values

    def bad(self, column: str, sentence: str) -> BadFile:
        """Return the problem of a column, at its line, or at the row's when nothing stands there."""
        return BadFile.at(self.values[column].line if column in self else self.line, sentence)

    def required(self, column: str, longest: int = LONGEST) -> str:
        """Return the text of a column that must have one."""
        text = self.text(column, longest)
        if not text:
            raise self.bad(column, _("{column} is missing.").format(column=column))
        return text

    def verbatim(self, column: str, longest: int) -> str:
        """Return the text of a column that must have one, with the line breaks at its ends."""
        text = self.required(column, longest)
        written = str(self.values[column].value).replace("\r\n", "\n")
        before, after = (len(written) - len(rest) for rest in (written.lstrip("\n"), written.rstrip("\n")))
        return "\n" * before + text + "\n" * after

    def text(self, column: str, longest: int = LONGEST) -> str:
        """Return a column's text, or an empty one."""
        if column not in self:
            return ""
        value = self.values[column].value
        if not isinstance(value, str):
            raise self.bad(column, _("{column} takes one value, not a list.").format(column=column))
        return self._checked(column, value, longest)

    def items(self, column: str) -> tuple[str, ...]:
        """Return a column's list of names or words, without those that stand there twice."""
        return tuple(dict.fromkeys(self.several(column, 200)))

    def several(self, column: str, longest: int = LONGEST) -> list[str]:
        """Return every item of a column's list, in its order."""
        if column not in self:
            return []
        value = self.values[column].value
        items = split(value) if isinstance(value, str) else value
        return [self._checked(column, item, longest) for item in items]

    def moment(self, column: str) -> datetime | None:
        """Return a column's instant, if any; a bare date means its end, 23:59:59 UTC."""
        text = self.text(column)
        return self.instant(column, text) if text else None

    def moments(self, column: str) -> tuple[datetime, ...]:
        """Return the instants of a column's list."""
        return tuple(self.instant(column, text) for text in self.several(column))

    def instant(self, column: str, text: str) -> datetime:
        """Return the instant that a text of a column means."""
        try:
            return read_as_of(text)
        except ValueError as problem:
            raise self.bad(column, f"{column}: {problem}") from None

    def number(self, column: str, text: str = "") -> int:
        """Return a column's number, or that of one of its items; 0 for none."""
        text = text or self.text(column, 20) or "0"
        if not NUMBER.fullmatch(text):
            raise self.bad(column, _("{column} is “{text}”; write a number.").format(column=column, text=text))
        return int(text)

    def yes(self, column: str) -> bool:
        """Tell whether a column says yes; an empty one says no."""
        text = self.text(column, 20).casefold()
        if text not in ("", "yes", "no"):
            raise self.bad(column, _("{column} is “{text}”; write yes or no.").format(column=column, text=text))
        return text == "yes"

    def start(self, column: str) -> datetime | None:
        """Return the instant from which something holds, if any; a bare date means its beginning, 00:00 UTC."""
        moment = self.moment(column)
        bare = moment and len(self.text(column)) == _DATE
        return datetime.combine(moment, time.min, UTC) if moment and bare else moment

    def choice(self, column: str, words: type[Word]) -> Word | None:
        """Return a column's word, if any, in whatever letter case."""
        text = self.text(column)
        return self.one_of(column, text, words) if text else None

    def one_of(self, column: str, text: str, words: type[Word]) -> Word:
        """Return the word that `text` means; spaces, hyphens and underscores are the same."""
        plain = _plain(text)
        for word in words:
            if _plain(word) == plain:
                return word
        sentence = _("{column} is “{text}”; there are: {words}.")
        raise self.bad(column, sentence.format(column=column, text=text, words=", ".join(words)))

    def _checked(self, column: str, text: str, longest: int) -> str:
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
        if _UNSEEN.search(text):
            raise self.bad(column, _("{column} holds a control character; take it out.").format(column=column))
        if len(text) > longest:
            sentence = _("{column} has {length} characters; at most {most} fit.")
            raise self.bad(column, sentence.format(column=column, length=len(text), most=longest))
        return text


def _plain(text: str) -> str:
    return " ".join(re.sub("[-_]", " ", text).casefold().split())
