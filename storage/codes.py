"""Codes that people type and files hold: of networks, of languages, of time zones. What is one is told here alone."""

import re
from contextlib import suppress
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from storage.events import Code

_NETWORK: Final = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")
_PLACE: Final = re.compile(r"UTC|GMT|(?!Etc/|SystemV/)[A-Z].*/.+")


def network_code(text: str) -> Code:
    """Return the code of a network as it is recorded: 2 to 12 Latin letters and digits, a letter first; "" for none."""
    code = text.upper()
    return code if _NETWORK.fullmatch(code) else ""


def language_code(text: str) -> str:
    """Return the code of a language, such as "fr" or "pt-br"; an empty text for what is none."""
    code = text.lower()
    return code if _LANGUAGE.fullmatch(code) else ""


def zone_named(name: str) -> ZoneInfo | None:
    """Return the zone with this IANA name, in any letter case, with spaces or without; None when there is none.

    An abbreviation such as EST is none: it means several zones, or knows no summer. UTC and GMT are.
    """
    if _PLACE.fullmatch(name):
        with suppress(ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo(name)  # as IANA writes it: without the list of all, which takes a while to make
    key = zone_names().get(name.casefold().replace(" ", "_"))
    return ZoneInfo(key) if key else None


@cache
def zone_names() -> dict[str, str]:
    """Return the names of all zones as IANA writes them, by the same in lower case."""
    return {name.casefold(): name for name in sorted(available_timezones()) if _PLACE.fullmatch(name)}
