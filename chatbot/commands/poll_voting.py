"""`/poll vote`: one ballot a person, the last one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from chatbot.arguments import Argument, Rest
from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.commands import secret
from chatbot.commands.poll import A_POLL
from chatbot.commands.poll_choice import Choice, by_number, read_choice, with_written_in
from chatbot.commands.poll_options import option_called
from chatbot.commands.poll_reading import LONGEST_OPTION, MOST_OPTIONS
from chatbot.commands.poll_text import describe_choice, describe_end, describe_how
from chatbot.commands.secret_text import describe_receipt
from chatbot.grammar import fold_word, read_numbers
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import AnyEvent, Audience, BallotCast, OptionAdded, PollKind, Text
from storage.i18n import N_, _
from storage.measures import polls
from storage.state import Poll

TABLE: Final = Table()
_OBJECTING: Final = (2, 3)
"""The levels of consensus that a reason goes with."""


@TABLE.command(
    "poll vote",
    summary=N_("Vote in a poll; a new vote replaces the old one"),
    who=Right.VOTE,
    audience=PRIVATE,
    example="/poll vote P3 2",
    for_others=True,
    arguments=[A_POLL, Argument("choice", Rest("2"), N_("the number of your option"), required=False)],
    options=[
        Argument("because", Rest(N_("REASON"), 1000), N_("why, where you have concerns or block"), required=False),
        Argument(
            "write-in",
            Rest(N_("OPTION"), LONGEST_OPTION),
            N_("an option of your own, where the poll takes them"),
            required=False,
        ),
    ],
)
class Vote:
    """Takes a ballot of somebody in the electorate."""

    def decide(
        self, call: Call, poll: Poll, choice: str | None, because: str | None, write_in: str | None
    ) -> Sequence[AnyEvent]:
        """Return the ballot, or refuse: too late, not in the electorate, no such option."""
        try:
            return self._decide(call, poll, choice, because, write_in)
        except Refused as refused:
            secret.keep(poll, refused)
            raise

    def _decide(
        self, call: Call, poll: Poll, choice: str | None, because: str | None, write_in: str | None
    ) -> Sequence[AnyEvent]:
        check_open(call, poll)
        check_voter(call, poll)
        secret.check_own(call, poll)
        secret.check_way(call, poll)
        check_order(call, poll)
        if poll.kind is PollKind.CONSENSUS and choice and not because:
            choice, _because, because = choice.partition(" because ")
        if not choice and not write_in:
            raise Refused("usage", _unchosen(call, poll), f"/poll results {poll.label}")
        if choice and (alone := by_number(poll, choice)):
            sentence = _("“#{number}” may be the poll or an option. Write the poll like this: {poll}.")
            better = f"/poll vote {poll.label} {alone}"
            raise Refused("ambiguous", sentence.format(number=poll.number, poll=poll.label), better)
        chosen = read_choice(poll, choice) if choice else None
        added: list[OptionAdded] = []
        if write_in:
            number, added = _write_in(poll, write_in)
            chosen = with_written_in(poll, chosen, number)
        return [*added, _ballot(call, poll, chosen or Choice(), read_reason(poll, chosen, because))]

    def answer(self, call: Call, *events: OptionAdded | BallotCast) -> str:
        """Say what is recorded, and ask for a reason that is missing; of a secret vote, that it is in and no more."""
        event = events[-1]
        if not isinstance(event, BallotCast):
            raise TypeError(event)
        poll = call.state.poll(event.network, event.poll)
        if poll.rules.secret:
            return describe_receipt(poll)
        told = _("Your vote in {poll}: {choice}").format(poll=poll.label, choice=describe_choice(call, poll, event))
        if poll.kind is not PollKind.CONSENSUS or event.choice[:1] not in [(level,) for level in _OBJECTING]:
            return told
        if event.reason:
            return _("{told}\nYour reason is kept: {reason}").format(told=told, reason=event.reason)
        word = ("concerns", "block")[event.choice[0] - 2]
        sentence = _("{told}\nIt counts. Please say why: `/poll vote {poll} {word} because:YOUR REASON`")
        return sentence.format(told=told, poll=poll.label, word=word)


def _unchosen(call: Call, poll: Poll) -> str:
    """Return what somebody is told who names no choice, or emptied a menu: what stands."""
    mine = None if poll.rules.secret else poll.ballots.get(call.person.id)
    if mine is None:
        return _("Missing: your choice. {how}").format(how=describe_how(poll))
    sentence = _("No choice, so nothing changed: your vote in {poll} is {choice}. `/poll unvote {poll}` takes it back.")
    return sentence.format(poll=poll.label, choice=describe_choice(call, poll, mine))


def check_open(call: Call, poll: Poll) -> None:
    """Raise `Refused` for a poll that took no votes when this was typed."""
    stage = polls.stage(poll, call.request.now)  # others may have recorded something since
    if stage is polls.Stage.PROPOSED:
        sentence = _("{poll} is proposed; it takes votes when a co-chair opens it.").format(poll=poll.label)
        better = f"/poll open {poll.label}" if call.may(Right.OPEN_POLL) else f"/poll list in:{call.code}"
        raise Refused("conflict", sentence, better)
    if stage is not polls.Stage.OPEN:
        better = f"/poll results {poll.label}" if call.may_read(poll) else f"/poll list in:{call.code}"
        raise Refused("closed", _describe_late(call, poll), better)


def _describe_late(call: Call, poll: Poll) -> str:
    """Return why a vote comes too late; it may have been sent in time, and a result that was told does not change."""
    if poll.closed is None or not poll.opened or poll.withdrawn or call.request.now >= poll.closed:
        return describe_end(call, poll)
    sentence = _(
        "Your vote was sent before {poll} closed on {time}, but reached me after it was counted: it is not in the "
        "result, which does not change any more. Tell a co-chair if that matters."
    )
    return sentence.format(poll=poll.label, time=call.time(poll.closed))


def check_voter(call: Call, poll: Poll) -> None:
    """Raise `Refused` for somebody whose vote would not count."""
    if polls.may_vote(call.network, poll, call.person.id, call.now):
        return
    sentence = _("You have left {code}, and in {poll} the ballots of those who left do not count.")
    if not poll.admits(call.person.id):
        sentence = _("{poll} is for those who were working group members of {code} when it opened.")
        if poll.rules.audience is Audience.COMMUNITY:
            sentence = _("{poll} is for those who were in the working group or the community of {code} when it opened.")
    told = sentence.format(poll=poll.label, code=poll.network)
    raise Refused("forbidden", told, secret.where_to_look(poll))


def check_order(call: Call, poll: Poll) -> None:
    """Raise `Refused` for a vote that was overtaken on its way: which of two came first to its platform decides."""
    given, taken_back = secret.last_ballot(call, poll), poll.unvoted.get(call.person.id)
    if given and given > call.request.now:
        sentence = _("You voted again in {poll} after this, on {time}; your later vote counts.")
    elif taken_back and taken_back > call.request.now:
        sentence = _("You took your vote in {poll} back after this, on {time}.")
    else:
        return
    told = sentence.format(poll=poll.label, time=call.time(given or taken_back or call.now))
    raise Refused("conflict", told, f"/poll results {poll.label}")


def when_given(call: Call, poll: Poll) -> datetime | None:
    """Return when a vote was given, where that is before it is recorded; never before the poll opened."""
    given = max(call.request.now, poll.opened or call.now)
    return given if given < call.now else None


def _ballot(call: Call, poll: Poll, chosen: Choice, reason: str | None) -> BallotCast:
    return BallotCast(
        network=poll.network,
        since=when_given(call, poll),
        poll=poll.number,
        person=call.person.id,
        choice=chosen.options,
        maybe=chosen.maybe,
        reason=Text.if_any(reason),
        via=call.via,
    )


def read_reason(poll: Poll, chosen: Choice | None, because: str | None) -> str | None:
    """Return the reason. Raise `Refused` where there is no place for one, so that nobody thinks it was heard."""
    if not because:
        return None
    if poll.kind is not PollKind.CONSENSUS or poll.rules.secret:
        sentence = _("A vote in {poll} takes no reason; nothing was recorded.").format(poll=poll.label)
        raise Refused("usage", sentence, f"/poll results {poll.label}", "because")
    if chosen is None or chosen.options[:1] not in [(level,) for level in _OBJECTING]:
        sentence = _("Reasons go with concerns and with a block.")
        raise Refused("usage", sentence, f"/poll vote {poll.label} concerns because:{because}", "because")
    return because


def _write_in(poll: Poll, text: str) -> tuple[int, list[OptionAdded]]:
    """Return the number of a written-in option, and its event unless there is such an option already."""
    if not poll.rules.write_in:
        sentence = _("Nobody can add options to {poll}.").format(poll=poll.label)
        raise Refused("usage", sentence, f"/poll results {poll.label}", "write-in")
    word = fold_word(text)
    if known := option_called(poll, word):
        return known, []
    if not word or read_numbers(text) or word in ("abstain", "none"):
        sentence = _("“{text}” cannot be the name of an option; use words.").format(text=text)
        raise Refused("usage", sentence, f"/poll vote {poll.label} 1", "write-in")
    if len(poll.options) >= MOST_OPTIONS:
        sentence = _("{poll} has {most} options already, and takes no more.")
        raise Refused(
            "conflict", sentence.format(poll=poll.label, most=MOST_OPTIONS), f"/poll vote {poll.label} 1", "write-in"
        )
    added = OptionAdded(network=poll.network, poll=poll.number, text=Text.of(text))
    return len(poll.options) + 1, [added]
