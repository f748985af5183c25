"""What `make run` puts into a record: the seed's tables and made-up members, once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chatbot.adapters.console import Console
from chatbot.compose import Bot, open_bot
from chatbot.local.demonstration import prepare
from storage.settings import Settings

START = datetime(2021, 3, 1, 9, tzinfo=UTC)
LATER = START + timedelta(days=1)


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    """A bot on a new record."""
    return open_bot(Settings.model_validate({"PN_RECORD": f"tinydb:{tmp_path / 'data'}"}))


def say(bot: Bot, *lines: str) -> None:
    """Say lines as the Secretariat; all must be accepted."""
    for line in lines:
        reply = Console(bot.dispatcher, "sec").answer(line, START + timedelta(hours=1))
        assert reply.error is None, reply.text


def members(bot: Bot, code: str) -> list[str]:
    """Return the names of those who have a role in a network."""
    found = bot.record.state().network(code).memberships.values()
    people = [bot.people.get(membership.person) for membership in found if membership.roles_at(LATER)]
    return sorted(person.name for person in people if person)


def test_the_seeds_networks_get_members_once(bot: Bot) -> None:
    """A second start records nothing, and another network stays as it is."""
    first = prepare(bot, START)
    say(bot, "/pn add PNX Another")
    seq = bot.record.history.seq
    again = prepare(bot, LATER)

    assert (first, again) == (True, True)
    assert members(bot, "PNE") == members(bot, "PNMA") == ["amina", "bruno", "ines", "li"]
    assert members(bot, "PNX") == []
    assert bot.record.history.seq == seq


def test_who_was_removed_or_erased_does_not_come_back(bot: Bot) -> None:
    """What was changed since the first start stands."""
    prepare(bot, START)
    say(bot, "/pn member remove @bruno PNE", "/pn member role @amina consultant PNE")
    li = bot.people.named("li")
    assert li
    bot.people.erase(li.id)
    seq = bot.record.history.seq
    prepare(bot, LATER)

    assert members(bot, "PNE") == ["amina", "ines"]
    assert bot.record.history.seq == seq


def test_a_record_that_says_something_else_is_left_alone(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    """It has one of the networks under another name: a line says so, and nobody becomes a member."""
    Console(bot.dispatcher, "operator").answer("/pn add PNE Our own", START, operator=True)
    seeded = prepare(bot, START)
    said = capsys.readouterr().out

    assert not seeded
    assert said.startswith("The tables of the 2021 concept are left out: ")
    assert "PNE" in said
    assert len(said.splitlines()) == 1
    assert list(bot.record.state().networks) == ["PNE"]
    assert members(bot, "PNE") == []


def test_the_settings_secretariat_is_appointed_too(bot: Bot) -> None:
    """Beside the demonstration's own."""
    prepare(bot, START, ["console:helen", "matrix:@jo:example.org"])
    secretariat = [bot.people.get(person) for person in bot.record.state().secretariat]

    assert sorted(person.name for person in secretariat if person) == ["helen", "jo", "sec"]
