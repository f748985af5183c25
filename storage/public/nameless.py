"""Texts without the people whom they name, for what is said under the Chatham House Rule."""

import re
from collections.abc import Iterable
from typing import Final

_MENTION: Final = r"(?<!\w)[@＠][\w.-]*\w"


def nameless(text: str, names: Iterable[str], instead: str) -> str:
    """Return a text with `instead` for every `@name` in it, and for every full name of these, in any letter case.

    A full name of one word may be a common word as well, such as “Will”: written small it is left alone.
    """
    full = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    pattern = "|".join([_MENTION, *map(_whole, full)])

    def hidden(found: re.Match[str]) -> str:
        return found[0] if found[0].isalpha() and found[0].islower() else instead

    return re.sub(pattern, hidden, text, flags=re.IGNORECASE)


def _whole(name: str) -> str:
    """Return a pattern for a name as whole words, whatever space is between them."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    return rf"(?<!\w){words}(?!\w)"
