"""Block Kit's limits: the longest that is taken, and one more that is not."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.slack.limits import message_problems, view_problems
from tests.slack.limits.blocks import RULES as BLOCKS
from tests.slack.limits.elements import RULES as ELEMENTS
from tests.slack.world import Json


def plain(length: int) -> Json:
    """Return a plain text of a length."""
    return {"type": "plain_text", "text": "x" * length}


def option(label: int = 5, value: int = 5) -> Json:
    """Return an option with a label and a value of some lengths."""
    return {"text": plain(label), "value": "v" * value}


def button(label: int = 5, value: int = 5, **more: str) -> Json:
    """Return a button with a label and a value of some lengths."""
    return {"type": "button", "text": plain(label), "value": "v" * value, **more}


def actions(*elements: Json) -> list[Json]:
    """Return a message of one row of buttons and menus."""
    return [{"type": "actions", "elements": list(elements)}]


def menu(kind: str, number: int, **sizes: int) -> list[Json]:
    """Return a message with one menu, radio group, row of checkboxes or overflow."""
    return actions({"type": kind, "options": [option(**sizes) for _ in range(number)]})


def section(**content: Any) -> list[Json]:  # noqa: ANN401
    """Return a message of one section."""
    return [{"type": "section", **content}]


def asking(length: int) -> list[Json]:
    """Return a message with a question of a length."""
    return [{"type": "input", "label": plain(length), "element": {"type": "plain_text_input"}}]


MESSAGES: list[tuple[str, int, Callable[[int], list[Json]]]] = [
    ("blocks", 50, lambda size: [{"type": "divider"}] * size),
    ("section", 3000, lambda size: section(text={"type": "mrkdwn", "text": "x" * size})),
    ("fields", 10, lambda size: section(fields=[plain(1)] * size)),
    ("field", 2000, lambda size: section(fields=[plain(size)])),
    ("header", 150, lambda size: [{"type": "header", "text": plain(size)}]),
    ("actions", 25, lambda size: actions(*[button()] * size)),
    ("context", 10, lambda size: [{"type": "context", "elements": [plain(1)] * size}]),
    ("button", 75, lambda size: actions(button(size))),
    ("button's value", 2000, lambda size: actions(button(value=size))),
    ("action_id", 255, lambda size: actions(button(action_id="a" * size))),
    ("block_id", 255, lambda size: [{"type": "divider", "block_id": "b" * size}]),
    ("option", 75, lambda size: menu("static_select", 1, label=size)),
    ("option's value", 150, lambda size: menu("static_select", 1, value=size)),
    ("select", 100, lambda size: menu("static_select", size)),
    ("several", 100, lambda size: menu("multi_static_select", size)),
    ("radio", 10, lambda size: menu("radio_buttons", size)),
    ("checkboxes", 10, lambda size: menu("checkboxes", size)),
    ("overflow", 5, lambda size: menu("overflow", size)),
    ("label", 2000, asking),
    ("all texts", 12_000, lambda size: [*section(text=plain(3000)) * 3, *section(text=plain(size - 9000))]),
]


@pytest.mark.parametrize(("most", "make"), [each[1:] for each in MESSAGES], ids=[each[0] for each in MESSAGES])
def test_a_message_has_limits(most: int, make: Callable[[int], list[Json]]) -> None:
    """The longest is taken, and one more is not."""
    assert message_problems(make(most)) == []
    assert message_problems(make(most + 1)) != []


VIEWS: list[tuple[str, int, Callable[[int], Json]]] = [
    ("title", 24, lambda size: {"title": plain(size)}),
    ("submit", 24, lambda size: {"submit": plain(size)}),
    ("private_metadata", 3000, lambda size: {"private_metadata": "m" * size}),
    ("callback_id", 255, lambda size: {"callback_id": "c" * size}),
    ("blocks", 100, lambda size: {"blocks": [{"type": "divider"}] * size}),
]


@pytest.mark.parametrize(("most", "make"), [each[1:] for each in VIEWS], ids=[each[0] for each in VIEWS])
def test_a_view_has_limits(most: int, make: Callable[[int], Json]) -> None:
    """The longest is taken, and one more is not."""
    blank = {"type": "modal", "title": plain(1), "blocks": []}

    assert view_problems(blank | make(most), "modal") == []
    assert view_problems(blank | make(most + 1), "modal") != []


@pytest.mark.parametrize(
    "blocks",
    [
        actions(button(action_id="same"), button(action_id="same")),
        [{"type": "divider", "block_id": "same"}, {"type": "divider", "block_id": "same"}],
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
        section(),
        section(text=plain(0)),
        section(text=plain(1), colour="red"),
        section(text="words"),
        actions({"type": "plain_text_input"}),
        actions(button(style="pretty")),
        actions({"type": "static_select", "options": [option()], "initial_option": option(6)}),
        menu("static_select", 0),
        [{"type": "poll"}],
        "words",
    ],
)
def test_a_message_is_refused(blocks: list[Json]) -> None:
    """Ids that stand twice, wrong kinds, unknown fields, and what is missing or empty."""
    assert message_problems(blocks) != []


def test_a_problem_names_its_place() -> None:
    """The words are Slack's, with a pointer into the blocks."""
    assert message_problems([{"type": "divider"}, {"type": "header", "text": plain(151)}]) == [
        "must be less than 151 characters [json-pointer:/blocks/1/text/text]"
    ]


def test_a_form_needs_a_button_to_send_it() -> None:
    """A modal with a question has a submit."""
    assert view_problems({"type": "modal", "title": plain(1), "blocks": asking(1)}, "modal") != []


def test_a_home_page_is_no_modal() -> None:
    """Each method takes one kind of view."""
    assert view_problems({"type": "home", "blocks": []}, "home") == []
    assert view_problems({"type": "home", "blocks": []}, "modal") != []


KEYS = "type text elements options option_groups label element accessory fields value initial_option blocks max_length"
NAMES = st.sampled_from([*BLOCKS, *ELEMENTS, "plain_text", "mrkdwn"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=5),
    max_leaves=15,
)


@given(ANYTHING, NAMES)
def test_whatever_is_sent_gets_an_answer(thing: object, name: str) -> None:
    """The rules never break on what they are there to refuse."""
    content = thing if isinstance(thing, dict) else {"elements": [thing], "element": thing, "accessory": thing}

    assert isinstance(message_problems([{**content, "type": name}, thing]), list)
    assert isinstance(message_problems(actions({**content, "type": name})), list)
    assert isinstance(message_problems(thing), list)
