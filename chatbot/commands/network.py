"""Networks: `/pn list`, `status`, `add`, and `/publish`."""

from collections.abc import Sequence
from typing import Final, NoReturn

from chatbot.arguments import Argument, NetworkCode, Rest, Word, find_code
from chatbot.call import Call
from chatbot.command import CHANNEL, NETWORK, PRIVATE, Table
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.suggestion import YOUR_NETWORK
from storage.codes import network_code
from storage.events import AnyEvent, NetworkAdded, Published, Text
from storage.i18n import N_, _, plural
from storage.measures.members import Size
from storage.measures.networks import Figures, figures
from storage.public import wording
from storage.state import Network

TABLE: Final = Table()


def describe_size(size: Size) -> str:
    """Return the size of a working group in words, against 15 to 30."""
    return plural("{count} member", "{count} members", size.size) + f" ({wording.band(size)})"


@TABLE.command(
    "pn list",
    summary=N_("List the policy networks"),
    who=Right.READ,
    audience=PRIVATE,
    example="/pn list",
    networked=False,
)
class List:
    """Lists the networks."""

    def show(self, call: Call) -> str:
        """Render a line a network."""
        lines = [
            f"{code}: {network.name}. {describe_size(figures(network, call.now).mwg)}"
            for code, network in call.state.networks.items()
        ]
        return "\n".join(lines) or _("No network yet. The Secretariat adds one: `/pn add PNE Environment`")


@TABLE.command(
    "pn status",
    summary=N_("Show where a network stands, or all of them"),
    who=Right.READ,
    audience=PRIVATE,
    example="/pn status PNE",
    arguments=[NETWORK],
    options=[Argument("in", NetworkCode(), N_("the network"), required=False)],
    networked=False,
)
class Status:
    """Shows the figures of networks."""

    def show(self, call: Call, network: str | None, **options: str | None) -> str:
        """Render the figures of one network, the channel's, or every one."""
        code = network or options["in"] or call.request.network
        shown = [call.state.network(code)] if code in call.state.networks else list(call.state.networks.values())
        return "\n\n".join(describe_status(call, network) for network in shown) or _("No network yet.")


def describe_status(call: Call, network: Network) -> str:
    """Return a network's figures in sentences."""
    now: Figures = figures(network, call.now)
    done = now.commitments
    return "\n".join(
        [
            f"{network.code}: {network.name}",
            _("Working group: {size}").format(size=describe_size(now.mwg)),
            *wording.balance(now.balance),
            _(
                "Commitments: {total}. Open {open}, in progress {in_progress}, done {done}, dropped {dropped}, "
                "unknown {unknown}; overdue {overdue}, undated {undated}, "
                "without an accepted owner {ownerless}"
            ).format(**done._asdict()),
            wording.delivery(now.delivery),
            _("Milestones: {plan}").format(plan=wording.plan(now.plan)),
            _("Polls: {open} open, {closed} closed").format(open=now.open_polls, closed=now.closed_polls),
            _meetings(call, now),
            wording.held(now.cadence, now.attendance),
            wording.updated(now.staleness, now.summary_lag),
        ]
    )


def _meetings(call: Call, now: Figures) -> str:
    """Return how many meetings there are, when the next one starts, and how many nobody opened in time."""
    told = _("Meetings: {planned} planned, {held} held").format(planned=now.planned_meetings, held=now.held_meetings)
    if now.unopened_meetings:
        told += _(", {count} not opened in time").format(count=now.unopened_meetings)
    following = call.time(now.next_meeting) if now.next_meeting else _("none planned")
    return _("{meetings}. Next: {time}").format(meetings=told, time=following)


def _ask_name(call: Call) -> NoReturn:
    """Raise `Refused` for a network without a name, with the code that was typed."""
    code = network_code(call.line.split()[-1])
    better = f"/pn add {code} {YOUR_NETWORK}" if code else ""
    raise Refused("usage", _("Missing: {what}.").format(what=_("the name of the network")), better)


@TABLE.command(
    "pn add",
    summary=N_("Add a policy network"),
    who=Right.MANAGE,
    audience=CHANNEL,
    example="/pn add PNAI Policy Network on Artificial Intelligence",
    arguments=[
        Argument("code", Word("PNE"), N_("a short code")),
        Argument("name", Rest(N_("NAME"), 200), N_("the name of the network"), default=_ask_name),
    ],
    networked=False,
)
class Add:
    """Begins a network."""

    def decide(self, call: Call, code: str, name: str) -> Sequence[AnyEvent]:
        """Return the network. Refuse a code that is none or is taken; ask if it looks like a part of the name."""
        recorded = network_code(code)
        if not recorded:
            sentence = _("“{code}” is no code: 2 to 12 Latin letters and digits, a letter first.").format(code=code)
            raise Refused("usage", sentence, _with_code(name))
        if existing := find_code(call, code):
            sentence = _("There is a network {code} already.").format(code=existing)
            raise Refused("conflict", sentence, f"/pn status {existing}")
        if code.istitle() and not code.isupper() and recorded != _initials(name):
            sentence = _("Is “{code}” the first word of the name? The code stands before it, in capitals.")
            raise Refused("ambiguous", sentence.format(code=code), _with_code(f"{code} {name}"))
        return [NetworkAdded(network=recorded, name=name)]

    def answer(self, call: Call, event: NetworkAdded) -> str:
        """Confirm, and name the next step."""
        sentence = _("{code} is added: {name}. Add members: `/pn member add @amina {code}`")
        return sentence.format(code=event.network, name=event.name)


def _with_code(name: str) -> str:
    """Return the line that adds a network of this name."""
    return f"/pn add {_initials(name) or 'PNX'} {name}"


def _initials(name: str) -> str:
    """Return the code that the capitals of a name make; "" where they make none."""
    return network_code("".join(word[0] for word in name.split() if word[0].isupper()))


@TABLE.command(
    "publish",
    summary=N_("Publish an update to everyone"),
    who=Right.MANAGE,
    audience=CHANNEL,
    example="/publish The call for contributions is open until 30 April.",
    arguments=[Argument("text", Rest(N_("TEXT")), N_("the update"))],
)
class Publish:
    """Publishes a text in the public record."""

    def decide(self, call: Call, text: str) -> Sequence[AnyEvent]:
        return [Published(network=call.network.code, text=Text.of(text))]

    def answer(self, call: Call, event: Published) -> str:
        """Confirm what is public now."""
        return _("Published for {code}: {text}").format(code=event.network, text=event.text)
