"""Polls: who may vote, on what, and how many did."""

from datetime import datetime
from typing import Final

from storage.events import Audience, PollKind
from storage.i18n import N_, _, plural
from storage.measures.polls import Silence, Stage, Tally
from storage.moments import tell_minute
from storage.public.wording.texts import part_of, written
from storage.state import Poll


def turnout(tally: Tally) -> str:
    """Return for example "12 of 22 (55%)"; of everyone only "12 people", and of nobody "n/a"."""
    if tally.silence:
        return _("not known before the close") if tally.silence is Silence.HIDDEN else _("n/a")
    if tally.electorate is None:
        return plural("{count} person", "{count} people", tally.voters)
    if not tally.electorate:
        return _("n/a")
    return part_of(tally.voters, tally.electorate)


def silence(why: Silence) -> str:
    """Return why there are no figures of a poll."""
    if why is Silence.WITHDRAWN:
        return _("Withdrawn, without a result.")
    if why is Silence.VOID:
        return _("Void: its ballots were lost before they were counted, so there is no result.")
    return _("Secret: results come after the close.")


def counts(tally: Tally) -> list[str]:
    """Return what each option got: "9", on dates "5 yes, 2 if need be", in a ranked poll "first choice of 9"."""
    if tally.kind is PollKind.DATES:
        sentence = _("{yes} yes, {maybe} if need be")
        return [sentence.format(yes=yes, maybe=maybe) for yes, maybe in zip(tally.counts, tally.maybe, strict=True)]
    if tally.kind is PollKind.RANKED:
        return [_("first choice of {count}").format(count=count) for count in tally.counts]
    return [str(count) for count in tally.counts]


def votes(tally: Tally) -> list[str]:
    """Return what each option got, in words."""
    if tally.kind in (PollKind.DATES, PollKind.RANKED):
        return counts(tally)
    return [plural("{count} vote", "{count} votes", count) for count in tally.counts]


def poll_stage(stage: Stage, closes: datetime | None, *, is_counted: bool) -> str:
    """Return where a poll stands, and when it closes or closed; or that votes of before its end may still arrive."""
    if stage is Stage.WITHDRAWN and closes:
        return _("Withdrawn on {time}").format(time=tell_minute(closes))
    if stage is Stage.CLOSED and closes and not is_counted:
        return _("Voting ended on {time}; being counted").format(time=tell_minute(closes))
    if stage is Stage.CLOSED and closes:
        return _("Closed on {time}").format(time=tell_minute(closes))
    if closes:
        return _("Open until {time}").format(time=tell_minute(closes))
    return _("Open, without a closing time")


RULES: Final = {
    PollKind.SINGLE: N_("A ballot names one option."),
    PollKind.MULTIPLE: N_("A ballot may name several options."),
    PollKind.APPROVAL: N_("A ballot names every option that the voter could accept."),
    PollKind.RANKED: N_("A ballot ranks options; they are counted by instant run-off."),
    PollKind.CONSENSUS: N_("A ballot says: agree, abstain, concerns or block."),
    PollKind.DATES: N_("A ballot says of each time: yes, if need be or no."),
}


def rule(kind: PollKind, choose: int = 0) -> str:
    """Return what a ballot says, and how many options it may name."""
    if choose > 1:
        return plural("A ballot may name {count} option.", "A ballot may name up to {count} options.", choose)
    return _(RULES[kind])


def options(poll: Poll) -> list[str]:
    """Return the options of a poll as the public reads them: times in UTC, levels of consensus translated."""
    if poll.times:
        return [tell_minute(time) for time in poll.times]
    if poll.kind is PollKind.CONSENSUS:
        return [_(str(level)) for level in poll.options]
    return [written(option) for option in poll.options]


def electorate(poll: Poll) -> str:
    """Return how many may vote, and as what."""
    if poll.rules.audience is Audience.EVERYONE:
        return _("Everyone may vote.")
    if poll.rules.audience is Audience.COMMUNITY:
        return plural(
            "{count} member of the working group and the community may vote.",
            "{count} members of the working group and the community may vote.",
            len(poll.electorate),
        )
    return plural(
        "{count} member of the working group may vote.",
        "{count} members of the working group may vote.",
        len(poll.electorate),
    )
