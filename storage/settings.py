"""Every setting, read once from the environment and a `.env` file. Nothing else reads the environment."""

from pathlib import Path
from typing import Final

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.errors import StorageFault
from storage.i18n import _

EMBEDDED: Final = "tinydb:"


class Settings(BaseSettings):
    """Every setting; docs/settings.md is made of these descriptions."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    record: str = Field(
        default="tinydb:./data",
        validation_alias="PN_RECORD",
        description="Where the record lies: `tinydb:` and a folder.",
    )
    secretariat: str = Field(
        default="",
        validation_alias="PN_SECRETARIAT",
        description="The first people of the Secretariat: `console:sec,matrix:@sec:host,slack:U123`.",
    )

    @field_validator("record")
    @classmethod
    def _is_known(cls, value: str) -> str:
        folder_of(value)
        return value

    @property
    def folder(self) -> Path:
        """The folder of the embedded record."""
        return folder_of(self.record)

    @property
    def first_secretariat(self) -> list[str]:
        """The handles of the first people of the Secretariat."""
        return [handle.strip() for handle in self.secretariat.split(",") if handle.strip()]


def folder_of(record: str) -> Path:
    """Return the folder that a record's address names. Raise `ValueError` for an address of an unknown kind."""
    if not record.startswith(EMBEDDED) or not record.removeprefix(EMBEDDED):
        raise ValueError(
            _("PN_RECORD is “{record}”; write `tinydb:` and a folder, such as tinydb:./data").format(record=record)
        )
    return Path(record.removeprefix(EMBEDDED)).expanduser()


def read_settings() -> Settings:
    """Return the settings. Raise `StorageFault` with a sentence for a value that cannot be used."""
    try:
        return Settings()
    except ValidationError as problem:
        sentences = (error["msg"].removeprefix("Value error, ") for error in problem.errors())
        raise StorageFault("; ".join(sentences)) from None
