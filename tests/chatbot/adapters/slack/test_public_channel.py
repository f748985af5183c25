"""The public channel on Slack: each entry once, whatever becomes of the answers, and trouble told with what to do."""

import pytest

from tests.chatbot.adapters.slack.conftest import Hold
from tests.chatbot.adapters.slack.office import PEOPLE, PUBLIC, Office
from tests.slack.faults import Kind

HERE = {"SLACK_PUBLIC_CHANNEL": PUBLIC}


async def posted(office: Office, word: str, channel: str = PUBLIC) -> list[str]:
    """Wait until a word stands in a channel, and return the bot's messages there."""
    await office.slack.until(lambda: any(word in one.text for one in office.shared(channel)))
    return [one.text for one in office.shared(channel)]


@pytest.mark.parametrize("kind", [None, Kind.CUT_AFTER, Kind.CUT_BEFORE, Kind.BROKEN, Kind.TOO_MANY])
def test_what_is_public_is_posted_once(hold: Hold, kind: Kind | None) -> None:
    """Also when nobody can tell whether the first try was taken; no names, and no single votes."""

    async def talk(office: Office) -> list[str]:
        if kind:
            office.slack.faults.on("chat.postMessage", kind)
        await office.say("sec", "publish The call is open")
        await office.given("@amina /poll open Which? | Water | Energy", "@li /poll vote P1 2", "@amina /poll close P1")
        return await posted(office, "PNE-P1 is closed")

    posts = hold(talk, **HERE)

    assert [post.splitlines()[0] for post in posts] == [
        "PNE · Public update: The call is open",
        "PNE-P1 is open: Which?",
        "PNE-P1 is closed: Which?",
    ]
    assert "li" not in " ".join(posts).split()


def test_what_was_taken_back_is_corrected_where_it_stands(hold: Hold) -> None:
    """In its message, which keeps its place."""

    async def talk(office: Office) -> list[str]:
        await office.say("sec", "publish The call is open")
        await posted(office, "The call is open")
        await office.say("sec", "pn undo")
        return await posted(office, "taken back")

    [post] = hold(talk, **HERE)

    assert "recorded by mistake" in post


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        ({"is_read_only": True}, "posting permissions"),
        ({"is_archived": True}, "is archived"),
        ({"members": set()}, "is not in the channel"),
        ({"is_private": True, "members": set()}, "sees no channel"),
    ],
)
def test_trouble_is_told_to_the_secretariat_with_what_to_do(hold: Hold, spoilt: dict[str, object], told: str) -> None:
    """Once, in private; the posts wait."""

    async def talk(office: Office) -> list[str]:
        for key, value in spoilt.items():
            setattr(office.slack.rooms.channels[PUBLIC], key, value)
        seen = office.slack.as_user(PEOPLE["sec"]).look()
        await office.say("sec", "publish The call is open")
        await seen.until(lambda seen: seen.directs)
        return [one.text for one in seen.directs]

    [sentence] = hold(talk, **HERE)

    assert told in sentence


def test_a_channel_of_a_network_can_be_public(hold: Hold) -> None:
    """It says so, and is told what is public in that network; answers there are private."""

    async def talk(office: Office) -> tuple[list[str], list[str]]:
        await office.say("sec", "pn bind PNE public", PUBLIC)
        posts = await posted(office, "This channel is public")
        seen = await office.say("li", "commit Do it", PUBLIC)
        return posts, [one.text for one in seen.private]

    posts, private = hold(talk)

    assert len(posts) == 1
    assert "PNE-C1" in private[0]
