"""What a quorum and a threshold come to: sums, never whether that is enough."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from storage.events import PollKind
from storage.measures.polls import Tally
from storage.state import Poll


class Sum(NamedTuple):
    """So many of a whole, beside a fraction of the same whole."""

    part: int
    whole: int
    fraction: Fraction

    @property
    def needed(self) -> Fraction:
        """The fraction of the whole, exactly."""
        return self.fraction * self.whole

    @property
    def told(self) -> Mapping[str, str]:
        """The four figures in digits; what is no whole number as "10 2/3"."""
        return {
            "part": str(self.part),
            "whole": str(self.whole),
            "fraction": str(self.fraction),
            "needed": _mixed(self.needed),
        }


def quorum(poll: Poll, tally: Tally) -> Sum | None:
    """Return the voters beside the part of the electorate that was agreed; None where nothing was."""
    if not poll.rules.quorum or tally.electorate is None:
        return None
    return Sum(tally.voters, tally.electorate, Fraction(poll.rules.quorum))


def threshold(poll: Poll, tally: Tally) -> Sum | None:
    """Return the ballots of the option that stands first beside the part of the ballots, abstentions left out.

    In a poll on consensus they are those that agree. None where none was agreed, as in a ranked poll.
    """
    if not poll.rules.threshold:
        return None
    return Sum(_first(poll, tally), tally.deciding, Fraction(poll.rules.threshold))


def _first(poll: Poll, tally: Tally) -> int:
    match poll.kind:
        case PollKind.CONSENSUS:
            return tally.counts[0]
        case PollKind.DATES if tally.leading:
            return tally.counts[tally.leading[0] - 1]
    return max(tally.counts, default=0)


def _mixed(number: Fraction) -> str:
    whole, rest = divmod(number.numerator, number.denominator)
    if not rest:
        return str(whole)
    return f"{whole} {Fraction(rest, number.denominator)}" if whole else str(number)
