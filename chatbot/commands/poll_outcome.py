"""What comes of a poll: `/poll results`, `close`, `list`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from chatbot.acting import WAYS
from chatbot.call import Call
from chatbot.command import CHANNEL, PRIVATE, Table
from chatbot.commands import secret
from chatbot.commands.poll import A_POLL, only_open_poll
from chatbot.commands.poll_result_text import describe_reasons, describe_results
from chatbot.commands.poll_text import describe_choice, describe_end, describe_wait
from chatbot.commands.secret_text import describe_receipt
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import AnyEvent, PollClosed, PollEnded
from storage.exports.ballots import receipt
from storage.i18n import N_, _
from storage.measures import polls
from storage.public.result_picture import ResultPicture, picture_of
from storage.state import Poll

TABLE: Final = Table()
STAGES: Final = {
    polls.Stage.OPEN: N_("open"),
    polls.Stage.PROPOSED: N_("proposed"),
    polls.Stage.CLOSED: N_("closed"),
    polls.Stage.WITHDRAWN: N_("withdrawn"),
}
"""Where a poll stands, in the order in which they are listed."""


def require_ending(call: Call, poll: Poll) -> None:
    """Raise `Refused` unless the person may end this poll, or move its end, and it has not ended."""
    if poll.opened:
        call.require(Right.CLOSE_OWN_POLL)
    if not call.may(Right.CLOSE_POLL) and call.by != (poll.opener if poll.opened else poll.proposer):
        sentence = _("{poll} was opened by someone else; a co-chair or the Secretariat closes it.")
        if not poll.opened:
            sentence = _("{poll} was proposed by someone else; a co-chair or the Secretariat withdraws it.")
        raise Refused("forbidden", sentence.format(poll=poll.label), f"/poll results {poll.label}")
    if polls.stage(poll, call.now) in (polls.Stage.CLOSED, polls.Stage.WITHDRAWN):
        raise Refused("closed", describe_end(call, poll), f"/poll results {poll.label}")


@TABLE.command(
    "poll results",
    summary=N_("Show how a poll stands"),
    who=Right.READ,
    audience=PRIVATE,
    example="/poll results P3",
    arguments=[A_POLL],
)
class Results:
    """Shows totals, never who chose what; to whoever takes part in the network also reasons, without names."""

    def show(self, call: Call, poll: Poll) -> str:
        """Render question, totals and turnout."""
        if not call.may_read(poll):
            raise Refused("not_found", _("{poll} is not open.").format(poll=poll.label), f"/poll list in:{call.code}")
        told = describe_results(call, poll)
        reasons = describe_reasons(poll) if call.may(Right.TAKE_PART) else []
        return "\n".join([told, *reasons])

    def picture(self, call: Call, poll: Poll) -> ResultPicture | None:
        """Return what is to be seen of a poll that has closed."""
        return picture_of(poll)


def _only_closable(call: Call) -> Poll:
    """Return the network's only open poll, if it closes by hand. Raise `Refused` for one that would close by itself."""
    poll = only_open_poll(call)
    require_ending(call, poll)
    secret.check_close(call, poll)
    if poll.closes is None:
        return poll
    sentence = _("{poll} closes by itself on {time}. A close cannot be taken back: to close it now, name it.")
    told = sentence.format(poll=poll.label, time=call.time(poll.closes))
    raise Refused("ambiguous", told, f"/poll close {poll.label}")


@TABLE.command(
    "poll close",
    summary=N_("Close a poll now and show its result; withdraw a proposal"),
    who=Right.END_POLL,
    audience=CHANNEL,
    example="/poll close P3",
    arguments=[replace(A_POLL, help=N_("the poll; named where it would close by itself"), default=_only_closable)],
)
class Close:
    """Ends a poll before its deadline, or one without a deadline, or a proposal that nobody opened."""

    def decide(self, call: Call, poll: Poll) -> Sequence[AnyEvent]:
        """Return the close; a consultant closes own polls only, whoever proposed one withdraws it.

        While a vote may be on its way that was sent before, only the voting ends.
        """
        require_ending(call, poll)
        secret.check_close(call, poll)
        if call.has_heard or not poll.opened:
            return [PollClosed(network=poll.network, poll=poll.number)]
        alone = call.request.network != poll.network or call.request.public
        return [PollEnded(network=poll.network, poll=poll.number, person=call.by if alone else "")]

    def answer(self, call: Call, event: PollClosed | PollEnded) -> str:
        """Render the result, or what it waits for."""
        poll = call.state.poll(event.network, event.poll)
        told = [describe_results(call, poll), *describe_wait(call, poll)]
        if isinstance(event, PollEnded) and event.person and poll.closed is None:
            told.append(_("The result is written to you in private as soon as it is counted."))
        return "\n".join(told)


@TABLE.command(
    "poll receipt",
    summary=N_("Show your ballot in an open poll, and by what you find it in the poll's public file"),
    who=Right.VOTE,
    audience=PRIVATE,
    example="/poll receipt P3",
    arguments=[A_POLL],
)
class Receipt:
    """Shows one's own ballot; of a secret poll, only that there is one."""

    def show(self, call: Call, poll: Poll) -> str:
        """Render the ballot with its receipt."""
        if poll.rules.secret and poll.closed:
            sentence = _("{poll} is closed. Who voted in it was deleted with the ballot box: nobody can tell any more.")
            return sentence.format(poll=poll.label)
        if secret.last_ballot(call, poll) is None:
            sentence = _("There is no ballot of yours in {poll}.").format(poll=poll.label)
            better = secret.way_to_vote(call, poll) if poll.is_hidden else f"/poll results {poll.label}"
            raise Refused("not_found", sentence, better if call.may_read(poll) else "/poll list")
        if poll.rules.secret:
            return describe_receipt(poll)
        ballot = poll.ballots[call.person.id]
        sentence = _(
            "Your vote in {poll}: {choice}\nReceipt: {receipt}. After the close it stands beside your ballot in "
        )
        tail = _("the poll's public file, which `pn poll export {poll}` writes.").format(poll=poll.label)
        choice = describe_choice(call, poll, ballot)
        told = sentence.format(poll=poll.label, choice=choice, receipt=receipt(poll, call.person.id)) + tail
        if ballot.via is None:
            return told
        recorded = _("The Secretariat recorded it for you, who let it be known {way}. Not so? Tell a co-chair.")
        return f"{told}\n{recorded.format(way=_(WAYS[ballot.via]))}"


@TABLE.command(
    "poll list",
    summary=N_("List the polls of the network"),
    who=Right.READ,
    audience=PRIVATE,
    example="/poll list",
)
class List:
    """Lists polls: open ones first, then proposals, then closed and withdrawn ones."""

    def show(self, call: Call, **_nothing: Any) -> str:  # noqa: ANN401
        """Render a line a poll."""
        lines = [
            f"{poll.label} ({', '.join(_tags(poll, stage))}): {poll.question}"
            for stage in STAGES
            for poll in reversed(polls.with_stage(call.network, stage, call.now))
            if call.may_read(poll)
        ]
        return "\n".join(lines) or _("No polls in {code} yet.").format(code=call.code)


def _tags(poll: Poll, stage: polls.Stage) -> Iterator[str]:
    """Yield where a poll stands, and whether it is secret."""
    if poll.void:
        yield _("void")
    elif stage is polls.Stage.CLOSED and poll.closed is None:
        yield _("being counted")
    else:
        yield _(STAGES[stage])
    if poll.rules.secret:
        yield _("secret")
