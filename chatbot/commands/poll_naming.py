"""Which poll is meant by an id that is written wrong, such as "PNEP3" or "P 8"."""

import re

from chatbot.characters import fold_characters
from storage.events import Code


def read_misspelt(code: Code, text: str) -> tuple[int, str]:
    """Return the number in what looks like the id of a poll at the start of a text, and what follows; 0 for none."""
    begun = rf"[\W_]*(?:{re.escape(code)}[\W_]*(?:poll[\W_]*)?p?|(?:poll[\W_]*)?[pр]|poll)[\W_]*"
    found = re.match(rf"{begun}(\d{{1,6}})(?:[\W_]+(.*))?$", fold_characters(text), re.I | re.S)
    return (int(found[1]), (found[2] or "").strip()) if found else (0, text)
