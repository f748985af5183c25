"""The rules of modals and home pages."""

import json
from collections.abc import Iterator

from tests.slack.limits import shapes
from tests.slack.limits.blocks import blocks_problems
from tests.slack.limits.shapes import PLAIN, problem
from tests.slack.world import Json

OPTIONAL = ("callback_id", "private_metadata", "external_id", "clear_on_close", "notify_on_close", "submit_disabled")


def view_problems(view: Json, kind: str) -> list[str]:
    """Return what is wrong with a view that must be of a kind: `modal` or `home`."""
    return list(_problems(view, kind, "/view"))


def _problems(view: Json, kind: str, at: str) -> Iterator[str]:
    if view.get("type") != kind:
        yield problem(f"must be of type {kind}", f"{at}/type")
    required = ["title", "blocks"] if kind == "modal" else ["blocks"]
    yield from shapes.fields(view, at, required, [*OPTIONAL, "title", "submit", "close"])
    for key in ("title", "submit", "close"):
        yield from shapes.text(view, key, at, 24, PLAIN)
    yield from shapes.length(view, "private_metadata", at, 3000)
    yield from shapes.length(view, "callback_id", at, 255)
    yield from shapes.length(view, "external_id", at, 255)
    blocks = shapes.listed(view, "blocks")
    asks = any(shapes.kind(each) == "input" for each in blocks)
    if kind == "modal" and asks and not view.get("submit"):
        yield problem("submit is required when an input block is in the blocks array", at)
    yield from blocks_problems(view, at, 100)
    if len(json.dumps(view)) > 250_000:
        yield problem("view is too large", at)
