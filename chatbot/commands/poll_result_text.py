"""How a poll's result is told: totals, turnout, the sums that quorum and threshold ask for, and no word of winning."""

from collections.abc import Iterator

from chatbot.commands import secret
from chatbot.commands.poll_text import Telling, describe_close, describe_opening, numbered, option_names
from storage.events import PollKind, Ties
from storage.i18n import _, plural
from storage.measures import polls, sums
from storage.measures.ranked import Round, Runoff, pairwise, preferred_to_all
from storage.public import wording
from storage.state import Poll


def describe_results(call: Telling, poll: Poll) -> str:
    """Return the totals of a poll with its turnout, and where it stands."""
    if not poll.opened or poll.withdrawn:
        return _withdrawn(call, poll) if poll.opened else describe_opening(call, poll)
    if poll.is_hidden or poll.void:
        silence = secret.describe_silence(call, poll)
        return "\n".join([f"{poll.label}: {poll.question}", *numbered(call, poll), silence])
    tally = polls.tally(poll)
    lines = [f"{poll.label}: {poll.question}", *describe_counts(call, poll, tally)]
    if poll.kind is PollKind.RANKED:
        lines += describe_rounds(call, poll)
    elif len(tally.leading) > 1 and poll.kind is not PollKind.CONSENSUS:
        lines.append(_tie(tally.leading, poll.rules.ties))
    if poll.kind is PollKind.DATES and polls.stage(poll, call.now) is polls.Stage.CLOSED:
        lines += _plans(call, poll, tally)
    lines.append(_stage(call, poll))
    if poll.extensions:
        lines.append(_extended(call, poll))
    if poll.opened and polls.stage(poll, call.now) is polls.Stage.CLOSED:
        lines += wording.finding(poll)
    return "\n".join(lines)


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
        f"{poll.label}: {poll.question}",
        _("Withdrawn on {time}, without a result.").format(time=call.time(poll.closed or call.now)),
        _("The reason: {reason}").format(reason=poll.withdrawn),
    ]
    return "\n".join(lines)


def describe_counts(call: Telling, poll: Poll, tally: polls.Tally | None = None) -> list[str]:
    """Return how many chose each option, the turnout, and the sums that were asked for, a line each."""
    if poll.is_hidden or poll.void:
        return []
    tally = tally or polls.tally(poll)
    match poll.kind:
        case PollKind.CONSENSUS:
            counted = _levels(call, poll, tally)
        case PollKind.DATES:
            counted = [
                _("{time}: {yes} yes, {maybe} if need be").format(time=time, yes=yes, maybe=maybe)
                for time, yes, maybe in zip(numbered(call, poll), tally.counts, tally.maybe, strict=True)
            ]
        case PollKind.RANKED:
            counted = [
                _("{option}: first on {count}").format(option=option, count=count)
                for option, count in zip(numbered(call, poll), tally.counts, strict=True)
            ]
        case _:
            counted = [f"{option}: {count}" for option, count in zip(numbered(call, poll), tally.counts, strict=True)]
    if tally.abstained and poll.kind is not PollKind.CONSENSUS:
        counted.append(_("Abstained: {count}").format(count=tally.abstained))
    return [*counted, _("Turnout: {turnout}.").format(turnout=wording.turnout(tally)), *_sums(poll, tally)]


def _levels(call: Telling, poll: Poll, tally: polls.Tally) -> list[str]:
    agree, *objecting = [f"{name}: {count}" for name, count in zip(option_names(call, poll), tally.counts, strict=True)]
    return [agree, _("Abstain: {count}").format(count=tally.abstained), *objecting]


def _tie(tied: tuple[int, ...], ties: Ties) -> str:
    told = _("A tie between options {numbers}.").format(numbers=", ".join(map(str, tied)))
    if ties is not Ties.LISTED:
        return told
    rule = _("By the rule stated at the opening, option {number} stands first: it is listed first.")
    return f"{told} {rule.format(number=tied[0])}"


def describe_rounds(call: Telling, poll: Poll) -> Iterator[str]:
    """Yield every round of a ranked poll, and how options compare in pairs."""
    names, count = option_names(call, poll), polls.runoff(poll)
    for number, one in enumerate(count.rounds, 1):
        yield _("Round {number}: {counts}").format(number=number, counts=_round(one))
        if one.out:
            yield _("   out: {options}").format(options=", ".join(f"{out}. {names[out - 1]}" for out in one.out))
    yield from _outcome(count, names)
    rankings = polls.rankings(poll)
    if rankings:
        yield from _pairs(pairwise(rankings, len(names)), names)


def _round(one: Round) -> str:
    ordered = sorted(one.counts.items(), key=lambda item: (-item[1], item[0]))
    counts = [f"{option}: {count}" for option, count in ordered]
    if one.exhausted:
        counts.append(_("no further preference {count}").format(count=one.exhausted))
    return " · ".join(counts)


def _outcome(count: Runoff, names: list[str]) -> Iterator[str]:
    last = count.rounds[-1]
    if count.tied and count.tied != count.leading:
        tied = ", ".join(map(str, count.tied))
        yield _("The count stops here: options {numbers} are tied for going out.").format(numbers=tied)
    elif len(count.leading) > 1:
        yield _tie(count.leading, Ties.REPORT)
    elif count.leading:
        first = count.leading[0]
        sentence = _("At the end {option} has {count} of {all} ballots.")
        yield sentence.format(
            option=wording.quote(names[first - 1]), count=last.counts[first], all=sum(last.counts.values())
        )


def _pairs(table: tuple[tuple[int, ...], ...], names: list[str]) -> Iterator[str]:
    """Yield how many ballots prefer each option to each other one; for a phone, a line an option."""
    yield _("In pairs, how many ballots prefer an option to another:")
    for row, counts in enumerate(table, 1):
        against = [
            f"{row}>{column} {count}:{table[column - 1][row - 1]}"
            for column, count in enumerate(counts, 1)
            if column > row
        ]
        if against:
            yield "   " + " · ".join(against)
    best = preferred_to_all(table)
    if best and len(names) > 1:
        sentence = _("More ballots prefer {option} to each other option than the other way round.")
        yield sentence.format(option=wording.quote(names[best - 1]))


def _plans(call: Telling, poll: Poll, tally: polls.Tally) -> Iterator[str]:
    """Yield the command that plans the meeting, for each time that leads and lies ahead."""
    for number in tally.leading:
        time = poll.times[number - 1]
        if time > call.now:
            yield _("To plan it: `/meeting plan {time}`").format(time=wording.typed(time))


def _sums(poll: Poll, tally: polls.Tally) -> Iterator[str]:
    """Yield what quorum and threshold come to, as sums; whether that is enough is for people to say."""
    if quorum := sums.quorum(poll, tally):
        sentence = _("Quorum: {part} of {whole}; {fraction} of {whole} is {needed}.")
        yield sentence.format(**quorum.told)
    if threshold := sums.threshold(poll, tally):
        ballots = plural("{count} ballot", "{count} ballots", int(threshold.whole))
        sentence = _("Threshold: {fraction} of {ballots}, abstentions left out, is {needed}.")
        yield sentence.format(ballots=ballots, **threshold.told)


def _stage(call: Telling, poll: Poll) -> str:
    if poll.is_open(call.now):
        return _("So far: the poll is open. {close}").format(close=describe_close(call, poll))
    return _("Closed on {time}.").format(time=call.time(poll.closed or poll.closes or call.now))
