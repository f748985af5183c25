"""How a poll is told before anyone votes: question, options, how to vote, and every rule."""

from collections.abc import Iterator
from typing import Final

from chatbot.call import Call
from chatbot.commands.secret_text import describe_sight, describe_voting
from chatbot.commands.telling import Telling
from storage.events import NONE, Audience, BallotCast, PollKind, Rules, Ties, Use
from storage.i18n import N_, _, plural
from storage.public.wording import written
from storage.state import Ballot, Poll

HOW: Final = {
    PollKind.SINGLE: N_("Vote for one option: `/poll vote {poll} 1`. A new vote replaces the old one."),
    PollKind.MULTIPLE: N_(
        "Vote for as many options as you like: `/poll vote {poll} 1,2`. A new vote replaces the old one."
    ),
    PollKind.APPROVAL: N_(
        "Vote for every option that you could accept: `/poll vote {poll} 1,2`, or none of them: "
        "`/poll vote {poll} none`. A new vote replaces the old one."
    ),
    PollKind.RANKED: N_(
        "Rank as many options as you like, the best first: `/poll vote {poll} 2>1`. A new vote replaces the old one."
    ),
    PollKind.CONSENSUS: N_(
        "Say where you stand: `/poll vote {poll} agree`, or `abstain`, `concerns`, `block`; with concerns or a block "
        "also why: `/poll vote {poll} concerns because:YOUR REASON`. A new vote replaces the old one."
    ),
    PollKind.DATES: N_(
        "Say what suits you: `/poll vote {poll} 1 yes 2 if-need-be`; a time that you leave out does not. "
        "A new vote replaces the old one."
    ),
}
TIES: Final = {
    Ties.REPORT: N_("Ties are reported as ties."),
    Ties.LISTED: N_("In a tie, the option that is listed first stands first."),
    Ties.TOGETHER: N_("Options that are tied for the last place go out together; a tie at the end is reported."),
    Ties.EARLIER: N_(
        "Of options tied for the last place goes out the one with fewer ballots in the latest earlier round in which "
        "they differ; any other tie is reported."
    ),
}
USES: Final = {
    Use.SCOPE: N_("It is about the scope of the network."),
    Use.CONTINUATION: N_("It is about whether the network continues."),
}


def option_names(call: Telling, poll: Poll) -> list[str]:
    """Return the options as they are told: times in the reader's zone, levels of consensus in the reader's language."""
    if poll.times:
        return [call.time(time) for time in poll.times]
    if poll.kind is PollKind.CONSENSUS:
        return [_(str(level)) for level in poll.options]
    return [written(option) for option in poll.options]


def numbered(call: Telling, poll: Poll) -> list[str]:
    """Return a line an option."""
    return [f"{number}. {name}" for number, name in enumerate(option_names(call, poll), 1)]


def headline(poll: Poll, what: str = "") -> str:
    """Return a first line that says what follows, also where no more than that is shown: on a locked telephone.

    Where that was asked for, it need not be said.
    """
    return " · ".join(filter(None, [what, f"{poll.label}: {poll.question}"]))


def describe_opening(call: Telling, poll: Poll) -> str:
    """Return question, options and every rule of a poll; for a proposal, what it waits for, or that it is withdrawn."""
    options = numbered(call, poll)
    if poll.closed and not poll.opened:
        withdrawn = _("Withdrawn on {time}.").format(time=call.time(poll.closed))
        reason = [_("The reason: {reason}").format(reason=poll.withdrawn)] if poll.withdrawn else []
        return "\n".join([headline(poll, _("Withdrawn")), *options, withdrawn, *reason])
    if not poll.opened:
        waits = _("This is a proposal. A co-chair opens it with `/poll open {poll}`.").format(poll=poll.label)
        return "\n".join([headline(poll, _("Proposed")), *options, waits])
    lines = [
        headline(poll, _("Vote now") if poll.is_open(call.now) else _("Poll")),
        *options,
        describe_voting(call, poll) if poll.rules.secret else describe_how(poll),
        describe_electorate(poll),
        *describe_sight(call, poll),
        *_describe_rules(poll.rules),
        describe_close(call, poll),
        _("{ties} A poll takes the temperature; it decides nothing.").format(ties=_(TIES[poll.rules.ties])),
    ]
    return "\n".join(lines)


def describe_how(poll: Poll) -> str:
    """Return how one votes in a poll."""
    sentence = _(HOW[poll.kind])
    if poll.rules.choose > 1:
        sentence = _("Vote for up to {most} options: `/poll vote {poll} 1,2`. A new vote replaces the old one.")
    told = sentence.format(poll=poll.label, most=poll.rules.choose)
    if poll.rules.write_in:
        own = _("Or add an option of your own: `/poll vote {poll} write-in:YOUR OPTION`.").format(poll=poll.label)
        told = f"{told} {own}"
    return told


def describe_electorate(poll: Poll) -> str:
    """Return who may vote, frozen at the opening."""
    match poll.rules.audience:
        case Audience.EVERYONE:
            return _("Who may vote: everyone.")
        case Audience.COMMUNITY:
            return plural(
                "Who may vote: the {count} person in the working group and the community at the opening.",
                "Who may vote: the {count} people in the working group and the community at the opening.",
                len(poll.electorate),
            )
    return plural(
        "Who may vote: the {count} person in the working group at the opening.",
        "Who may vote: the {count} people in the working group at the opening.",
        len(poll.electorate),
    )


def _describe_rules(rules: Rules) -> Iterator[str]:
    """Yield the rules that are not as in most polls, a sentence each."""
    if rules.use:
        yield _(USES[rules.use])
    if rules.quorum:
        yield _("Quorum: {part} of those who may vote.").format(part=rules.quorum)
    if rules.threshold:
        yield _("Threshold: {part} of the ballots, abstentions left out.").format(part=rules.threshold)
    if not rules.leavers_keep:
        yield _("The ballot of a member who leaves before the close does not count.")


def describe_close(call: Telling, poll: Poll) -> str:
    """Return when a poll closes, and whether that may move."""
    if poll.closes is None:
        return _("It closes when it is closed by hand: `/poll close {poll}`.").format(poll=poll.label)
    if poll.rules.extendable:
        sentence = _("It closes on {time}; it may be extended, with a reason that everyone can read.")
    else:
        sentence = _("It closes on {time} and cannot be extended.")
    return sentence.format(time=call.time(poll.closes))


def describe_choice(call: Telling, poll: Poll, ballot: Ballot | BallotCast) -> str:
    """Return what a ballot says, in words."""
    if not ballot.choice and not ballot.maybe:
        return _("abstain")
    if ballot.choice == NONE:
        return _("none of them")
    names = numbered(call, poll)
    between = " > " if poll.kind is PollKind.RANKED else ", "
    told = between.join(names[number - 1] for number in ballot.choice)
    if not ballot.maybe:
        return told
    needed = _("if need be: {times}").format(times=", ".join(names[number - 1] for number in ballot.maybe))
    return f"{told}; {needed}" if told else needed


def describe_end(call: Call, poll: Poll) -> str:
    """Return since when a poll takes no votes, in sentences that name it, and what is waited for."""
    sentence = _("{poll} closed on {time}.")
    if poll.withdrawn or not poll.opened:
        sentence = _("{poll} was withdrawn on {time}.")
    elif poll.closed is None:
        sentence = _("Voting in {poll} ended on {time}; the votes are being counted.")
    told = sentence.format(poll=poll.label, time=call.time(poll.closed or poll.ends or call.now))
    return " ".join([told, *describe_wait(call, poll)])


def describe_wait(call: Call, poll: Poll) -> list[str]:
    """Return the platforms for which the count of a poll waits, in a sentence; none where nothing is waited for."""
    names = call.awaited(poll.ends) if poll.ends and poll.closed is None else []
    sentence = _("What was sent on {platforms} before that is waited for.")
    return [sentence.format(platforms=_(" and ").join(names))] if names else []
