"""Polls of Matrix itself (MSC3381): the contents of their events, written in the unstable form, read in both. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from chatbot.adapters.payload import Payload, text_in, within

Content = dict[str, Any]
UNSTABLE: Final = "org.matrix.msc3381.poll"
START: Final = f"{UNSTABLE}.start"
END: Final = f"{UNSTABLE}.end"
RESPONSES: Final = (f"{UNSTABLE}.response", "m.poll.response")
ENDS: Final = (END, "m.poll.end")
MARK: Final = "org.igf.policy-network.poll"
"""Where a poll of the bot bears its mark, which tells for which poll of the record it stands."""
_TEXT: Final = "org.matrix.msc1767.text"


def start(question: str, options: list[str], most: int, mark: str) -> Content:
    """Return the content of an event that begins a poll of at most `most` selections; answers are called by number."""
    numbered = [f"{number}. {option}" for number, option in enumerate(options, 1)]
    return {
        _TEXT: "\n".join([question, *numbered]),
        START: {
            "kind": f"{UNSTABLE}.disclosed",
            "max_selections": most,
            "question": {_TEXT: question},
            "answers": [{"id": str(number), _TEXT: option} for number, option in enumerate(options, 1)],
        },
        MARK: {"poll": mark},
    }


def end(event: str, text: str) -> Content:
    """Return the content of an event that ends a poll."""
    return {"m.relates_to": {"rel_type": "m.reference", "event_id": event}, _TEXT: text, END: {}}


def poll_of(content: Payload) -> str:
    """Return the event that began the poll to which a response or an end refers; empty where there is none."""
    relation = within(content, "m.relates_to")
    return text_in(relation, "event_id") if relation.get("rel_type") == "m.reference" else ""


def mark(content: Any) -> str:  # noqa: ANN401  whatever an event has
    """Return the mark of an event that begins a poll of the bot; empty for another event."""
    found = within(content, MARK) if isinstance(content, Mapping) else {}
    return str(found.get("poll", ""))


def response(content: Payload) -> tuple[str, ...]:
    """Return the ids of answers in a response; one that makes no sense has an answer that no poll has."""
    answers = content.get("m.selections", within(content, RESPONSES[0]).get("answers"))
    sound = isinstance(answers, list) and all(isinstance(one, str) for one in answers)
    return tuple(answers) if isinstance(answers, list) and sound else ("",)


def chosen(answers: tuple[str, ...], options: int, most: int) -> tuple[int, ...] | None:
    """Return the options that answers select, by the rules of MSC3381; None where they spoil the vote.

    Answers beyond `most` are cut off before any is looked at; one that there is not spoils the vote, one that stands
    twice counts once.
    """
    numbers = {str(number): number for number in range(1, options + 1)}
    counted = answers[:most]
    if any(answer not in numbers for answer in counted):
        return None
    return tuple(sorted({numbers[answer] for answer in counted}))
