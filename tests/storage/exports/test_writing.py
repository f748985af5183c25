"""Where an export is written: over nothing, and for its owner alone."""

import stat
from pathlib import Path
from typing import Any

import pytest

from storage.errors import StorageFault
from storage.exports import write_csv, write_json, write_tinydb
from tests.conversation import Conversation
from tests.storage.exports.exported import history


@pytest.mark.parametrize("write", [write_json, write_csv, write_tinydb])
def test_nothing_is_overwritten(talk: Conversation, tmp_path: Path, write: Any) -> None:  # noqa: ANN401  three functions of one signature
    """A file, a link or a full folder of that name is refused, and stays as it is."""
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine").touch()

    for name in ("file", "link", "folder"):
        with pytest.raises(StorageFault, match="is there already; name another one"):
            write(tmp_path / name, history(talk), talk.bot.people)
    assert (tmp_path / "file").read_text() == "mine"
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["mine"]


@pytest.mark.parametrize("write", [write_json, write_csv, write_tinydb])
def test_a_folder_that_is_missing_is_named(talk: Conversation, tmp_path: Path, write: Any) -> None:  # noqa: ANN401  three functions of one signature
    """The sentence says which file could not be written; nothing is left behind."""
    with pytest.raises(StorageFault, match="no/such"):
        write(tmp_path / "no" / "such", history(talk), talk.bot.people)
    assert [path.name for path in tmp_path.iterdir()] == ["record"]


def test_names_are_for_the_operator_alone(talk: Conversation, tmp_path: Path) -> None:
    """Nobody else on the machine can read an export; into an empty folder it may go."""
    (tmp_path / "csv").mkdir(mode=0o700)
    write_json(tmp_path / "all.json", history(talk), talk.bot.people)
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [tmp_path / "all.json", *(tmp_path / "csv").iterdir()]}

    assert modes == {0o600}
