"""Rules that every block and element shares: known fields, required ones, and lengths."""

from collections.abc import Collection, Iterator
from typing import Any

from tests.slack.world import Json

PLAIN = ("plain_text",)
ANY = ("plain_text", "mrkdwn")


def problem(words: str, at: str) -> str:
    """Return a problem as Slack words it, with the place."""
    return f"{words} [json-pointer:{at}]"


def kind(thing: object) -> str:
    """Return the type that an object says it has."""
    return str(thing.get("type")) if isinstance(thing, dict) else ""


def objects(thing: Json, key: str, at: str) -> Iterator[tuple[Json, str]]:
    """Return the objects of a list with their places; what is no object has been complained of by `amount`."""
    for number, item in enumerate(listed(thing, key)):
        if isinstance(item, dict):
            yield item, f"{at}/{key}/{number}"


def fields(thing: Json, at: str, required: Collection[str], optional: Collection[str] = ()) -> Iterator[str]:
    """Complain of missing and of unknown fields."""
    for key in required:
        if thing.get(key) is None:
            yield problem(f"missing required field: {key}", at)
    for key in thing:
        if key not in required and key not in optional and key != "type":
            yield problem(f"invalid additional property: {key}", at)


def length(thing: Json, key: str, at: str, most: int, least: int = 0) -> Iterator[str]:
    """Complain of a string that is too long or too short; an absent one is no matter of this rule."""
    value = thing.get(key)
    if value is None:
        return
    here = f"{at}/{key}"
    if not isinstance(value, str):
        yield problem("expected type: string", here)
    elif len(value) > most:
        yield problem(f"must be less than {most + 1} characters", here)
    elif len(value) < least:
        yield problem(f"must be more than {least - 1} characters", here)


def text(thing: Json, key: str, at: str, most: int, kinds: Collection[str] = ANY) -> Iterator[str]:
    """Complain of a text object; an absent one is no matter of this rule."""
    value: Any = thing.get(key)
    if value is not None:
        yield from text_object(value, f"{at}/{key}", most, kinds)


def text_object(value: object, at: str, most: int, kinds: Collection[str] = ANY) -> Iterator[str]:
    """Complain of a text object's kind, fields and length."""
    if not isinstance(value, dict):
        yield problem("expected type: object", at)
        return
    if kind(value) not in kinds:
        yield problem(f"must be of type {' or '.join(kinds)}", f"{at}/type")
    yield from fields(value, at, ["text"], ["emoji"] if value.get("type") == "plain_text" else ["verbatim"])
    yield from length(value, "text", at, most, least=1)


def amount(thing: Json, key: str, at: str, most: int, least: int = 1) -> Iterator[str]:
    """Complain of a list with too many or too few items; an absent one is no matter of this rule."""
    items = thing.get(key)
    if items is None:
        return
    if not isinstance(items, list):
        yield problem("expected type: array", f"{at}/{key}")
    elif any(not isinstance(item, dict) for item in items):
        yield problem("expected type: object", f"{at}/{key}")
    elif len(items) > most:
        yield problem(f"no more than {most} items allowed", f"{at}/{key}")
    elif len(items) < least:
        yield problem(f"no fewer than {least} items allowed", f"{at}/{key}")


def listed(thing: Json, key: str) -> list[Any]:
    """Return the items of a list, or none where there is no list."""
    items = thing.get(key)
    return items if isinstance(items, list) else []


def unique(values: list[str], what: str, at: str) -> Iterator[str]:
    """Complain of the first value that stands twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            yield problem(f"{what} already exists: {value}", at)
            return
        seen.add(value)
