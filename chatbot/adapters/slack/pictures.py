"""Pictures in channels: uploaded as files that the channel is told of."""

from typing import Final

from chatbot.adapters.slack.calls import FAILED, LOST, Declined, Lost, ask, ask_until
from chatbot.adapters.slack.client import Client
from chatbot.adapters.slack.posts import LOOK_BACK
from chatbot.adapters.slack.showing import cut
from chatbot.drawing import Drawn
from chatbot.pictures import NotPosted
from storage.public.result_picture import ResultPicture

LONGEST: Final = 1000
"""Letters of the words beside a picture: the text of the result has them all."""


async def share(client: Client, channel: str, key: str, picture: ResultPicture, drawn: Drawn) -> None:
    """Post a picture in a channel, unless one with this key is among its latest. Raise `NotPosted`."""
    name = f"{picture.poll}-{key}.png"
    try:
        if not await _is_there(client, channel, name):
            await _upload(client, channel, name, picture, drawn)
    except LOST as problem:
        raise NotPosted(type(problem).__name__) from None
    except FAILED as problem:
        needs = f" {problem.needed}" if isinstance(problem, Declined) and problem.needed else ""
        raise NotPosted(f"{problem}{needs}") from None


async def _is_there(client: Client, channel: str, name: str) -> bool:
    history = await ask_until(client.conversations_history, channel=channel, limit=LOOK_BACK)
    files = (file for message in history.get("messages") or [] for file in message.get("files") or [])
    return any(file.get("name") == name for file in files)


async def _upload(client: Client, channel: str, name: str, picture: ResultPicture, drawn: Drawn) -> None:
    words = cut(picture.words, LONGEST)
    place = await ask_until(client.files_getUploadURLExternal, filename=name, length=len(drawn.png), alt_txt=words)
    if await client.upload(str(place["upload_url"]), drawn.png) != 200:
        raise Lost("upload")
    file = {"id": str(place["file_id"]), "title": cut(f"{picture.poll}: {picture.question}", LONGEST)}
    await ask(client.files_completeUploadExternal, files=[file], channel_id=channel)
