"""The rules of a poll, as they are typed at its opening: what each option takes, and what does not go together."""

import re
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, NamedTuple

from chatbot.arguments import Argument, Moment, OneOf, YesNo
from chatbot.call import Call
from chatbot.characters import fold_characters
from chatbot.kinds import Taken
from chatbot.message import Refused
from chatbot.suggestion import revalue, without
from storage.events import Audience, PollKind, Rules, Ties, Use
from storage.i18n import N_, _

_PERCENT: Final = re.compile(r"(\d{1,3}(?:\.\d{1,4})?) ?%")
_FRACTION: Final = re.compile(r"(\d{1,4}) ?/ ?(\d{1,4})")
_BARE: Final = re.compile(r"\d{1,3}")
_PARTS: Final = {"half": "1/2", "majority": "1/2", "third": "1/3", "quarter": "1/4", "all": "100%"}
_NUMBERS: Final = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
_COUNT: Final = re.compile(r"\d{1,2}")


class Leavers(StrEnum):
    """What happens to the ballot of a member who leaves."""

    KEEP = "keep"
    LOSE = "lose"


class Names(StrEnum):
    """Whether the public file of a poll has the names of those who voted."""

    PUBLIC = "public"
    NONE = "none"


class Part:
    """A part of a whole: "2/3" or "50%", above 0 and at most 1; kept as an exact fraction."""

    shape = "2/3"

    def take(self, text: str, call: Call) -> Taken:
        """Take the whole text."""
        plain = fold_characters(text).strip()
        if found := _PERCENT.fullmatch(plain):
            part = Fraction(found[1]) / 100
        elif (found := _FRACTION.fullmatch(plain)) and int(found[2]):
            part = Fraction(int(found[1]), int(found[2]))
        else:
            return None
        return (str(part), "") if 0 < part <= 1 else None

    def likeliest(self, word: str) -> str:
        """Return the part that a word or a bare number may mean; "" where nobody can tell."""
        plain = fold_characters(word).strip()
        return (
            f"{int(plain)}%" if _BARE.fullmatch(plain) and 1 < int(plain) <= 100 else _PARTS.get(plain.casefold(), "")
        )


class Number:
    """A small whole number above 0."""

    shape = "2"

    def take(self, text: str, call: Call) -> Taken:
        """Take the whole text."""
        plain = fold_characters(text).strip()
        return (int(plain), "") if _COUNT.fullmatch(plain) and int(plain) else None

    def likeliest(self, word: str) -> str:
        """Return the number that a word means; "" for others."""
        return _NUMBERS.get(word.casefold(), "")


KINDS: Final = {
    "one": PollKind.SINGLE,
    "many": PollKind.MULTIPLE,
    "approve": PollKind.APPROVAL,
    "rank": PollKind.RANKED,
    "ranking": PollKind.RANKED,
    "irv": PollKind.RANKED,
    "date": PollKind.DATES,
    "times": PollKind.DATES,
    **{str(use): use for use in Use},
}
"""Other words for the kinds, and the uses of a poll that is a single choice."""
ANSWERS: Final = {
    **dict.fromkeys(("y", "true", "on"), YesNo.YES),
    **dict.fromkeys(("n", "false", "off"), YesNo.NO),
}
YES_NO: Final = OneOf(YesNo, ANSWERS)
RULES: Final = (
    Argument("closes", Moment(), N_("when it closes"), required=False),
    Argument("kind", OneOf(PollKind, KINDS), N_("what a ballot says about the options"), required=False),
    Argument(
        "for",
        OneOf(Audience, {"all": Audience.EVERYONE}),
        N_("who may vote; the working group unless you say"),
        required=False,
    ),
    Argument("choose", Number(), N_("how many options a ballot may name at most"), required=False),
    Argument("write-in", YES_NO, N_("whether voters may add options"), required=False),
    Argument("ties", OneOf(Ties, {}), N_("what is done where options are equal"), required=False),
    Argument("leavers", OneOf(Leavers, {}), N_("whether who leaves keeps the ballot"), required=False),
    Argument("quorum", Part(), N_("the part of the electorate that is to vote"), required=False),
    Argument("threshold", Part(), N_("the part of the ballots that an option is to reach"), required=False),
    Argument("extendable", YES_NO, N_("whether it may be extended, with a reason"), required=False),
    Argument("use", OneOf(Use, {}), N_("what the poll is for"), required=False),
    Argument(
        "secret", OneOf(YesNo, ANSWERS, instead=YesNo.YES), N_("whether nobody learns who chose what"), required=False
    ),
    Argument("names", OneOf(Names, {}), N_("whether its public file names the voters"), required=False),
)
"""What may be said at the opening."""


class Held(NamedTuple):
    """How a poll is held."""

    kind: PollKind
    closes: datetime | None
    rules: Rules


class _Clash(NamedTuple):
    """A rule that does not go with the others: which one, when, why, and which ones are left out to mend it."""

    about: str
    applies: Callable[[Held], bool]
    sentence: str
    left_out: tuple[str, ...]


_CLASHES: Final = (
    _Clash(
        "secret",
        lambda held: held.rules.secret and (held.rules.write_in or held.rules.names),
        N_("In a secret poll nobody writes in an option or is named; both would tell who chose what."),
        ("write-in", "names"),
    ),
    _Clash(
        "choose",
        lambda held: held.rules.choose > 0 and held.kind is not PollKind.MULTIPLE,
        N_("`choose:` goes with `kind:multiple` only."),
        ("choose",),
    ),
    _Clash(
        "write-in",
        lambda held: held.rules.write_in and held.kind in (PollKind.CONSENSUS, PollKind.DATES),
        N_("In a poll on consensus or dates nobody can write in an option."),
        ("write-in",),
    ),
    _Clash(
        "ties",
        lambda held: held.rules.ties in (Ties.TOGETHER, Ties.EARLIER) and held.kind is not PollKind.RANKED,
        N_("`ties:together` and `ties:earlier` go with `kind:ranked` only."),
        ("ties",),
    ),
    _Clash(
        "ties",
        lambda held: held.rules.ties is Ties.LISTED and held.kind is PollKind.CONSENSUS,
        N_("Levels of consensus are no rivals, so there is no rule for ties."),
        ("ties",),
    ),
    _Clash(
        "threshold",
        lambda held: held.rules.threshold != "" and held.kind is PollKind.RANKED,
        N_("A ranked count goes on until an option has more than half; it has no `threshold:`."),
        ("threshold",),
    ),
    _Clash(
        "for",
        lambda held: (
            held.rules.audience is Audience.EVERYONE and (held.rules.quorum != "" or not held.rules.leavers_keep)
        ),
        N_("A poll for everyone has no electorate, so no `quorum:` and no `leavers:`."),
        ("quorum", "leavers"),
    ),
    _Clash(
        "closes",
        lambda held: held.rules.extendable and held.closes is None,
        N_("A poll without a closing time cannot be extended: name it with `closes:`."),
        ("extendable",),
    ),
)
"""What does not go together. The first of these that applies is told."""


def read_rules(call: Call, given: dict[str, Any]) -> Held:
    """Return what the options of a line say, by their parameters. Raise `Refused` for what does not go together."""
    kind = given["kind"]
    use = kind if isinstance(kind, Use) else given["use"]
    if kind is None or isinstance(kind, Use):
        kind = PollKind.MULTIPLE if given["choose"] else PollKind.SINGLE
    held = Held(
        kind,
        given["closes"],
        Rules(
            secret=given["secret"] is YesNo.YES,
            audience=given["for"] or Audience.MWG,
            choose=given["choose"] or 0,
            write_in=given["write_in"] is YesNo.YES,
            ties=given["ties"] or Ties.REPORT,
            leavers_keep=given["leavers"] is not Leavers.LOSE,
            quorum=given["quorum"] or "",
            threshold=given["threshold"] or "",
            extendable=given["extendable"] is YesNo.YES,
            use=use,
            names=given["names"] is Names.PUBLIC,
        ),
    )
    check_deadline(call, held.closes)
    if clash := next((one for one in _CLASHES if one.applies(held)), None):
        better = revalue(call, ["extendable"], "yes closes:tomorrow 17:00 UTC") if clash.about == "closes" else ""
        raise Refused("usage", _(clash.sentence), better or without(call, *clash.left_out), clash.about)
    return held


def check_deadline(call: Call, closes: datetime | None) -> None:
    """Raise `Refused` for a closing time that has passed."""
    if closes and closes <= call.now:
        sentence = _("The closing time {time} has passed.").format(time=call.time(closes))
        raise Refused("usage", sentence, revalue(call, ["closes"], "tomorrow 17:00 UTC"), "closes")
