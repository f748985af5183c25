"""Commitments that come again: how that is typed, and the next one, which is made when one is done."""

from collections.abc import Sequence
from typing import Final

from chatbot.arguments import first_word
from chatbot.call import Call
from chatbot.grammar import fold_word
from chatbot.kinds import Taken
from chatbot.meeting_arguments import Local
from chatbot.message import Refused
from storage.events import CommitmentMade, Every, Text, Unit
from storage.i18n import _
from storage.moments import DAY_END
from storage.recurrence import next_after
from storage.state import Commitment

_WORDS: Final = {
    **dict.fromkeys(("week", "weeks", "weekly"), (Unit.WEEK, 1)),
    **dict.fromkeys(("fortnight", "fortnights", "fortnightly"), (Unit.WEEK, 2)),
    **dict.fromkeys(("month", "months", "monthly"), (Unit.MONTH, 1)),
    **dict.fromkeys(("quarter", "quarters", "quarterly"), (Unit.MONTH, 3)),
    **dict.fromkeys(("year", "years", "yearly", "annually"), (Unit.YEAR, 1)),
}
_MOST: Final = 60


class Repeats:
    """How often something comes again, as an `Every` in UTC."""

    shape = "month"

    def take(self, text: str, call: Call) -> Taken:
        """Take "month", "2 weeks" or "quarter"."""
        word, rest = first_word(text)
        count = 1
        if fold_word(word).isdecimal():
            count, (word, rest) = int(fold_word(word)), first_word(rest)
        unit, size = _WORDS.get(fold_word(word), (None, 0))
        if unit is None or not 0 < count <= _MOST:
            return None
        return Every(unit, count * size), rest


def repeated(call: Call, every: Every | None, due: Local | None) -> Every | None:
    """Return how often something comes again, in the zone in which its deadline was meant. It needs a deadline."""
    if every is None:
        return None
    if due is None:
        sentence = _("What comes again needs a deadline to count from: `by:` or `on:`.")
        raise Refused("usage", sentence, f"{call.line} by:in 4 weeks")
    in_utc = due.moment.timetz() == DAY_END or due.zone is None
    return every if in_utc else Every(every.unit, every.count, due.zone or "UTC")


def next_of(call: Call, commitment: Commitment) -> Sequence[CommitmentMade]:
    """Return the next of a recurring commitment, unless it is made already.

    It is due at the first of its times that is still to come; times that passed meanwhile are not made up for. It
    belongs to no milestone, since its own lies behind.
    """
    every, first, was_due = commitment.every, commitment.first_due, commitment.original_due
    every_one = call.network.commitments.values()
    if not (every and first and was_due) or any(one.follows == commitment.number for one in every_one):
        return []
    return [
        CommitmentMade(
            network=commitment.network,
            commitment=call.state.next_number(commitment.network, "commitment"),
            text=Text.of(str(commitment.text)),
            owners=commitment.owners,
            due=next_after(first, every, max(call.now, was_due)),
            deadline_kind=commitment.deadline_kind,
            maker=commitment.maker,
            every=every,
            first_due=first,
            follows=commitment.number,
        )
    ]
