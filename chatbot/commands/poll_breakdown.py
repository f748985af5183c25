"""`/poll breakdown`: a closed poll by stakeholder group and region, small numbers left out."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeVar

from chatbot.arguments import Argument
from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.commands.poll import only_open_poll
from chatbot.commands.poll_text import headline, option_names
from chatbot.commands.secret import where_to_look
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.things import Id
from storage.i18n import N_, _
from storage.measures import polls
from storage.measures.breakdown import REST, SMALLEST, Cells, breakdown
from storage.public import wording
from storage.state import Poll

T = TypeVar("T")
TABLE: Final = Table()


@TABLE.command(
    "poll breakdown",
    summary=N_("Show a closed poll by stakeholder group and region"),
    who=Right.READ,
    audience=PRIVATE,
    example="/poll breakdown P3",
    arguments=[Argument("poll", Id("poll"), N_("the poll"), required=False, default=only_open_poll)],
)
class ShowBreakdown:
    """Shows what can be shown without telling of so few that somebody could be recognised."""

    def show(self, call: Call, poll: Poll) -> str:
        """Render turnout and choices by group and region. Refuse polls that are open, secret or for everyone."""
        better = where_to_look(poll) if call.may_read(poll) else f"/poll list in:{call.code}"
        found = breakdown(poll)
        if found is None:
            sentence = _("{poll} has no breakdown: it is secret or for everyone, so nobody knows who voted.")
            raise Refused("conflict", sentence.format(poll=poll.label), better)
        if polls.stage(poll, call.now) is not polls.Stage.CLOSED or poll.closed is None:
            sentence = _("{poll} has not closed; while votes come in, two breakdowns would tell whose was new.")
            raise Refused("conflict", sentence.format(poll=poll.label), better)
        names = [*option_names(call, poll), _("abstained")]
        turnout = _("Turnout: {turnout}.").format(turnout=wording.turnout(polls.tally(poll)))
        if not any(found):
            nothing = _("By group and region nothing can be shown: it would tell of fewer than {least} people.")
            return "\n".join([headline(poll), turnout, nothing.format(least=SMALLEST)])
        lines = [
            turnout,
            *_table(_("Turnout by stakeholder group:"), found.turnout_by_group, _tell_turnout),
            *_table(_("Turnout by region:"), found.turnout_by_region, _tell_turnout),
            *_table(_("Choices by stakeholder group:"), found.choices_by_group, lambda row: _tell_choices(names, row)),
        ]
        left_out = _("Left out (…) is whatever is fewer than {least} people, or would tell of so few by subtraction.")
        return "\n".join([headline(poll), *lines, left_out.format(least=SMALLEST)])


def _table(title: str, rows: Mapping[str, T], tell: Callable[[T], str]) -> Iterator[str]:
    yield title if rows else f"{title} …"
    yield from (f"   {_row_name(name)}: {tell(row)}" for name, row in rows.items())


def _row_name(name: str) -> str:
    return _("all others together") if name == REST else name or _("not stated")


def _tell_turnout(row: Cells) -> str:
    return _("{voted} of {all}").format(voted=row[0], all=sum(row))


def _tell_choices(names: list[str], row: tuple[int | None, ...]) -> str:
    return ", ".join(f"{name} {'…' if count is None else count}" for name, count in zip(names, row, strict=True))
