"""How a poll is read from what was typed: its question and options, and a voter's choice among them."""

import re
from collections.abc import Sequence
from typing import Final

from chatbot.call import Call
from chatbot.grammar import clean, fold_word, read_numbers, split_list, without_sign
from chatbot.message import Refused
from storage.events import PollKind
from storage.i18n import _
from storage.state import Poll

MOST_OPTIONS: Final = 20
LONGEST_QUESTION: Final = 1000
LONGEST_OPTION: Final = 300
LONGEST_POLL: Final = LONGEST_QUESTION + MOST_OPTIONS * (LONGEST_OPTION + len(" | "))
_BULLET: Final = re.compile(r"(?:(\d{1,2})[.)]|[-•*–])\s+(.+)")


def read_question(text: str | None) -> tuple[str, list[str]]:
    """Return the question and its options. Raise `Refused` for too few, too many, too long or equal ones."""
    parts = split_list(text or "")
    if len(parts) < 3:
        sentence = _("A poll needs a question and at least two options, with `|` between them.")
        raise Refused("usage", sentence, f"/poll open {parts[0]} | Yes | No" if len(parts) == 1 else "")
    question, options = parts[0], _without_bullets([" ".join(part.split()) for part in parts[1:]])
    if len(options) > MOST_OPTIONS:
        sentence = _("A poll has at most {most} options; there are {count}.")
        raise Refused("usage", sentence.format(most=MOST_OPTIONS, count=len(options)))
    if len(question) > LONGEST_QUESTION or any(len(option) > LONGEST_OPTION for option in options):
        sentence = _("A question has at most {question} characters, an option at most {option}.")
        raise Refused("usage", sentence.format(question=LONGEST_QUESTION, option=LONGEST_OPTION))
    if len({fold_word(option) for option in options}) < len(options):
        raise Refused("usage", _("Two options are the same."))
    for number, option in enumerate(options, 1):
        if (named := read_numbers(option)) and named[0] != number and named[0] <= len(options):
            sentence = _("Option {number} would be called “{option}”, the number of another one; use words.")
            raise Refused("usage", sentence.format(number=number, option=option))
    return question, options


def _without_bullets(options: list[str]) -> list[str]:
    """Return options that were typed as a list without the bullets or numbers before them."""
    listed = [_BULLET.fullmatch(option) for option in options]
    plain = [found[2] for number, found in enumerate(listed, 1) if found and found[1] in (None, str(number))]
    return plain if len(plain) == len(options) else options


def name_poll(call: Call, found: Sequence[Poll]) -> str:
    """Return the typed line, such as "/poll vote 1", with one of several polls in it, as far as that works."""
    words = without_sign(clean(call.request.text)).split()
    words = words[1:] if words[0].casefold() == "pn" else words
    verb, rest = " ".join(words[:2]).casefold(), " ".join(words[2:])
    numbers = read_numbers(rest) or [1]
    if verb != "poll vote":
        return f"/{verb} {next((poll.label for poll in found if poll.number == numbers[0]), found[0].label)}"
    lines = ((poll.label, choice) for choice in (rest, str(numbers[0]), "1") for poll in found if _takes(poll, choice))
    return " ".join(["/poll vote", *next(lines)])


def _takes(poll: Poll, choice: str) -> bool:
    try:
        return bool(read_choice(poll, choice))
    except Refused:
        return False


def read_choice(poll: Poll, text: str) -> tuple[int, ...]:
    """Return the option numbers that were named by number or in the option's own words. Raise `Refused` otherwise."""
    example = f"/poll vote {poll.label} 1"
    numbers = read_numbers(text) or _numbers_called(poll, text)
    if not numbers:
        sentence = _("I cannot read “{text}” as a choice; write the number of an option, 1 to {last}.")
        raise Refused("usage", sentence.format(text=text, last=len(poll.options)), example)
    if wrong := [number for number in numbers if not 1 <= number <= len(poll.options)]:
        if called := _numbers_called(poll, text):
            return tuple(called)
        sentence = _("There is no option {number} in {poll}; its options are 1 to {last}.")
        raise Refused("usage", sentence.format(number=wrong[0], poll=poll.label, last=len(poll.options)), example)
    if len(set(numbers)) < len(numbers):
        raise Refused("usage", _("You named an option twice."), example)
    if poll.kind is PollKind.SINGLE and len(numbers) > 1:
        raise Refused(
            "usage", _("{poll} takes one option.").format(poll=poll.label), f"/poll vote {poll.label} {numbers[0]}"
        )
    return tuple(sorted(numbers))


def _numbers_called(poll: Poll, text: str) -> list[int]:
    """Return the number of the option that is called so, if one is."""
    wanted = fold_word(text)
    return [number for number, option in enumerate(poll.options, 1) if fold_word(str(option)) == wanted]
