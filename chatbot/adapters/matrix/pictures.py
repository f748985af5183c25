"""Pictures in rooms: uploaded with a thumbnail, in encrypted rooms encrypted (client-server API v1.11, 11.2.1.4)."""

import io
from typing import Any, Final

from chatbot.adapters.matrix.calls import Declined, ask
from chatbot.adapters.matrix.outbox import Message, Outbox
from chatbot.drawing import Drawn, size_of
from chatbot.pictures import NotPosted
from storage.i18n import _
from storage.public.result_picture import ResultPicture

PNG: Final = "image/png"


async def send(
    client: Any,  # noqa: ANN401  nio is untyped
    outbox: Outbox,
    room: str,
    transaction: str,
    picture: ResultPicture,
    drawn: Drawn,
) -> None:
    """Post a picture in a room, once for each transaction. Raise `NotPosted`."""
    try:
        known = client.rooms.get(room)
        content = await _content(client, picture, drawn, encrypted=bool(known and known.encrypted))
        await outbox.send(room, Message("m.room.message", content, transaction))
    except Declined as declined:
        raise NotPosted(declined.code) from None


async def _content(client: Any, picture: ResultPicture, drawn: Drawn, *, encrypted: bool) -> dict[str, Any]:  # noqa: ANN401
    sharp = await _upload(client, drawn.png, encrypted=encrypted)
    small = await _upload(client, drawn.thumbnail, encrypted=encrypted)
    thumbnail = {f"thumbnail_{key}": value for key, value in small.items()}
    return {
        "msgtype": "m.image",
        "filename": f"{picture.poll}.png",
        "body": _caption(picture),
        "info": {**_info(drawn.png), **thumbnail, "thumbnail_info": _info(drawn.thumbnail)},
        "m.mentions": {},
        **sharp,
    }


def _caption(picture: ResultPicture) -> str:
    """Return what clients show below a picture, in notifications and to who cannot see it (v1.11, 11.2.1.4).

    It is short: the text of the result, which stands before it, has all of it.
    """
    return _("The result of {poll} as a picture. My message before it says the same in words.").format(
        poll=picture.poll
    )


async def _upload(client: Any, png: bytes, *, encrypted: bool) -> dict[str, Any]:  # noqa: ANN401
    """Put a file on the homeserver, and return where it is, and with what it is read."""
    secrets: dict[str, Any] = {}

    async def upload() -> Any:  # noqa: ANN401
        response, found = await client.upload(
            lambda *_tries: io.BytesIO(png), PNG, encrypt=encrypted, filesize=len(png)
        )
        secrets.update(found or {})
        return response

    address = str((await ask(upload)).content_uri)
    return {"file": {**secrets, "url": address}} if encrypted else {"url": address}


def _info(png: bytes) -> dict[str, Any]:
    width, height = size_of(png)
    return {"mimetype": PNG, "w": width, "h": height, "size": len(png)}
