"""The synthetic year goes out as CSV, and into an empty record: that record says the same."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from chatbot.cli.importing import import_file
from chatbot.cli.status import status
from chatbot.compose import Bot, open_bot
from chatbot.local.year import HOME, prepare_year
from storage.exports import as_json, write_csv
from storage.settings import Settings
from tests.storage.plain import TABLES, plain

AFTER = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = [datetime(2025, month, day, 12, tzinfo=UTC) for month, day in ((3, 1), (6, 30), (9, 15), (12, 31))]


class Twins:
    """A record of the year, its export, and the empty record that took it in."""

    def __init__(self, folder: Path) -> None:
        self.source, self.copy = (_empty(folder / name) for name in ("source", "copy"))
        assert prepare_year(self.source)
        self.source.record.state()
        self.export = folder / "export"
        write_csv(self.export, self.source.record.history, self.source.people)
        self.first, self.second = (import_file(self.copy, self.export, AFTER) for _ in range(2))


def _empty(folder: Path) -> Bot:
    return open_bot(Settings.model_validate({"PN_RECORD": f"tinydb:{folder}"}))


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Twins:
    """The year, twice."""
    return Twins(tmp_path_factory.mktemp("twins"))


def test_the_copy_is_in_the_same_state(twins: Twins) -> None:
    """Every noun but polls: members, meetings, attendance, minutes, commitments, milestones, and the directory."""
    assert plain(twins.copy.record.state()) == plain(twins.source.record.state())
    assert list(twins.copy.people.everyone()) == list(twins.source.people.everyone())


def test_a_second_import_says_nothing_new(twins: Twins) -> None:
    """Every row is skipped, and made no entry; the first import was one."""
    entries = [entry for entry in twins.copy.record.history.sources if entry.startswith("import:")]

    assert {part.split()[0] for part in twins.second.partition(" imported")[0].split(", ")} == {"0"}
    assert twins.first.startswith("1 network, ")
    assert len(entries) == 1


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_measure_is_the_same_at_any_time(twins: Twins, moment: datetime) -> None:
    """What `pn status --json --as-of` tells of both, polls aside."""

    def told(bot: Bot) -> dict[str, Any]:
        found = status(bot.record.history.state_at(moment), [HOME], moment)
        return {key: value for key, value in found["networks"][HOME].items() if key != "polls"}

    assert told(twins.copy) == told(twins.source)


def test_the_json_export_is_the_same(twins: Twins) -> None:
    """The headcounts of all meetings among it."""

    def told(bot: Bot) -> dict[str, Any]:
        [network] = json.loads(as_json(bot.record.history, bot.people))["networks"]
        return {key: value for key, value in network.items() if key != "polls"}

    assert told(twins.copy) == told(twins.source)


def test_the_export_of_the_copy_is_the_same_to_the_byte(twins: Twins, tmp_path: Path) -> None:
    """Without the one table that import does not read."""
    twins.copy.record.state()
    write_csv(tmp_path / "again", twins.copy.record.history, twins.copy.people)

    for file in (twins.export / f"{name}.csv" for name in TABLES):
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes()
