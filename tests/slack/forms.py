"""Pressing, choosing and filling in: from what a person sees to what Slack tells of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.slack.limits.blocks import elements_of
from tests.slack.world import Json

Value = str | Sequence[str] | None
CHOSEN = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
}
SEVERAL = ("multi_static_select", "checkboxes", "multi_external_select")
ONE = ("static_select", "radio_buttons", "overflow", "external_select")


def offered(element: Json) -> list[Json]:
    """Return the options of a menu, radio group or checkboxes."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(each for group in groups for each in group["options"])]


def label(element: Json) -> str:
    """Return what stands on a button."""
    return str(element.get("text", {}).get("text", ""))


def find(blocks: list[Json], what: str) -> tuple[Json, Json, Json | None]:
    """Return the block, the element and the option that somebody means by an action id, a label or a value."""
    pairs = [(block, each) for block in blocks for each in elements_of(block)]
    for block, each in pairs:
        if what in (each.get("action_id"), label(each)):
            return block, each, None
    for block, each in pairs:
        for option in offered(each):
            if what in (option["text"]["text"], option["value"]):
                return block, each, option
    for block, each in pairs:
        if each["type"] == "button" and what == each.get("value"):
            return block, each, None
    seen = [label(each) or each.get("action_id") for _, each in pairs]
    raise AssertionError(f"nobody can press {what!r} here, only {seen}")


def chosen(element: Json, value: Value) -> Json:
    """Return what Slack tells of an element with a value in it: an option is meant by its label or its value."""
    kind = element["type"]
    if kind in SEVERAL:
        names = [value] if isinstance(value, str) else list(value or [])
        return {"type": kind, "selected_options": [_option(element, name) for name in names]}
    if kind in ONE:
        return {"type": kind, "selected_option": _option(element, value) if isinstance(value, str) else None}
    if kind in CHOSEN:
        return {"type": kind, CHOSEN[kind]: value}
    return {"type": kind, "value": value or None}


def _option(element: Json, name: str) -> Json:
    for option in offered(element):
        if name in (option["value"], option["text"]["text"]):
            return option
    raise AssertionError(f"{name!r} is not offered, only {[each['text']['text'] for each in offered(element)]}")


def action(block: Json, element: Json, value: Value) -> Json:
    """Return one entry of `actions`."""
    told = {"action_id": element["action_id"], "block_id": block["block_id"], "type": element["type"]}
    if element["type"] == "button":
        return told | {key: element[key] for key in ("text", "value", "style") if key in element}
    return told | chosen(element, value)


def started(element: Json) -> Json:
    """Return what stands in an element before anybody touched it."""
    first: Any = None
    for key, value in element.items():
        if key.startswith("initial_"):
            first = value
    if element["type"] in (*SEVERAL, *ONE):
        several = [each["value"] for each in first or []] if element["type"] in SEVERAL else first and first["value"]
        return chosen(element, several)
    return chosen(element, first)


def state(blocks: list[Json], before: Json) -> Json:
    """Return `state.values`: what was filled in before stays, the rest is as the app set it. Buttons hold nothing."""
    values: Json = {}
    for block in blocks:
        for each in elements_of(block):
            if each["type"] not in ("button", "overflow"):
                old = before.get(block["block_id"], {}).get(each["action_id"])
                values.setdefault(block["block_id"], {})[each["action_id"]] = old or started(each)
    return values


def fill(blocks: list[Json], before: Json, values: Mapping[str, Value]) -> Json:
    """Return the state after somebody filled in fields, each meant by its action id, block id or label."""
    now = state(blocks, before)
    for name, value in values.items():
        now = put(now, *field(blocks, name), value)
    return now


def put(values: Json, block: Json, element: Json, value: Value) -> Json:
    """Return the state with a value in one element."""
    here = values.get(block["block_id"], {})
    return values | {block["block_id"]: here | {element["action_id"]: chosen(element, value)}}


def field(blocks: list[Json], name: str) -> tuple[Json, Json]:
    """Return a field by its action id, block id or label."""
    for block in blocks:
        for each in elements_of(block):
            if name in (each.get("action_id"), block["block_id"], block.get("label", {}).get("text")):
                return block, each
    raise AssertionError(f"there is no field {name!r}")


def incomplete(blocks: list[Json], values: Json) -> dict[str, str]:
    """Return what Slack itself complains of before it asks the app, by block."""
    errors: dict[str, str] = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            entry = values[block["block_id"]][element["action_id"]]
            given = next(value for key, value in entry.items() if key != "type")
            if not given and not block.get("optional"):
                errors[block["block_id"]] = "Please complete this required field."
            elif isinstance(given, str) and len(given) > int(element.get("max_length") or 3000):
                errors[block["block_id"]] = "Please shorten this."
    return errors
