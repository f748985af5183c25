"""The console's prompt for a person."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import takewhile

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter

from chatbot.adapters.console import Console, is_end, show
from chatbot.commands import COMMANDS


def prompt(console: Console, *, as_json: bool) -> None:
    """Answer a person at a prompt until `/exit`, Ctrl-D or Ctrl-C. What was typed is remembered for this one only."""
    words = [f"/{command.path}" for command in COMMANDS]
    session: PromptSession[str] = PromptSession(
        completer=WordCompleter(words, sentence=True), complete_while_typing=False
    )
    for line in takewhile(lambda line: not is_end(line), _typed(session, console)):
        if line.strip():
            print(show(console.answer(line, datetime.now(UTC)), as_json=as_json), file=sys.stdout, flush=True)
        for letter in () if as_json else console.letters(datetime.now(UTC)):
            print(letter, flush=True)


def _typed(session: PromptSession[str], console: Console) -> Iterator[str]:
    while True:
        place = f" #{console.network.lower()}" if console.network else ""
        try:
            yield session.prompt(f"@{console.handle}{place}> ")
        except (EOFError, KeyboardInterrupt):
            return
