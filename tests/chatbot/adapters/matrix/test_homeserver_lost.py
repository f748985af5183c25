"""A homeserver that is lost, slow, or does not know the bot."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chatbot.adapters.console import Console
from chatbot.adapters.matrix.checkup import examine
from chatbot.local.homeserver import Homeserver
from storage.settings import Settings
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.town import Town
from tests.waiting import until

pytestmark = pytest.mark.long

TIGHT = {"rc_message": {"per_second": 1, "burst_count": 2}}
MANY = 8


@pytest.fixture
def slow(pne: Path, tmp_path: Path) -> Iterator[Household]:
    """A household on a homeserver that takes few messages of the bot; its people may send as they like."""
    homeserver = Homeserver(tmp_path / "synapse", options=TIGHT)
    homeserver.start()
    town = Town.founded(homeserver)
    for name in town.callers:
        homeserver.lift_limits(homeserver.operator(), name)
    household = Household(town, pne, tmp_path, "pn-slow", limited=True)
    household.start()
    yield household
    household.kill()
    homeserver.stop()


def devices(household: Household) -> list[str]:
    """Return the devices that the bot is logged in on."""
    path = f"/_synapse/admin/v2/users/{household.bot}/devices"
    return [device["device_id"] for device in household.homeserver.operator().get(path)["devices"]]


def test_the_bot_goes_on_when_the_homeserver_comes_back(household: Household) -> None:
    """What was typed before, meanwhile elsewhere and after is answered; its leave and its return are said once."""
    li = household["li"]
    first = li.ask(household.room, "!commit Before")
    household.homeserver.kill()
    until(lambda: "cannot be reached" in household.log.read_text())
    Console(household.here().dispatcher, "amina", "PNE").answer("/commit Meanwhile", datetime.now(UTC))
    household.homeserver.start()
    second = li.ask(household.room, "!commit After")
    until(lambda: len(household.answered()) == 3)
    output = household.log.read_text()

    assert [one.text.partition(" ")[0] for one in (first, second)] == ["PNE-C1:", "PNE-C3:"]
    assert household.status is None
    assert (output.count("waiting for it"), output.count("is there again")) == (1, 1)


def test_a_bot_that_is_started_first_waits_for_the_homeserver(household: Household) -> None:
    """Whoever starts both at once needs no order; the record and the page work meanwhile."""
    household.stop()
    household.homeserver.stop()
    household.begin()
    until(lambda: "cannot be reached" in household.log.read_text())
    household.homeserver.start()

    assert household["li"].ask(household.room, "!commit After").text.startswith("PNE-C1")


def test_a_password_login_is_kept(household: Household) -> None:
    """Restarts make no new devices; the login is for the bot's eyes only."""
    before = devices(household)
    for _restart in range(2):
        household.stop()
        household.begin()
        household["li"].ask(household.room, "!commit Something")

    session = household.folder / "matrix" / "session.json"
    assert devices(household) == before == [json.loads(session.read_text())["device_id"]]
    assert session.stat().st_mode & 0o077 == 0


def end_logins(household: Household) -> None:
    """Log the bot out, as its user can from another device."""
    path = f"/_synapse/admin/v2/users/{household.bot}/delete_devices"
    household.homeserver.operator().post(path, devices=devices(household))


def look(household: Household, **values: str) -> list[tuple[bool, str]]:
    """Return what `pn doctor` finds."""
    return asyncio.run(examine(Settings.model_validate({**household.environment, **values})))


def test_a_login_that_was_ended_elsewhere_is_made_anew(household: Household) -> None:
    """With the password at hand, the bot comes back by itself at the next start: `pn doctor` finds no problem."""
    household.stop()
    end_logins(household)
    found = look(household)
    household.begin()

    assert [fine for fine, _sentence in found] == [True, True]
    assert household["li"].ask(household.room, "!commit After").text.startswith("PNE-C1")


def test_a_login_that_was_ended_elsewhere_needs_a_new_one(household: Household) -> None:
    """Without the password, which may go after the first login, that is what is said: it is no first login."""
    household.stop()
    end_logins(household)
    before = household.log.read_text()
    [(fine, sentence)] = look(household, MATRIX_PASSWORD="")
    household.begin(MATRIX_PASSWORD="")
    until(lambda: household.status is not None)
    said = household.log.read_text().removeprefix(before)

    assert not fine
    assert "does not accept the bot's access token" in sentence
    assert "does not accept the bot's access token" in said
    assert "password" not in said


def test_an_account_that_is_locked_ends_the_bot_with_the_reason(household: Household) -> None:
    """While it runs, where no older homeserver is suspected, and at its start."""
    path = f"/_synapse/admin/v2/users/{household.bot}"
    household.homeserver.operator().put(path, locked=True)
    until(lambda: household.status is not None)
    household.begin()
    until(lambda: household.status is not None)
    output = household.log.read_text()

    assert household.status == 1
    assert output.count("M_USER_LOCKED") == 2
    assert "Traceback" not in output
    assert "older" not in output


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"MATRIX_PASSWORD": "", "MATRIX_ACCESS_TOKEN": "syt_wrong_token", "MATRIX_DEVICE_ID": "D"},
            "does not accept the bot's access token",
        ),
        (
            {"MATRIX_ACCESS_TOKEN": "syt_wrong_token", "MATRIX_DEVICE_ID": "D"},
            "or MATRIX_PASSWORD in their place, then start again",
        ),
        ({"MATRIX_PASSWORD": "syt_wrong_token"}, "does not let"),
        ({"MATRIX_PASSWORD": ""}, "Set MATRIX_PASSWORD for the first login"),
    ],
)
def test_what_is_not_accepted_is_said_once_and_ends_the_bot(
    resting: Household, values: dict[str, str], said: str
) -> None:
    """In a sentence with what to do, exit status 1, and without the secret."""
    resting.begin(**values)
    until(lambda: resting.status is not None)
    output = resting.log.read_text()

    assert resting.status == 1
    assert output.count(said) == 1
    assert "syt_wrong_token" not in output
    assert "Traceback" not in output


def test_a_token_that_is_taken_away_ends_the_bot_with_a_sentence(household: Household) -> None:
    """While it runs; no secret stands in its output."""
    secrets = household.secrets()
    end_logins(household)
    until(lambda: household.status is not None)
    output = household.log.read_text()

    assert household.status == 1
    assert output.count("does not accept the bot's access token") == 1
    assert "Traceback" not in output
    assert not [secret for secret in secrets if secret in output]


@pytest.mark.timeout(240)
def test_answers_wait_for_a_slow_homeserver_and_commands_do_not(slow: Household) -> None:
    """With 429 for most messages, everything is recorded at once, and in the end all is answered, once."""
    before = len(slow.entries())
    sent = [slow[("amina", "li")[n % 2]].say(slow.room, f"!commit Thing {n}") for n in range(MANY)]
    until(lambda: len(slow.entries(before)) == MANY)
    answered = len(slow.answered())
    until(lambda: len(set(slow.answered())) >= MANY)

    assert answered < MANY
    assert sorted(slow.answered()) == sorted(sent)
