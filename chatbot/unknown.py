"""A line that starts with no command: what is said of it, and what is likely meant."""

from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from chatbot.arguments import first_word
from chatbot.command import Command
from chatbot.grammar import fold_word, split_list
from chatbot.things import read_id
from storage.i18n import _

LONGEST_PATH: Final = 3
"""The most words that a command has."""
_TELLING: Final = 3
"""Letters of a word that tell which one they begin."""
_CLOSE: Final = 0.75
"""How alike a misspelt command and a known one are at least."""
_SOMEWHAT: Final = 0.55
"""How alike each of their words is at least."""
MEANT: Final = {
    "poll": {
        **dict.fromkeys(("create", "new", "start", "make", "add", "propose"), "open"),
        **dict.fromkeys(("end", "stop", "finish"), "close"),
        **dict.fromkeys(("cancel", "delete", "remove"), "withdraw"),
        **dict.fromkeys(("show", "view", "status"), "results"),
    },
    "meeting": {
        **dict.fromkeys(("schedule", "create", "new", "add"), "plan"),
        **dict.fromkeys(("start", "begin"), "open"),
        **dict.fromkeys(("end", "stop", "finish"), "close"),
        **dict.fromkeys(("delete", "remove", "drop"), "cancel"),
        **dict.fromkeys(("reschedule", "postpone"), "move"),
    },
}
"""What people write for a verb that a noun has."""
_ALONE: Final = {
    **dict.fromkeys(("leave", "left"), "attend leave"),
    "present": "attend",
    **dict.fromkeys(("absent", "excused", "sorry"), "apologies"),
    **dict.fromkeys(("commits", "commitments"), "commit list"),
    "meetings": "meeting list",
    "polls": "poll list",
    "milestones": "pn milestone list",
    "members": "pn member list",
    "unsubscribe": "pn me notify:no",
}
"""What people write alone. Who leaves a meeting is not to leave the network."""
_SHOWN_BY: Final = {"poll": "results", "meeting": "agenda"}
"""What shows the thing whose id stands where a verb should."""
_SPOKEN: Final = frozenset(("i", "i'm", "i’m", "im", "am", "please"))
"""What people write before it, as to a person: "I'm here"."""


def after(text: str, words: int) -> str:
    """Return what was typed after the first words."""
    return "".join(text.split(maxsplit=words)[words:])


def unspoken(text: str) -> str:
    """Return the text without the words that are written before it as to a person."""
    while text and fold_word(first_word(text)[0]) in _SPOKEN:
        text = after(text, 1)
    return text


def unknown(words: Sequence[str], commands: Collection[str], better: str) -> str:
    """Return what is said of a line that starts with no command; `better` is what is suggested."""
    if not any(words):
        return _("Type a command after the sign.")
    starts = {path.rpartition(" ")[0] for path in commands}
    start = next((" ".join(words[:count]) for count in (2, 1) if " ".join(words[:count]) in starts), "")
    following = ", ".join(path.removeprefix(f"{start} ") for path in commands if path.startswith(f"{start} "))
    if start.split() == words:
        return _("`/{start}` needs a further word: {following}.").format(start=start, following=following)
    shown = " ".join(words[: len(start.split()) + 1])
    if not start and len(words) > 1 and (words[0] in _SPOKEN or better.startswith("/pn help")):
        return _("I do not understand that.")
    if start in ("", "pn"):
        return _("There is no command `/{shown}`.").format(shown=shown)
    sentence = _("There is no command `/{shown}`; after `/{start}` stands one of: {following}.")
    return sentence.format(shown=shown, start=start, following=following)


def closest(words: Sequence[str], text: str, commands: Mapping[str, Command]) -> str:
    """Return the typed line with the command that is likeliest meant, else a line of help."""
    noun, rest = words[0] if words else "", after(text, 1)
    named = read_id(first_word(rest)[0])
    if alone := _ALONE.get(noun):
        return f"/{alone} {rest}".strip()
    if meant := _meant(noun, rest):
        return f"/{noun} {meant}".strip()
    ending = [path for path in commands if path.endswith(f" {noun}")]  # `/vote` for `/poll vote`
    if ending := sorted(ending, key=lambda path: not (named and path.startswith(named.noun))):
        return f"/{ending[0]} {rest}".strip()
    for count in range(len(words), 0, -1):
        typed, as_long = " ".join(words[:count]), [path for path in commands if path.count(" ") == count - 1]
        begun = [path for path in as_long if len(words[count - 1]) >= _TELLING and path.startswith(typed)]
        alike = [path for path in as_long if _is_alike(typed, path)]
        if near := begun or get_close_matches(typed, alike, n=1, cutoff=_CLOSE):
            return f"/{near[0]} {after(text, count)}".strip()
    if noun == "poll" and (question := _question(rest)):
        return f"/poll open {question}"
    nouns = {path.partition(" ")[0] for path in commands} - {"pn"}
    return " ".join(["/pn help", *get_close_matches(noun, nouns, n=1, cutoff=_CLOSE)])


def _meant(noun: str, text: str) -> str:
    """Return the text with the verb that a noun has instead of another, or of none before an id; "" for any other."""
    verb, behind = first_word(text)
    if meant := MEANT.get(noun, {}).get(fold_word(verb)):
        return f"{meant} {behind}"
    return f"{_SHOWN_BY[noun]} {text}" if noun in _SHOWN_BY and read_id(verb) else ""


def _question(text: str) -> str:
    """Return a text as a question with options, as in "Which one? | This | That"; "" for what is none."""
    if len(split_list(text)) > 1:
        return text
    return f"{text} | Yes | No" if text.endswith(("?", "？")) else ""


def _is_alike(typed: str, path: str) -> bool:
    """Tell whether each word is somewhat like its counterpart: as a whole "poll shall" is very like "poll ballot".

    Before any command `pn` may stand.
    """
    pairs = zip(typed.split(), path.split(), strict=False)
    return all(one == "pn" or SequenceMatcher(None, one, other).ratio() > _SOMEWHAT for one, other in pairs)
