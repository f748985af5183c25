"""What waits to be sent is counted, and leaves in its order."""

import asyncio
from types import SimpleNamespace

from chatbot.adapters.matrix.outbox import Message, Outbox


class SlowHomeserver:
    """Takes messages one by one, each when it is let in."""

    def __init__(self) -> None:
        self.door = asyncio.Semaphore(0)
        self.taken: list[str] = []

    async def room_send(
        self, room: str, kind: str, content: object, transaction: str, **_options: bool
    ) -> SimpleNamespace:
        await self.door.acquire()
        self.taken.append(transaction)
        return SimpleNamespace(event_id=f"${transaction}")


async def _known(room: str) -> None:
    pass


async def _two_messages() -> tuple[list[str], list[int]]:
    homeserver = SlowHomeserver()
    outbox = Outbox(homeserver, _known)
    sent = [outbox.send(room, Message("m.room.message", {}, name)) for room, name in (("!a", "1"), ("!a", "2"))]
    waiting = [outbox.waiting]
    homeserver.door.release()
    await sent[0]
    waiting.append(outbox.waiting)
    homeserver.door.release()
    await sent[1]
    waiting.append(outbox.waiting)
    await outbox.close()
    return homeserver.taken, waiting


def test_what_waits_is_counted_until_it_is_being_sent() -> None:
    """Two messages wait; when both are sent, none does."""
    taken, waiting = asyncio.run(_two_messages())
    assert taken == ["1", "2"]
    assert waiting[0] == 2
    assert waiting[-1] == 0
    assert waiting == sorted(waiting, reverse=True)
