"""The web ballot: a form that a voter gets a one-time link to, for one secret poll.

It needs no script and no cookie: the code in the link is all that there is. It stands for the voter, tells nobody who
that is, ends with the poll, and takes one ballot. Looking at the form uses nothing up: programs look at links too.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final, NamedTuple, Protocol
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from aiohttp import web

from chatbot.ballot_form import Field, Unfilled, choice, fields
from chatbot.dates import show_moment
from chatbot.faults import note
from chatbot.message import Reply
from chatbot.web.answers import SECURITY, plain
from chatbot.web.page import template
from storage.errors import StorageFault
from storage.i18n import _, speak
from storage.public import wording
from storage.public.wording import written
from storage.state import Poll

log = logging.getLogger(__name__)
PATH: Final = "/ballot"
FORM: Final = "application/x-www-form-urlencoded"
LARGEST: Final = 20_000
"""Bytes of the largest form that is read."""
MOST: Final = 100
"""Fields of it."""
HEADERS: Final = {
    **SECURITY,
    "Content-Security-Policy": SECURITY["Content-Security-Policy"].replace("form-action 'none'", "form-action 'self'"),
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


class Paper(NamedTuple):
    """A ballot paper: the poll, and how its voter reads."""

    poll: Poll
    person: str
    zone: str
    language: str
    is_used: bool


class Voting(Protocol):
    """Where ballots go. Both may raise `StorageFault`."""

    def paper(self, code: str, now: datetime) -> Paper | None:
        """Return what a code is for; None for one that is not valid now."""
        ...

    async def cast(self, paper: Paper, code: str, choice: str, now: datetime) -> Reply:
        """Take a choice as if the voter had typed it."""
        ...


class BallotDoor:
    """Answers at the address of the web ballot."""

    def __init__(self, voting: Voting, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._voting = voting
        self._clock = clock

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Return the answer to any request; nothing of it is logged."""
        try:
            return await self._answer(request)
        except web.HTTPException:
            return plain(HTTPStatus.BAD_REQUEST, _("This request cannot be answered."))
        except StorageFault:
            return plain(HTTPStatus.SERVICE_UNAVAILABLE, _("Nothing was recorded. Try again in a minute."))
        except Exception as problem:  # noqa: BLE001  the voter gets a sentence
            note(problem)
            return plain(HTTPStatus.INTERNAL_SERVER_ERROR, _("Something went wrong here. Try again in a minute."))

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.method not in ("GET", "HEAD", "POST"):
            sentence = _("This address takes a form.")
            return plain(HTTPStatus.METHOD_NOT_ALLOWED, sentence, {"Allow": "GET, HEAD, POST"})
        code, now = request.query.get("code", ""), self._clock()
        paper = self._voting.paper(code, now)
        if paper is None:
            sentence = _("This link is not valid: the poll has closed, or a part of the link is missing.")
            return _page(HTTPStatus.NOT_FOUND, [sentence])
        speak(paper.language)
        if paper.is_used:
            return _page(HTTPStatus.GONE, [_used(paper.poll)])
        if request.method != "POST":
            return _form(HTTPStatus.OK, paper)
        return await self._take(request, paper, code, now)

    async def _take(self, request: web.BaseRequest, paper: Paper, code: str, now: datetime) -> web.StreamResponse:
        if request.content_type != FORM or (request.content_length or 0) > LARGEST:
            return plain(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _("This address takes a form."))
        try:
            filled = parse_qs(await request.text(), max_num_fields=MOST)
            chosen = choice(paper.poll.kind, len(paper.poll.options), filled)
        except Unfilled as problem:
            return _form(HTTPStatus.UNPROCESSABLE_ENTITY, paper, str(problem))
        except ValueError:
            return plain(HTTPStatus.BAD_REQUEST, _("This request cannot be answered."))
        return _taken(paper, await self._voting.cast(paper, code, chosen, now))


def _taken(paper: Paper, reply: Reply) -> web.Response:
    """Return what became of a ballot."""
    told = reply.text.partition("\n")[0]
    if reply.error == "usage":
        return _form(HTTPStatus.UNPROCESSABLE_ENTITY, paper, told)
    if reply.error:
        return _page(HTTPStatus.CONFLICT, [told])
    if reply.repeated:
        return _page(HTTPStatus.GONE, [_used(paper.poll)])
    return _page(HTTPStatus.OK, [told, _("You can close this page.")])


def _used(poll: Poll) -> str:
    sentence = _(
        "This link has been used. To change your vote, ask the bot for a new one in the chat: /poll ballot {poll}, or "
        "on Matrix !poll ballot {poll}"
    )
    return sentence.format(poll=poll.label)


def _form(status: HTTPStatus, paper: Paper, problem: str = "") -> web.Response:
    zone, poll = ZoneInfo(paper.zone), paper.poll
    options = [show_moment(time, zone) for time in poll.times] if poll.times else wording.options(poll)
    told = [
        _("Who can see your vote: nobody is told, not even this page repeats it."),
        _("Until the close, ballots lie sealed on the bot's computer, and whoever runs it could open them."),
        *([_("It closes on {time}.").format(time=show_moment(poll.closes, zone))] if poll.closes else []),
        _("This link takes one ballot. It is yours: whoever has it can vote for you. Do not pass it on."),
    ]
    return _page(status, told, poll=poll, shown=fields(poll, options), problem=problem)


def _page(
    status: HTTPStatus,
    told: Sequence[str],
    poll: Poll | None = None,
    shown: Sequence[Field] = (),
    problem: str = "",
) -> web.Response:
    title = f"{poll.label}: {written(poll.question)}" if poll else _("A secret ballot")
    body = _TEMPLATE.render(title=title, told=told, fields=shown, problem=problem)
    return web.Response(status=status, text=body, content_type="text/html", charset="utf-8", headers=HEADERS)


_TEMPLATE: Final = template("ballot.html")
