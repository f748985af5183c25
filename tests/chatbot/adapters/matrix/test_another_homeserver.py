"""A homeserver, or what the bot keeps of it, that is not what it was at the last start."""

import asyncio
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbot.adapters.matrix.calls import ask
from chatbot.adapters.matrix.position import FOLLOWER
from chatbot.adapters.matrix.session import log_in
from chatbot.local.caller import ADMIN, CLIENT, Caller
from chatbot.local.configuration import PLENTY
from chatbot.local.homeserver import Homeserver
from storage.settings import Settings
from tests.chatbot.adapters.matrix.encrypted import SEALED, Sealed
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.town import PASSWORD, Town
from tests.waiting import until

FEW = 3
STINGY = {"rc_login": {"address": PLENTY, "account": {"per_second": 0.1, "burst_count": FEW}}}
CHATTER = 60


@pytest.fixture
def homeserver(tmp_path: Path) -> Iterator[Homeserver]:
    """A homeserver of this test alone."""
    made = Homeserver(tmp_path / "synapse")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def stingy(tmp_path: Path) -> Iterator[Homeserver]:
    """A homeserver on which nobody may log in often."""
    made = Homeserver(tmp_path / "synapse", options=STINGY)
    made.start()
    yield made
    made.stop()


def test_a_homeserver_made_anew_is_listened_to_from_the_start(
    homeserver: Homeserver, pne: Path, tmp_path: Path
) -> None:
    """The record stays, the homeserver of the same name and address is another: the old position means nothing there.

    The new public room is told everything that was public since the bot first ran.
    """
    before = Household(Town.founded(homeserver), pne, tmp_path / "before", "pn")
    before.start()
    before["sec"].ask(before.room, "!publish Welcome.")
    for n in range(CHATTER):
        before["li"].say(before.room, f"Number {n}")
    last = before["li"].ask(before.room, "!commit Draft it")
    until(lambda: len(before.posts()) == 1)
    before.stop()
    homeserver.stop()
    shutil.rmtree(homeserver.folder)
    homeserver.start()
    after = Household(Town.founded(homeserver), before.folder, tmp_path / "after", "pn")
    after.start()
    first = after["li"].ask(after.room, "!commit Check it")
    until(lambda: len(after.posts()) == 1)
    after.kill()

    assert last.text.startswith("PNE-C1")
    assert first.text.startswith("PNE-C2")
    assert "a new one: listening begins now" in after.log.read_text()
    assert "Welcome." in after.posts()[0]["content"]["body"]


def test_a_login_made_anew_on_the_same_homeserver_loses_nothing(household: Household) -> None:
    """With the kept login gone, the position still is that of the account."""
    household["li"].ask(household.room, "!commit Before")
    household.stop()
    shutil.rmtree(household.folder / "matrix")
    missed = household["li"].say(household.room, "!commit While it was away")
    household.begin()

    assert household["li"].answer(missed).text.startswith("PNE-C2")


def test_keys_that_the_homeserver_has_already_do_not_stop_the_bot(resting: Household, tmp_path: Path) -> None:
    """Killed after its one-time keys arrived and before that was noted: it logs in anew, and reads what is sealed."""
    settings = Settings.model_validate({**resting.environment})

    async def be_killed_in_between() -> None:
        client = await log_in(settings)
        shutil.copytree(resting.folder / "matrix", tmp_path / "copy")
        await ask(client.keys_upload)
        await client.close()

    asyncio.run(be_killed_in_between())
    shutil.copytree(tmp_path / "copy", resting.folder / "matrix", dirs_exist_ok=True)
    resting.start()
    room = resting.bind(resting.new_room("sec", "li", initial_state=[SEALED]))
    until(lambda: resting.is_inside(room))
    li = Sealed(resting, "li", tmp_path / "li")
    answer = li.answer(room, li.say(room, "!commit Draft it"))
    li.close()

    assert answer.body.startswith("PNE-C1: Draft it")
    assert "Traceback" not in resting.log.read_text()


def test_a_login_that_has_to_wait_says_how_long(stingy: Homeserver, pne: Path, tmp_path: Path) -> None:
    """Once, instead of nothing at all."""
    household = Household(Town.founded(stingy), pne, tmp_path, "pn")
    for _login in range(FEW):
        stingy.login("pn", PASSWORD)
    household.start()
    household.kill()

    assert household.log.read_text().count("limits how often the bot may call it; waiting") == 1


@pytest.mark.timeout(240)
def test_a_homeserver_restored_from_a_backup_is_noticed(homeserver: Homeserver, pne: Path, tmp_path: Path) -> None:
    """What is typed there since is handled, once, whether the bot ran meanwhile or not; and that is said.

    As is what is typed when it comes past the position that it had before, which the homeserver calls the same again.
    """
    household = Household(Town.founded(homeserver), pne, tmp_path, "pn")
    household.start()
    amina, li, operator = household["amina"], household["li"], homeserver.operator()
    kept = li.ask(household.room, "!commit Kept")
    homeserver.stop()
    shutil.copytree(homeserver.folder, tmp_path / "backup")
    homeserver.start()
    for n in range(CHATTER):
        li.say(household.room, f"Number {n}")
    li.ask(household.room, "!commit Lost there, not here")
    until(lambda: _is_settled(household))
    before, began = household.position()["since"], time.time()
    restored(homeserver, tmp_path / "backup")
    until(lambda: _was_asked(operator, household.bot) > began)
    running = amina.say(household.room, "!commit While the bot ran")
    until(lambda: running in household.answered())
    for n in range(CHATTER):
        amina.say(household.room, f"Number {n}")
    until(lambda: household.position()["since"] == before)
    amina_said = amina.say(household.room, "!commit Once more")
    until(lambda: amina_said in household.answered() and _is_settled(household))
    household.stop()
    restored(homeserver, tmp_path / "backup")
    missed = amina.say(household.room, "!commit While the bot was down")
    household.begin()
    until(lambda: missed in household.answered())
    last = amina.say(household.room, "!commit At last")
    until(lambda: last in household.answered())
    said = household.log.read_text().count("is older than when the bot heard it last")
    household.kill()

    assert sorted(household.answered()) == sorted([kept.answers, missed, last])
    assert [
        commitment.text.text for commitment in household.here().record.state().network("PNE").commitments.values()
    ] == [
        "Kept",
        "Lost there, not here",
        "While the bot ran",
        "Once more",
        "While the bot was down",
        "At last",
    ]
    assert said == 2


def restored(homeserver: Homeserver, backup: Path) -> None:
    """Put an earlier state of a homeserver in its place."""
    homeserver.stop()
    shutil.rmtree(homeserver.folder)
    shutil.copytree(backup, homeserver.folder)
    homeserver.start()


def _was_asked(operator: Caller, user: str) -> float:
    """Return when a user last asked the homeserver anything, in seconds of the Unix clock."""
    sessions = operator.get(f"{ADMIN}/v1/whois/{user}")["devices"][""]["sessions"]
    seen = [connection["last_seen"] for session in sessions for connection in session["connections"]]
    return max(seen, default=0) / 1000


def _is_settled(household: Household) -> bool:
    """Tell whether the bot keeps the newest position of the homeserver, which remembers what it told who asks alike."""
    newest = household["sec"].caller.get(f"{CLIENT}/sync?timeout={secrets.randbelow(10**6)}")["next_batch"]
    return str(household.position()["since"]).partition("_")[0] == str(newest).partition("_")[0]


def test_a_position_that_the_homeserver_refuses(household: Household) -> None:
    """As one may that runs another program since: nothing that its rooms have is lost."""
    household["li"].ask(household.room, "!commit Before")
    household.stop()
    household.here().positions.put(FOLLOWER, {**household.position(), "since": "no position"})
    missed = household["li"].say(household.room, "!commit While it was away")
    household.begin()

    assert household["li"].answer(missed).text.startswith("PNE-C2")
    assert len(household.answered()) == 2
