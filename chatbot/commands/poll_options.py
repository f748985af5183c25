"""Which options of a poll a text names: by their numbers, or by their own words; perhaps after a misspelt id."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from chatbot.characters import fold_characters
from chatbot.grammar import fold_word, read_numbers
from chatbot.message import Refused
from storage.events import Code, PollKind
from storage.i18n import _
from storage.measures import polls
from storage.state import Poll

_DIGITS: Final = re.compile(r"\d{1,4}")
_FEW: Final = 2
"""Letters that are too few to tell an option by."""
ALIKE: Final = 0.8
"""How much a word is like another that may be meant; "disagree" is less like "agree"."""
_SIGNS: Final = ",;>،、；›＞"
_PLAIN: Final = re.compile(rf"([{_SIGNS}])")
_AND: Final = re.compile(rf"([{_SIGNS}&]|\sand\s)", re.I)
_BETWEEN: Final = {
    PollKind.MULTIPLE: _AND,
    PollKind.APPROVAL: _AND,
    PollKind.RANKED: re.compile(rf"(->|[{_SIGNS}→]|\sthen\s)", re.I),
}
"""What stands between options; "and" names no order."""
_OPTION: Final = re.compile(r"\s*(?:(?:option|choice)s?\b|№)[\s:]*", re.I)
_DOUBT: Final = re.compile(r"\b(?:not|no|nor|or|except|without)\b", re.I)
"""Words by which the numbers beside them are not what is chosen."""
_MANY: Final = 200
"""More names and separators than this are no choice."""


def option_called(poll: Poll, word: str) -> int:
    """Return the number of the option that is called so; 0 if none is."""
    return _names(poll).get(word, 0)


def _names(poll: Poll) -> dict[str, int]:
    return {fold_word(str(option)): number for number, option in enumerate(poll.options, 1)}


def named_options(poll: Poll, text: str) -> Sequence[int]:
    """Return the numbers of the options that stand in a text, by number or name; a name may be a number itself.

    Raise `Refused` for a text in which anything else stands, with the line that may be meant.
    """
    numbers = _named(poll, text) or read_numbers(text) or ()
    if problem := _unusable(poll, text, numbers):
        raise Refused("usage", problem, _likely(poll, text))
    return numbers


def _named(poll: Poll, text: str) -> Sequence[int]:
    """Return the numbers of options that are named one after the other; none where one of them is unknown.

    The longest name is found first, since an option may hold a comma itself.
    """
    names, pieces = _names(poll), _BETWEEN.get(poll.kind, _PLAIN).split(text)  # every other piece is a separator
    numbers: list[int] = []
    start = 0 if len(pieces) <= _MANY else len(pieces)
    while start < len(pieces):
        for end in range(len(pieces), start, -2):
            if found := _one(poll, names, "".join(pieces[start:end]).strip()):
                numbers += found
                start = end + 1
                break
        else:
            return ()
    return numbers


def _one(poll: Poll, names: Mapping[str, int], text: str) -> Sequence[int]:
    """Return the number of the option that is called so, or the numbers that a text is; none where one is unknown."""
    if number := names.get(fold_word(text)):
        return (number,)
    numbers = [_placed(poll, names, number) for number in read_numbers(_OPTION.sub("", text, count=1)) or ()]
    return numbers if all(1 <= number <= len(poll.options) for number in numbers) else ()


def _placed(poll: Poll, names: Mapping[str, int], number: int) -> int:
    """Return the number of the option that a number means: its place, or its name where no option has that place."""
    called = names.get(str(number), number)
    check_meaning(poll, number, called)
    return called


def check_meaning(poll: Poll, number: int, called: int) -> None:
    """Raise `Refused` for a number that is the place of one option and the name of another: one was written in."""
    if number == called or not 1 <= number <= len(poll.options):
        return
    sentence = _("“{number}” may be option {number} of {poll}, or option {called}, which is called so: {how}.")
    how = _("write {called} for that one, and the words of the other one").format(called=called)
    told = sentence.format(number=number, poll=poll.label, called=called, how=how)
    raise Refused("ambiguous", told, f"/poll results {poll.label}")


def _unusable(poll: Poll, text: str, numbers: Sequence[int]) -> str:
    """Return why the numbers in a text are no choice; empty where they are one."""
    last = len(poll.options)
    if not numbers:
        sentence = _("I cannot read “{text}” as a choice; write the number of an option, 1 to {last}.")
        if near := _nearest_name(_names(poll), text):
            sentence = _("I cannot read “{text}” as a choice. Did you mean “{option}”?")
            return sentence.format(text=text, option=poll.options[near - 1])
        return sentence.format(text=text, last=last)
    if wrong := [number for number in numbers if not 1 <= number <= last]:
        sentence = _("There is no option {number} in {poll}; its options are 1 to {last}.")
        return sentence.format(number=wrong[0], poll=poll.label, last=last)
    return _("You named an option twice.") if len(set(numbers)) < len(numbers) else ""


def _likely(poll: Poll, text: str) -> str:
    """Return the line that may be meant: with the option that is called nearly so, or the numbers within the text.

    Else the options are shown: nobody is to copy a vote for what they did not mean.
    """
    misspelt, choice = read_misspelt(poll.network, text)
    if misspelt:
        return _renamed(poll, misspelt, choice)
    names = _names(poll)
    parts = [_nearest(names, part) for part in _BETWEEN.get(poll.kind, _PLAIN).split(text)[:_MANY:2]]
    every = [number for part in parts for number in part] if all(parts) else []
    digits = [] if _DOUBT.search(text) else _DIGITS.findall(fold_characters(text))
    numbers = _nearest(names, text) or every or list(map(int, digits))
    known = [number for number in dict.fromkeys(numbers) if 1 <= number <= len(poll.options)]
    if not known or len(known) < len(set(numbers)) or len(known) > polls.most_options(poll):
        return f"/poll results {poll.label}"
    return f"/poll vote {poll.label} {('>' if poll.kind is PollKind.RANKED else ',').join(map(str, known))}"


def read_misspelt(code: Code, text: str) -> tuple[int, str]:
    """Return the number in what begins a text like the id of a poll, as "PNEP3" or "P 8", and the rest; 0 for none."""
    begun = rf"[\W_]*(?:{re.escape(code)}[\W_]*(?:poll[\W_]*)?p?|(?:poll[\W_]*)?[pр]|poll)[\W_]*"
    found = re.match(rf"{begun}(\d{{1,6}})(?:[\W_]+(.*))?$", fold_characters(text), re.I | re.S)
    return (int(found[1]), (found[2] or "").strip()) if found else (0, text)


def _renamed(poll: Poll, misspelt: int, choice: str) -> str:
    """Return the line that is meant where a misspelt id stands before a choice."""
    if misspelt != poll.number:
        return f"/poll list in:{poll.network}"
    numbers = _named(poll, choice) or read_numbers(choice) or ()
    is_choice = not _unusable(poll, choice, numbers) and len(numbers) <= polls.most_options(poll)
    return f"/poll vote {poll.label} {choice}" if is_choice else f"/poll results {poll.label}"


def _nearest(names: Mapping[str, int], text: str) -> Sequence[int]:
    """Return the number of the option that is called so or nearly so, or the numbers that a text is; else none."""
    near = _nearest_name(names, text)
    return (near,) if near else read_numbers(text) or ()


def _nearest_name(names: Mapping[str, int], text: str) -> int:
    """Return the number of the option that is called so or nearly so; 0 for none."""
    word = fold_word(text.strip())
    begun = [name for name in names if len(word) > _FEW and name.startswith(word)]
    near = begun if len(begun) == 1 else get_close_matches(word, names, n=1, cutoff=ALIKE)
    return names[near[0]] if near else 0
