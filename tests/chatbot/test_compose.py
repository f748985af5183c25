"""Programs that start on the same record, also at the same moment."""

import multiprocessing
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest

from chatbot.compose import appoint, open_bot
from chatbot.message import Request
from storage.people import People
from storage.settings import Settings
from tests.conversation import START
from tests.storage.children import Say, child

PROGRAMS: Final = 6
HANDLES: Final = ("console:sec", "matrix:@sec:example.org", "console:sec2")


@pytest.mark.parametrize("_again", range(5))
def test_programs_that_start_at_once_share_key_and_secretariat(tmp_path: Path, _again: int) -> None:
    """On an empty folder: none fails, each person is made once, and the same event is recognised by all."""
    together = multiprocessing.get_context("fork").Barrier(PROGRAMS)

    def start(say: Say) -> None:
        together.wait()
        bot = open_bot(Settings.model_validate({"PN_RECORD": f"tinydb:{tmp_path}"}))
        together.wait()
        appoint(bot, HANDLES, START)
        request = Request("/pn add PNE Environment", "console:sec", START, "the same event")
        say(bot.dispatcher.handle_now(request).text)

    with ExitStack() as stack:
        programs = [stack.enter_context(child(start)) for _ in range(PROGRAMS)]
        said = [program.hear_all() for program in programs]

    assert said == [["PNE is added: Environment. Add members: `/pn member add @amina PNE`"]] * PROGRAMS
    assert sorted(handle for person in People(tmp_path).everyone() for handle in person.handles) == sorted(HANDLES)
