"""Letters on Slack: in the direct messages with the bot, and there once whatever becomes of the answers."""

import pytest

from chatbot.adapters.slack.messenger import DirectMessages
from chatbot.adapters.slack.session import connected
from chatbot.letters.mail import Unreachable
from chatbot.public import Unavailable
from tests.chatbot.adapters.slack.conftest import Hold
from tests.chatbot.adapters.slack.office import PEOPLE, Office
from tests.chatbot.messenger import promise
from tests.slack.faults import Kind

LI = f"slack:{PEOPLE['li']}"
DIRECT = f"D{PEOPLE['li'][1:]}"


@pytest.mark.parametrize("kind", [None, Kind.CUT_AFTER, Kind.CUT_BEFORE, Kind.BROKEN, Kind.TOO_MANY])
def test_a_letter_is_there_once(hold: Hold, kind: Kind | None) -> None:
    """Also when nobody can tell whether the first try was taken; afterwards it can be found."""

    async def talk(office: Office) -> tuple[list[str], bool, bool]:
        async with connected(office.settings()) as client:
            letters = DirectMessages(client, office.here().positions)
            if kind:
                office.slack.faults.on("chat.postMessage", kind)
            await letters.write(LI, "k1", "C7 is due <soon> & `/commit done C7`")
            found = await letters.wrote(LI, "k1"), await letters.wrote(LI, "k2")
            return [one.text for one in office.shared(DIRECT)], *found

    assert hold(talk) == (["C7 is due &lt;soon&gt; &amp; `/commit done C7`"], True, False)


def test_a_letter_shows_commands_as_they_are_typed_there(hold: Hold) -> None:
    """With what the workspace puts before them."""

    async def talk(office: Office) -> list[str]:
        await office.say("li", "x-poll list")
        async with connected(office.settings()) as client:
            await DirectMessages(client, office.here().positions).write(LI, "k1", "C7 is due: `/commit done C7`")
        return [one.text for one in office.shared(DIRECT)]

    assert hold(talk) == ["C7 is due: `/x-commit done C7`"]


def test_somebody_whose_account_is_gone_is_unreachable(hold: Hold) -> None:
    """The others still get theirs."""

    async def talk(office: Office) -> None:
        office.slack.rooms.users[PEOPLE["li"]].is_deactivated = True
        async with connected(office.settings()) as client:
            with pytest.raises(Unreachable):
                await DirectMessages(client, office.here().positions).write(LI, "k1", "C7 is due")
            assert await DirectMessages(client, office.here().positions).wrote(LI, "k1") is False

    hold(talk)


def test_a_lost_answer_is_said(hold: Hold) -> None:
    """The letter is looked for before it is written again."""

    async def talk(office: Office) -> bool:
        async with connected(office.settings()) as client:
            letters = DirectMessages(client, office.here().positions)
            office.slack.faults.on("chat.postMessage", Kind.CUT_BEFORE, times=9)
            with pytest.raises(Unavailable):
                await letters.write(LI, "k1", "C7 is due")
            return await letters.wrote(LI, "k1")

    assert hold(talk) is False


def test_a_reminder_comes_by_itself_and_once(hold: Hold) -> None:
    """In the direct messages of whoever took the commitment on."""

    async def talk(office: Office) -> list[str]:
        promise(office.here(), LI)
        await office.slack.until(lambda: bool(office.shared(DIRECT)))
        await office.say("li", "commit Something else that makes the bot look again")
        await office.say("li", "pn mine")
        return [one.text for one in office.shared(DIRECT)]

    [letter] = hold(talk)

    assert letter.startswith("Due in 1 day: PNE-C1: Draft it")
