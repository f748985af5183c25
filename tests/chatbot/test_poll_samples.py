"""The scripts in storage/samples/polls: each kind of poll, with elections as they were published."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from chatbot.adapters.replay import read_steps, replay
from chatbot.compose import Bot, appoint, open_bot
from storage.events import PollKind
from storage.measures.polls import runoff, tally
from storage.settings import Settings
from storage.state import Poll

SAMPLES = Path(__file__).parents[2] / "storage" / "samples" / "polls"
COUNTS = {
    PollKind.SINGLE: (42, 26, 15, 17),
    PollKind.MULTIPLE: (4, 3, 5, 4),
    PollKind.APPROVAL: (8, 4, 4, 2, 1, 2, 1),
    PollKind.RANKED: (42, 26, 15, 17),
    PollKind.CONSENSUS: (9, 2, 1),
    PollKind.DATES: (5, 5),
}
LEADING = {PollKind.MULTIPLE: (3,), PollKind.RANKED: (4,)}


def run(folder: Path, kind: PollKind) -> tuple[Bot, Iterable[str]]:
    """Replay a script whose every line is accepted."""
    bot = open_bot(Settings.model_validate({"PN_RECORD": f"tinydb:{folder}"}))
    steps = list(read_steps((SAMPLES / f"{kind}.txt").read_text(encoding="utf-8").splitlines()))
    assert steps[0].at
    appoint(bot, ["console:sec"], steps[0].at)
    answers = list(replay(bot.dispatcher, steps))
    assert [(step.line, reply.text) for step, reply in answers if reply.error] == []
    return bot, [reply.text for _step, reply in answers]


@pytest.mark.parametrize("kind", PollKind)
def test_a_sample_comes_to_what_was_published(tmp_path: Path, kind: PollKind) -> None:
    """Count by count, and for the ranked one round by round."""
    bot, answers = run(tmp_path, kind)
    poll: Poll = bot.record.state().poll("DEMO", 1)
    lines = "\n".join(answers).splitlines()

    assert tally(poll).counts == COUNTS[kind]
    assert tally(poll).leading == LEADING.get(kind, (1,))
    if kind is PollKind.RANKED:
        assert [one.counts for one in runoff(poll).rounds][1:] == [{1: 42, 2: 26, 4: 32}, {1: 42, 4: 58}]
        assert "Round 3: Knoxville 58 · Memphis 42" in lines
    if kind is PollKind.DATES:
        assert "To plan it: `/meeting plan 2 June 2021 13:00 UTC`" in lines
    if kind is PollKind.CONSENSUS:
        assert "A co-chair's reading: consensus – broad support; three objections." in lines
