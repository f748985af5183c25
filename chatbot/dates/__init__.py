"""Dates: how they are read from what people type, and how they are shown."""

from chatbot.dates.doubts import mend_words
from chatbot.dates.reading import cut_date, read_moment, require_likely, typed_zone
from chatbot.dates.showing import show_moment
from chatbot.dates.words import DateRefused, DateUnclear, write

__all__ = [
    "DateRefused",
    "DateUnclear",
    "cut_date",
    "mend_words",
    "read_moment",
    "require_likely",
    "show_moment",
    "typed_zone",
    "write",
]
