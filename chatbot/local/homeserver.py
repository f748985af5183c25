"""A private Matrix homeserver: Synapse on this machine alone, with everything it keeps in one folder."""

import base64
import hashlib
import hmac
import importlib.util
import json
import secrets
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from chatbot.local import configuration
from chatbot.local.caller import ADMIN, CLIENT, Caller, Declined, Unanswered
from chatbot.local.child import Child
from chatbot.local.configuration import SERVER_NAME
from chatbot.local.ports import LOOPBACK, any_port
from storage.files import private_folder, write_atomically
from storage.i18n import _

OPERATOR: Final = "operator"
"""The server's own administrator; nobody of the demonstration."""
SECRETS: Final = "registration_shared_secret", "macaroon_secret_key", "form_secret"
STARTS_WITHIN: Final = 60.0
"""Seconds."""
LOOK: Final = 0.05


def is_installed() -> bool:
    """Tell whether the extra `local` is installed."""
    return importlib.util.find_spec("synapse") is not None


class Homeserver:
    """Synapse in a folder; the same folder is the same server again. `options` go before the configuration made here.

    Usable by itself (`start`, `stop`) or through its `child` after `configure`.
    """

    def __init__(
        self, folder: Path, port: int | None = None, options: Mapping[str, Any] | None = None, log: Path | None = None
    ) -> None:
        """Nothing is written or started yet. Without a port, any that is free is taken and kept for further starts."""
        self.folder = folder.absolute()
        self.port = port or any_port()
        self.address = f"http://{LOOPBACK}:{self.port}"
        self._options = dict(options or {})
        command = [sys.executable, "-m", "synapse.app.homeserver", "--config-path", str(self.folder / "config.json")]
        self.child = Child(_("The Matrix homeserver"), command, log or self.folder / "synapse.log")

    def configure(self) -> None:
        """Write the configuration, and at the first time the secrets and the signing key."""
        private_folder(self.folder)
        _once(self.folder / "signing.key", f"ed25519 a_{secrets.token_hex(3)} {_key()}\n")
        _write(self.folder / "logging.json", configuration.logging())
        secret = {name: self._secrets[name] for name in SECRETS}
        _write(self.folder / "config.json", {**configuration.of(self.folder, self.port), **secret, **self._options})

    def start(self) -> None:
        """Start it and wait until it answers. Raise `Unanswered` if it ends or takes too long."""
        self.configure()
        self.child.start()
        deadline = time.monotonic() + STARTS_WITHIN
        while not self.answers():
            if not self.child.is_running() or time.monotonic() > deadline:
                raise Unanswered(self.child.log.read_text())
            time.sleep(LOOK)

    def stop(self) -> None:
        """End it in good order."""
        self.child.stop()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.child.wait(0)

    def answers(self) -> bool:
        """Tell whether clients are answered."""
        try:
            return "versions" in Caller(self.port).get("/_matrix/client/versions")
        except (Unanswered, Declined):
            return False

    def user_id(self, localpart: str) -> str:
        """Return the Matrix id of a user of this server."""
        return f"@{localpart}:{SERVER_NAME}"

    def alias(self, localpart: str) -> str:
        """Return the alias of a room of this server."""
        return f"#{localpart}:{SERVER_NAME}"

    def register(self, localpart: str, password: str, *, admin: bool = False) -> str:
        """Make a user, unless there is one of this name, and return the Matrix id. Raise `Declined` for a bad name.

        See https://element-hq.github.io/synapse/latest/admin_api/register_api.html
        """
        nonce = self._anybody.get(f"{ADMIN}/v1/register")["nonce"]
        signed = "\0".join([nonce, localpart, password, "admin" if admin else "notadmin"])
        key = self._secrets["registration_shared_secret"]
        mac = hmac.new(key.encode(), signed.encode(), hashlib.sha1).hexdigest()
        try:
            self._anybody.post(
                f"{ADMIN}/v1/register",
                nonce=nonce,
                username=localpart,
                password=password,
                admin=admin,
                mac=mac,
                inhibit_login=True,
            )
        except Declined as problem:
            if problem.code != "M_USER_IN_USE":
                raise
        return self.user_id(localpart)

    def login(self, localpart: str, password: str, device: str | None = None) -> Caller:
        """Log a user in and return who may call in their name. Raise `Declined` for a wrong password."""
        who = {"type": "m.id.user", "user": localpart}
        more = {"device_id": device} if device else {}
        answer = self._anybody.post(
            f"{CLIENT}/login", type="m.login.password", identifier=who, password=password, **more
        )
        return Caller(self.port, answer["access_token"])

    def operator(self) -> Caller:
        """Return the server's administrator, made at the first time."""
        password = self._secrets["operator_password"]
        self.register(OPERATOR, password, admin=True)
        return self.login(OPERATOR, password, device=OPERATOR)

    def acting_as(self, operator: Caller, localpart: str) -> Caller:
        """Return who may call in a user's name, without a device of theirs."""
        answer = operator.post(f"{ADMIN}/v1/users/{self.user_id(localpart)}/login")
        return Caller(self.port, answer["access_token"])

    def lift_limits(self, operator: Caller, localpart: str) -> None:
        """Let a user send as fast as they can.

        See https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#override-ratelimiting-for-users
        """
        path = f"{ADMIN}/v1/users/{self.user_id(localpart)}/override_ratelimit"
        operator.post(path, messages_per_second=0, burst_count=0)

    @property
    def _anybody(self) -> Caller:
        return Caller(self.port)

    @property
    def _secrets(self) -> dict[str, str]:
        made = json.dumps({name: secrets.token_urlsafe(32) for name in (*SECRETS, "operator_password")})
        found: dict[str, str] = json.loads(_once(self.folder / "secrets.json", made))
        return found


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")


def _write(path: Path, value: object) -> None:
    write_atomically(path, json.dumps(value, indent=1).encode())


def _once(path: Path, content: str) -> str:
    """Return what a file holds, after writing it if it is not there."""
    if not path.exists():
        write_atomically(path, content.encode())
    return path.read_text()
