"""Polls by buttons and menus: a click is the same command, and the shared message ends exact."""

import asyncio

import pytest

from chatbot.local.ports import any_port
from tests.chatbot.adapters.slack.conftest import Hold
from tests.chatbot.adapters.slack.office import PEOPLE, ROOM, Office, plain
from tests.slack.faults import Kind
from tests.slack.seen import Seen
from tests.slack.world import Message

POLL = "@amina /poll open Which theme? | Water | Energy"


def shown(message: Message) -> str:
    """Return all words of a message's sections."""
    return "\n".join(block["text"]["text"] for block in message.blocks if block["type"] == "section")


async def click(office: Office, who: str, message: Message, what: str) -> Seen:
    """Click, and wait until that is answered in private."""
    seen = await office.slack.as_user(PEOPLE[who]).click(message, what)
    return await seen.until(lambda seen: seen.private or seen.error)


def test_a_click_is_a_vote(hold: Hold) -> None:
    """It is confirmed to who clicked alone, the message shows the count, and the last click of a person counts."""

    async def talk(office: Office) -> tuple[list[str], str]:
        await office.given(POLL)
        [message] = office.shared()
        seen = await click(office, "li", message, "2. Energy")
        again = await click(office, "li", message, "1. Water")
        await again.until(lambda _seen: "1. Water: 1" in shown(message))
        assert office.slack.refused() == []
        return [one.text for one in [*seen.private[:1], *again.private]], shown(message)

    private, public = hold(talk)

    assert private == ["Your vote in PNE-P1: 2. Energy", "Your vote in PNE-P1: 1. Water"]
    assert "2. Energy: 0" in public
    assert "Turnout: 1 of 3 (33%)." in public
    assert "A poll takes the temperature" in public


def test_many_options_become_a_menu(hold: Hold) -> None:
    """However long they are, with letters of any script."""

    async def talk(office: Office) -> list[str]:
        options = " | ".join(f"{letter} " + "🚀 اجتماع & <b> " * 12 for letter in "abcdefghijklmnopqrst")
        await office.given(f"@amina /poll open Which? | {options}")
        [message] = office.shared()
        seen = await office.slack.as_user(PEOPLE["li"]).click(message, "vote:PNE-P1", "PNE-P1 20")
        await seen.until(lambda seen: seen.private)
        await seen.until(lambda seen: "Turnout: 1" in shown(message))
        assert office.slack.refused() == []
        return [one.text for one in seen.private]

    [private] = hold(talk)

    assert private.startswith("Your vote in \u2068PNE-P1\u2069: 20. t")


def test_several_options_are_chosen_at_once(hold: Hold) -> None:
    """In a menu that takes more than one; who empties it is told that the vote stands."""

    async def talk(office: Office) -> tuple[str, str]:
        await office.given(f"{POLL} | Food kind:multiple")
        [message] = office.shared()
        li = office.slack.as_user(PEOPLE["li"])
        seen = await li.click(message, "vote:PNE-P1", ["PNE-P1 1", "PNE-P1 3"])
        await seen.until(lambda seen: seen.private)
        none = await li.click(message, "vote:PNE-P1", [])
        await none.until(lambda seen: seen.private)
        return seen.private[0].text, none.private[0].text

    chosen, nothing = hold(talk)

    assert chosen == "Your vote in PNE-P1: 1. Water, 3. Food"
    assert nothing.startswith("No choice, so nothing changed: your vote in PNE-P1 is 1. Water, 3. Food.")


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("vote:1", "PNE-P1 1 in:PNE"),
        ("vote:1", "PNE-P1 1\n/pn undo"),
        ("pn:undo", "PNE-P1"),
        ("", ""),
        ("attend:x", "PNE-P1"),
        ("vote:PNE-P1:9", "PNE-P1 9"),
    ],
)
def test_a_forged_click_is_answered_and_does_nothing(hold: Hold, action: str, value: str) -> None:
    """Only what our own buttons do can be clicked, and no option that is not there."""

    async def talk(office: Office) -> tuple[str, int]:
        await office.given(POLL)
        [message] = office.shared()
        forged = {"type": "button", "action_id": action, "block_id": "x", "value": value}
        seen = await office.slack.as_user(PEOPLE["li"]).press(message, forged)
        await seen.until(lambda seen: seen.private or seen.error)
        assert not seen.error
        return seen.private[0].text, len(office.state().poll("PNE", 1).ballots)

    told, ballots = hold(talk)

    assert told
    assert ballots == 0


def test_a_poll_that_closes_shows_its_result_and_takes_no_clicks(hold: Hold) -> None:
    """An old button is answered all the same."""

    async def talk(office: Office) -> tuple[str, list[str], str]:
        await office.given(POLL)
        [message, *_] = office.shared()
        before = Message(message.ts, message.channel, message.user, message.text, message.blocks)
        await click(office, "li", message, "2. Energy")
        closed = await office.say("amina", "poll close P1")
        await closed.until(lambda _seen: "Closed on" in shown(message))
        late = await click(office, "bruno", before, "1. Water")
        return shown(message), [block["type"] for block in message.blocks], late.private[0].text

    result, kinds, late = hold(talk)

    assert "2. Energy: 1" in result
    assert set(kinds) == {"section"}
    assert "PNE-P1 closed on" in late


def test_what_was_voted_while_the_bot_was_down_is_drawn_when_it_is_back(hold: Hold) -> None:
    """By another program, such as the console."""

    async def talk(office: Office) -> str:
        await office.given(POLL)
        [message] = office.shared()
        office.slack.faults.on("chat.update", Kind.BROKEN, times=99)
        seen = await click(office, "li", message, "2. Energy")
        assert "Turnout" not in shown(message)
        office.slack.faults.off()
        async with office.running(PORT=str(any_port())):
            await seen.until(lambda _seen: "2. Energy: 1" in shown(message))
        return shown(message)

    assert "Turnout: 1 of 3" in hold(talk)


def test_a_poll_that_is_opened_elsewhere_shows_commands_with_their_prefix(hold: Hold) -> None:
    """As they are typed in this workspace."""

    async def talk(office: Office) -> str:
        office.slack.add_channel("C1OTHER", "pne-2", {*PEOPLE.values(), office.slack.bot.id})
        await office.say("sec", "x-pn bind PNE", "C1OTHER")
        await office.say("amina", f"x-{POLL.partition('/')[2]}", "C1OTHER")
        await office.slack.until(lambda: bool(office.shared()))
        return office.shared()[0].text

    assert "`/x-poll vote PNE-P1 1`" in hold(talk)


def test_a_poll_that_is_opened_elsewhere_has_its_buttons_in_the_channel(hold: Hold) -> None:
    """They are votes, the message shows the count and at last the result; in another channel too."""

    async def talk(office: Office) -> tuple[list[str], list[str], list[str]]:
        office.slack.add_channel("C1OTHER", "pne-2", {*PEOPLE.values(), office.slack.bot.id})
        await office.say("sec", "pn bind PNE", "C1OTHER")
        await office.say("amina", POLL.partition("/")[2], "C1OTHER")
        await office.slack.until(lambda: office.shared() and office.shared("C1OTHER"))
        [heard], [typed] = office.shared(), office.shared("C1OTHER")
        seen = await click(office, "li", heard, "2. Energy")
        await click(office, "bruno", typed, "2. Energy")
        await seen.until(lambda _seen: all("2. Energy: 2" in shown(one) for one in (heard, typed)))
        await office.say("amina", "poll close P1")
        await seen.until(lambda _seen: all("Closed on" in shown(one) for one in (heard, typed)))
        await office.slack.until(lambda: len(office.shared("C1OTHER")) == 2)
        first = {place: [one.text.splitlines()[0] for one in office.shared(place)] for place in (ROOM, "C1OTHER")}
        return first[ROOM], first["C1OTHER"], [block["type"] for block in heard.blocks]

    here, there, kinds = hold(talk)

    assert here == there == ["Result · PNE-P1: Which theme?"] * 2
    assert set(kinds) == {"section"}


def test_of_two_clicks_that_overtook_each_other_the_later_one_counts(hold: Hold) -> None:
    """By Slack's clock, however they arrive; whoever clicked is told."""

    async def talk(office: Office) -> tuple[list[str], tuple[int, ...]]:
        await office.given(POLL)
        [message] = office.shared()
        li = office.slack.as_user(PEOPLE["li"])
        office.slack.faults.reorder(2)
        first, _second = await asyncio.gather(li.click(message, "1. Water"), li.click(message, "2. Energy"))
        await first.until(lambda seen: len(seen.private) == 2)
        [ballot] = office.state().poll("PNE", 1).ballots.values()
        return [one.text.splitlines()[0] for one in first.private], ballot.choice

    told, choice = hold(talk)

    assert choice == (2,)
    replaced, kept = sorted(told)
    assert replaced.startswith("You voted again in PNE-P1 after this, on ")
    assert kept == "Your vote in PNE-P1: 2. Energy"


def test_attendance_is_a_click_on_the_meetings_message(hold: Hold) -> None:
    """The meeting's message is in the channel; who is there is confirmed to that person."""

    async def talk(office: Office) -> tuple[str, int]:
        await office.given("@amina /meeting plan tomorrow 17:00 UTC title:Call", "@amina /meeting open M1")
        seen = await click(office, "li", office.shared()[-1], "I am here")
        return seen.private[0].text, len(office.state().meeting("PNE", 1).attendance)

    told, present = hold(talk)

    assert "PNE-M1" in told
    assert present == 1


def test_a_reason_is_written_in_the_form(hold: Hold) -> None:
    """Where somebody has concerns or blocks; what looks like an option in it is text."""

    async def talk(office: Office) -> tuple[str, str]:
        await office.given("@amina /poll open Shall we meet in May? kind:consensus")
        [message] = office.shared()
        li = office.slack.as_user(PEOPLE["li"])
        opened = await li.click(message, "Vote")
        await opened.until(lambda seen: seen.modal)
        assert opened.modal
        reason = "Too <early> & in: May\nbecause: exams"
        sent = await li.submit(opened.modal, {"first": "concerns", "because": reason})
        await sent.until(lambda seen: seen.private or seen.errors)
        [ballot] = office.state().poll("PNE", 1).ballots.values()
        return str(ballot.reason), str(sent.errors)

    reason, errors = hold(talk)

    assert errors == "{}"
    assert reason.split() == ["Too", "<early>", "&", "in:", "May", "because:", "exams"]


@pytest.mark.parametrize("kind", ["single", "ranked"])
def test_a_poll_too_long_for_a_message_is_one_message_that_ends_exact(hold: Hold, kind: str) -> None:
    """Its names are cut there; who presses a button reads everything."""
    options = [f"{letter} {'🚀 & ' * 73}end" for letter in "abcdefghijklmnopqrst"]

    async def talk(office: Office) -> tuple[str, str, str]:
        await office.given(f"@amina /poll open {'Why? ' * 190} | {' | '.join(options)} kind:{kind}")
        [message] = office.shared()
        await office.say("li", f"poll vote P1 {'20>3' if kind == 'ranked' else '20'}")
        await office.slack.until(lambda: "Turnout: 1 of 3" in shown(message))
        seen = await office.slack.as_user(PEOPLE["bruno"]).click(message, "Show everything")
        await seen.until(lambda seen: any("So far" in shown(one) for one in seen.private))
        await office.say("amina", "poll close P1")
        await office.slack.until(lambda: "Closed on" in shown(message))
        assert office.slack.refused() == []
        return plain("".join(map(shown, seen.private))), plain(shown(message)), message.blocks[-1]["type"]

    everything, closed, last = hold(talk)

    assert all(option in everything for option in options)
    assert "20. t 🚀" in closed
    assert "Turnout: 1 of 3 (33%)." in closed
    assert "Closed on" in closed
    assert last == "actions"
