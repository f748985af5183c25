"""What the bot's own buttons and menus carry is understood, whatever a network is called."""

from collections.abc import Iterator
from typing import Any

import pytest

from chatbot.adapters.slack.blocks import ballot, button, check_in
from chatbot.adapters.slack.clicked import line
from storage.codes import network_code
from storage.events import PollKind, Rules, Text
from storage.state import Poll
from tests.conversation import START

CODES = ("PN", "PNE", "PN2", "A1B2C3D4E5F6", "YOUTHCOALITN")


def poll(code: str, kind: PollKind, options: int) -> Poll:
    """Return an open poll of a network."""
    texts = tuple(Text(f"Option {number}") for number in range(1, options + 1))
    return Poll(code, 7, Text("Which?"), texts, kind, None, "", START, Rules(), opened=START)


def elements(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield what can be clicked."""
    for block in blocks:
        yield from [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]


@pytest.mark.parametrize("code", CODES)
def test_a_vote_is_understood_in_every_network(code: str) -> None:
    """By a button, by a menu, by a menu that takes several, and by the button that opens the form."""
    assert network_code(code) == code
    [second] = [one for one in elements(ballot(poll(code, PollKind.SINGLE, 2))) if one["value"].endswith(" 2")]
    [menu] = elements(ballot(poll(code, PollKind.SINGLE, 9)))
    [several] = elements(ballot(poll(code, PollKind.MULTIPLE, 3)))
    [form] = elements(ballot(poll(code, PollKind.RANKED, 3)))

    assert line(second) == f"/poll vote {code}-P7 2"
    assert line({**menu, "selected_option": menu["options"][8]}) == f"/poll vote {code}-P7 9"
    assert line({**several, "selected_options": several["options"][:2]}) == f"/poll vote {code}-P7 1,2"
    assert line(form) == f"/poll vote {code}-P7"


@pytest.mark.parametrize("code", CODES)
def test_what_else_is_clicked_is_understood_in_every_network(code: str) -> None:
    """Being there, not coming, a commitment that is done."""
    here, apologies = elements(check_in(f"{code}-M2"))

    assert line(here) == f"/attend {code}-M2"
    assert line(apologies) == f"/apologies {code}-M2"
    assert line(button("done", f"{code}-C3", "Done")) == f"/commit done {code}-C3"
