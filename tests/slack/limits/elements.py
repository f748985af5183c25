"""The rules of what can be pressed, chosen and filled in."""

from collections.abc import Callable, Iterator

from tests.slack.limits import shapes
from tests.slack.limits.shapes import ANY, PLAIN, problem
from tests.slack.world import Json

Rule = Callable[[Json, str], Iterator[str]]
Kinds = tuple[str, ...]

COMMON = ("action_id", "confirm", "focus_on_load")
PICKERS = {"datepicker": "initial_date", "timepicker": "initial_time", "datetimepicker": "initial_date_time"}
CHOOSERS = ("users_select", "conversations_select", "channels_select")
MULTIPLE = tuple(f"multi_{name}" for name in (*CHOOSERS, "static_select", "external_select"))
TYPED = ("plain_text_input", "number_input", "email_text_input", "url_text_input")


def button(thing: Json, at: str) -> Iterator[str]:
    """Complain of a button."""
    yield from shapes.fields(thing, at, ["text"], [*COMMON, "value", "url", "style", "accessibility_label"])
    yield from shapes.text(thing, "text", at, 75, PLAIN)
    yield from shapes.length(thing, "value", at, 2000)
    yield from shapes.length(thing, "url", at, 3000)
    yield from shapes.length(thing, "accessibility_label", at, 75)
    if thing.get("style", "primary") not in ("primary", "danger"):
        yield problem("must be one of: primary, danger", f"{at}/style")


def option(thing: Json, at: str, kinds: Kinds = PLAIN, more: Kinds = ()) -> Iterator[str]:
    """Complain of one option of a menu, radio group or checkboxes."""
    yield from shapes.fields(thing, at, ["text", "value"], ["description", *more])
    yield from shapes.text(thing, "text", at, 75, kinds)
    yield from shapes.length(thing, "value", at, 150, least=1)
    yield from shapes.text(thing, "description", at, 75, kinds)
    yield from shapes.length(thing, "url", at, 3000)


def options(thing: Json, at: str, most: int, kinds: Kinds = PLAIN, more: Kinds = ()) -> Iterator[str]:
    """Complain of the options and of their number."""
    yield from shapes.amount(thing, "options", at, most)
    for each, here in shapes.objects(thing, "options", at):
        yield from option(each, here, kinds, more)


def initial(thing: Json, at: str) -> Iterator[str]:
    """Complain of a first choice that is not among the options."""
    offered = [*shapes.listed(thing, "options")]
    for group, _ in shapes.objects(thing, "option_groups", at):
        offered += shapes.listed(group, "options")
    chosen = [("initial_option", thing["initial_option"])] if "initial_option" in thing else []
    chosen += [("initial_options", each) for each in shapes.listed(thing, "initial_options")]
    for key, each in chosen:
        if each not in offered:
            yield problem("initial option must match one of the options", f"{at}/{key}")
    yield from shapes.amount(thing, "initial_options", at, 100)


def static_select(thing: Json, at: str) -> Iterator[str]:
    """Complain of a menu with its options in it, in groups or not."""
    own = ["placeholder", "options", "option_groups", "initial_option", "initial_options", "max_selected_items"]
    yield from shapes.fields(thing, at, [], [*COMMON, *own])
    yield from shapes.text(thing, "placeholder", at, 150, PLAIN)
    if ("options" in thing) == ("option_groups" in thing):
        yield problem("must have either options or option_groups", at)
    yield from options(thing, at, 100)
    yield from shapes.amount(thing, "option_groups", at, 100)
    for group, here in shapes.objects(thing, "option_groups", at):
        yield from shapes.fields(group, here, ["label", "options"])
        yield from shapes.text(group, "label", here, 75, PLAIN)
        yield from options(group, here, 100)
    yield from initial(thing, at)


def overflow(thing: Json, at: str) -> Iterator[str]:
    """Complain of an overflow menu."""
    yield from shapes.fields(thing, at, ["options"], COMMON)
    yield from options(thing, at, 5, more=("url",))


def buttons_to_tick(thing: Json, at: str) -> Iterator[str]:
    """Complain of radio buttons and checkboxes."""
    yield from shapes.fields(thing, at, ["options"], [*COMMON, "initial_option", "initial_options"])
    yield from options(thing, at, 10, ANY)
    yield from initial(thing, at)


def typed(thing: Json, at: str) -> Iterator[str]:
    """Complain of a field to type in."""
    own = ["placeholder", "initial_value", "multiline", "min_length", "max_length", "dispatch_action_config"]
    numbers = ["is_decimal_allowed", "min_value", "max_value"] if thing["type"] == "number_input" else []
    yield from shapes.fields(thing, at, numbers[:1], [*COMMON, *own, *numbers])
    yield from shapes.text(thing, "placeholder", at, 150, PLAIN)
    for key in ("min_length", "max_length"):
        value = thing.get(key, 1)
        if not isinstance(value, int) or not 0 <= value <= 3000:
            yield problem("must be a number less than 3001", f"{at}/{key}")
            return
    yield from shapes.length(thing, "initial_value", at, thing.get("max_length", 3000))


def chooser(thing: Json, at: str) -> Iterator[str]:
    """Complain of a menu of people or channels, or of one that asks the app for its options."""
    known = {f"initial_{name}" for name in ("user", "users", "conversation", "conversations", "channel", "channels")}
    own = ["placeholder", "max_selected_items", "min_query_length", "initial_option", "initial_options", "filter"]
    extra = ["default_to_current_conversation", "response_url_enabled"]
    yield from shapes.fields(thing, at, [], [*COMMON, *known, *own, *extra])
    yield from shapes.text(thing, "placeholder", at, 150, PLAIN)


def picker(thing: Json, at: str) -> Iterator[str]:
    """Complain of a picker of dates or times."""
    kind = thing["type"]
    yield from shapes.fields(thing, at, [], [*COMMON, "placeholder", PICKERS[kind], "timezone"])
    yield from shapes.text(thing, "placeholder", at, 150, PLAIN)
    form = {"datepicker": 10, "timepicker": 5}.get(kind)
    value = thing.get(PICKERS[kind])
    if form and value is not None and len(str(value)) != form:
        yield problem("invalid date or time", f"{at}/{PICKERS[kind]}")


def image(thing: Json, at: str) -> Iterator[str]:
    """Complain of an image beside a text."""
    yield from shapes.fields(thing, at, ["image_url", "alt_text"])
    yield from shapes.length(thing, "image_url", at, 3000, least=1)
    yield from shapes.length(thing, "alt_text", at, 2000)


RULES: dict[str, Rule] = {
    "button": button,
    "static_select": static_select,
    "multi_static_select": static_select,
    "overflow": overflow,
    "radio_buttons": buttons_to_tick,
    "checkboxes": buttons_to_tick,
    "image": image,
    **dict.fromkeys(TYPED, typed),
    **dict.fromkeys(PICKERS, picker),
    **dict.fromkeys((*CHOOSERS, "external_select", *(name for name in MULTIPLE if "static" not in name)), chooser),
}

PRESSED = frozenset(RULES) - {"image", *TYPED}
"""May stand among actions."""
FILLED_IN = frozenset(RULES) - {"image", "button", "overflow"}
"""May stand in an input."""
BESIDE = PRESSED | {"image"}
"""May stand beside a section."""


def element(thing: object, at: str, allowed: frozenset[str]) -> Iterator[str]:
    """Complain of an element that is not allowed here, or of what is wrong within it."""
    if not isinstance(thing, dict):
        yield problem("expected type: object", at)
        return
    if shapes.kind(thing) not in allowed:
        yield problem(f"unsupported type: {thing.get('type')}", f"{at}/type")
        return
    yield from shapes.length(thing, "action_id", at, 255, least=1)
    yield from RULES[thing["type"]](thing, at)
    if isinstance(thing.get("confirm"), dict):
        yield from confirm(thing["confirm"], f"{at}/confirm")


def confirm(thing: Json, at: str) -> Iterator[str]:
    """Complain of a question that stands before an action."""
    yield from shapes.fields(thing, at, ["title", "text", "confirm", "deny"], ["style"])
    for key, most, kinds in (("title", 100, PLAIN), ("text", 300, ANY), ("confirm", 30, PLAIN), ("deny", 30, PLAIN)):
        yield from shapes.text(thing, key, at, most, kinds)
