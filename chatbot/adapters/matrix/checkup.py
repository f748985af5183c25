"""What could go wrong with Matrix, looked at without starting the bot: for `pn doctor`."""

import asyncio
from typing import Any, Final

from chatbot.adapters.matrix.calls import Declined, LoggedOut, ask
from chatbot.adapters.matrix.session import kept_session, make_client
from storage.i18n import _
from storage.settings import Settings

PATIENCE: Final = 10.0
"""Seconds that the homeserver has to answer."""
Finding = tuple[bool, str]


async def examine(settings: Settings) -> list[Finding]:
    """Return what was found, each with whether it is fine. Nothing stays on the homeserver."""
    client = make_client(settings)
    try:
        return await asyncio.wait_for(_examine(client, settings), PATIENCE)
    except TimeoutError:
        sentence = _("The Matrix homeserver {address} does not answer: check MATRIX_HOMESERVER.")
        return [(False, sentence.format(address=settings.matrix_homeserver))]
    finally:
        await client.close()


async def _examine(client: Any, settings: Settings) -> list[Finding]:  # noqa: ANN401  nio is untyped
    login = await _login(client, settings)
    return [login, await _room(client, settings.public_room)] if login[0] else [login]


async def _login(client: Any, settings: Settings) -> Finding:  # noqa: ANN401
    user, password = settings.matrix_user, settings.matrix_password.get_secret_value()
    kept = kept_session(settings) or {}
    client.access_token = settings.matrix_token.get_secret_value() or kept.get("access_token", "")
    if not client.access_token and not password:
        return False, _("The bot cannot log in to Matrix: set MATRIX_PASSWORD, or MATRIX_ACCESS_TOKEN.")
    try:
        found = await _owner(client, "" if settings.matrix_token.get_secret_value() else password)
    except (Declined, LoggedOut) as problem:
        return False, _("The Matrix homeserver does not let {user} in: {problem}").format(user=user, problem=problem)
    if found != user:
        return False, _("MATRIX_USER_ID is {user}, but the login is of {owner}.").format(user=user, owner=found)
    return True, _("The Matrix homeserver knows {user}.").format(user=user)


async def _owner(client: Any, password: str) -> str:  # noqa: ANN401
    """Return whose the login is: the token's, else a new one with a password, as the bot itself makes it."""
    try:
        if client.access_token:
            return str((await ask(client.whoami)).user_id)
    except LoggedOut:
        if not password:
            raise
    found = await ask(client.login, password, device_name="pn doctor")
    await ask(client.logout)
    return str(found.user_id)


async def _room(client: Any, alias: str) -> Finding:  # noqa: ANN401
    try:
        await ask(client.room_resolve_alias, alias)
    except Declined as declined:
        if declined.code != "M_NOT_FOUND":
            return False, _("The public room {room} cannot be looked up: {code}").format(room=alias, code=declined.code)
        return True, _("The public room {room} is not there yet; the bot makes it when it starts.").format(room=alias)
    return True, _("The public room {room} is there.").format(room=alias)
