"""The web ballot: a one-time link, a form for every kind of poll, and nothing that stays."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import pytest
from aiohttp import ClientSession
from playwright.sync_api import Browser, expect

from chatbot.compose import open_bot
from chatbot.message import Request
from chatbot.voting import WebVoting
from chatbot.web.ballot import PATH, BallotDoor
from chatbot.web.server import serving
from tests.chatbot.web.visiting import Answer, apart, settings
from tests.conversation import Conversation, suggestion

KINDS: Final[Mapping[str, tuple[str, Sequence[tuple[str, str]], tuple[int, ...], tuple[int, ...]]]] = {
    "single": ("A | B", [("choice", "2")], (2,), ()),
    "abstaining": ("A | B", [("choice", "abstain")], (), ()),
    "multiple": ("A | B | C kind:multiple", [("choice", "1"), ("choice", "3")], (1, 3), ()),
    "approval": ("A | B | C kind:approval", [("choice", "none")], (0,), ()),
    "ranked": ("A | B | C kind:ranked", [("1", "2"), ("2", ""), ("3", "1")], (3, 1), ()),
    "consensus": (" kind:consensus", [("choice", "concerns")], (2,), ()),
    "dates": (
        "12 May 2021 13:00 UTC | 13 May 2021 13:00 UTC kind:dates",
        [("1", "if-need-be"), ("2", "yes")],
        (2,),
        (1,),
    ),
}


@pytest.fixture
def talk(talk: Conversation) -> Conversation:
    """A conversation whose record has a public page."""
    talk.bot = open_bot(settings(talk.folder, public_url="https://pn.example.org"))
    return talk


def opened(talk: Conversation, poll: str = "A | B") -> str:
    """Open a secret poll, and return the path and query of li's link."""
    separator = "" if poll.startswith(" ") else " | "
    talk.given(f"@amina /poll open Which?{separator}{poll} secret:yes closes:in 60 minutes")
    return link(talk)


def link(talk: Conversation, who: str = "li") -> str:
    """Return the path and query of somebody's new link."""
    told = talk.say(f"@{who} /poll ballot P1").text
    found = re.search(r"https://pn\.example\.org(/ballot\S+)", told)
    assert found, told
    return found[1]


def test_the_link_is_suggested_where_a_secret_vote_cannot_be_taken_back(talk: Conversation) -> None:
    """It tells of no choice."""
    opened(talk)

    assert suggestion(talk.say("@li /poll unvote P1")) == "/poll ballot PNE-P1"


def test_the_form_is_suggested_on_slack(talk: Conversation) -> None:
    """Also to whom nobody can give a link."""
    opened(talk)
    person = talk.bot.people.named("li")
    assert person
    talk.bot.people.keep(replace(person, handles=(*person.handles, "slack:U1LI")))
    asked = talk.bot.dispatcher.handle_now(
        Request("/poll unvote PNE-P1", "slack:U1LI", talk.now, "s:1", "PNE", "slack:C1")
    )

    assert suggestion(asked) == "/poll vote PNE-P1"


def send(talk: Conversation, path: str, *forms: Sequence[tuple[str, str]] | None, **more: Any) -> list[Answer]:  # noqa: ANN401
    """Ask for a path (None), or send forms to it, one after the other."""

    async def ask() -> list[Answer]:
        door = BallotDoor(WebVoting(talk.bot), lambda: talk.now)
        doors = {PATH: door.answer}
        async with (
            serving(talk.bot.record, settings(talk.folder), lambda: talk.now, doors) as address,
            ClientSession() as client,
        ):
            found = []
            for form in forms:
                method = "GET" if form is None else "POST"
                headers = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
                body = None if form is None else urlencode(form)
                chosen = {"headers": headers, "data": body, **more}
                async with client.request(method, address + path, **chosen) as got:
                    found.append(Answer(got.status, got.headers.copy(), await got.read(), address))
            return found

    return asyncio.run(ask())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_poll_has_a_form(talk: Conversation, kind: str) -> None:
    """What is filled in is counted, and the answer does not repeat it."""
    poll, filled, choice, maybe = KINDS[kind]
    path = opened(talk, poll)

    form, answer = send(talk, path, None, filled)
    talk.run_out()
    [ballot] = talk.poll().unnamed

    assert form.status == answer.status == 200, answer.text
    assert {f'name="{name}"' for name, _value in filled} <= set(re.findall(r'name="\w+"', form.text))
    assert "A ballot from you is in PNE-P1" in answer.text
    assert (ballot.choice, ballot.maybe) == (choice, maybe)


def test_a_link_takes_one_ballot(talk: Conversation) -> None:
    """Looking at it uses nothing up; the second ballot is not taken, and the page says so; a new link changes it."""
    path = opened(talk)
    looked, _again, first, second, shown = send(talk, path, None, None, [("choice", "1")], [("choice", "2")], None)
    [changed] = send(talk, link(talk), [("choice", "2")])
    talk.run_out()

    assert (looked.status, first.status, second.status, shown.status) == (200, 200, 410, 410)
    assert "/poll ballot PNE-P1, or on Matrix !poll ballot PNE-P1" in second.text
    assert changed.status == 200
    assert [ballot.choice for ballot in talk.poll().unnamed] == [(2,)]


@pytest.mark.parametrize("form", [[], [("choice", "")], [("choice", "9")], [("choice", "1"), ("choice", "abstain")]])
def test_a_form_that_says_nothing_can_be_filled_in_again(talk: Conversation, form: Sequence[tuple[str, str]]) -> None:
    """The link stays good."""
    path = opened(talk)
    wrong, right = send(talk, path, form, [("choice", "1")])

    assert wrong.status == 422
    assert 'role="alert"' in wrong.text
    assert right.status == 200


def test_a_link_ends_with_the_poll(talk: Conversation) -> None:
    """At its deadline, and for good."""
    path = opened(talk)
    talk.wait(minutes=61)
    [late] = send(talk, path, [("choice", "1")])
    talk.bot.record.catch_up(talk.now)
    [later] = send(talk, path, None)

    assert late.status == later.status == 404
    assert talk.poll().unnamed == ()


@pytest.mark.parametrize("path", ["/ballot", "/ballot?code=PNE-P1.x", "/ballot?code=PNE-P9.x", "/ballot?code=x&code=y"])
def test_no_other_link_is_valid(talk: Conversation, path: str) -> None:
    """Nor one for another poll."""
    opened(talk)

    assert send(talk, path, None)[0].status == 404


def test_a_link_is_good_for_its_poll_alone(talk: Conversation) -> None:
    """Each box has a key of its own."""
    code = opened(talk).partition(".")[2]
    talk.given("@amina /poll open Another? | A | B secret:yes")

    assert send(talk, f"/ballot?code=PNE-P2.{code}", None)[0].status == 404


def test_nothing_is_kept_or_told_elsewhere(talk: Conversation, caplog: pytest.LogCaptureFixture) -> None:
    """No copy in a cache, no address to another site, no script; nobody's name, nothing chosen, in no log."""
    path = opened(talk)
    form, answer = send(talk, path, None, [("choice", "2")])

    for got in (form, answer):
        assert got.headers["Cache-Control"] == "no-store"
        assert got.headers["Referrer-Policy"] == "no-referrer"
        assert "script" not in got.headers["Content-Security-Policy"]
        assert "form-action 'self'" in got.headers["Content-Security-Policy"]
        assert "<script" not in got.text
        assert "Set-Cookie" not in got.headers
        assert "@li" not in got.text
    assert "B" not in re.sub("<style>.*?</style>", "", answer.text, flags=re.S).replace("Ballot", "")
    assert urlsplit(path).query not in caplog.text


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("PUT", {}, 405),
        ("POST", {"Content-Type": "text/plain"}, 415),
        ("POST", {"Content-Type": "multipart/form-data"}, 415),
    ],
)
def test_what_is_no_form_is_refused(talk: Conversation, method: str, headers: dict[str, str], status: int) -> None:
    """And uses nothing up."""
    path = opened(talk)

    async def ask() -> int:
        doors = {PATH: BallotDoor(WebVoting(talk.bot), lambda: talk.now).answer}
        async with (
            serving(talk.bot.record, settings(talk.folder), lambda: talk.now, doors) as address,
            ClientSession() as client,
            client.request(method, address + path, headers=headers, data=b"choice=1") as got,
        ):
            return got.status

    assert asyncio.run(ask()) == status
    assert send(talk, path, [("choice", "1")])[0].status == 200


def test_a_larger_form_is_not_read(talk: Conversation) -> None:
    """Nobody can keep the bot busy."""
    path = opened(talk)
    [answer] = send(talk, path, [("choice", "1" * 30_000)])

    assert answer.status in (413, 415, 422)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_browser_without_scripts_votes(talk: Conversation, browser: Browser, width: int) -> None:
    """On a phone and at a desk; it asks nobody else for anything, and going back shows nothing chosen."""
    path = opened(talk, "Wasser | طاقة | Food kind:ranked")
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with voting(talk) as address:
        page.goto(address + path)
        page.get_by_label("طاقة").select_option("1")
        page.get_by_label("Food").select_option("2")
        page.get_by_role("button", name="Vote").click()
        expect(page.get_by_text("A ballot from you is in PNE-P1")).to_be_visible()
        page.goto(address + path)
        expect(page.get_by_text("This link has been used")).to_be_visible()
    context.close()
    talk.reopen()
    talk.run_out()

    assert all(url.startswith((address, "data:")) for url in asked)
    assert [ballot.choice for ballot in talk.poll().unnamed] == [(2, 3)]


@pytest.mark.parametrize("kind", KINDS)
def test_everything_to_touch_is_large_enough(talk: Conversation, browser: Browser, kind: str) -> None:
    """At least 44 pixels high on a phone, which does not scroll sideways, however long an option is."""
    path = opened(talk, KINDS[kind][0].replace("| B", f"| {'Beta ' * 30}"))
    page = browser.new_page(viewport={"width": 360, "height": 700})
    with voting(talk) as address:
        page.goto(address + path)
        touched = [one.bounding_box() for one in page.locator("label, select, button").all()]
        too_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    page.close()

    assert [box for box in touched if not box or box["height"] < 44] == []
    assert len(touched) > 3
    assert not too_wide


def voting(talk: Conversation) -> AbstractContextManager[str]:
    """Serve the web ballot from a thread of its own, for a browser; yield the address."""

    def serve() -> AbstractAsyncContextManager[str]:
        bot = open_bot(settings(talk.folder, public_url="https://pn.example.org"))
        doors = {PATH: BallotDoor(WebVoting(bot), lambda: talk.now).answer}
        return serving(bot.record, settings(talk.folder), lambda: talk.now, doors)

    return apart(serve)


def test_whoever_may_not_vote_gets_no_link(talk: Conversation) -> None:
    """Nor is there one for an open poll, or without a public page."""
    opened(talk)
    talk.given("@amina /poll open Another? | A | B")
    without = Conversation(talk.folder)

    assert talk.say("@ines /poll ballot P1").error == "forbidden"
    assert talk.say("@li /poll ballot P2").error == "conflict"
    assert without.say("@li /poll ballot P1").error == "conflict"
