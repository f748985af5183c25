"""The form of a poll: each kind and each rule that it has; what is wrong stands at its field."""

from collections.abc import Mapping
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chatbot.adapters.slack.fields import FIELD, Place
from chatbot.adapters.slack.poll_form import MORE, changed_form, poll_form
from storage.events import Audience, PollKind, Ties, Use
from storage.state import Ballot, Poll
from tests.chatbot.adapters.slack.conftest import Hold
from tests.chatbot.adapters.slack.office import PEOPLE, Office
from tests.slack.forms import Value
from tests.slack.limits import view_problems
from tests.slack.world import View

THEMES: Final = {"first": "Which theme?", "options": "Water\nEnergy\nFood"}
TIMES: Final = {"first": "When?", "options": "12 May 2031 13:00 UTC\n13 May 2031 13:00 UTC"}
KINDS: Final[Mapping[str, tuple[Mapping[str, Value], Mapping[str, Value]]]] = {
    "single": (THEMES, {"first": "2"}),
    "multiple": (THEMES, {"first": ["1", "3"]}),
    "approval": (THEMES, {"first": ["1", "3"]}),
    "ranked": (THEMES, {"1": "2", "3": "1"}),
    "consensus": ({"first": "Shall we?"}, {"first": "concerns", "because": "Too early"}),
    "dates": (TIMES, {"1": "if-need-be", "2": "yes"}),
}
"""For each kind, what is filled in to open a poll, and what to vote in it."""


RULES: Final[Mapping[str, Value]] = {
    "closes": "1 May 2031 17:00 UTC",
    "secret": ["yes"],
    "for": "community",
    "choose": "2",
    "quorum": "1/2",
    "threshold": "2/3",
    "ties": "listed",
    "use": "scope",
    "rules": ["extendable:yes", "leavers:lose"],
}


def fields(view: View) -> set[str]:
    """Return the fields of a form."""
    return {block["block_id"] for block in view.blocks if block["type"] == "input"}


async def form(office: Office, kind: str = "single", *, more: bool = False) -> View:
    """Open the form as Amina, choose a kind, and perhaps ask for all rules; return the form as it is then."""
    view = (await (await office.say("amina", "poll")).until(lambda seen: seen.modal)).modal
    assert view
    for what in [kind, *(["More rules"] if more else [])]:
        await changed(office, view, what)
    return view


async def changed(office: Office, view: View, what: str) -> None:
    """Choose or press something in the form, and wait until it is as it is then."""
    before = view.changed
    await office.slack.as_user(PEOPLE["amina"]).click(view, what)
    await office.slack.until(lambda: view.changed > before)


async def submitted(office: Office, view: View, values: Mapping[str, Value]) -> dict[str, str]:
    """Fill in and send the form as Amina; return what is wrong."""
    seen = await office.slack.as_user(PEOPLE["amina"]).submit(view, values)
    await seen.until(lambda seen: seen.messages or seen.private or seen.errors)
    return seen.errors


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("single", "multiple")])
def test_the_form_of_a_ballot_shows_the_one_that_stands(hold: Hold, kind: str) -> None:
    """Sent again as it is, it is the same ballot."""
    opening, choice = KINDS[kind]

    async def talk(office: Office) -> tuple[View, list[Ballot]]:
        await submitted(office, await form(office, kind), opening)
        [message] = office.shared()
        li = office.slack.as_user(PEOPLE["li"])
        given: list[Ballot] = []
        view = None
        for values in (choice, {}):
            view = (await (await li.click(message, "Vote")).until(lambda seen: seen.modal)).modal
            assert view
            seen = await li.submit(view, values)
            await seen.until(lambda seen: seen.private or seen.errors)
            assert seen.errors == {}
            given += office.state().poll("PNE", 1).ballots.values()
        assert office.slack.refused() == []
        assert view
        return view, given

    view, [before, after] = hold(talk)

    assert [each for each in view.blocks if "initial_option" in str(each)]
    assert replace(before, at=after.at, reason=None) == replace(after, reason=None)
    assert str(before.reason) == str(after.reason)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_opened_by_the_form_and_voted_in_by_a_form_or_buttons(hold: Hold, kind: str) -> None:
    """Slack takes each step, and nothing has to be typed as a command."""
    opening, choice = KINDS[kind]

    async def talk(office: Office) -> tuple[Poll, dict[str, str]]:
        errors = await submitted(office, await form(office, kind), opening)
        assert errors == {}
        [message] = office.shared()
        li = office.slack.as_user(PEOPLE["li"])
        if kind == "single":
            seen = await li.click(message, "2. Energy")
        elif kind == "multiple":
            seen = await li.click(message, "vote:PNE-P1", ["PNE-P1 1", "PNE-P1 3"])
        else:
            ballot = (await (await li.click(message, "Vote")).until(lambda seen: seen.modal)).modal
            assert ballot
            seen = await li.submit(ballot, choice)
        await seen.until(lambda seen: seen.private or seen.errors)
        assert office.slack.refused() == []
        return office.state().poll("PNE", 1), seen.errors

    poll, errors = hold(talk)
    [ballot] = poll.ballots.values()

    assert (poll.kind, errors) == (PollKind(kind), {})
    assert str(poll.question) == opening["first"]
    assert ballot.choice == {"single": (2,), "ranked": (3, 1), "consensus": (2,), "dates": (2,)}.get(kind, (1, 3))


def test_every_rule_can_be_set_in_the_form(hold: Hold) -> None:
    """After a button, so that the form is short for those who need none of them."""

    async def talk(office: Office) -> tuple[set[str], Poll]:
        view = await form(office)
        few = fields(view)
        await submitted(office, await form(office, "multiple", more=True), {**THEMES, **RULES})
        assert office.slack.refused() == []
        return few, office.state().poll("PNE", 1)

    few, poll = hold(talk)
    rules = poll.rules

    assert few == {"first", "kind", "options", "closes", "secret"}
    assert poll.closes
    assert poll.closes.year == 2031
    assert (rules.secret, rules.audience, rules.choose, rules.quorum) == (True, Audience.COMMUNITY, 2, "1/2")
    assert (rules.threshold, rules.ties, rules.use) == ("2/3", Ties.LISTED, Use.SCOPE)
    assert (rules.extendable, rules.leavers_keep, rules.write_in) == (True, False, False)


def test_what_was_filled_in_stays_when_the_kind_changes(hold: Hold) -> None:
    """And what the new kind does not have is not sent."""

    async def talk(office: Office) -> tuple[set[str], Poll]:
        view = await form(office, "multiple", more=True)
        wrong = await submitted(office, view, {**THEMES, "choose": "9"})
        assert wrong == {"choose": "`choose:9` is more than there are options."}
        await changed(office, view, "ranked")
        assert await submitted(office, view, {}) == {}
        return fields(view), office.state().poll("PNE", 1)

    shown, poll = hold(talk)

    assert "choose" not in shown
    assert (poll.kind, [str(option) for option in poll.options]) == (PollKind.RANKED, ["Water", "Energy", "Food"])


@pytest.mark.parametrize(
    ("kind", "options", "said"),
    [
        ("single", "Water", "A poll needs a question and at least two options, one a line."),
        ("dates", "12 May 2031 13:00 UTC\nsome day", "“some day”: That is no date that I understand."),
        ("dates", "12 May 2031\n13 May 2031 13:00 UTC", "“12 May 2031”: A time is needed too."),
    ],
)
def test_what_is_wrong_is_told_in_the_words_of_the_form(hold: Hold, kind: str, options: str, said: str) -> None:
    """Where options stand in lines, and it is clear which line is meant."""

    async def talk(office: Office) -> dict[str, str]:
        return await submitted(office, await form(office, kind), {"first": "Which?", "options": options})

    assert hold(talk) == {"options": said}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("options", "Water"),
        ("options", "Water\nwater"),
        ("closes", "some day"),
        ("closes", "1 May 2001 17:00 UTC"),
        ("quorum", "a lot"),
        ("threshold", "7/2"),
        ("for", "everyone"),
    ],
)
def test_what_is_wrong_stands_at_the_field_that_is_wrong(hold: Hold, field: str, value: str) -> None:
    """And nothing is recorded."""

    async def talk(office: Office) -> tuple[dict[str, str], int]:
        filled = {**THEMES, "quorum": "1/2", field: value}
        errors = await submitted(office, await form(office, more=True), filled)
        return errors, len(office.state().network("PNE").polls)

    errors, polls = hold(talk)

    assert list(errors) == [field]
    assert polls == 0


def test_voters_add_an_option_by_a_form(hold: Hold) -> None:
    """Where the poll takes them; what cannot be one is told at its field."""

    async def talk(office: Office) -> tuple[dict[str, str], list[str], int]:
        view = await form(office, more=True)
        await submitted(office, view, {**THEMES, "rules": ["write-in:yes"]})
        [message] = office.shared()
        li = office.slack.as_user(PEOPLE["li"])
        ballot = (await (await li.click(message, "Add an option")).until(lambda seen: seen.modal)).modal
        assert ballot
        wrong = await li.submit(ballot, {"write-in": "1"})
        right = await li.submit(ballot, {"write-in": "Oceans in: 2030"})
        await right.until(lambda seen: seen.private or seen.errors)
        poll = office.state().poll("PNE", 1)
        return wrong.errors, [str(option) for option in poll.options], len(poll.ballots)

    wrong, options, ballots = hold(talk)

    assert wrong == {"write-in": "“1” cannot be the name of an option; use words."}
    assert (options[-1], ballots) == ("Oceans in: 2030", 1)


@pytest.mark.parametrize("more", [False, True])
@pytest.mark.parametrize("kind", PollKind)
def test_the_form_of_every_kind_fits(kind: PollKind, more: bool) -> None:
    """It is one that Slack takes, and short enough for a phone at first."""
    view = poll_form(Place("C1", "x-"), kind, more=more)

    assert view_problems(view, "modal") == []
    assert len(view["blocks"]) <= (12 if more else 6)


@given(
    values=st.recursive(st.none() | st.text(max_size=5), lambda inner: st.dictionaries(st.text(max_size=9), inner)),
    action=st.text(max_size=9) | st.just(MORE),
)
def test_whatever_arrives_a_form_is_shown(values: object, action: str) -> None:
    """A forged kind is no kind."""
    state = {"values": {"kind": {FIELD: values}, "first": values}}
    changed = changed_form({"callback_id": "poll open", "state": state, "blocks": values}, action)

    assert view_problems(changed, "modal") == []
