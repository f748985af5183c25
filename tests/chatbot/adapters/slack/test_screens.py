"""Forms and the app's own page: what is filled in and pressed there is the same command."""

import pytest

from tests.chatbot.adapters.slack.conftest import Hold
from tests.chatbot.adapters.slack.office import OTHERS, PEOPLE, ROOM, Office
from tests.slack.faults import Kind
from tests.slack.seen import Seen
from tests.slack.world import View


async def opened(office: Office, who: str, line: str) -> View:
    """Type a line that opens a form, and return it."""
    seen = await office.say(who, line)
    await seen.until(lambda seen: seen.modal)
    assert seen.modal
    return seen.modal


@pytest.mark.parametrize("line", ["poll", "poll open"])
def test_a_poll_is_opened_by_a_form(hold: Hold, line: str) -> None:
    """Its message stands in the channel where the form was opened; what looks like an option is text."""

    async def talk(office: Office) -> tuple[list[str], Seen, str]:
        form = await opened(office, "amina", line)
        filled = {"Question": "Which? closes: never", "Options, one a line": "Water <b> | x\nEnergy & more\n"}
        seen = await office.slack.as_user(PEOPLE["amina"]).submit(form, filled)
        await seen.until(lambda seen: seen.messages)
        assert office.slack.refused() == []
        poll = office.state().poll("PNE", 1)
        return [str(poll.question), *map(str, poll.options)], seen, seen.messages[0].channel

    recorded, seen, channel = hold(talk)

    assert recorded == ["Which? closes: never", "Water <b> / x", "Energy & more"]
    assert (channel, seen.modal, seen.errors) == (ROOM, None, {})


def test_what_is_wrong_stands_in_the_form(hold: Hold) -> None:
    """What was filled in is kept, and the same form is sent again."""

    async def talk(office: Office) -> tuple[dict[str, str], bool, int]:
        form = await opened(office, "amina", "meeting plan")
        amina = office.slack.as_user(PEOPLE["amina"])
        wrong = await amina.submit(form, {"When, such as 12 May 13:00 UTC": "some day"})
        kept = wrong.modal is not None
        right = await amina.submit(form, {"When, such as 12 May 13:00 UTC": "tomorrow 13:00 UTC", "Title": "Call"})
        await right.until(lambda seen: seen.messages)
        return wrong.errors, kept, len(office.state().network("PNE").meetings)

    errors, kept, meetings = hold(talk)

    assert errors == {"first": "That is no date that I understand."}
    assert (kept, meetings) == (True, 1)


def test_a_deadline_that_has_passed_is_told_at_its_field(hold: Hold) -> None:
    """Not at the first."""

    async def talk(office: Office) -> dict[str, str]:
        form = await opened(office, "li", "commit")
        filled = {"What is to be done": "Write it", "By": "2020-03-01"}
        return (await office.slack.as_user(PEOPLE["li"]).submit(form, filled)).errors

    errors = hold(talk)

    assert errors == {"by": "1 March 2020 (end of day, UTC) has passed; a deadline lies ahead."}


def test_a_form_that_is_sent_twice_records_once(hold: Hold) -> None:
    """Whether by two presses or by two deliveries."""

    async def talk(office: Office) -> tuple[int, int]:
        form = await opened(office, "li", "commit")
        office.slack.faults.duplicate()
        seen = await office.slack.as_user(PEOPLE["li"]).submit(form, {"What is to be done": "Write it"})
        await seen.until(lambda seen: seen.messages)
        await office.slack.deliveries.settled()
        await office.say("li", "commit list")
        return len(office.state().network("PNE").commitments), len(office.shared())

    assert hold(talk) == (1, 1)


def test_a_message_becomes_a_commitment(hold: Hold) -> None:
    """Its text is in the form, as a person reads it, and people are chosen by their ids."""

    async def talk(office: Office) -> tuple[str, list[str]]:
        message = office.slack.add_message(ROOM, PEOPLE["bruno"], f"I &lt;we&gt; ask <@{PEOPLE['li']}>", [])
        seen = await office.slack.as_user(PEOPLE["amina"]).shortcut(message, "commit_this")
        await seen.until(lambda seen: seen.modal)
        assert seen.modal
        sent = await office.slack.as_user(PEOPLE["amina"]).submit(
            seen.modal, {"Who; you, if you leave it empty": [PEOPLE["li"], PEOPLE["bruno"]]}
        )
        await sent.until(lambda seen: seen.messages)
        commitment = office.state().network("PNE").commitments[1]
        people = office.here().people
        owners = [person.name for owner in commitment.owners if (person := people.get(owner.person or ""))]
        return str(commitment.text), owners

    assert hold(talk) == ("I <we> ask @li", ["li", "bruno"])


@pytest.mark.parametrize("line", ["poll", "commit", "meeting plan"])
def test_where_no_form_can_be_opened_that_is_said(hold: Hold, line: str) -> None:
    """And what to type instead, which works."""

    async def talk(office: Office) -> tuple[str, str]:
        office.slack.scopes.discard("commands")
        office.slack.tickets.trigger = lambda user: "expired"  # type: ignore[method-assign]
        return (await office.say("li", line)).text, (await office.say("li", f"pn help {line}")).text

    told, helped = hold(talk)

    assert told == (
        f"Slack did not let me open the form in time. Type `/{line}` again, or all in one line: `/pn help {line}`"
    )
    assert f"/{line} " in helped
    assert "You typed" not in helped


async def voting(office: Office, kind: Kind | None) -> Seen:
    """Press the button of a poll that is voted in by a form, twice delivered, with a fault; return what is seen."""
    await office.given("@amina /poll open Which? | Water | Energy kind:ranked")
    [message] = office.shared()
    office.slack.faults.duplicate()
    if kind:
        office.slack.faults.on("views.open", kind)
    seen = await office.slack.as_user(PEOPLE["li"]).click(message, "Vote")
    await office.slack.deliveries.settled()
    await seen.until(lambda seen: seen.modal or seen.private)
    await office.say("li", "pn mine")
    return seen


@pytest.mark.parametrize("kind", [None, Kind.CUT_BEFORE, Kind.CUT_AFTER])
def test_a_form_is_opened_once_whatever_arrives_twice_or_is_lost(hold: Hold, kind: Kind | None) -> None:
    """And nobody is told that it did not open."""
    seen = hold(lambda office: voting(office, kind))

    assert seen.modal
    assert [one.text for one in seen.private] == [
        "PNE-P1: Which?\n"
        "  Rank as many options as you like, the best first: `/poll vote PNE-P1 2&gt;1`. "
        "A new vote replaces the old one."
    ]


def test_a_button_whose_form_cannot_be_opened_says_so(hold: Hold) -> None:
    """Typing the vote is not what somebody wants who pressed a button."""

    async def talk(office: Office) -> str:
        office.slack.tickets.trigger = lambda user: "expired"  # type: ignore[method-assign]
        return (await voting(office, None)).private[0].text

    assert "press the button again" in hold(talk)


@pytest.mark.parametrize("who", ["observer", "stranger"])
def test_who_may_not_vote_is_told_so_before_a_form_is_filled_in(hold: Hold, who: str) -> None:
    """Whether known or not."""

    async def talk(office: Office) -> tuple[bool, str]:
        await office.given("@amina /poll open Which? | Water | Energy kind:ranked")
        [message] = office.shared()
        seen = await office.slack.as_user(OTHERS[who]).click(message, "Vote")
        await seen.until(lambda seen: seen.private or seen.modal)
        return seen.modal is None, seen.private[0].text

    closed, told = hold(talk)

    assert closed
    assert told.startswith("PNE-P1 is for those who were working group members of PNE when it opened.")


@pytest.mark.parametrize("who", ["observer", "stranger"])
def test_everyone_votes_by_form_in_a_poll_for_everyone(hold: Hold, who: str) -> None:
    """Also who is not known yet."""

    async def talk(office: Office) -> int:
        await office.given("@amina /poll open Which? | Water | Energy kind:ranked for:everyone")
        [message] = office.shared()
        anybody = office.slack.as_user(OTHERS[who])
        seen = await (await anybody.click(message, "Vote")).until(lambda seen: seen.modal)
        assert seen.modal
        sent = await anybody.submit(seen.modal, {"1": "2", "2": "1"})
        await sent.until(lambda seen: seen.private)
        return len(office.state().poll("PNE", 1).ballots)

    assert hold(talk) == 1


def test_an_unknown_shortcut_or_form_is_answered(hold: Hold) -> None:
    """It may be of another version of the app."""

    async def talk(office: Office) -> tuple[str, dict[str, str]]:
        message = office.slack.add_message(ROOM, PEOPLE["bruno"], "Something", [])
        seen = await office.slack.as_user(PEOPLE["li"]).shortcut(message, "frobnicate")
        await seen.until(lambda seen: seen.private)
        form = await opened(office, "li", "commit")
        form.content["callback_id"] = "pn undo"
        sent = await office.slack.as_user(PEOPLE["li"]).submit(form, {"What is to be done": "Write it"})
        return seen.private[0].text, sent.errors

    told, errors = hold(talk)

    assert "shortcut does not work" in told
    assert errors


def test_the_page_shows_what_waits_for_a_person_and_takes_clicks(hold: Hold) -> None:
    """Own commitments, open polls and next meetings; what is done there shows there."""

    async def talk(office: Office) -> tuple[str, str]:
        await office.given(
            "@li /commit Write it",
            "@amina /poll open Which? | Water | Energy",
            "@amina /meeting plan tomorrow 17:00 UTC title:Call",
        )
        li = office.slack.as_user(PEOPLE["li"])
        seen = await li.open_home().until(lambda seen: seen.home)
        assert seen.home
        before = str(seen.home.blocks)
        await li.click(seen.home, "2. Energy")
        await seen.until(lambda seen: "Your vote: 2. Energy." in str(seen.home and seen.home.blocks))
        await li.click(seen.home, "Done")
        await seen.until(lambda seen: "Write it" not in str(seen.home and seen.home.blocks))
        assert office.slack.refused() == []
        return before, str(office.state().network("PNE").commitments[1].progress)

    before, progress = hold(talk)

    assert all(word in before for word in ("PNE-C1: Write it", "PNE-P1: Which?", "none yet", "PNE-M1: Call"))
    assert progress == "done"


def test_the_page_of_somebody_unknown_says_how_to_begin(hold: Hold) -> None:
    """Nothing of any network is on it."""

    async def talk(office: Office) -> str:
        await office.given("@amina /poll open Which? | Water | Energy")
        seen = await office.slack.as_user("U1STRANGER").open_home().until(lambda seen: seen.home)
        assert seen.home
        return str(seen.home.blocks)

    shown = hold(talk)

    assert "/pn join PNE" in shown
    assert "Which?" not in shown
