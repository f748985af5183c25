"""Secret polls on Slack: voted in by a form, which leaves no message; typed votes are not counted."""

from collections.abc import Mapping, Sequence
from typing import Final

import pytest

from tests.chatbot.adapters.slack.conftest import Hold
from tests.chatbot.adapters.slack.office import PEOPLE, Office
from tests.slack.seen import Seen
from tests.slack.world import View

POLL: Final = "@amina /poll open Which theme? | Water | Energy | Food secret:yes"
RECEIPT: Final = "A ballot from you is in PNE-P1. A new one replaces it until the close."
KINDS: Final[Mapping[str, tuple[str, Mapping[str, str | Sequence[str]], tuple[int, ...], tuple[int, ...]]]] = {
    "single": (POLL, {"first": "2"}, (2,), ()),
    "abstaining": (POLL, {"first": "abstain"}, (), ()),
    "multiple": (f"{POLL} kind:multiple", {"first": ["1", "3"]}, (1, 3), ()),
    "ranked": (f"{POLL} kind:ranked", {"1": "2", "3": "1"}, (3, 1), ()),
    "consensus": ("@amina /poll open Shall we? kind:consensus secret:yes", {"first": "block"}, (3,), ()),
    "dates": (
        "@amina /poll open When? | 12 May 2031 13:00 UTC | 13 May 2031 13:00 UTC kind:dates secret:yes",
        {"1": "if-need-be", "2": "yes"},
        (2,),
        (1,),
    ),
}


async def ballot(office: Office, who: str) -> View:
    """Press the button in the poll's message, and return the form that opens."""
    [message, *_] = office.shared()
    seen = await office.slack.as_user(PEOPLE[who]).click(message, "Vote")
    await seen.until(lambda seen: seen.modal)
    assert seen.modal
    return seen.modal


async def submit(office: Office, who: str, form: View, values: Mapping[str, str | Sequence[str]]) -> Seen:
    """Fill a form in, send it, and wait for the answer or for what is wrong."""
    seen = await office.slack.as_user(PEOPLE[who]).submit(form, values)
    return await seen.until(lambda seen: seen.private or seen.errors)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_voted_in_by_a_form(hold: Hold, kind: str) -> None:
    """The answer is private and does not repeat the choice; nothing is posted, and the message shows no count."""
    poll, values, choice, maybe = KINDS[kind]

    async def talk(office: Office) -> tuple[list[str], int, list[tuple[tuple[int, ...], tuple[int, ...]]]]:
        await office.given(poll)
        seen = await submit(office, "li", await ballot(office, "li"), values)
        posts = len(office.shared())
        assert "Turnout" not in str(office.shared()[0].blocks)
        assert office.slack.refused() == []
        await office.given("@amina /poll close P1")
        counted = [(one.choice, one.maybe) for one in office.state().poll("PNE", 1).unnamed]
        return [one.text for one in seen.private], posts, counted

    told, posts, counted = hold(talk)

    assert told == [RECEIPT]
    assert posts == 1
    assert counted == [(choice, maybe)]


def test_a_typed_vote_is_not_counted(hold: Hold) -> None:
    """It is refused in private, without the choice, and with the line that opens the form."""

    async def talk(office: Office) -> tuple[Seen, int]:
        await office.given(POLL)
        seen = await office.say("li", "poll vote P1 2")
        opened = await office.say("li", "poll vote PNE-P1")
        assert opened.modal
        await office.given("@amina /poll close P1")
        return seen, len(office.state().poll("PNE", 1).unnamed)

    seen, ballots = hold(talk)
    [told] = seen.private

    assert "was not counted" in told.text
    assert "vote P1 2" not in told.text
    assert told.text.endswith("Try: `/poll vote PNE-P1`")
    assert ballots == 0


def test_what_is_wrong_stands_in_the_form(hold: Hold) -> None:
    """Two options in one place, or nothing at all; the form can be filled in again."""

    async def talk(office: Office) -> tuple[str, dict[str, str], list[str]]:
        await office.given(f"{POLL} kind:ranked")
        form = await ballot(office, "li")
        nothing = await submit(office, "li", form, {})
        twice = await submit(office, "li", form, {"1": "1", "2": "1"})
        right = await submit(office, "li", form, {"2": "2"})
        return nothing.errors["first"], twice.errors, [one.text for one in right.private]

    nothing, twice, right = hold(talk)

    assert nothing == "Nothing is chosen yet."
    assert twice == {"2": "Options 1 and 2 have the same place."}
    assert right == [RECEIPT]


def test_the_button_of_a_closed_poll_is_answered(hold: Hold) -> None:
    """By what became of it."""

    async def talk(office: Office) -> list[str]:
        await office.given(POLL)
        form = await ballot(office, "li")
        await office.given("@amina /poll close P1")
        late = await submit(office, "li", form, {"first": "2"})
        return [*late.errors.values()]

    [late] = hold(talk)

    assert "PNE-P1 closed on" in late
