"""How a voter's choice is read from what was typed: numbers, an option's own words, a level, or an abstention."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from chatbot.call import Call
from chatbot.characters import fold_characters
from chatbot.commands.poll_options import ALIKE, check_meaning, named_options, option_called, read_misspelt
from chatbot.grammar import fold_word, read_numbers, without_sign
from chatbot.message import Refused
from storage.events import NONE, PollKind
from storage.i18n import _
from storage.measures import polls
from storage.state import Poll


class Choice(NamedTuple):
    """What a ballot says; see `storage.events.BallotCast`."""

    options: tuple[int, ...] = ()
    maybe: tuple[int, ...] = ()


ABSTENTION: Final = Choice()
_LEVELS: Final = {
    **dict.fromkeys(("agree", "agreed", "yes", "support"), 1),
    **dict.fromkeys(("concerns", "concern"), 2),
    **dict.fromkeys(("block", "blocks", "object"), 3),
}
_ANSWERS: Final = {
    **dict.fromkeys(("yes", "y", "ok"), "yes"),
    **dict.fromkeys(("if-need-be", "if need be", "ifneedbe", "maybe", "perhaps"), "maybe"),
    **dict.fromkeys(("no", "n"), "no"),
}
_NUMBERED: Final = re.compile(r"#(\d{1,4})\s+((?![#&→]|->|(?:and|then)\s)\S.*)", re.S | re.I)
"""What may be the number of a poll, and a choice after it; "#2 #1" and "#2 and #1" are two options."""
_ANSWER: Final = re.compile(r"(?<![\w-])(if[ -]?need[ -]?be|[^\W\d_]+)(?![\w-])", re.I)


def read_choice(poll: Poll, text: str) -> Choice:
    """Return what a ballot says. Raise `Refused` for what is none in this kind of poll."""
    word = fold_word(text)
    if called := option_called(poll, word):
        if word.isdecimal():
            check_meaning(poll, int(word), called)
        return Choice((called,))
    return ABSTENTION if word in ("abstain", "abstention", fold_word(_("abstain"))) else _of_kind(poll, text, word)


def _of_kind(poll: Poll, text: str, word: str) -> Choice:
    match poll.kind:
        case PollKind.CONSENSUS:
            return Choice((_level(poll, text, word),))
        case PollKind.DATES:
            return _dates(poll, text, word)
        case PollKind.APPROVAL if word in ("none", fold_word(_("none"))):
            return Choice(NONE)
        case PollKind.RANKED:
            return Choice(tuple(named_options(poll, text)))
    return _several(poll, named_options(poll, text))


def _several(poll: Poll, numbers: Sequence[int]) -> Choice:
    """Return a choice of as many options as a ballot may name."""
    most = polls.most_options(poll)
    if len(numbers) > most:
        sentence = _("{poll} takes one option.") if most == 1 else _("{poll} takes at most {most} options.")
        fewer = ",".join(map(str, numbers[:most]))
        raise Refused("usage", sentence.format(poll=poll.label, most=most), f"/poll vote {poll.label} {fewer}")
    return Choice(tuple(sorted(numbers)))


def with_written_in(poll: Poll, choice: Choice | None, number: int) -> Choice:
    """Return a choice that names a written-in option besides, in a ranked poll as the last one. Raise `Refused`."""
    options = choice.options if choice and choice.options != NONE else ()
    if number in options:
        return Choice(options)
    most = 1 if poll.kind is PollKind.SINGLE else poll.rules.choose or len(options) + 1
    if len(options) >= most:
        sentence = _("With what you write in, that is more than the {most} that a ballot may name.")
        raise Refused("usage", sentence.format(most=most), about="write-in")
    return Choice((*options, number))


def _level(poll: Poll, text: str, word: str) -> int:
    """Return the level of consensus that a word or number names."""
    translated = {fold_word(_(str(option))): number for number, option in enumerate(poll.options, 1)}
    level = _LEVELS.get(word) or translated.get(word)
    numbers = read_numbers(text)
    if not level and numbers and len(numbers) == 1 and 1 <= numbers[0] <= len(poll.options):
        level = numbers[0]
    if not level:
        sentence = _("I cannot read “{text}” as one of: agree, abstain, concerns, block.").format(text=text)
        near = get_close_matches(word, [*_LEVELS, "abstain"], n=1, cutoff=ALIKE)
        better = f"/poll vote {poll.label} {near[0]}" if near else f"/poll results {poll.label}"
        raise Refused("usage", sentence, better)
    return level


def _dates(poll: Poll, text: str, word: str) -> Choice:
    """Return the times that suit, and those that will do if need be; numbers without a word suit."""
    if word in ("none", "no", fold_word(_("none"))):
        return Choice(NONE)
    answers: dict[str, list[int]] = {"yes": [], "maybe": [], "no": []}
    start = 0
    for found in _ANSWER.finditer(text):
        answer = _ANSWERS.get(fold_word(found[1]))
        if answer is None:
            sentence = _(
                "I cannot read “{word}”; say yes, if-need-be or no after the numbers of times: `1 yes 2 if-need-be`."
            )
            raise Refused("usage", sentence.format(word=found[1]), f"/poll results {poll.label}")
        times = text[start : found.start()].strip(" :=,;")
        if not times:
            sentence = _(
                "The number of a time goes before “{word}”, like this: `/poll vote {poll} 1 yes 2 if-need-be`."
            )
            told = sentence.format(word=found[1], poll=poll.label)
            raise Refused("usage", told, f"/poll results {poll.label}")
        answers[answer] += named_options(poll, times)
        start = found.end()
    if left := text[start:].strip(" :=,;"):
        answers["yes"] += named_options(poll, left)
    named = [number for numbers in answers.values() for number in numbers]
    if len(set(named)) < len(named):
        raise Refused("usage", _("You named a time twice."), f"/poll results {poll.label}")
    return Choice(tuple(sorted(answers["yes"])) or (() if answers["maybe"] else NONE), tuple(sorted(answers["maybe"])))


def by_number(poll: Poll, choice: str) -> str:
    """Return the choice in a line such as "#2 1" that begins with the number of the poll; "" in any other."""
    found = _NUMBERED.fullmatch(fold_characters(choice).strip())
    is_it = found and int(found[1]) == poll.number and not option_called(poll, fold_word(choice))
    return found[2] if found and is_it else ""


def name_poll(call: Call, found: Sequence[Poll]) -> str:
    """Return the typed line with the one of several polls that it means; the list of polls where that is uncertain."""
    words = without_sign(call.line).split()
    words = words[1:] if words[0].casefold() == "pn" else words
    verb, rest = " ".join(words[:2]).casefold(), " ".join(words[2:])
    number, choice = read_misspelt(call.network.code, rest)
    if verb != "poll vote":
        number = number or next(iter(read_numbers(rest) or ()), 0)
        return next((f"/{verb} {poll.label}" for poll in found if poll.number == number), f"/poll list in:{call.code}")
    if numbered := next((poll for poll in found if by_number(poll, rest)), None):
        return f"/poll vote {numbered.label} {by_number(numbered, rest)}"
    meant = [poll for poll in found if (poll.number == number if number else _takes_word(poll, choice))]
    if len(meant) != 1:
        return f"/poll list in:{call.code}"
    return f"/poll {f'vote {meant[0].label} {choice}' if _takes(meant[0], choice) else f'results {meant[0].label}'}"


def _takes_word(poll: Poll, choice: str) -> bool:
    return not read_numbers(choice) and _takes(poll, choice)


def _takes(poll: Poll, choice: str) -> bool:
    try:
        read_choice(poll, choice)
    except Refused:
        return False
    return bool(choice)
