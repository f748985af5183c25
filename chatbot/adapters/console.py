"""The console: one command a line from a pipe; `prompt.py` asks a person. It trusts whoever has the shell."""

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from typing import Final, TextIO

from chatbot.dispatch import Dispatcher
from chatbot.grammar import SIGNS, clean, fold_word, is_utf8, without_sign
from chatbot.letters.mail import Mail
from chatbot.message import Refused, Reply, Request
from chatbot.replies import refused
from storage.i18n import _

_ENDS: Final = ("exit", "quit")


@dataclass(slots=True)
class Console:
    """Who types, and in which network's channel."""

    dispatcher: Dispatcher
    handle: str
    network: str | None = None
    mail: Mail | None = None
    """What is due to whoever types is told beside the answers, if there is one."""

    def letters(self, now: datetime) -> Iterator[str]:
        """Yield the private letters that are due to whoever types; they count as told."""
        people = self.dispatcher.people
        person = people.with_handle(f"console:{self.handle}") or people.named(self.handle)
        return self.mail.take(person, now) if self.mail and person else iter(())

    def answer(self, line: str, now: datetime, *, operator: bool = False) -> Reply:
        """Answer one typed line; `/as NAME` and `/in CODE` change who types and where."""
        typed = clean(line)
        word, _space, rest = without_sign(typed).partition(" ")
        if fold_word(word) in ("as", "in") and typed.startswith(SIGNS):
            return self._change(fold_word(word), rest.strip())
        handle = f"console:{self.handle}"
        request = Request(line, handle, now, f"console:{uuid.uuid4()}", self.network, operator=operator)
        if fold_word(word) in _ENDS and not rest:
            return refused(request, Refused("unknown_command", _("Only `/exit` ends the console."), "/exit"), ())
        return self.dispatcher.handle_now(request)

    def _change(self, word: str, rest: str) -> Reply:
        if word == "as" and rest:
            self.handle = rest.lstrip("@")
            told = _("You type as @{name} now.").format(name=self.handle)
            people = self.dispatcher.people
            if not (people.with_handle(f"console:{self.handle}") or people.named(self.handle)):
                told += " " + _("Nobody is known by that name: what you type is an observer's.")
            return Reply(told)
        codes = self.dispatcher.record.state().networks
        code = rest.lstrip("#").upper()
        if word == "in" and code in codes:
            self.network = code
            return Reply(_("You type in {code} now.").format(code=code))
        sentence = _("Write a name after `/as`, or one of these after `/in`: {codes}")
        if word == "in" and code:
            sentence = _("There is no network {code}. There are: {codes}.")
        told = sentence.format(code=code, codes=", ".join(codes) or _("none yet"))
        return Reply(told, error="not_found" if word == "in" and code else "usage")


def show(reply: Reply, *, as_json: bool) -> str:
    """Return a reply as text, or as a JSON object in one line."""
    if not as_json:
        return reply.text
    answer = {
        "ok": reply.error is None,
        "text": reply.text,
        "private": reply.private,
        "created": list(reply.created),
        "error": reply.error,
    }
    return json.dumps(answer, ensure_ascii=False)


def is_end(line: str) -> bool:
    """Tell whether a typed line ends the console."""
    return clean(line).casefold() in {f"{sign}{word}" for sign in SIGNS for word in _ENDS}


def filter_lines(console: Console, lines: Iterable[str], out: TextIO, *, as_json: bool) -> bool:
    """Answer one command a line; tell whether every one was accepted."""
    accepted = True
    for line in takewhile(lambda line: not is_end(line), lines):
        if clean(line):
            reply = _answer(console, line)
            accepted &= reply.error is None
            print(show(reply, as_json=as_json), file=out, flush=True)
    return accepted


def _answer(console: Console, line: str) -> Reply:
    if is_utf8(line):
        return console.answer(line.rstrip("\n"), datetime.now(UTC))
    return Reply(_("This line is no UTF-8 text, so nothing was recorded."), error="usage")
