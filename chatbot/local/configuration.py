"""How the private homeserver is set up: for this machine alone, and without limits.

See https://element-hq.github.io/synapse/latest/usage/configuration/; the configuration is JSON, which is YAML.
"""

from pathlib import Path
from typing import Any, Final

from chatbot.local.ports import LOOPBACK

SERVER_NAME: Final = "localhost"
PLENTY: Final = {"per_second": 1000, "burst_count": 1000}
"""A rate that no demonstration reaches."""


def of(folder: Path, port: int) -> dict[str, Any]:
    """Return the configuration of the homeserver in a folder, without its secrets."""
    resources = [{"names": ["client"], "compress": False}]
    listener = {"type": "http", "port": port, "bind_addresses": [LOOPBACK], "resources": resources}
    return {
        "server_name": SERVER_NAME,
        "public_baseurl": f"http://{LOOPBACK}:{port}/",
        "listeners": [listener],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "log_config": str(folder / "logging.json"),
        "default_room_version": "11",
        "room_list_publication_rules": [{"action": "allow"}],
        "allow_guest_access": True,
        "enable_registration": False,
        "federation_domain_whitelist": [],
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "report_stats": False,
        "presence": {"enabled": False},
        "bcrypt_rounds": 4,
        **_limits(),
    }


def _limits() -> dict[str, Any]:
    plain = ("message", "registration", "joins_per_room", "admin_redaction", "room_creation", "third_party_invite")
    return {
        **{f"rc_{name}": PLENTY for name in plain},
        "rc_login": dict.fromkeys(("address", "account", "failed_attempts"), PLENTY),
        "rc_joins": dict.fromkeys(("local", "remote"), PLENTY),
        "rc_invites": dict.fromkeys(("per_room", "per_user", "per_issuer"), PLENTY),
    }


def logging() -> dict[str, Any]:
    """Return what it logs: warnings alone, for at a lower level Synapse tells who did what."""
    handlers = {"stderr": {"class": "logging.StreamHandler"}}
    return {"version": 1, "handlers": handlers, "root": {"level": "WARNING", "handlers": ["stderr"]}}
