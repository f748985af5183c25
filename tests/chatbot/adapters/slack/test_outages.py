"""Each call that the bot makes of Slack goes wrong in each way: everybody is answered, and nothing stands twice."""

import pytest

from tests.chatbot.adapters.slack.conftest import Hold
from tests.chatbot.adapters.slack.office import PEOPLE, PUBLIC, ROOM, Office
from tests.slack.faults import Kind

METHODS = (
    *("chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.open", "conversations.history"),
    *("users.info", "views.open", "views.publish", "response_url"),
)
KINDS = (Kind.TOO_MANY, Kind.BROKEN, Kind.CUT_BEFORE, Kind.CUT_AFTER, Kind.ERROR)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name.lower())
@pytest.mark.parametrize("method", METHODS)
def test_a_conversation_goes_on_when_a_call_goes_wrong(hold: Hold, method: str, kind: Kind) -> None:
    """Somebody new, a poll, votes by button, a form, the home page and the public channel, with the first two calls."""

    async def talk(office: Office) -> list[str]:
        office.slack.add_user("U9", "giulia", zone="Europe/Rome")
        office.slack.rooms.channels[ROOM].members.add("U9")
        office.slack.faults.on(method, kind, times=2)
        asked = await office.say("U9", "pn join PNE")
        opened = await office.say("amina", "poll open Which theme? | Water | Energy")
        message = opened.messages[0] if opened.messages else opened.private[0]
        voted = await office.slack.as_user(PEOPLE["li"]).click(message, "2. Energy")
        await voted.until(lambda seen: seen.private)
        form = await office.say("bruno", "commit")
        assert form.modal or form.text
        home = office.slack.as_user(PEOPLE["li"]).open_home()
        await home.until(lambda seen: seen.home)
        await office.slack.until(lambda: any("is open" in post.text for post in office.shared(PUBLIC)))
        if opened.messages:
            await office.slack.until(lambda: "2. Energy: 1" in str(message.blocks))
        assert asked.text
        assert len(office.state().poll("PNE", 1).ballots) == 1
        office.slack.faults.off()
        return [post.text.splitlines()[0] for post in [*office.shared(), *office.shared(PUBLIC)]]

    posts = hold(talk, SLACK_PUBLIC_CHANNEL=PUBLIC)

    assert len([post for post in posts if post == "Vote now · PNE-P1: Which theme?"]) <= 1
    assert len([post for post in posts if "PNE-P1 is open" in post]) == 1


def test_a_token_that_is_revoked_loses_no_vote_and_leaves_nobody_without_an_answer(hold: Hold) -> None:
    """What arrives is recorded and answered all the same; then the bot ends, since it can draw nothing."""

    async def talk(office: Office) -> tuple[str, int]:
        await office.given("@amina /poll open Which theme? | Water | Energy")
        [message] = office.shared()
        for method in ("users.info", "chat.postEphemeral", "views.publish", "conversations.open"):
            office.slack.faults.on(method, Kind.ERROR, times=9, error="token_revoked")
        seen = await office.slack.as_user(PEOPLE["li"]).click(message, "2. Energy")
        await seen.until(lambda seen: seen.private)
        return seen.private[0].text, len(office.state().poll("PNE", 1).ballots)

    assert hold(talk) == ("Your vote in PNE-P1: 2. Energy", 1)


@pytest.mark.parametrize("kind", [Kind.CUT_BEFORE, Kind.CUT_AFTER, Kind.BROKEN], ids=lambda kind: kind.name.lower())
def test_a_private_answer_gets_through_when_two_ways_fail_at_once(hold: Hold, kind: Kind) -> None:
    """The address that came with the command takes nothing, and the answer of the next way is lost, twice."""

    async def talk(office: Office) -> str:
        office.slack.faults.on("response_url", Kind.BROKEN, times=9)
        office.slack.faults.on("chat.postEphemeral", kind, times=2)
        seen = await office.slack.as_user(PEOPLE["li"]).slash("/pn", "mine", ROOM)
        return (await seen.until(lambda seen: seen.private)).private[-1].text

    assert hold(talk) == "Nothing waits for you."


def test_slack_fetches_no_address_that_the_bot_posts(hold: Hold) -> None:
    """Neither in a channel nor in the direct messages, where an answer goes for which no other way is left."""

    async def talk(office: Office) -> tuple[int, set[str]]:
        await office.given("@amina /commit Read https://example.org/draft")
        office.slack.faults.on("response_url", Kind.BROKEN, times=9)
        office.slack.faults.on("chat.postEphemeral", Kind.ERROR, times=9)
        seen = await office.slack.as_user(PEOPLE["amina"]).slash("/pn", "mine", ROOM)
        await seen.until(lambda seen: seen.directs)
        posts = office.slack.called("chat.postMessage")
        return len(posts), {str(post.arguments.get("unfurl_links")) for post in posts}

    posts, unfurled = hold(talk)

    assert posts == 2
    assert {value.casefold() for value in unfurled} <= {"false", "0"}
