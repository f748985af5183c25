"""Chat channels: `/pn bind` and `/pn unbind` tell which network a channel belongs to."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from chatbot.arguments import Argument, NetworkCode, OneOf
from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import AnyEvent, ChannelBound, ChannelReleased
from storage.i18n import N_, _

TABLE: Final = Table()


class Reach(StrEnum):
    """Who may read a channel."""

    PUBLIC = "public"


@TABLE.command(
    "pn bind",
    summary=N_("Tie this channel to a network; a public one is told of what is public there"),
    who=Right.MANAGE,
    audience=PRIVATE,
    example="/pn bind PNE",
    arguments=[
        Argument("network", NetworkCode(), N_("the network")),
        Argument("reach", OneOf(Reach, {}), N_("whether anybody may read this channel"), required=False),
    ],
)
class Bind:
    """Ties the channel to a network: commands typed in it are about that network."""

    def decide(self, call: Call, network: str, reach: Reach | None) -> Sequence[AnyEvent]:
        """Return the tie, or nothing if it is so already."""
        channel = _channel(call)
        bound = call.state.channels.get(channel)
        if bound and (bound.network, bound.public) == (network, reach is Reach.PUBLIC):
            return []
        return [ChannelBound(network=network, channel=channel, public=reach is Reach.PUBLIC)]

    def answer(self, call: Call, event: ChannelBound) -> str:
        if event.public:
            return _("This channel is public now: what is public in {code} is posted here.").format(code=event.network)
        return _("This channel belongs to {code} now: commands typed here are about {code}.").format(code=event.network)


@TABLE.command(
    "pn unbind",
    summary=N_("Tie this channel to no network any more"),
    who=Right.MANAGE,
    audience=PRIVATE,
    example="/pn unbind",
    networked=False,
)
class Unbind:
    """Ends the tie of the channel."""

    def decide(self, call: Call) -> Sequence[AnyEvent]:
        bound = call.state.channels.get(_channel(call))
        if bound is None:
            raise Refused("conflict", _("This channel belongs to no network."), "/pn bind PNE")
        return [ChannelReleased(network=bound.network, channel=call.request.channel)]

    def answer(self, call: Call, event: ChannelReleased) -> str:
        return _("This channel does not belong to {code} any more.").format(code=event.network)


def _channel(call: Call) -> str:
    if not call.request.channel:
        raise Refused("conflict", _("Type this in the channel that is meant."), "/pn help bind")
    return call.request.channel
