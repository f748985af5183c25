"""The JSON that a platform sends, read without trust: what is not of the expected kind counts as not there. Pure."""

from collections.abc import Mapping
from typing import Any

Payload = Mapping[str, Any]


def text_in(body: Payload, key: str) -> str:
    """Return a text, or "" where there is none."""
    found = body.get(key)
    return found if isinstance(found, str) else ""


def within(body: Payload, key: str) -> Payload:
    """Return an object, or an empty one where there is none."""
    found = body.get(key)
    return found if isinstance(found, dict) else {}


def first_of(found: object) -> Payload:
    """Return the first object of a list, or an empty one."""
    return found[0] if isinstance(found, list) and found and isinstance(found[0], dict) else {}
