"""Settings, as they stand in the environment."""

from pathlib import Path

import pytest

from storage.errors import StorageFault
from storage.settings import read_settings


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


def test_an_empty_record_setting_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a line of a `.env` file that was not filled in."""
    monkeypatch.setenv("PN_RECORD", "")

    assert read_settings().folder == Path("data")
