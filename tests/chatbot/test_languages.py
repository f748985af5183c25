"""Translation is a catalogue: whatever the bot answers comes out of it, but for what people typed."""

import ast
import re
from collections.abc import Iterator
from contextvars import copy_context
from pathlib import Path
from typing import Final

import pytest

from chatbot.commands import COMMANDS
from storage import i18n
from storage.ids import LETTERS
from storage.measures.owners import ROLES
from tests.catalogue import ROOT, Sentence, sentences, write_catalogue
from tests.chatbot.test_permissions import CELLS
from tests.conversation import Conversation

LANGUAGE: Final = "art"
OPEN, CLOSE = "⟦", "⟧"
PEOPLE: Final = ("sec", "amina", "bruno", "li")
BEFORE: Final = (
    "@sec /pn add PNE Policy Network on Environment",
    "@sec /pn member add @amina role:co-chair",
    "@sec /pn member add @bruno",
    "@sec /pn member add @li",
    *(f"@{who} /pn me language:{LANGUAGE}" for who in PEOPLE),
    "@amina /poll open Which theme? | Connectivity | Inclusion closes:Friday 17:00",
    "@bruno /poll vote P1 2",
    "@amina /poll open Ranked? | Tea | Coffee | Water kind:ranked",
    "@li /poll vote P2 1>2",
    "@amina /poll open Secret? | Tea | Coffee secret:yes",
    "@amina /poll open Agreed? kind:consensus",
    "@bruno /poll vote P4 block because:premature",
    "@bruno /commit Write to the ministry by:26 March",
    "@amina /meeting plan 12 March 13:00 UTC title:March call",
    "@amina /meeting open M1 now:yes",
    "@bruno /attend",
    "@li /apologies",
    "@amina /note Everything discussed",
    "@amina /meeting agenda add M1 Review",
)
MISTAKES: Final = (
    "hello",
    "/frob",
    "/poll vot P1",
    "/poll open",
    "/poll vote P1 9",
    "/commit Draft by:blah",
    "/commit Draft by:03/04",
    "/meeting plan Friday",
    "/attend M9",
)
AFTER: Final = ("@amina /meeting close M1", "@sec /meeting publish M1", "@amina /commit done C1 https://example.org")
NOT_SENTENCES: Final = re.compile(r"`[^`]*`|[@#][\w-]+|\b[A-Z]{3,4}(-[A-Z]\d*)?\b|https?://\S+|^- [^:]*:", re.MULTILINE)
"""Commands, names, ids, addresses, and in a command's help the name of an argument."""


def in_brackets(sentence: Sentence) -> Sentence:
    """Return a translation that shows where it begins and ends."""
    if isinstance(sentence, str):
        return f"{OPEN}{sentence}{CLOSE}"
    one, many = sentence
    return f"{OPEN}{one}{CLOSE}", f"{OPEN}{many}{CLOSE}"


def untranslated(text: str) -> set[str]:
    """Return the words outside the brackets, which may stand one in another."""
    while (less := re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", text)) != text:
        text = less
    return set(re.findall(r"[a-z]{3,}", NOT_SENTENCES.sub(" ", text).lower()))


def lines() -> Iterator[str]:
    """Yield lines of every command, by those who may use it and by those who may not."""
    for cell in CELLS.values():
        for line in (*cell.given, *(f"@{who} {cell.line}" for who in PEOPLE)):
            yield line.format(who="bruno", code="1234")
    for command in COMMANDS:
        yield f"@amina /pn help {command.path.removeprefix('/')}"
    for mistake in MISTAKES:
        yield f"@amina {mistake}"
    yield from AFTER


def left_untranslated(talk: Conversation) -> dict[str, set[str]]:
    """Say every line, and return which words in its answer are neither translated nor typed by anybody."""
    talk.given(*BEFORE)
    typed = untranslated(" ".join(BEFORE))
    left: dict[str, set[str]] = {}
    for line in lines():
        typed |= untranslated(line)
        if words := untranslated(talk.say(line).text) - typed:
            left[line] = words
    return left


def hidden_from_the_catalogue() -> Iterator[str]:
    """Yield each call with the forms of a text that are not written out in it, so that no tool finds them."""
    for package in ("storage", "chatbot", "dashboard"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id in ("plural", "forms")
                ):
                    kinds = {type(argument) for argument in node.args[:2]}
                    if kinds != {ast.Constant} and ast.Starred not in kinds:
                        yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_plural_is_written_out_where_it_is_found() -> None:
    """A form in a variable would be in no catalogue, and its sentence never translated."""
    assert list(hidden_from_the_catalogue()) == []


def test_what_stands_in_a_sentence_for_something_is_in_the_catalogue() -> None:
    """The roles of owners, with a form for one and one for many, and the nouns that have ids."""
    assert {*ROLES.values(), *LETTERS} <= sentences()


def test_every_sentence_of_an_answer_comes_from_the_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a catalogue that puts every sentence in brackets, only what people typed stands outside of them."""
    write_catalogue(tmp_path / "locales", LANGUAGE, {sentence: in_brackets(sentence) for sentence in sentences()})
    monkeypatch.setattr(i18n, "LOCALES", tmp_path / "locales")

    left = copy_context().run(left_untranslated, Conversation(tmp_path / "record"))

    assert left == {}
