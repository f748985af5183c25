"""The bot's login: a device and a token, made once with the password and then kept beside the record."""

import json
import logging
from pathlib import Path
from typing import Any, Final

import nio

from chatbot.adapters.matrix.calls import Declined, Limits, LoggedOut, ask
from chatbot.adapters.matrix.keys import publish
from storage.errors import StorageFault
from storage.files import private_folder, write_atomically
from storage.i18n import _
from storage.settings import Settings

log = logging.getLogger(__name__)
DEVICE_NAME: Final = "Policy network bot"


async def log_in(settings: Settings) -> Any:  # noqa: ANN401  nio's client is untyped
    """Return a client that is logged in. Raise `StorageFault` with a sentence when that cannot be."""
    folder = settings.folder / "matrix"
    private_folder(folder)
    if settings.matrix_token.get_secret_value():
        return await _with_token(settings, folder)
    kept, password = kept_session(settings), settings.matrix_password.get_secret_value()
    if kept:
        try:
            client = await _restored(settings, folder, kept)
        except LoggedOut:
            if not password:
                raise
            log.warning("The kept Matrix login is not accepted any more; logging in with the password.")
        else:
            if await publish(client) or not password:
                return client
            log.warning("The keys of the kept Matrix login are lost; logging in anew with the password.")
            await ask(client.logout)
            await client.close()
    return await _with_password(settings, folder)


async def _with_token(settings: Settings, folder: Path) -> Any:  # noqa: ANN401
    session = {"access_token": settings.matrix_token.get_secret_value(), "device_id": settings.matrix_device}
    return await _restored(settings, folder, session)


async def _restored(settings: Settings, folder: Path, session: dict[str, str]) -> Any:  # noqa: ANN401
    client = make_client(settings, folder)
    client.access_token = session["access_token"]
    try:
        found = await ask(client.whoami)
    except BaseException:
        await client.close()
        raise
    if found.user_id != settings.matrix_user:
        await client.close()
        sentence = _("MATRIX_USER_ID is {user}, but the access token is of {owner}.")
        raise StorageFault(sentence.format(user=settings.matrix_user, owner=found.user_id))
    client.restore_login(found.user_id, found.device_id or session["device_id"], session["access_token"])
    return client


async def _with_password(settings: Settings, folder: Path) -> Any:  # noqa: ANN401
    password = settings.matrix_password.get_secret_value()
    if not password:
        raise StorageFault(_("Set MATRIX_PASSWORD for the first login, or MATRIX_ACCESS_TOKEN and MATRIX_DEVICE_ID."))
    client = make_client(settings, folder)
    try:
        found = await ask(client.login, password, device_name=DEVICE_NAME)
    except Declined as declined:
        await client.close()
        sentence = _("The Matrix homeserver does not let {user} in ({code}): check MATRIX_USER_ID and MATRIX_PASSWORD.")
        raise StorageFault(sentence.format(user=settings.matrix_user, code=declined.code)) from None
    session = {
        "homeserver": settings.matrix_homeserver,
        "user_id": found.user_id,
        "device_id": found.device_id,
        "access_token": found.access_token,
    }
    write_atomically(folder / "session.json", json.dumps(session).encode())
    return client


def kept_session(settings: Settings) -> dict[str, str] | None:
    """Return the login that was kept for this user on this homeserver, if any: a secret."""
    path = settings.folder / "matrix" / "session.json"
    if not path.exists():
        return None
    session: dict[str, str] = json.loads(path.read_text())
    same = (session["homeserver"], session["user_id"]) == (settings.matrix_homeserver, settings.matrix_user)
    return session if same else None


def make_client(settings: Settings, store: Path | None = None) -> Any:  # noqa: ANN401
    """Return a client that is not logged in yet; with a store, one that can encrypt, and waits when told to.

    A lost connection is ours to wait for (`calls.ask`), and so are sync tokens (see `adapter`).
    """
    logging.getLogger("nio").setLevel(logging.CRITICAL)  # nio's warnings quote what people typed
    config = nio.AsyncClientConfig(
        max_timeouts=0,
        max_limit_exceeded=None if store else 0,
        encryption_enabled=store is not None,
        store_sync_tokens=False,
    )
    path = str(store) if store else ""
    client = nio.AsyncClient(settings.matrix_homeserver, settings.matrix_user, store_path=path, config=config)
    client.add_response_callback(Limits().waits)  # nio calls it before it waits
    return client
