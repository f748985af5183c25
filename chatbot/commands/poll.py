"""`/poll open`: a poll with its rules, or a proposal that waits for a co-chair."""

import secrets
from collections.abc import Sequence
from typing import Any, Final

from chatbot.arguments import Argument, Rest
from chatbot.call import Call
from chatbot.command import CHANNEL, Table
from chatbot.commands.poll_choice import name_poll
from chatbot.commands.poll_reading import LONGEST_POLL, read_question
from chatbot.commands.poll_rules import RULES, Held, check_deadline, read_rules
from chatbot.commands.poll_text import describe_end, describe_opening
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.suggestion import revalue
from chatbot.things import Id
from storage.events import AnyEvent, Audience, PollOpened, PollProposed, Text
from storage.i18n import N_, _
from storage.measures import polls
from storage.measures.electorate import electorate
from storage.state import Poll

TABLE: Final = Table()


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
    options=RULES,
)
class Open:
    """Opens a poll, or proposes one where the person may not open it."""

    def decide(self, call: Call, poll: Poll | None, text: str | None, **given: Any) -> Sequence[AnyEvent]:  # noqa: ANN401
        """Return the proposal, the opening, or both."""
        if poll:
            if text or any(value is not None for value in given.values()):
                raise Refused(
                    "usage",
                    _("{poll} keeps the rules it was proposed with.").format(poll=poll.label),
                    f"/poll open {poll.label}",
                )
            return [self._open_proposed(call, poll)]
        proposal = _propose(call, text, read_rules(call, given))
        if not call.may(Right.OPEN_POLL):
            return [proposal]
        return [proposal, _opening(call, proposal.poll, proposal.rules.audience)]

    def _open_proposed(self, call: Call, poll: Poll) -> PollOpened:
        call.require(Right.OPEN_POLL)
        if poll.opened:
            raise Refused(
                "conflict", _("{poll} was opened already.").format(poll=poll.label), f"/poll results {poll.label}"
            )
        if poll.closed:
            raise Refused("closed", describe_end(call, poll), f"/poll results {poll.label}")
        check_deadline(call, poll.closes)
        return _opening(call, poll.number, poll.rules.audience)

    def answer(self, call: Call, event: PollProposed | PollOpened, *_more: AnyEvent) -> str:
        """Render the poll with its rules, or say that it waits for a co-chair."""
        poll = call.state.poll(event.network, event.poll)
        return describe_opening(call, poll)


def _propose(call: Call, text: str | None, held: Held) -> PollProposed:
    question = read_question(call, text, held.kind)
    if held.rules.choose > len(question.options) > 0:
        sentence = _("`choose:{most}` is more than there are options.").format(most=held.rules.choose)
        better = revalue(call, ["choose"], str(len(question.options)))
        raise Refused("usage", sentence, better, "choose")
    return PollProposed(
        network=call.network.code,
        poll=call.state.next_number(call.network.code, "poll"),
        question=Text.of(question.text),
        options=tuple(Text.of(option) for option in question.options),
        kind=held.kind,
        proposer=call.by,
        closes=held.closes,
        rules=held.rules,
        times=question.times,
    )


def _opening(call: Call, poll: int, audience: Audience) -> PollOpened:
    voters = electorate(call.network, audience, call.now)
    if not voters and audience is not Audience.EVERYONE:
        sentence = _("{code} has no working group members yet, so nobody could vote.").format(code=call.code)
        verb = "add @amina" if call.may(Right.MANAGE) else "list"
        raise Refused("conflict", sentence, f"/pn member {verb} {call.code}")
    return PollOpened(
        network=call.network.code,
        poll=poll,
        electorate=tuple(sorted(voters)),
        opener=call.by,
        salt=secrets.token_hex(8),
    )
