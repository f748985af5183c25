"""Whoever mentions the bot, or writes to it alone, speaks to it, without a slash."""

import pytest

from chatbot.adapters.slack.manifest import manifest
from tests.chatbot.adapters.slack.conftest import Hold
from tests.chatbot.adapters.slack.office import PEOPLE, ROOM, Office, plain
from tests.slack.manifest import install
from tests.slack.seen import Seen

WAYS = pytest.mark.parametrize("way", [{}, {"SLACK_APP_TOKEN": ""}], ids=["socket", "http"])


async def written(office: Office, who: str, text: str, channel: str = "") -> Seen:
    """Write a message in a channel, or to the bot alone, and wait for what comes of it."""
    person = office.slack.as_user(PEOPLE[who])
    seen = person.look()
    person.say(text, channel)
    return await seen.until(lambda found: found.ephemerals or found.directs or office_posts(found))


def office_posts(seen: Seen) -> list[str]:
    """Return what the bot posted in the channel since."""
    return [one.text for one in seen.messages if one.user not in PEOPLE.values()]


@WAYS
def test_a_command_after_a_mention_is_done(hold: Hold, way: dict[str, str]) -> None:
    """Heard of what concerns all by all, and alone of the rest, as with a slash."""

    async def talk(office: Office) -> tuple[Seen, Seen, Seen]:
        opened = await written(office, "amina", "@pn: poll open Which theme? | Water | Energy", ROOM)
        voted = await written(office, "li", "@pn /poll vote P1 2", ROOM)
        return opened, voted, await written(office, "bruno", "hello @pn", ROOM)

    opened, voted, greeted = hold(talk, **way)

    assert [text.splitlines()[0] for text in office_posts(opened)] == ["Vote now · PNE-P1: Which theme?"]
    assert [one.text for one in voted.ephemerals] == ["Your vote in PNE-P1: 2. Energy"]
    assert greeted.ephemerals[0].text.startswith("Hello! `/pn mine` shows what is yours to do")


def test_commands_are_shown_with_the_prefix_of_the_workspace(hold: Hold) -> None:
    """A mention does not tell it, and `/poll` belongs to another app there: it is known from the slash commands."""

    async def talk(office: Office) -> tuple[str, str, str]:
        await office.say("li", "x-poll list")
        opened = await written(office, "amina", "@pn poll open Which? | Water | Energy", ROOM)
        refused = await written(office, "li", "@pn poll vote P1 7", ROOM)
        await office.say("li", "poll list")
        return office_posts(opened)[0], refused.ephemerals[0].text, (await written(office, "li", "@pn frob", ROOM)).text

    opened, refused, plain_again = hold(talk)

    assert "`/x-poll vote PNE-P1 1`" in opened
    assert "`/x-poll results PNE-P1`" in refused
    assert "Try: `/pn help`" in plain_again


def test_who_only_speaks_of_the_bot_hears_nothing(hold: Hold) -> None:
    """Nor does who speaks to others, or another bot."""

    async def talk(office: Office) -> list[str]:
        li = office.slack.as_user(PEOPLE["li"])
        for text in ("as @pn said", "poll list", "@bruno hello"):
            li.say(text, ROOM)
        seen = await written(office, "li", "@pn poll list", ROOM)
        return [*(one.text for one in seen.ephemerals), *office_posts(seen)]

    assert hold(talk) == ["No polls in PNE yet."]


def test_what_is_written_to_the_bot_alone_is_answered_once(hold: Hold) -> None:
    """With or without a mention; Slack's own manifest lets the bot hear of it."""

    async def talk(office: Office) -> list[str]:
        install(office.slack, dict(manifest()))
        thanked = await written(office, "li", "thank you")
        await written(office, "li", "@pn poll list in:PNE")
        await (await written(office, "li", "commit Draft it in:PNE")).until(lambda seen: seen.directs)
        return [plain(one.text) for one in thanked.directs]

    thanked, listed, made = hold(talk)

    assert thanked.startswith("You are welcome.")
    assert listed == "No polls in PNE yet."
    assert made.startswith("PNE-C1: Draft it")


def test_a_secret_vote_in_a_message_is_not_counted(hold: Hold) -> None:
    """Others read it there: its writer is told to delete it, and how to vote."""

    async def talk(office: Office) -> tuple[str, int]:
        await office.given("@amina /poll open Which? | A | B secret:yes")
        seen = await written(office, "li", "@pn poll vote P1 2", ROOM)
        return plain(seen.ephemerals[0].text), len(office.here().record.boxes.voters(office.state().poll("PNE", 1)))

    told, voters = hold(talk)

    assert "your vote was not counted" in told
    assert "If you typed it in a message, delete that." in told
    assert "vote P1 2" not in told
    assert voters == 0
