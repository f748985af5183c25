"""What waits to be sent is counted, and leaves in its order."""

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from nio import RoomSendError

from chatbot.adapters.matrix.calls import Declined
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


class FailingHomeserver:
    """Fails at one message for ever, and works otherwise."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def room_send(self, room: str, kind: str, content: object, transaction: str, **_options: bool) -> object:
        if transaction == "poisonous":
            return RoomSendError("Internal server error")
        self.taken.append(transaction)
        return SimpleNamespace(event_id=f"${transaction}")


async def _known(room: str) -> None:
    pass


def _now() -> datetime:
    return datetime.now(UTC)


def _long_ago() -> datetime:
    return datetime.now(UTC) - timedelta(minutes=2)


async def _two_messages() -> tuple[list[str], list[int]]:
    homeserver = SlowHomeserver()
    outbox = Outbox(homeserver, _known, _now)
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


def test_a_message_that_the_homeserver_fails_at_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    """After a while; those behind it are sent, whoever waits for it is told, and it is said."""

    async def send() -> tuple[list[str], str]:
        homeserver = FailingHomeserver()
        outbox = Outbox(homeserver, _known, _now, patience=0.1)
        poisonous, sound = [outbox.send("!a", Message("m.room.message", {}, name)) for name in ("poisonous", "sound")]
        with pytest.raises(Declined) as declined:
            await poisonous
        await sound
        return homeserver.taken, declined.value.code

    assert asyncio.run(send()) == (["sound"], "M_UNKNOWN")
    assert caplog.text.count("is given up") == 1


def test_nothing_is_given_up_while_the_homeserver_does_not_work_at_all() -> None:
    """An outage delays, and loses nothing."""

    async def send() -> bool:
        outbox = Outbox(FailingHomeserver(), _known, _long_ago, patience=0.0)
        done, _waiting = await asyncio.wait(
            [outbox.send("!a", Message("m.room.message", {}, "poisonous"))], timeout=0.5
        )
        await outbox.close()
        return bool(done)

    assert not asyncio.run(send())
