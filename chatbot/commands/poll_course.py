"""What becomes of a poll before its close: `/poll extend`, `/poll withdraw`. Each with a reason that is public."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from chatbot.arguments import Argument, Moment, Rest
from chatbot.call import Call
from chatbot.command import CHANNEL, Table
from chatbot.commands.poll import A_POLL
from chatbot.commands.poll_outcome import require_ending
from chatbot.commands.poll_result_text import describe_results
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.suggestion import YOUR_REASON, revalue
from storage.events import AnyEvent, PollExtended, PollWithdrawn, Text
from storage.i18n import N_, _
from storage.state import Poll

TABLE: Final = Table()
A_REASON: Final = Argument("because", Rest(N_("REASON"), 1000), N_("the reason, which is published"), required=False)


def _require_reason(reason: str | None, example: str) -> Text:
    if not reason:
        raise Refused(
            "usage",
            _("A reason is needed, which is published: write yours at the end."),
            f"{example} because:{YOUR_REASON}",
        )
    return Text.of(reason)


@TABLE.command(
    "poll extend",
    summary=N_("Let a poll close later, where it was opened with `extendable:yes`"),
    who=Right.CLOSE_OWN_POLL,
    audience=CHANNEL,
    example="/poll extend P3 until:in 3 days because:the draft came late",
    arguments=[A_POLL],
    options=[Argument("until", Moment(), N_("the new closing time"), required=False), A_REASON],
)
class Extend:
    """Moves the closing time of an open poll to a later one."""

    def decide(self, call: Call, poll: Poll, until: datetime | None, because: str | None) -> Sequence[AnyEvent]:
        """Return the extension. Its ballots stay, and can be changed until the new close."""
        require_ending(call, poll)
        if not poll.opened:
            sentence = _("{poll} is proposed; it takes votes when a co-chair opens it.").format(poll=poll.label)
            raise Refused("conflict", sentence, f"/poll open {poll.label}")
        if not poll.rules.extendable or poll.closes is None:
            sentence = _("{poll} was opened without `extendable:yes`, so its closing time stays.")
            raise Refused("conflict", sentence.format(poll=poll.label), f"/poll results {poll.label}")
        if until is None:
            sentence = _("Until when? Name the new closing time with `until:`.")
            example = f"/poll extend {poll.label} until:in 4 weeks because:{because or YOUR_REASON}"
            raise Refused("usage", sentence, example)
        if until <= poll.closes:
            sentence = _("{poll} closes on {time}; it can only close later.")
            told = sentence.format(poll=poll.label, time=call.time(poll.closes))
            raise Refused("usage", told, revalue(call, ["until"], "in 4 weeks"))
        reason = _require_reason(because, f"/poll extend {poll.label} until:{call.time(until)}")
        return [PollExtended(network=poll.network, poll=poll.number, closes=until, reason=reason)]

    def answer(self, call: Call, event: PollExtended) -> str:
        """Say until when, and why."""
        poll = call.state.poll(event.network, event.poll)
        sentence = _("{poll} now closes on {time}: {question}\nThe reason: {reason}")
        return sentence.format(
            poll=poll.label, time=call.time(event.closes), question=poll.question, reason=event.reason
        )


@TABLE.command(
    "poll withdraw",
    summary=N_("End a poll without a result, with a reason"),
    who=Right.END_POLL,
    audience=CHANNEL,
    example="/poll withdraw P3 because:the question was unclear",
    arguments=[A_POLL],
    options=[A_REASON],
)
class Withdraw:
    """Ends a poll, or a proposal, without a result."""

    def decide(self, call: Call, poll: Poll, because: str | None) -> Sequence[AnyEvent]:
        require_ending(call, poll)
        reason = _require_reason(because, f"/poll withdraw {poll.label}")
        return [PollWithdrawn(network=poll.network, poll=poll.number, reason=reason)]

    def answer(self, call: Call, event: PollWithdrawn) -> str:
        """Render what is left: the question and the reason."""
        return describe_results(call, call.state.poll(event.network, event.poll))
