"""The contents of events of Matrix's own polls, and what answers select by the rules of MSC3381."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.adapters.matrix import poll_events

ANSWERS = st.lists(st.sampled_from(["1", "2", "3", "4", "", "pizza"]), max_size=6).map(tuple)


@pytest.mark.parametrize(
    ("answers", "most", "chosen"),
    [
        (("2",), 1, (2,)),
        (("2", "1"), 2, (1, 2)),
        (("2", "1"), 1, (2,)),
        (("2", "2", "1"), 2, (2,)),
        (("2", "9"), 1, (2,)),
        (("9", "2"), 1, None),
        (("2", "9"), 2, None),
        (("01",), 1, None),
        ((), 2, ()),
    ],
)
def test_what_answers_select(answers: tuple[str, ...], most: int, chosen: tuple[int, ...] | None) -> None:
    """Cut off first; then unknown ones spoil, and repeated ones count once."""
    assert poll_events.chosen(answers, 3, most) == chosen


@given(ANSWERS, st.integers(1, 4))
def test_what_is_selected_is_always_a_ballot(answers: tuple[str, ...], most: int) -> None:
    """Sorted, of options that there are, no more than may be, and from the answers that count."""
    chosen = poll_events.chosen(answers, 3, most)
    sound = set(answers[:most]) <= {"1", "2", "3"}

    assert (chosen is not None) == sound
    assert chosen is None or (len(chosen) <= most and {str(one) for one in chosen} == set(answers[:most]))


def test_a_poll_as_clients_know_it() -> None:
    """The unstable form, with a text for clients that show no polls."""
    content = poll_events.start("Which first?", ["Water", "Energy"], 1, "PNE-P1 now")

    assert content == {
        "org.matrix.msc1767.text": "Which first?\n1. Water\n2. Energy",
        "org.matrix.msc3381.poll.start": {
            "kind": "org.matrix.msc3381.poll.disclosed",
            "max_selections": 1,
            "question": {"org.matrix.msc1767.text": "Which first?"},
            "answers": [
                {"id": "1", "org.matrix.msc1767.text": "Water"},
                {"id": "2", "org.matrix.msc1767.text": "Energy"},
            ],
        },
        "org.igf.policy-network.poll": {"poll": "PNE-P1 now"},
    }
    assert poll_events.mark(content) == "PNE-P1 now"


@pytest.mark.parametrize(
    ("content", "answers"),
    [
        ({"org.matrix.msc3381.poll.response": {"answers": ["1"]}}, ("1",)),
        ({"m.selections": ["1", "2"]}, ("1", "2")),
        ({"m.selections": []}, ()),
        ({"m.selections": "1"}, ("",)),
        ({"m.selections": [1]}, ("",)),
        ({"org.matrix.msc3381.poll.response": ["1"]}, ("",)),
        ({}, ("",)),
    ],
)
def test_a_response_in_either_form(content: dict[str, object], answers: tuple[str, ...]) -> None:
    """One that makes no sense is one that spoils the vote."""
    assert poll_events.response(content) == answers


@pytest.mark.parametrize("relation", [None, [], {"event_id": "$1"}, {"rel_type": "m.reference", "event_id": ["$1"]}])
def test_a_reference_to_nothing(relation: object) -> None:
    """Anybody may send anything."""
    assert poll_events.poll_of({"m.relates_to": relation}) == ""
    assert poll_events.mark({"org.igf.policy-network.poll": relation}) == ""
