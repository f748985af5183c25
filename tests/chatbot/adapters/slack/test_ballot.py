"""The form of a ballot that stands: whatever is chosen instead, though Slack lets nobody clear what was chosen."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chatbot.adapters.slack.ballot import ballot_form, ballot_line
from chatbot.adapters.slack.fields import FIELD, Place
from storage.events import PollKind, Rules, Text
from storage.state import Ballot, Poll
from tests.conversation import START


def poll(kind: PollKind) -> Poll:
    """Return an open poll that takes options of one's own."""
    texts = ("Agree", "Concerns", "Block") if kind is PollKind.CONSENSUS else ("Water", "Energy", "Food")
    times = (START,) * 3 if kind is PollKind.DATES else ()
    options, rules = tuple(map(Text, texts)), Rules(write_in=kind is PollKind.SINGLE)
    return Poll("PNE", 1, Text("Which?"), options, kind, None, "", START, rules, opened=START, times=times)


def sent(kind: PollKind, standing: Ballot, changes: dict[str, dict[str, Any]]) -> str:
    """Return the line of the form that was filled in with a ballot, after some fields of it were changed."""
    view = ballot_form(poll(kind), Place("C1", ""), ZoneInfo("UTC"), standing)
    state = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            state[block["block_id"]] = {
                FIELD: {
                    "selected_option": element.get("initial_option"),
                    "selected_options": element.get("initial_options", []),
                    "value": element.get("initial_value"),
                }
            }
    for name, change in changes.items():
        state[name] = {FIELD: change}
    return ballot_line(view["callback_id"], state)


ONE, TWO, ABSTAIN, AGREE, UNRANKED = (
    {"selected_option": {"value": value}} for value in ("1", "2", "abstain", "agree", "unranked")
)
ABSTAINING = {"selected_options": [{"value": "abstain"}]}


@pytest.mark.parametrize(
    ("kind", "standing", "changes", "line"),
    [
        (PollKind.RANKED, Ballot((3, 1), START), {}, "3>1"),
        (PollKind.RANKED, Ballot((3, 1), START), {"first": ABSTAINING}, "abstain"),
        (PollKind.RANKED, Ballot((3, 1), START), {"3": UNRANKED}, "1"),
        (PollKind.RANKED, Ballot((), START), {"first": {}, "2": ONE}, "2"),
        (PollKind.DATES, Ballot((1,), START, (2,)), {"first": ABSTAINING}, "abstain"),
        (PollKind.CONSENSUS, Ballot((2,), START, (), Text("Too early")), {}, "concerns because:Too early"),
        (PollKind.CONSENSUS, Ballot((2,), START, (), Text("Too early")), {"first": AGREE}, "agree"),
        (PollKind.CONSENSUS, Ballot((2,), START, (), Text("Too early")), {"first": ABSTAIN}, "abstain"),
        (PollKind.CONSENSUS, Ballot((1,), START), {"because": {"value": "Fine"}}, "agree because:Fine"),
        (PollKind.SINGLE, Ballot((2,), START), {"write-in": {"value": "Air"}}, "write-in:Air"),
        (PollKind.SINGLE, Ballot((2,), START), {"first": ONE}, "1"),
    ],
)
def test_what_is_chosen_now_stands(kind: PollKind, standing: Ballot, changes: dict[str, Any], line: str) -> None:
    """And what has no place beside it is left out."""
    assert sent(kind, standing, changes) == f"/poll vote PNE-P1 {line}"
