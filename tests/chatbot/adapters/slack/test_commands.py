"""Slash commands: answered where everybody or one person sees it, and never left to Slack's own error."""

from dataclasses import replace

import pytest

from chatbot.local.ports import any_port
from tests.chatbot.adapters.slack.conftest import Hold
from tests.chatbot.adapters.slack.office import PEOPLE, ROOM, Office, plain
from tests.slack.faults import Kind
from tests.slack.seen import Seen

POLL = "@amina /poll open Which theme? | Water | Energy"
WAYS = pytest.mark.parametrize("way", [{}, {"SLACK_APP_TOKEN": ""}], ids=["socket", "http"])


@WAYS
def test_what_concerns_all_is_posted_and_what_concerns_one_is_not(hold: Hold, way: dict[str, str]) -> None:
    """A poll stands in the channel; a vote is confirmed to who votes, and shown to nobody else."""

    async def talk(office: Office) -> tuple[Seen, Seen]:
        opened = await office.say("amina", POLL.partition("/")[2])
        voted = await office.say("li", "poll vote P1 2")
        assert office.slack.refused() == []
        return opened, voted

    opened, voted = hold(talk, **way)

    assert [one.text.splitlines()[0] for one in opened.messages] == ["Vote now · PNE-P1: Which theme?"]
    assert (opened.messages[0].channel, opened.private) == (ROOM, [])
    assert [one.text for one in voted.ephemerals] == ["Your vote in PNE-P1: 2. Energy"]
    assert voted.messages == []


def test_people_are_meant_by_their_ids(hold: Hold) -> None:
    """A mention arrives as an id; what nobody is called by is text."""

    async def talk(office: Office) -> tuple[str, list[object]]:
        seen = await office.say("amina", "commit Draft <b> & `more` owner:@li")
        [commitment] = office.state().network("PNE").commitments.values()
        li = office.here().people.named("li")
        assert li
        return seen.messages[0].text, [str(commitment.text), *(o.person == li.id for o in commitment.owners)]

    shown, recorded = hold(talk)

    assert recorded == ["Draft <b> & `more`", True]
    assert "Draft &lt;b&gt; &amp; `more`" in shown


def test_to_whom_something_is_proposed_is_called(hold: Hold) -> None:
    """By the answer in the channel, which others see, and by a private message."""

    async def talk(office: Office) -> tuple[str, str]:
        seen = await office.say("amina", "commit Draft it owner:@li")
        told = await replace(seen, user=PEOPLE["li"]).until(lambda found: found.directs)
        return seen.messages[0].text, told.directs[0].text

    shown, letter = hold(talk)

    assert f"<@{PEOPLE['li']}>: take it on with `/commit accept PNE-C1`" in shown
    assert letter.startswith("@amina proposes that you take this on:\nPNE-C1: Draft it")


def test_nobody_is_called_by_a_text(hold: Hold) -> None:
    """A broadcast that somebody typed is shown, and reaches nobody."""

    async def talk(office: Office) -> str:
        seen = await office.say("amina", "commit Ask <!channel> and @here and @everyone")
        return seen.messages[0].text

    shown = hold(talk)

    assert "<!" not in shown
    assert "@here" not in shown
    assert "Ask <!channel> and @here and @everyone" in plain(shown)


def test_somebody_new_is_known_by_name_and_zone(hold: Hold) -> None:
    """Slack tells both of an id; they are kept when something is recorded."""

    async def talk(office: Office) -> tuple[str, str]:
        office.slack.add_user("U9", "giulia", zone="Europe/Rome")
        office.slack.rooms.channels[ROOM].members.add("U9")
        await office.say("U9", "pn join PNE")
        person = office.here().people.with_handle("slack:U9")
        assert person
        return person.name, person.zone

    assert hold(talk) == ("giulia", "Europe/Rome")


def test_somebody_deactivated_is_told_so(hold: Hold) -> None:
    """What arrives late from them records nothing."""

    async def talk(office: Office) -> Seen:
        office.slack.rooms.users[PEOPLE["li"]].is_deactivated = True
        return await office.say("li", "commit Do it")

    seen = hold(talk)

    assert "deactivated" in seen.text
    assert seen.messages == []


@pytest.mark.parametrize("channel", ["C2OUT", "C3SECRET", "C4QUIET"])
def test_where_the_bot_may_not_post_the_person_is_answered(hold: Hold, channel: str) -> None:
    """With the reason, and what to do about it."""

    async def talk(office: Office) -> Seen:
        office.slack.add_channel("C2OUT", "out", set(PEOPLE.values()))
        office.slack.add_channel("C3SECRET", "secret", set(PEOPLE.values()), is_private=True)
        office.slack.add_channel("C4QUIET", "quiet", {*PEOPLE.values(), office.slack.bot.id}, is_read_only=True)
        await office.say("sec", "pn bind PNE", channel)
        return await office.say("amina", "commit Do it", channel)

    seen = hold(talk)

    assert "PNE-C1" in seen.private[0].text
    assert "Only you see this" in seen.private[0].text


def test_a_command_that_arrives_twice_is_recorded_once(hold: Hold) -> None:
    """It is answered with what it recorded."""

    async def talk(office: Office) -> tuple[int, list[str]]:
        office.slack.faults.duplicate()
        await office.say("li", "commit Do it")
        await office.slack.deliveries.settled()
        await office.say("li", "commit list")
        return len(office.state().network("PNE").commitments), [one.text for one in office.shared()]

    count, posts = hold(talk)

    assert count == 1
    assert len(posts) == 1


def test_a_command_that_arrives_again_later_is_not_posted_again(hold: Hold) -> None:
    """Not even by another run of the bot, which remembers nothing."""

    async def talk(office: Office) -> list[str]:
        await office.say("li", "commit Do it")
        first = office.slack.deliveries.log[-1]
        async with office.running(PORT=str(any_port())):
            await office.slack.deliveries.send(first.kind, first.payload)
            await office.slack.deliveries.send(first.kind, first.payload)
            await office.say("li", "commit list")
        return [one.text for one in office.shared()]

    assert len(hold(talk)) == 1


@pytest.mark.parametrize("kind", [Kind.CUT_AFTER, Kind.CUT_BEFORE, Kind.BROKEN, Kind.TOO_MANY])
def test_an_answer_in_the_channel_stands_there_once(hold: Hold, kind: Kind) -> None:
    """Whatever becomes of Slack's answer to the post."""

    async def talk(office: Office) -> list[str]:
        office.slack.faults.on("chat.postMessage", kind)
        seen = await office.say("li", "commit Do it")
        await seen.until(lambda seen: seen.messages)
        await office.say("li", "commit list")
        return [one.text for one in office.shared()]

    assert len(hold(talk)) == 1


@pytest.mark.parametrize("kind", [Kind.CUT_BEFORE, Kind.BROKEN, Kind.TOO_MANY])
def test_a_private_answer_arrives_in_the_end(hold: Hold, kind: Kind) -> None:
    """Slack is asked again."""

    async def talk(office: Office) -> str:
        office.slack.faults.on("response_url", kind)
        seen = await office.say("li", "pn mine")
        return seen.text

    assert hold(talk) == "Nothing waits for you."


@pytest.mark.parametrize("command", ["frobnicate", "pn frobnicate", "poll frobnicate", "poll vote P9 1"])
def test_what_cannot_be_done_is_answered_in_a_sentence(hold: Hold, command: str) -> None:
    """And with a command that would work."""

    async def talk(office: Office) -> str:
        seen = await office.say("li", command)
        assert not seen.error
        return seen.private[0].text

    assert "Try: `/" in hold(talk)


def test_commands_may_have_a_prefix(hold: Hold) -> None:
    """Where another app has `/poll`; answers show commands as they are typed there."""

    async def talk(office: Office) -> tuple[str, str]:
        opened = await office.say("amina", "x-poll open Which? | Water | Energy")
        return opened.messages[0].text, (await office.say("li", "x-poll vote P1 7")).text

    opened, refused = hold(talk)

    assert "`/x-poll vote PNE-P1 1`" in opened
    assert "`/x-poll vote P1 7`" in refused


def test_a_long_answer_is_cut_into_what_slack_takes(hold: Hold) -> None:
    """Nothing of it is lost."""

    async def talk(office: Office) -> str:
        for number in range(9):
            await office.say("li", f"commit {number} " + "<&> \u200bعمل 🚀 " * 130)
        seen = await office.say("li", "commit list")
        await seen.until(lambda seen: any("PNE-C9" in str(one.blocks) for one in seen.private))
        assert office.slack.refused() == []
        return "\n".join(block["text"]["text"] for one in seen.private for block in one.blocks)

    shown = hold(talk)

    assert all(f"PNE-C{number}" in shown for number in range(1, 10))
