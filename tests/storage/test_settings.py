"""Settings, as they stand in the environment."""

from pathlib import Path

import pytest

from storage.errors import StorageFault
from storage.settings import Settings, read_settings


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PN_SECRETARIAT", "console:sec, foo", "PN_SECRETARIAT: “foo” is no handle; write the platform before it"),
        ("PN_SECRETARIAT", "@foo:bar", "PN_SECRETARIAT: “@foo:bar” is no handle"),
        ("PORT", "abc", "PORT: Input should be a valid integer"),
        ("PN_RECORD", "mysql://somewhere", "PN_RECORD is “mysql://somewhere”; write `tinydb:`"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    """One sentence that begins with the variable."""
    monkeypatch.setenv(variable, value)

    with pytest.raises(StorageFault) as refused:
        read_settings()
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize("variable", ["MATRIX_HOMESERVER", "MATRIX_USER_ID"])
def test_half_of_matrix_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """Which of the two is missing cannot be said by one variable's name."""
    monkeypatch.setenv("MATRIX_HOMESERVER", "https://matrix.example.org")
    monkeypatch.setenv("MATRIX_USER_ID", "@pn:example.org")
    monkeypatch.setenv(variable, "")

    with pytest.raises(StorageFault, match=r"^For Matrix both MATRIX_HOMESERVER and MATRIX_USER_ID are needed"):
        read_settings()


@pytest.mark.parametrize("record", ["tinydb:./data ", " tinydb:./data", "tinydb: ./data"])
def test_spaces_around_a_folder_are_no_part_of_it(monkeypatch: pytest.MonkeyPatch, record: str) -> None:
    """They would make another record, and an empty one, beside the one that is meant."""
    monkeypatch.setenv("PN_RECORD", record)

    assert read_settings().folder == Path("data")


def test_an_empty_setting_means_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As a line of a `.env` file that was not filled in: an empty address would be every address of the machine."""
    monkeypatch.chdir(tmp_path)
    variables = [str(field.validation_alias) for field in Settings.model_fields.values()]
    for variable in variables:
        monkeypatch.delenv(variable, raising=False)
    default = read_settings()
    for variable in variables:
        monkeypatch.setenv(variable, "")

    assert read_settings() == default
    assert (default.folder, default.host, default.port) == (Path("data"), "127.0.0.1", 8080)


def test_an_empty_variable_stands_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So one run can do without what the file sets."""
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("PN_SECRETARIAT=console:sec\n", encoding="utf-8")
    monkeypatch.setenv("PN_SECRETARIAT", "")

    assert read_settings().first_secretariat == []


def test_a_file_of_settings_is_utf_8(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With or without a byte order mark; of what a shell on Windows writes it is said what is wrong with it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PN_RECORD", raising=False)
    for encoding in ("utf-8", "utf-8-sig"):
        Path(".env").write_text("PN_RECORD=tinydb:./réseau\r\n", encoding=encoding)

        assert read_settings().folder == Path("réseau")

    Path(".env").write_text("PN_RECORD=tinydb:./data\n", encoding="utf-16")

    with pytest.raises(StorageFault, match=r"The file \.env is no UTF-8 text; save it as that\."):
        read_settings()
