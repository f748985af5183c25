"""What the totals of a poll say, and what a co-chair reads in them. A poll is never won."""

from collections.abc import Sequence
from typing import Final

from storage.events import Finding, PollKind, PollRead
from storage.i18n import N_, _, plural
from storage.measures.polls import Stage, Tally
from storage.measures.polls import tally as tally_of
from storage.public.wording.polls import silence
from storage.public.wording.texts import quote, stopped, written
from storage.state import Poll

FINDINGS: Final = {
    Finding.FULL_CONSENSUS: N_("full consensus"),
    Finding.CONSENSUS: N_("consensus"),
    Finding.STRONG_SUPPORT: N_("strong support with significant opposition"),
    Finding.DIVERGENCE: N_("divergence"),
    Finding.MINORITY_VIEW: N_("minority view"),
}


def reading(tally: Tally, options: Sequence[str], stage: Stage) -> str:
    """Return what the totals say, and no more: where most votes are, or that they are tied."""
    if tally.silence:
        return silence(tally.silence)
    if not tally.voters:
        sentence = _("Nobody has voted yet.") if stage is Stage.OPEN else _("Nobody voted.")
    elif not tally.deciding:
        sentence = _("Everybody who voted abstained.")
    else:
        sentence = _read(tally, [quote(options[number - 1]) for number in tally.leading])
    return _("So far: {sentence}").format(sentence=sentence) if stage is Stage.OPEN else sentence


def _read(tally: Tally, leading: Sequence[str]) -> str:
    names = _("; ").join(leading)
    match tally.kind:
        case PollKind.CONSENSUS:
            agree, concerns, block = tally.counts
            sentence = _("Agree: {agree}. Abstain: {abstain}. Concerns: {concerns}. Block: {block}.")
            return sentence.format(agree=agree, abstain=tally.abstained, concerns=concerns, block=block)
        case PollKind.RANKED if not leading:
            return _("The count stops at a tie between options for the last place.")
        case PollKind.RANKED:
            one, several = _("The ranked count ends at {options}."), _("The ranked count ends in a tie: {options}.")
            return (one if len(leading) == 1 else several).format(options=names)
        case PollKind.DATES if leading:
            place = tally.leading[0] - 1
            sentence = _("Suits most: {options}, with {yes} yes and {maybe} if need be.")
            return sentence.format(options=names, yes=tally.counts[place], maybe=tally.maybe[place])
    return _most(tally, leading) if leading else _("Nobody chose any option.")


def _most(tally: Tally, leading: Sequence[str]) -> str:
    most, names = max(tally.counts), _("; ").join(leading)
    if len(leading) > 1:
        each = plural("{count} vote each", "{count} votes each", most)
        return _("A tie, with {votes}: {options}.").format(votes=each, options=names)
    votes = plural("{count} vote", "{count} votes", most)
    return _("Most votes: {option}, with {votes}.").format(option=names, votes=votes)


def finding(poll: Poll) -> list[str]:
    """Return what a co-chair reads in a poll, to stand beside its counts; nothing where nobody has read it."""
    return [_found(poll.reading)] if poll.reading else []


def whole_finding(poll: Poll, found: PollRead) -> list[str]:
    """Return a reading of a poll, also one that was replaced since, where no counts stand beside it: who objects."""
    if poll.kind is not PollKind.CONSENSUS:
        return [_found(found)]
    _agree, concerns, block = tally_of(poll).counts
    objections = _("Beside it stand: concerns {concerns}, block {block}.").format(concerns=concerns, block=block)
    return [_found(found), objections]


def _found(found: PollRead) -> str:
    return _("A co-chair's reading: {finding} – {text}").format(
        finding=_(FINDINGS[found.finding]), text=stopped(written(found.text))
    )
