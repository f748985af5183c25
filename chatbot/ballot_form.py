"""A ballot as a form: its fields for each kind of poll, and the choice that a filled-in one stands for. Pure.

What comes of it is the line that a voter would have typed: the rules stand where that is read, not here.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from storage.events import NONE as NO_OPTION
from storage.events import PollKind
from storage.i18n import N_, _
from storage.state import Ballot, Poll

CHOICE: Final = "choice"
ABSTAIN: Final = "abstain"
NONE: Final = "none"
Filled = Mapping[str, Sequence[str]]
"""What came back: for each field the values that were chosen."""
_STANDS: Final = (
    ("agree", N_("Agree")),
    (ABSTAIN, N_("Abstain")),
    ("concerns", N_("Concerns")),
    ("block", N_("Block")),
)
_LEVELS: Final = {1: "agree", 2: "concerns", 3: "block"}
"""The levels of consensus by their numbers as options."""
_ANSWERS: Final = (("yes", N_("yes")), ("if-need-be", N_("if need be")), ("no", N_("no")))


class Unfilled(ValueError):
    """The form says nothing, or two things; the message says which, `about` is the field that is wrong."""

    def __init__(self, sentence: str, about: str = CHOICE) -> None:
        super().__init__(sentence)
        self.about = about


class Field(NamedTuple):
    """Something to be chosen: one value, or with `several` any number of them; `in_list` where they fold away."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]
    """Each with its words."""
    several: bool = False
    in_list: bool = False


def fields(poll: Poll, options: Sequence[str]) -> list[Field]:
    """Return the fields of a poll whose options are told so."""
    numbered = tuple((str(number), option) for number, option in enumerate(options, 1))
    abstain = (ABSTAIN, _("Abstain"))
    match poll.kind:
        case PollKind.CONSENSUS:
            return [Field(CHOICE, _("Where you stand"), tuple((value, _(said)) for value, said in _STANDS))]
        case PollKind.DATES:
            answers = tuple((value, _(said)) for value, said in _ANSWERS)
            each = [Field(number, option, answers) for number, option in numbered]
            return [*each, Field(CHOICE, _("Or"), (abstain,), several=True)]
        case PollKind.RANKED:
            places = (("", _("not ranked")), *((str(place), str(place)) for place in range(1, len(options) + 1)))
            each = [Field(number, option, places, in_list=True) for number, option in numbered]
            return [*each, Field(CHOICE, _("Or"), (abstain,), several=True)]
        case PollKind.SINGLE:
            return [Field(CHOICE, _("Choose one"), (*numbered, abstain))]
        case PollKind.APPROVAL:
            return [Field(CHOICE, _("Choose all"), (*numbered, (NONE, _("none of them")), abstain), several=True)]
    return [Field(CHOICE, _("Choose all"), (*numbered, abstain), several=True)]


def choice(kind: PollKind, options: int, filled: Filled) -> str:
    """Return the choice of a filled-in form as it is typed; the poll has so many options. Raise `Unfilled`."""
    each = _each(kind, options, filled)
    chosen = [value for value in filled.get(CHOICE, ()) if value]
    if ABSTAIN in chosen or NONE in chosen:
        if len(chosen) > 1 or each:
            raise Unfilled(_("That says two things at once: abstain, or choose."))
        return chosen[0]
    text = _of_kind(kind, chosen, each)
    if not text:
        raise Unfilled(_("Nothing is chosen yet."))
    return text


def filled_by(kind: PollKind, options: int, ballot: Ballot) -> dict[str, tuple[str, ...]]:
    """Return how the form of a poll with so many options is filled in for a ballot: `choice` makes that of it again."""
    if not ballot.choice and not ballot.maybe:
        return {CHOICE: (ABSTAIN,)}
    match kind:
        case PollKind.CONSENSUS:
            return {CHOICE: tuple(_LEVELS[level] for level in ballot.choice)}
        case PollKind.RANKED:
            return {str(number): (str(place),) for place, number in enumerate(ballot.choice, 1)}
        case PollKind.DATES:
            answers = dict.fromkeys(range(1, options + 1), "no")
            answers |= dict.fromkeys(ballot.maybe, "if-need-be")
            answers |= dict.fromkeys(set(ballot.choice) & answers.keys(), "yes")
            return {str(number): (answer,) for number, answer in answers.items()}
    return {CHOICE: (NONE,) if ballot.choice == NO_OPTION else tuple(map(str, ballot.choice))}


def _of_kind(kind: PollKind, chosen: Sequence[str], each: Mapping[int, str]) -> str:
    match kind:
        case PollKind.RANKED:
            return ">".join(map(str, _ranking(each)))
        case PollKind.DATES:
            suits = [f"{number} {answer}" for number, answer in each.items() if answer != "no"]
            return " ".join(suits) or (NONE if each else "")
    return ",".join(chosen)


def _ranking(each: Mapping[int, str]) -> list[int]:
    """Return the options in the order of their places."""
    ranked: dict[int, int] = {}
    for number, place in each.items():
        if place.isdecimal() and ranked.setdefault(int(place), number) != number:
            sentence = _("Options {first} and {second} have the same place.")
            raise Unfilled(sentence.format(first=ranked[int(place)], second=number), str(number))
    return [ranked[place] for place in sorted(ranked)]


def _each(kind: PollKind, options: int, filled: Filled) -> dict[int, str]:
    """Return what was chosen for each option, where the form asks so."""
    if kind not in (PollKind.RANKED, PollKind.DATES):
        return {}
    numbers = range(1, options + 1)
    found = {number: next(iter(filled.get(str(number), ())), "") for number in numbers}
    return {number: value for number, value in found.items() if value}
