"""Polls: `/poll open`, `vote`. They take the temperature; they do not decide."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from chatbot.arguments import Argument, Id, Moment, OneOf, Rest
from chatbot.call import Call
from chatbot.command import CHANNEL, PRIVATE, Table
from chatbot.commands import secret
from chatbot.commands.poll_reading import LONGEST_POLL, name_poll, read_choice, read_question
from chatbot.commands.poll_text import describe_end, describe_opening
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import AnyEvent, BallotCast, PollKind, PollOpened, PollProposed, Rules, Text
from storage.i18n import N_, _
from storage.measures import members, polls
from storage.state import Poll

TABLE: Final = Table()


class Answer(StrEnum):
    """Yes or no."""

    YES = "yes"
    NO = "no"


YES_OR_NO: Final = OneOf(Answer, {"true": Answer.YES, "on": Answer.YES, "false": Answer.NO, "off": Answer.NO})
OVERTAKEN: Final = timedelta(minutes=1)
"""By how much a vote may be overtaken on its way; if it seems older, a clock was set back, and it counts."""


def only_open_poll(call: Call) -> Poll:
    """Return the network's only open poll, for a command that names none."""
    found = polls.with_stage(call.network, polls.Stage.OPEN, call.request.now)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused("not_found", _("No poll is open in {code}.").format(code=call.code), f"/poll list in:{call.code}")
    labels = ", ".join(poll.label for poll in found)
    raise Refused(
        "ambiguous",
        _("Several polls are open: {labels}. Name one.").format(labels=labels),
        name_poll(call, found),
    )


A_POLL: Final = Argument(
    "poll", Id("poll"), N_("the poll; the only open one unless you name it"), required=False, default=only_open_poll
)


@TABLE.command(
    "poll open",
    summary=N_("Open a poll; a member's poll is a proposal that a co-chair opens by its id"),
    who=Right.PROPOSE_POLL,
    audience=CHANNEL,
    example="/poll open Which theme first? | Connectivity | Inclusion closes:tomorrow 17:00",
    arguments=[
        Argument("poll", Id("poll"), N_("a proposal to open"), required=False),
        Argument(
            "text",
            Rest(N_("QUESTION | OPTION | OPTION"), LONGEST_POLL),
            N_("the question and its options"),
            required=False,
        ),
    ],
    options=[
        Argument("closes", Moment(), N_("when it closes"), required=False),
        Argument(
            "kind",
            OneOf(PollKind, {"one": PollKind.SINGLE, "many": PollKind.MULTIPLE}),
            N_("one option or several"),
            required=False,
        ),
        Argument("secret", YES_OR_NO, N_("whether nobody learns who chose what"), required=False),
    ],
)
class Open:
    """Opens a poll, or proposes one where the person may not open it."""

    def decide(
        self,
        call: Call,
        poll: Poll | None,
        text: str | None,
        closes: datetime | None,
        kind: PollKind | None,
        secret: Answer | None,
    ) -> Sequence[AnyEvent]:
        """Return the proposal, the opening, or both."""
        if poll:
            if text or closes or kind or secret:
                raise Refused(
                    "usage",
                    _("{poll} keeps the rules it was proposed with.").format(poll=poll.label),
                    f"/poll open {poll.label}",
                )
            return [self._opening(call, poll)]
        number = call.state.next_number(call.network.code, "poll")
        question, options = read_question(text)
        rules = Rules(secret=secret is Answer.YES)
        _check_deadline(call, closes)
        proposal = PollProposed(
            network=call.network.code,
            poll=number,
            question=Text.of(question),
            options=tuple(Text.of(option) for option in options),
            kind=kind or PollKind.SINGLE,
            proposer=call.by,
            closes=closes,
            rules=rules,
        )
        if not call.may(Right.OPEN_POLL):
            return [proposal]
        return [
            proposal,
            PollOpened(network=call.network.code, poll=number, electorate=_electorate(call), opener=call.by),
        ]

    def _opening(self, call: Call, poll: Poll) -> PollOpened:
        call.require(Right.OPEN_POLL)
        if poll.opened:
            raise Refused(
                "conflict", _("{poll} was opened already.").format(poll=poll.label), f"/poll results {poll.label}"
            )
        if poll.closed:
            raise Refused("closed", describe_end(call, poll), f"/poll results {poll.label}")
        _check_deadline(call, poll.closes)
        return PollOpened(network=poll.network, poll=poll.number, electorate=_electorate(call), opener=call.by)

    def answer(self, call: Call, event: PollProposed | PollOpened, *_more: AnyEvent) -> str:
        """Render the poll with its rules, or say that it waits for a co-chair."""
        poll = call.state.poll(event.network, event.poll)
        return describe_opening(call, poll)


def _check_deadline(call: Call, closes: datetime | None) -> None:
    if closes and closes <= call.now:
        sentence = _("The closing time {time} has passed.").format(time=call.time(closes))
        raise Refused("usage", sentence)


def _electorate(call: Call) -> tuple[str, ...]:
    electorate = members.mwg(call.network, call.now)
    if not electorate:
        sentence = _("{code} has no working group members yet, so nobody could vote.").format(code=call.code)
        verb = "add @amina" if call.may(Right.MANAGE) else "list"
        raise Refused("conflict", sentence, f"/pn member {verb} {call.code}")
    return tuple(sorted(electorate))


def _given(call: Call, poll: Poll) -> datetime | None:
    """Return when a vote was given, where that is before it is recorded; never before the poll opened."""
    given = max(call.request.now, poll.opened or call.now)
    return given if given < call.now else None


def _check_order(call: Call, poll: Poll) -> None:
    """Raise `Refused` for a vote that was overtaken on its way by a later one of the same person."""
    given = secret.last_ballot(call, poll)
    if given and timedelta() < given - call.request.now < OVERTAKEN:
        sentence = _("You voted again in {poll} after this; your later vote counts.")
        raise Refused("conflict", sentence.format(poll=poll.label), f"/poll results {poll.label}")


@TABLE.command(
    "poll vote",
    summary=N_("Vote in a poll; a new vote replaces the old one"),
    who=Right.VOTE,
    audience=PRIVATE,
    example="/poll vote P3 2",
    arguments=[A_POLL, Argument("choice", Rest("2"), N_("the number of your option"))],
)
class Vote:
    """Takes a ballot of somebody in the electorate."""

    def decide(self, call: Call, poll: Poll, choice: str) -> Sequence[AnyEvent]:
        """Return the ballot, or refuse: too late, not in the electorate, no such option."""
        with secret.keeping(poll):
            return self._decide(call, poll, choice)

    def _decide(self, call: Call, poll: Poll, choice: str) -> Sequence[AnyEvent]:
        sent = call.request.now  # others may have recorded something since
        stage = polls.stage(poll, sent)
        if stage is polls.Stage.PROPOSED:
            sentence = _("{poll} is proposed; it takes votes when a co-chair opens it.").format(poll=poll.label)
            better = f"/poll open {poll.label}" if call.may(Right.OPEN_POLL) else f"/poll list in:{call.code}"
            raise Refused("conflict", sentence, better)
        if stage is not polls.Stage.OPEN:
            better = f"/poll results {poll.label}" if call.may_read(poll) else f"/poll list in:{call.code}"
            raise Refused("closed", describe_end(call, poll), better)
        if call.person.id not in poll.electorate:
            sentence = _("{poll} is for those who were working group members of {code} when it opened.")
            raise Refused(
                "forbidden", sentence.format(poll=poll.label, code=poll.network), f"/poll results {poll.label}"
            )
        secret.check_way(call, poll)
        _check_order(call, poll)
        chosen, since = read_choice(poll, choice), _given(call, poll)
        return [BallotCast(network=poll.network, since=since, poll=poll.number, person=call.person.id, choice=chosen)]

    def answer(self, call: Call, event: BallotCast) -> str:
        """Say what is recorded as this person's vote; of a secret one, that it is in and no more."""
        poll = call.state.poll(event.network, event.poll)
        if poll.rules.secret:
            return secret.describe_receipt(poll)
        chosen = ", ".join(f"{number}. {poll.options[number - 1]}" for number in event.choice)
        return _("Your vote in {poll}: {choice}").format(poll=poll.label, choice=chosen)
