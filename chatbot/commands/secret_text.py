"""What is told of a secret poll: how to vote in it, who can see a vote, and what may give it away all the same."""

from math import comb, perm
from typing import Final

from chatbot.commands.telling import Telling
from storage.events import Audience, PollKind
from storage.i18n import N_, _, plural
from storage.measures import polls
from storage.state import Poll

EXAMPLES: Final = {
    PollKind.SINGLE: "1",
    PollKind.MULTIPLE: "1,2",
    PollKind.APPROVAL: "1,2",
    PollKind.RANKED: "2>1",
    PollKind.CONSENSUS: "agree",
    PollKind.DATES: "1 yes 2 if-need-be",
}
"""How a choice is typed, by the kind of poll."""
_VOTING: Final = {
    "slack": N_("on Slack by the buttons or the form, which leave no message"),
    "matrix": N_(
        "on Matrix by a private message to me, `/poll vote {poll} {example}`, which your homeserver keeps and, unless "
        "it is encrypted, its operators can read"
    ),
}
"""How one votes on a platform, and what that leaves there."""
_BY_LINE: Final = N_("type `/poll vote {poll} {example}`")
FEW: Final = 5
"""Voters below which a result says much of each."""


def describe_receipt(poll: Poll) -> str:
    """Return the whole answer to a secret ballot; nothing in it points at what was chosen."""
    return _("A ballot from you is in {poll}. A new one replaces it until the close.").format(poll=poll.label)


def describe_sight(call: Telling, poll: Poll) -> list[str]:
    """Return who can see a vote, and in a secret poll what may show it all the same."""
    if not poll.rules.secret:
        return [_who_sees_open(call, poll)]
    return [
        _(
            "Who can see a vote: nobody is told. Until the close, ballots lie sealed on the bot's computer, and "
            "whoever runs it could open them; then they are published sorted, without names, and the rest is deleted. "
            "There are no results before."
        ),
        *([_early_close(poll)] if poll.closes else []),
        *_warnings(poll),
    ]


def _early_close(poll: Poll) -> str:
    if poll.rules.audience is Audience.EVERYONE:
        return _("Nobody closes it before its time.")
    return _("Nobody closes it before its time, unless all have voted.")


def _who_sees_open(call: Telling, poll: Poll) -> str:
    told = _("Who can see a vote: the record keeps it with your name; nothing that is shown or published does.")
    if poll.rules.names:
        told = _("Who can see a vote: everyone; when it has closed, its public file has your short name and your vote.")
    elif "matrix" in call.platforms and polls.is_plain(poll):
        told = _("{told} A vote in a Matrix room's own poll is seen by whoever is in that room.").format(told=told)
    if poll.kind is PollKind.CONSENSUS:
        reasons = _("Reasons are read, without names, by whoever takes part in the network; they are never public.")
        told = f"{told} {reasons}"
    return told


def describe_voting(call: Telling, poll: Poll) -> str:
    """Return how to vote in a secret poll, and what each way leaves behind."""
    told = [_VOTING[platform] for platform in sorted(call.platforms & _VOTING.keys())]
    room = [_("What is typed in a room is not counted.")] if told else []
    ways = [_(way).format(poll=poll.label, example=EXAMPLES[poll.kind]) for way in told or [_BY_LINE]]
    by_link = _("or by a one-time link to a web form, `/poll ballot {poll}`, where there is one").format(
        poll=poll.label
    )
    how = _("How to vote: {ways}.").format(ways="; ".join([*ways, by_link]))
    return " ".join([how, *room, _("A new vote replaces the old one.")])


def describe_silence(call: Telling, poll: Poll) -> str:
    """Return why there are no figures of a secret poll."""
    if poll.void and poll.closed:
        sentence = _("Void since {time}: its ballot box or key was lost, so there is no result.")
        return sentence.format(time=call.time(poll.closed))
    if not poll.is_open(call.now):
        return _("Secret: its ballots are about to be counted.")
    closes = _(" It closes on {time}.").format(time=call.time(poll.closes)) if poll.closes else ""
    return _("Secret: results come after the close.") + closes


def _warnings(poll: Poll) -> list[str]:
    voters, ways = len(poll.electorate), _possible_ballots(poll)
    found = [_("Note: if all choose the same, everybody knows what each chose.")]
    if poll.rules.audience is Audience.EVERYONE:
        sentence = _("Note: if fewer than {few} vote, the result tells much of what each chose.")
        found.append(sentence.format(few=FEW))
    elif voters < FEW:
        found.append(
            plural(
                "Note: with {count} voter, the result tells much of what each chose.",
                "Note: with {count} voters, the result tells much of what each chose.",
                voters,
            )
        )
    if poll.kind is not PollKind.SINGLE and ways > voters:
        sentence = _(
            "Note: a ballot can be filled in in {ways} ways. Somebody can be told which to use, and recognised by it."
        )
        found.append(sentence.format(ways=ways))
    return found


def _possible_ballots(poll: Poll) -> int:
    """Return how many different ballots there can be, abstention left out."""
    options = len(poll.options)
    most = poll.rules.choose or options
    match poll.kind:
        case PollKind.SINGLE | PollKind.CONSENSUS:
            return options
        case PollKind.RANKED:
            return sum(perm(options, length) for length in range(1, options + 1))
        case PollKind.DATES:
            return int(len(("yes", "if need be", "no")) ** options)
    return sum(comb(options, length) for length in range(1, most + 1))
