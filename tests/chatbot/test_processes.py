"""Several programs on one record, each with its own dispatcher, at once or killed one after the other."""

import json
import random
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from typing import Final

from chatbot.message import Reply
from storage.verify import verify
from tests.conversation import Conversation
from tests.storage.children import Child, Say, child

PROCESSES: Final = 4
LINES: Final = 100
"""Commitments of each process; one line in four comes to all of them."""
KILLS: Final = 40


def working(talk: Conversation, name: str) -> Callable[[Say], None]:
    """Return what a process does: commit, vote for the same people as the others, and answer what all of them hear."""

    def work(say: Say) -> None:
        talk.reopen()
        for number in range(LINES):
            who = ("amina", "li", "bruno")[number % 3]
            shared = f"all-{number}" if number % 4 == 0 else f"{name}-{number}"
            say(told(shared, talk.say(f"@{who} /commit {shared}", event=shared)))
            say(told("vote", talk.say(f"@{who} /poll vote {number % 2 + 1}", event=f"{name}-vote-{number}")))
            say(told("join", talk.say(f"@new{number} /pn join", event=f"join-{number}")))

    return work


def told(event: str, reply: Reply) -> str:
    """Return an answer as one line."""
    return json.dumps([event, reply.error, *reply.created])


def test_four_processes_answer_at_once(talk: Conversation) -> None:
    """Each number is given once, each person has one ballot, and what all four are told is recorded once."""
    talk.given("@amina /poll open Tea? | Yes | No")
    with ExitStack() as stack:
        processes = [stack.enter_context(child(working(talk, f"w{number}"))) for number in range(PROCESSES)]
        answers = [json.loads(line) for process in processes for line in process.hear_all()]
    talk.reopen()
    commitments = talk.network.commitments
    created = {event: label for event, _error, *labels in answers for label in labels}
    newcomers = [person for person in talk.bot.people.everyone() if person.name.startswith("new")]

    assert Counter(error for _event, error, *_labels in answers) == {None: 3 * PROCESSES * LINES}
    assert sorted(commitments) == list(range(1, len(created) + 1))
    assert {str(commitment.text): commitment.label for commitment in commitments.values()} == created
    assert len(created) == LINES // 4 + PROCESSES * LINES * 3 // 4
    assert len(talk.poll().ballots) == 3
    assert sorted(person.name for person in newcomers) == sorted(f"new{number}" for number in range(LINES))
    assert {person.id for person in newcomers} <= set(talk.network.memberships)
    assert verify(talk.folder).problems == []


def without_end(talk: Conversation, name: str) -> Callable[[Say], None]:
    """Return what a process does that is to be killed: it tells each line first, and when it was answered."""

    def work(say: Say) -> None:
        talk.reopen()
        number = 0
        while True:
            for line in (f"@li /commit {name}-{number}", f"@{name}-{number} /pn join"):
                say(line)
                assert talk.say(line, event=line).error is None
                say("answered")
            number += 1

    return work


def heard(process: Child, lines: int) -> list[str]:
    """Return what a process says until it is killed, some lines later."""
    said = [process.hear() for _ in range(lines)]
    process.kill()
    return said + process.hear_all()


def test_a_killed_process_takes_nothing_along(talk: Conversation) -> None:
    """Killed at any moment, also between directory and journal: each line, should it come again, is recorded once."""
    chance = random.Random(2021)
    lines: list[str] = []
    for number in range(KILLS):
        with child(without_end(talk, f"w{number}")) as process:
            said = heard(process, chance.randrange(1, 12))
        lines += [line for line in said if line != "answered"]
        talk.reopen()
        if said[-1] != "answered":
            assert talk.say(said[-1], event=said[-1]).error is None
    texts = [f"@li /commit {commitment.text}" for commitment in talk.network.commitments.values()]
    asked = [m.person for m in talk.network.memberships.values() if m.requested]
    joins = [f"@{known.name} /pn join" for person in asked if (known := talk.bot.people.get(person))]

    assert sorted(texts + joins) == sorted(lines)
    assert len(lines) >= KILLS
    assert len(asked) == len(joins)
    assert len({person.name for person in talk.bot.people.everyone()}) == len(list(talk.bot.people.everyone()))
    assert verify(talk.folder).problems == []
