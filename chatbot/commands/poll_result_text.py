"""How a poll's result is told: totals, turnout, the sums that quorum and threshold ask for, and no word of winning."""

from collections.abc import Iterator

from chatbot.commands.poll_text import describe_close, describe_opening, headline, numbered, option_names
from chatbot.commands.secret_text import describe_silence
from chatbot.commands.telling import Telling
from storage.events import PollKind
from storage.i18n import _, plural
from storage.measures import polls, sums
from storage.public import wording
from storage.public.rounds import rounds, tell_tie
from storage.state import Poll


def describe_results(call: Telling, poll: Poll) -> str:
    """Return the totals of a poll with its turnout, and where it stands."""
    if not poll.opened or poll.withdrawn:
        return _withdrawn(call, poll) if poll.opened else describe_opening(call, poll)
    if poll.is_hidden or poll.void:
        silence = describe_silence(call, poll)
        return "\n".join([_headline(call, poll), *numbered(call, poll), silence])
    tally = polls.tally(poll)
    lines = [_headline(call, poll), *describe_counts(call, poll, tally)]
    if poll.kind is PollKind.RANKED:
        lines += rounds(poll, option_names(call, poll))
    elif len(tally.leading) > 1 and poll.kind is not PollKind.CONSENSUS:
        lines.append(tell_tie(tally.leading, option_names(call, poll), poll.rules.ties))
    if poll.kind is PollKind.DATES and poll.closed:
        lines += _plans(call, poll, tally)
    lines.append(_stage(call, poll))
    if poll.extensions:
        lines.append(_extended(call, poll))
    if poll.closed:
        lines += wording.finding(poll)
    return "\n".join(lines)


def _headline(call: Telling, poll: Poll) -> str:
    if poll.is_open(call.now):
        return headline(poll)
    if poll.void:
        return headline(poll, _("Void"))
    return headline(poll, _("Result") if poll.closed else _("Being counted"))


def _extended(call: Telling, poll: Poll) -> str:
    last = poll.extensions[-1]
    sentence = _("Extended on {time}: {reason}")
    return sentence.format(time=call.time(last.at), reason=last.reason)


def describe_reasons(poll: Poll) -> list[str]:
    """Return the reasons of concerns and blocks, a line each, in the order of the alphabet: nothing tells whose."""
    reasons = sorted(
        f"{_(str(poll.options[ballot.choice[0] - 1]))}: {ballot.reason}"
        for ballot in polls.ballots(poll)
        if ballot.reason and ballot.choice
    )
    return [_("Reasons, for this network alone:"), *reasons] if reasons else []


def _withdrawn(call: Telling, poll: Poll) -> str:
    lines = [
        headline(poll, _("Withdrawn")),
        _("Withdrawn on {time}, without a result.").format(time=call.time(poll.closed or call.now)),
        _("The reason: {reason}").format(reason=poll.withdrawn),
    ]
    return "\n".join(lines)


def describe_counts(call: Telling, poll: Poll, tally: polls.Tally | None = None) -> list[str]:
    """Return how many chose each option, the turnout, and the sums that were asked for, a line each."""
    if poll.is_hidden or poll.void:
        return []
    tally = tally or polls.tally(poll)
    if tally.silence:
        return []
    if poll.kind is PollKind.CONSENSUS:
        counted = _levels(call, poll, tally)
    else:
        got = zip(numbered(call, poll), wording.counts(tally), strict=True)
        counted = [f"{option}: {count}" for option, count in got]
    if tally.abstained and poll.kind is not PollKind.CONSENSUS:
        counted.append(_("Abstained: {count}").format(count=tally.abstained))
    return [*counted, _("Turnout: {turnout}.").format(turnout=wording.turnout(tally)), *_sums(call, poll, tally)]


def _levels(call: Telling, poll: Poll, tally: polls.Tally) -> list[str]:
    agree, *objecting = [f"{name}: {count}" for name, count in zip(option_names(call, poll), tally.counts, strict=True)]
    return [agree, _("Abstain: {count}").format(count=tally.abstained), *objecting]


def _plans(call: Telling, poll: Poll, tally: polls.Tally) -> Iterator[str]:
    """Yield the command that plans the meeting, for each time that leads and lies ahead."""
    for number in tally.leading:
        time = poll.times[number - 1]
        if time > call.now:
            yield _("To plan it: `/meeting plan {time}`").format(time=wording.typed(time))


def _sums(call: Telling, poll: Poll, tally: polls.Tally) -> Iterator[str]:
    """Yield what quorum and threshold come to, as sums; whether that is enough is for people to say."""
    if quorum := sums.quorum(poll, tally):
        sentence = _("Quorum: {part} of {whole}; {fraction} of {whole} is {needed}.")
        yield sentence.format(**quorum.told)
    if threshold := sums.threshold(poll, tally):
        yield _threshold(call, poll, tally, threshold)


def _threshold(call: Telling, poll: Poll, tally: polls.Tally, found: sums.Sum) -> str:
    """Return what a threshold comes to, beside what the option has that stands first, or several have that are tied."""
    ballots = plural("{count} ballot", "{count} ballots", int(found.whole))
    first = (1,) if poll.kind is PollKind.CONSENSUS else tally.leading
    if len(first) != 1:
        sentence = _("Threshold: the most is {part}; {fraction} of {ballots}, abstentions left out, is {needed}.")
        return sentence.format(ballots=ballots, **found.told)
    sentence = _("Threshold: {option} has {part}; {fraction} of {ballots}, abstentions left out, is {needed}.")
    option = wording.quote(option_names(call, poll)[first[0] - 1])
    return sentence.format(option=option, ballots=ballots, **found.told)


def _stage(call: Telling, poll: Poll) -> str:
    if poll.is_open(call.now):
        return _("So far: the poll is open. {close}").format(close=describe_close(call, poll))
    if poll.closed is None:
        sentence = _("Voting ended on {time}. Votes are being counted: one that was sent before may still arrive.")
        return sentence.format(time=call.time(poll.ends or call.now))
    return _("Closed on {time}.").format(time=call.time(poll.closed))
