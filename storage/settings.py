"""Every setting, read once from the environment and a `.env` file. Nothing else reads the environment."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.errors import StorageFault
from storage.handles import check_handle
from storage.i18n import _

EMBEDDED: Final = "tinydb:"
_CHANNEL: Final = re.compile(r"[CG][A-Z0-9]+")
Value = TypeVar("Value")


def _setting(variable: str, default: Value, description: str) -> Value:
    field: Value = Field(default, validation_alias=variable, description=description)
    return field


class Settings(BaseSettings):
    """Every setting; docs/settings.md is made of these descriptions."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    record: str = _setting("PN_RECORD", "tinydb:./data", "Where the record lies: `tinydb:` and a folder.")
    secretariat: str = _setting(
        "PN_SECRETARIAT", "", "The first people of the Secretariat: `console:sec,matrix:@sec:host,slack:U123`."
    )
    keys: str = _setting(
        "PN_BALLOT_KEYS",
        "",
        "The folder of the keys of open secret polls, which no backup may hold; empty: `ballots` beside the record.",
    )
    host: str = _setting(
        "PN_HOST", "127.0.0.1", "The address that the public page listens on; the default is this machine alone."
    )
    port: int = Field(
        default=8080, ge=1, le=65535, validation_alias="PORT", description="The port of the public page and its feed."
    )
    public_url: str = _setting(
        "PN_PUBLIC_URL", "", "Where the public page is reached from outside, such as `https://pn.example.org`."
    )
    matrix_homeserver: str = _setting(
        "MATRIX_HOMESERVER",
        "",
        "The address of the Matrix homeserver, such as `https://matrix.example.org`; empty: no Matrix.",
    )
    matrix_user: str = _setting("MATRIX_USER_ID", "", "Who the bot is there, such as `@pn:example.org`.")
    matrix_password: SecretStr = _setting(
        "MATRIX_PASSWORD", SecretStr(""), "For the first login; its device and token are then kept beside the record."
    )
    matrix_token: SecretStr = _setting(
        "MATRIX_ACCESS_TOKEN", SecretStr(""), "Instead of a password: an access token, with `MATRIX_DEVICE_ID`."
    )
    matrix_device: str = _setting("MATRIX_DEVICE_ID", "", "The device that the access token is of.")
    matrix_public_room: str = _setting(
        "MATRIX_PUBLIC_ROOM", "", "The alias of the public room; by default `#pn-public:` and the bot's server."
    )
    slack_bot_token: SecretStr = _setting(
        "SLACK_BOT_TOKEN", SecretStr(""), "The bot's token in a Slack workspace, `xoxb-…`; empty: no Slack."
    )
    slack_app_token: SecretStr = _setting(
        "SLACK_APP_TOKEN",
        SecretStr(""),
        "The app's token, `xapp-…`: Slack is reached by Socket Mode, and needs no way in.",
    )
    slack_signing_secret: SecretStr = _setting(
        "SLACK_SIGNING_SECRET",
        SecretStr(""),
        "Instead of an app token: Slack posts to `/slack/events` on `PORT`, signed with this.",
    )
    slack_api_url: str = _setting("SLACK_API_URL", "https://slack.com/api/", "The address of Slack's Web API.")
    slack_public_channel: str = _setting(
        "SLACK_PUBLIC_CHANNEL", "", "The id of the public channel, such as `C024BE91L`; empty: none."
    )

    @field_validator("*", mode="before")
    @classmethod
    def _is_filled_in(cls, value: object, info: ValidationInfo) -> object:
        """Return the default for an empty value, as of a line of a `.env` file that was not filled in."""
        return cls.model_fields[str(info.field_name)].default if value == "" else value

    @field_validator("record")
    @classmethod
    def _is_known(cls, value: str) -> str:
        folder_of(value)
        return value.strip()

    @field_validator("secretariat")
    @classmethod
    def _is_handles(cls, value: str) -> str:
        for handle in _listed(value):
            check_handle(handle)
        return value

    @field_validator("matrix_homeserver")
    @classmethod
    def _is_homeserver(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            sentence = _("MATRIX_HOMESERVER is “{address}”; write an address such as https://matrix.example.org")
            raise ValueError(sentence.format(address=value))
        return value.rstrip("/")

    @field_validator("matrix_user")
    @classmethod
    def _is_matrix_user(cls, value: str) -> str:
        if value:
            check_handle(f"matrix:{value}")
        return value

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if bool(self.matrix_homeserver) != bool(self.matrix_user):
            raise ValueError(
                _("For Matrix both MATRIX_HOMESERVER and MATRIX_USER_ID are needed; one of them is empty.")
            )
        return self

    @field_validator("public_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
            sentence = _("PN_PUBLIC_URL is “{address}”; write an address such as https://pn.example.org")
            raise ValueError(sentence.format(address=value))
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _is_api(cls, value: str) -> str:
        if urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname:
            sentence = _("SLACK_API_URL is “{address}”; write an address such as https://slack.com/api/")
            raise ValueError(sentence.format(address=value))
        return f"{value.rstrip('/')}/"

    @field_validator("slack_public_channel")
    @classmethod
    def _is_channel(cls, value: str) -> str:
        if value and not _CHANNEL.fullmatch(value):
            sentence = _("SLACK_PUBLIC_CHANNEL is “{channel}”; write the channel's id, such as C024BE91L")
            raise ValueError(sentence.format(channel=value))
        return value

    @property
    def on_slack(self) -> bool:
        """Whether the bot is in a Slack workspace."""
        return bool(self.slack_bot_token.get_secret_value())

    @property
    def public_room(self) -> str:
        """The alias of the public Matrix room."""
        return self.matrix_public_room or f"#pn-public:{self.matrix_user.partition(':')[2]}"

    @property
    def folder(self) -> Path:
        """The folder of the embedded record."""
        return folder_of(self.record)

    @property
    def ballot_keys(self) -> Path | None:
        """The folder of the keys of open secret polls; None for that of the boxes."""
        return Path(self.keys).expanduser() if self.keys else None

    @property
    def first_secretariat(self) -> list[str]:
        """The handles of the first people of the Secretariat."""
        return _listed(self.secretariat)


def _listed(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def folder_of(record: str) -> Path:
    """Return the folder that a record's address names. Raise `ValueError` for an address of an unknown kind.

    Spaces around it are no part of it: they would make another record beside the one that is meant.
    """
    address = record.strip()
    folder = address.removeprefix(EMBEDDED).strip()
    if not address.startswith(EMBEDDED) or not folder:
        raise ValueError(
            _("PN_RECORD is “{record}”; write `tinydb:` and a folder, such as tinydb:./data").format(record=record)
        )
    return Path(folder).expanduser()


def read_settings() -> Settings:
    """Return the settings. Raise `StorageFault` with a sentence, which names the variable, for what cannot be used."""
    try:
        return Settings()
    except ValidationError as problem:
        sentences = [_of_variable("".join(map(str, error["loc"])), error["msg"]) for error in problem.errors()]
        raise StorageFault("; ".join(sentences)) from None
    except UnicodeDecodeError:
        raise StorageFault(_("The file .env is no UTF-8 text; save it as that.")) from None


def _of_variable(name: str, message: str) -> str:
    """Return the sentence about a variable, without its value unless the sentence is ours: it may be a secret.

    What is wrong with several variables together is of none.
    """
    sentence = message.removeprefix("Value error, ")
    return sentence if sentence.startswith(name) else f"{name}: {sentence}"


def environment_with(values: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a program that is to read these settings, by their names there, and else ours."""
    return {**os.environ, **values}
