"""The server of the public page: what it answers, to whom, with which headers."""

import asyncio
import logging
import shutil
import socket
from pathlib import Path

import pytest
from aiohttp import ClientSession

from chatbot.web.server import serving
from storage.errors import PortTaken, StorageFault
from storage.settings import Settings
from tests.chatbot.web.visiting import SURFACES, Answer, ask, settings, visit
from tests.conversation import Conversation


def header(answer: Answer, name: str) -> str:
    """Return a header that must be there once."""
    return answer.headers[name]


@pytest.mark.parametrize(
    ("path", "kind"), [("/", "text/html"), ("/feed.atom", "application/atom+xml"), ("/calendar.ics", "text/calendar")]
)
def test_a_surface_says_what_it_is(lived: Conversation, path: str, kind: str) -> None:
    """UTF-8 under its media type, to be used again for a minute."""
    [answer] = visit(lived, path)

    assert (answer.status, header(answer, "Content-Type")) == (200, f"{kind}; charset=utf-8")
    assert header(answer, "Cache-Control") == "public, max-age=60"


def test_who_has_it_already_is_not_sent_it_again(lived: Conversation) -> None:
    """304 for a tag that fits, also one of several, also one that a web server in front made weak."""
    for path in SURFACES:
        [first] = visit(lived, path)
        tag = header(first, "ETag")
        for asked in (tag, f'"other", {tag}', f"W/{tag}", "*"):
            [again] = visit(lived, path, headers={"If-None-Match": asked}, port=int(first.address.rpartition(":")[2]))

            assert (again.status, again.body, header(again, "ETag")) == (304, b"", tag)
        [other] = visit(lived, path, headers={"If-None-Match": '"other"'})
        assert other.status == 200


def test_what_is_recorded_shows_within_a_second(lived: Conversation) -> None:
    """Nothing old is kept for long once something new is recorded, and nobody can make us look more often."""

    async def look() -> list[bool]:
        chosen = settings(lived.folder)
        async with serving(lived.bot.record, chosen, lambda: lived.now) as address, ClientSession() as client:
            await ask(client, address, "/feed.atom")
            lived.given("@sec #pne /publish Brand new.")
            looks = []
            for _look in range(2):
                looks.append("Brand new." in (await ask(client, address, "/feed.atom")).text)
                lived.wait(seconds=1)
            return looks

    assert asyncio.run(look()) == [False, True]


def test_a_minute_later_the_page_is_made_anew(lived: Conversation) -> None:
    """It says when it was made; a poll whose time has come is closed there."""

    async def both() -> tuple[str, str]:
        chosen = settings(lived.folder)
        async with serving(lived.bot.record, chosen, lambda: lived.now) as address, ClientSession() as client:
            before = await ask(client, address, "/")
            lived.wait(minutes=1)
            return before.text, (await ask(client, address, "/")).text

    before, after = asyncio.run(both())

    assert "Made on 1 March 2021, 10:10 UTC." in before
    assert "Made on 1 March 2021, 10:11 UTC." in after


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [(path, "GET", 200) for path in (*SURFACES, "/healthz")]
    + [
        ("/nothing", "GET", 404),
        ("/?pn=NONE", "GET", 404),
        ("/feed.atom?pn=NONE", "GET", 404),
        ("/../etc/passwd", "GET", 404),
        ("/", "POST", 405),
        ("/feed.atom", "DELETE", 405),
        ("/nothing", "OPTIONS", 405),
    ],
)
def test_every_answer_has_the_headers(lived: Conversation, path: str, method: str, status: int) -> None:
    """A browser trusts nothing, runs nothing, frames nothing; nobody learns our versions."""
    [answer] = visit(lived, path, method=method)

    assert answer.status == status
    assert "default-src 'none'" in header(answer, "Content-Security-Policy")
    assert "frame-ancestors 'none'" in header(answer, "Content-Security-Policy")
    assert "unsafe" not in header(answer, "Content-Security-Policy")
    assert header(answer, "X-Content-Type-Options") == "nosniff"
    assert header(answer, "X-Frame-Options") == "DENY"
    assert header(answer, "Referrer-Policy") == "no-referrer"
    assert header(answer, "Server") == "pn"


@pytest.mark.parametrize("path", [*SURFACES, "/healthz", "/nothing"])
def test_head_is_get_without_a_body(lived: Conversation, path: str) -> None:
    """The same status and headers."""
    [got], [headed] = (
        visit(lived, path, method=method, public_url="https://pn.example.org") for method in ("GET", "HEAD")
    )

    assert (headed.status, headed.body) == (got.status, b"")
    assert {**headed.headers, "Date": ""} == {**got.headers, "Date": ""}


def test_what_is_not_there_is_said_in_one_line(lived: Conversation) -> None:
    """Nothing of the request is repeated."""
    [answer] = visit(lived, "/<script>alert(1)</script>")

    assert (answer.status, header(answer, "Content-Type")) == (404, "text/plain; charset=utf-8")
    assert answer.text == "There is nothing at this address. The public record begins at /\n"


def test_only_reading_is_offered(lived: Conversation) -> None:
    """The answer to a writing method says what is allowed."""
    [answer] = visit(lived, "/", method="PUT")

    assert header(answer, "Allow") == "GET, HEAD"


def test_what_is_no_http_is_answered_without_repeating_it(
    lived: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    """The same headers, no version, and no trace of it in the log."""

    async def shout() -> bytes:
        chosen = settings(lived.folder)
        async with serving(lived.bot.record, chosen) as address:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
            writer.write(b"SHOUT marker\x00\r\n\r\n")
            answer = await reader.read()
            writer.close()
            return answer

    answer = asyncio.run(shout())

    assert answer.startswith(b"HTTP/1.0 400")
    assert b"X-Content-Type-Options: nosniff" in answer
    assert b"aiohttp" not in answer
    assert b"marker" not in answer
    assert "marker" not in caplog.text


def test_a_record_that_cannot_be_read_is_said_without_details(
    lived: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    """503, for the supervisor and for the visitor; the reason stands in the log, once."""
    journal = lived.folder / "journal.jsonl"

    async def both() -> tuple[list[Answer], Answer]:
        chosen = settings(lived.folder)
        async with serving(lived.bot.record, chosen, lambda: lived.now) as address, ClientSession() as client:
            await ask(client, address, "/")
            lived.wait(seconds=1)
            shutil.move(journal, journal.with_suffix(".away"))
            failed = [await ask(client, address, path) for path in ("/healthz", "/", "/feed.atom")]
            shutil.move(journal.with_suffix(".away"), journal)
            return failed, await ask(client, address, "/healthz")

    failed, healed = asyncio.run(both())

    assert [answer.status for answer in failed] == [503, 503, 503]
    assert {answer.text for answer in failed} == {"The record cannot be read now. Try again in a minute.\n"}
    assert (healed.status, healed.text) == (200, "ok\n")
    assert len([entry for entry in caplog.records if entry.levelno >= logging.ERROR]) == 1


def test_a_busy_port_is_named(lived: Conversation) -> None:
    """One sentence with the port and the setting that changes it."""

    async def serve(port: int) -> None:
        async with serving(lived.bot.record, settings(lived.folder, port=port)):
            pass

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken) as problem:
            asyncio.run(serve(port))

    assert isinstance(problem.value, StorageFault)
    assert str(problem.value) == (
        f"The public page cannot listen on port {port} of 127.0.0.1: Address already in use. "
        "Choose another port with PORT."
    )


def test_the_port_is_free_again_at_the_end(lived: Conversation) -> None:
    """Who starts anew at once finds it."""
    [first] = visit(lived, "/healthz")
    [second] = visit(lived, "/healthz", port=int(first.address.rpartition(":")[2]))

    assert first.address == second.address


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("localhost:{port}", "http://localhost:{port}"),
        ("127.0.0.1:{port}", "http://127.0.0.1:{port}"),
        ("evil.example", "http://127.0.0.1:{port}"),
        ("evil.example:{port}", "http://127.0.0.1:{port}"),
        ("127.0.0.1:{port}@evil.example", "http://127.0.0.1:{port}"),
        ('localhost:{port}"><script>', "http://127.0.0.1:{port}"),
        ("", "http://127.0.0.1:{port}"),
    ],
)
def test_a_host_that_somebody_made_up_is_not_repeated(lived: Conversation, host: str, shown: str) -> None:
    """Links begin with an address that is ours."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    answers = visit(lived, *SURFACES, headers={"Host": host.format(port=port)}, port=port)

    assert f'href="{shown.format(port=port)}/feed.atom"' in answers[1].text
    assert not [answer for answer in answers if "evil" in answer.text or "<script" in answer.text]


def test_the_public_address_is_used_where_it_is_set(lived: Conversation) -> None:
    """Behind a web server, links lead to where the visitor came from."""
    page, feed, calendar = visit(lived, *SURFACES, public_url="https://pn.example.org/record/")

    assert 'rel="alternate" type="application/atom+xml" href="https://pn.example.org/record/feed.atom"' in page.text
    assert 'rel="self" type="application/atom+xml" href="https://pn.example.org/record/feed.atom"' in feed.text
    assert "https://pn.example.org/record/?pn=PNE" in calendar.text.replace("\r\n ", "")
    assert "127.0.0.1" not in page.text + feed.text + calendar.text


@pytest.mark.parametrize("address", ["pn.example.org", "javascript:alert(1)", "https://", "https://a.example/?x=1"])
def test_a_public_address_that_is_none_is_refused(address: str, tmp_path: Path) -> None:
    """Whoever set it is told so at the start."""
    with pytest.raises(ValueError, match="PN_PUBLIC_URL"):
        Settings.model_validate({"PN_RECORD": f"tinydb:{tmp_path}", "PN_PUBLIC_URL": address})
