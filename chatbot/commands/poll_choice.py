"""How a voter's choice is read from what was typed: numbers, an option's own words, a level, or an abstention."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from chatbot.call import Call
from chatbot.characters import fold_characters
from chatbot.grammar import clean, fold_word, read_numbers, without_sign
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
_DIGITS: Final = re.compile(r"\d{1,4}")
_FEW: Final = 2
"""Letters that are too few to tell an option by."""
_ALIKE: Final = 0.8
"""How much a word is like another that may be meant; "disagree" is less like "agree"."""
_NUMBERED: Final = re.compile(r"#(\d{1,4})\s+([^#\s].*)", re.S)
"""What may be the number of a poll, and a choice after it; "#2 #1" are two options."""
_BETWEEN: Final = re.compile(r"([,;>،、；›＞])")
_MANY: Final = 200
"""More names and separators than this are no choice."""
_ANSWER: Final = re.compile(r"(?<![\w-])(if[ -]?need[ -]?be|[^\W\d_]+)(?![\w-])", re.I)


def read_choice(poll: Poll, text: str) -> Choice:
    """Return what a ballot says. Raise `Refused` for what is none in this kind of poll."""
    word = fold_word(text)
    if called := _called(poll, word):
        if word.isdecimal():
            _check_meaning(poll, int(word), called)
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
            return Choice(tuple(_numbers(poll, text)))
    return _several(poll, _numbers(poll, text))


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


def _called(poll: Poll, word: str) -> int:
    """Return the number of the option that is called so; 0 if none is."""
    return next((number for number, option in enumerate(poll.options, 1) if fold_word(str(option)) == word), 0)


def _names(poll: Poll) -> dict[str, int]:
    return {fold_word(str(option)): number for number, option in enumerate(poll.options, 1)}


def _numbers(poll: Poll, text: str) -> Sequence[int]:
    """Return the numbers of the options that stand in a text, by number or name; a name may be a number itself."""
    numbers = _named(poll, text) or read_numbers(text) or ()
    if problem := _unusable(poll, text, numbers):
        raise Refused("usage", problem, _likely(poll, text))
    return numbers


def _named(poll: Poll, text: str) -> Sequence[int]:
    """Return the numbers of options that are named one after the other; none where one of them is unknown.

    The longest name is found first, since an option may hold a comma itself.
    """
    names, pieces = _names(poll), _BETWEEN.split(text)  # every other piece is a separator
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
    numbers = [_placed(poll, names, number) for number in read_numbers(text) or ()]
    return numbers if all(1 <= number <= len(poll.options) for number in numbers) else ()


def _placed(poll: Poll, names: Mapping[str, int], number: int) -> int:
    """Return the number of the option that a number means: its place, or its name where no option has that place."""
    called = names.get(str(number), number)
    _check_meaning(poll, number, called)
    return called


def _check_meaning(poll: Poll, number: int, called: int) -> None:
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
        return sentence.format(text=text, last=last)
    if wrong := [number for number in numbers if not 1 <= number <= last]:
        sentence = _("There is no option {number} in {poll}; its options are 1 to {last}.")
        return sentence.format(number=wrong[0], poll=poll.label, last=last)
    return _("You named an option twice.") if len(set(numbers)) < len(numbers) else ""


def _likely(poll: Poll, text: str) -> str:
    """Return the line that may be meant: with the option that is called nearly so, or the numbers within the text.

    Else the options are shown: nobody is to copy a vote for what they did not mean.
    """
    names = _names(poll)
    parts = [_nearest(names, part) for part in _BETWEEN.split(text)[:_MANY:2]]
    every = [number for part in parts for number in part] if all(parts) else []
    numbers = _nearest(names, text) or every or list(map(int, _DIGITS.findall(fold_characters(text))))
    known = [number for number in dict.fromkeys(numbers) if 1 <= number <= len(poll.options)]
    if not known or len(known) < len(set(numbers)) or len(known) > polls.most_options(poll):
        return f"/poll results {poll.label}"
    return f"/poll vote {poll.label} {('>' if poll.kind is PollKind.RANKED else ',').join(map(str, known))}"


def _nearest(names: Mapping[str, int], text: str) -> Sequence[int]:
    """Return the number of the option that is called so or nearly so, or the numbers that a text is; else none."""
    word = fold_word(text.strip())
    begun = [name for name in names if len(word) > _FEW and name.startswith(word)]
    near = begun if len(begun) == 1 else get_close_matches(word, names, n=1, cutoff=_ALIKE)
    return [names[name] for name in near] or read_numbers(text) or ()


def _level(poll: Poll, text: str, word: str) -> int:
    """Return the level of consensus that a word or number names."""
    translated = {fold_word(_(str(option))): number for number, option in enumerate(poll.options, 1)}
    level = _LEVELS.get(word) or translated.get(word)
    numbers = read_numbers(text)
    if not level and numbers and len(numbers) == 1 and 1 <= numbers[0] <= len(poll.options):
        level = numbers[0]
    if not level:
        sentence = _("I cannot read “{text}” as one of: agree, abstain, concerns, block.").format(text=text)
        near = get_close_matches(word, [*_LEVELS, "abstain"], n=1, cutoff=_ALIKE)
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
        answers[answer] += _numbers(poll, text[start : found.start()].strip(" :="))
        start = found.end()
    if left := text[start:].strip(" :=,;"):
        answers["yes"] += _numbers(poll, left)
    named = [number for numbers in answers.values() for number in numbers]
    if len(set(named)) < len(named):
        raise Refused("usage", _("You named a time twice."), f"/poll results {poll.label}")
    return Choice(tuple(sorted(answers["yes"])) or (() if answers["maybe"] else NONE), tuple(sorted(answers["maybe"])))


def by_number(poll: Poll, choice: str) -> str:
    """Return the choice in a line such as "#2 1" that begins with the number of the poll; "" in any other."""
    found = _NUMBERED.fullmatch(fold_characters(choice).strip())
    is_it = found and int(found[1]) == poll.number and not _called(poll, fold_word(choice))
    return found[2] if found and is_it else ""


def name_poll(call: Call, found: Sequence[Poll]) -> str:
    """Return the typed line, such as "/poll vote 1", with one of several polls in it, as far as that works."""
    words = without_sign(clean(call.request.text)).split()
    words = words[1:] if words[0].casefold() == "pn" else words
    verb, rest = " ".join(words[:2]).casefold(), " ".join(words[2:])
    numbers = read_numbers(rest) or [1]
    if verb != "poll vote":
        return f"/{verb} {next((poll.label for poll in found if poll.number == numbers[0]), found[0].label)}"
    if numbered := next((poll for poll in found if by_number(poll, rest)), None):
        return f"/poll vote {numbered.label} {by_number(numbered, rest)}"
    lines = ((poll.label, choice) for choice in (rest, str(numbers[0]), "1") for poll in found if _takes(poll, choice))
    return " ".join(["/poll vote", *next(lines, (found[0].label, rest))])


def _takes(poll: Poll, choice: str) -> bool:
    try:
        read_choice(poll, choice)
    except Refused:
        return False
    return bool(choice)
