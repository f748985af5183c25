"""Secrecy as an attack: two worlds in which people chose the other way round cannot be told apart.

Everything that the program leaves or shows is compared: files, exports, answers, pages, feeds, logs. What is drawn at
random (salts, digests, the names of boxes) is left out, as are the bytes of open boxes and their keys.
"""

import re
import shutil
from collections.abc import Callable, Mapping
from itertools import permutations
from pathlib import Path
from typing import Final

import pytest

from storage.ballot_box import RECORD
from storage.exports import as_json, write_csv, write_tinydb
from storage.verify import verify
from tests.chatbot.web.visiting import SURFACES, visit
from tests.conversation import Conversation

VOTERS: Final = ("amina", "li", "bruno")
CHOICES: Final = ("1", "2", "1,3")
OPEN: Final = "@amina /poll open Which? | Water | Energy | Food kind:multiple secret:yes closes:in 60 minutes"
LINES: Final = ("/poll results P1", "/poll list", "/pn mine", "/pn me", "/pn status", "/poll vote P1 7")
Seen = Mapping[str, str]
World = Callable[..., Seen]
_RANDOM: Final = re.compile(r'"salt":"\w+"|[0-9a-f]{16,64}|\b[0-9a-f-]{36}\b|\b[0-9a-f]{8}\n|127\.0\.0\.1:\d+')


@pytest.fixture
def world(pne: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> World:
    """Let people vote, in an order and by their choices, and return all that can be seen then, or after the close."""
    shutil.copytree(pne, tmp_path / "base")

    def live(choices: Mapping[str, str], *, close: bool) -> Seen:
        folder = tmp_path / "world"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(tmp_path / "base", folder / "record")
        caplog.clear()
        talk = Conversation(folder / "record")
        talk.given(OPEN)
        told = []
        for who, choice in choices.items():
            talk.wait(minutes=3)
            told.append((who, talk.say(f"@{who} /poll vote P1 {choice}", event=f"event of {who}").text))
        if close:
            talk.wait(minutes=60)
            talk.bot.record.catch_up(talk.now)
            told.append(("the result", talk.say("@amina /poll results P1", event="result").text))
        else:
            talk.wait(minutes=1)
        seen = {f"told {who}": text for who, text in sorted(told)}
        seen |= _shown(talk, folder)
        return {name: _RANDOM.sub("…", text) for name, text in {**seen, "log": caplog.text}.items()}

    return live


def _shown(talk: Conversation, folder: Path) -> dict[str, str]:
    """Return what files, exports, answers and pages hold."""
    history, people = talk.bot.record.history, talk.bot.people
    talk.bot.record.state()
    write_csv(folder / "csv", history, people)
    write_tinydb(folder / "tinydb.json", history, people)
    answers = {f"{who} {line}": talk.say(f"@{who} {line}", event=line).text for who in VOTERS for line in LINES}
    pages = dict(zip(SURFACES, (answer.text for answer in visit(talk, *SURFACES)), strict=True))
    files = {
        _RANDOM.sub("…", str(path.relative_to(folder))): _content(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return {**files, **answers, **pages, "json": as_json(history, people).decode(), "verify": str(verify(talk.folder))}


def _content(path: Path) -> str:
    """Return what a file says; of an open box and its key only the size."""
    if path.suffix in (".box", ".key"):
        return str(path.stat().st_size)
    return path.read_text(errors="replace")


WORLDS: Final = tuple(dict(zip(VOTERS, choices, strict=True)) for choices in permutations(CHOICES))


@pytest.mark.parametrize("close", [False, True], ids=["open", "closed"])
def test_who_chose_what_changes_nothing(world: World, close: bool) -> None:
    """Whoever sees all of it cannot tell the worlds apart."""
    seen = [world(choices, close=close) for choices in WORLDS]

    assert ("2. Energy: 1" in seen[0].get("told the result", "")) is close
    assert all(other == seen[0] for other in seen[1:])


def test_who_came_first_changes_nothing_after_the_close(world: World) -> None:
    """Nor does a vote that was changed."""
    choices = WORLDS[0]
    seen = world(choices, close=True)

    assert world(dict(reversed(choices.items())), close=True) == seen


def test_what_was_chosen_changes_nothing_while_it_is_open(world: World) -> None:
    """Not even what is most wanted can be seen."""
    seen = world(dict.fromkeys(VOTERS, "1"), close=False)

    assert world(dict.fromkeys(VOTERS, "1,2,3"), close=False) == seen
    assert "Turnout" not in seen["li /poll results P1"]


def test_the_worlds_differ_where_a_poll_is_open(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the comparison would prove nothing."""
    monkeypatch.setitem(globals(), "OPEN", OPEN.replace("secret:yes", "secret:no"))

    assert world(WORLDS[0], close=True) != world(WORLDS[1], close=True)


def test_nothing_is_left_of_box_and_key(talk: Conversation) -> None:
    """Whatever name they have, also of those that a crash left half made."""
    talk.given(OPEN, "@li /poll vote P1 1")
    [box] = talk.folder.glob("ballots/*.box")
    [key] = talk.folder.glob("ballots/*.key")
    half = box.with_name(f".{key.name}.x1y2z3")
    shutil.copy(key, half)
    size = box.stat().st_size
    talk.run_out()

    assert size == 2 * RECORD
    assert [path.name for path in (talk.folder / "ballots").iterdir()] == ["CACHEDIR.TAG"]
