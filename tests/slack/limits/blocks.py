"""The rules of blocks, and of a message's or view's blocks together."""

from collections.abc import Iterator

from tests.slack.limits import shapes
from tests.slack.limits.elements import BESIDE, FILLED_IN, PRESSED, Rule, element
from tests.slack.limits.elements import image as image_element
from tests.slack.limits.shapes import ANY, PLAIN, problem
from tests.slack.world import Json

TOGETHER = 12_000
"""Characters of all texts of a message, those of menus too; Slack names no number, and gives way a little above it."""


def section(thing: Json, at: str) -> Iterator[str]:
    """Complain of a section."""
    yield from shapes.fields(thing, at, [], ["block_id", "text", "fields", "accessory", "expand"])
    if not thing.get("text") and not thing.get("fields"):
        yield problem("missing required field: text or fields", at)
    yield from shapes.text(thing, "text", at, 3000)
    yield from shapes.amount(thing, "fields", at, 10)
    for number, each in enumerate(shapes.listed(thing, "fields")):
        yield from shapes.text_object(each, f"{at}/fields/{number}", 2000)
    if "accessory" in thing:
        yield from element(thing["accessory"], f"{at}/accessory", BESIDE)


def header(thing: Json, at: str) -> Iterator[str]:
    """Complain of a header."""
    yield from shapes.fields(thing, at, ["text"], ["block_id"])
    yield from shapes.text(thing, "text", at, 150, PLAIN)


def divider(thing: Json, at: str) -> Iterator[str]:
    """Complain of a line."""
    yield from shapes.fields(thing, at, [], ["block_id"])


def actions(thing: Json, at: str) -> Iterator[str]:
    """Complain of a row of buttons and menus."""
    yield from shapes.fields(thing, at, ["elements"], ["block_id"])
    yield from shapes.amount(thing, "elements", at, 25)
    for number, each in enumerate(shapes.listed(thing, "elements")):
        yield from element(each, f"{at}/elements/{number}", PRESSED)


def context(thing: Json, at: str) -> Iterator[str]:
    """Complain of small print."""
    yield from shapes.fields(thing, at, ["elements"], ["block_id"])
    yield from shapes.amount(thing, "elements", at, 10)
    for number, each in enumerate(shapes.listed(thing, "elements")):
        here = f"{at}/elements/{number}"
        is_image = shapes.kind(each) == "image"
        yield from image_element(each, here) if is_image else shapes.text_object(each, here, 3000, ANY)


def image(thing: Json, at: str) -> Iterator[str]:
    """Complain of an image that is a block."""
    yield from shapes.fields(thing, at, ["image_url", "alt_text"], ["block_id", "title"])
    yield from shapes.length(thing, "image_url", at, 3000, least=1)
    yield from shapes.length(thing, "alt_text", at, 2000)
    yield from shapes.text(thing, "title", at, 2000, PLAIN)


def question(thing: Json, at: str) -> Iterator[str]:
    """Complain of an input."""
    yield from shapes.fields(thing, at, ["label", "element"], ["block_id", "hint", "optional", "dispatch_action"])
    yield from shapes.text(thing, "label", at, 2000, PLAIN)
    yield from shapes.text(thing, "hint", at, 2000, PLAIN)
    yield from element(thing.get("element"), f"{at}/element", FILLED_IN)


def markdown(thing: Json, at: str) -> Iterator[str]:
    """Complain of a block of Markdown."""
    yield from shapes.fields(thing, at, ["text"], ["block_id"])
    yield from shapes.length(thing, "text", at, 12_000, least=1)


def rich_text(thing: Json, at: str) -> Iterator[str]:
    """Complain of rich text that has no list of elements."""
    yield from shapes.fields(thing, at, ["elements"], ["block_id"])
    yield from shapes.amount(thing, "elements", at, 1000)


RULES: dict[str, Rule] = {
    "section": section,
    "header": header,
    "divider": divider,
    "actions": actions,
    "context": context,
    "image": image,
    "input": question,
    "markdown": markdown,
    "rich_text": rich_text,
}


def elements_of(block: Json) -> list[Json]:
    """Return what can be pressed, chosen or filled in within a block."""
    within = [*shapes.listed(block, "elements"), block.get("accessory"), block.get("element")]
    return [each for each in within if isinstance(each, dict) and shapes.kind(each) not in (*ANY, "image")]


def block_problems(block: object, at: str) -> Iterator[str]:
    """Complain of one block."""
    if not isinstance(block, dict):
        yield problem("expected type: object", at)
        return
    if shapes.kind(block) not in RULES:
        yield problem(f"unsupported type: {block.get('type')}", f"{at}/type")
        return
    yield from shapes.length(block, "block_id", at, 255, least=1)
    yield from RULES[block["type"]](block, at)
    ids = [str(each["action_id"]) for each in elements_of(block) if each.get("action_id")]
    yield from shapes.unique(ids, "action_id", at)


def blocks_problems(thing: Json, at: str, most: int) -> Iterator[str]:
    """Complain of all the blocks of a message or a view."""
    yield from shapes.amount(thing, "blocks", at, most, least=0)
    blocks = shapes.listed(thing, "blocks")
    for number, block in enumerate(blocks):
        yield from block_problems(block, f"{at}/blocks/{number}")
    ids = [str(block["block_id"]) for block in blocks if isinstance(block, dict) and block.get("block_id")]
    yield from shapes.unique(ids, "block_id", f"{at}/blocks")


def message_problems(blocks: object) -> list[str]:
    """Return what is wrong with a message's blocks."""
    long = [problem("msg_blocks_too_long", "/blocks")] if are_too_long(blocks) else []
    return [*blocks_problems({"blocks": blocks}, "", 50), *long]


def are_too_long(blocks: object) -> bool:
    """Tell whether the texts of a message's blocks are too long together."""
    return sum(_lengths(blocks)) > TOGETHER


def _lengths(thing: object) -> Iterator[int]:
    if isinstance(thing, list):
        for each in thing:
            yield from _lengths(each)
    elif isinstance(thing, dict):
        for key, each in thing.items():
            yield from [len(each)] if key == "text" and isinstance(each, str) else _lengths(each)
