"""`/pn link`: one person on two platforms. Whoever is the same person has one place in a network, and one ballot."""

from dataclasses import replace
from typing import Final

from chatbot.arguments import Argument, Word
from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.message import Refused
from chatbot.rights import Right
from storage.i18n import N_, _

TABLE: Final = Table()


@TABLE.command(
    "pn link",
    summary=N_("Say that you are the same person on another platform: get a code here, type it there"),
    who=Right.SELF,
    audience=PRIVATE,
    example="/pn link",
    arguments=[Argument("secret", Word(N_("CODE")), N_("the code"), required=False)],
    networked=False,
)
class Link:
    """Ties two handles to one person, by a code that is shown on one platform and typed on the other."""

    def show(self, call: Call, secret: str | None) -> str:
        """Show a code, or tie the handle that it was made for to the one that it is typed with."""
        if secret is None:
            code = call.people.new_link(call.request.handle, call.now)
            return _(
                "Within ten minutes type `/pn link {code}` on the other platform, to the bot alone: it begins with `/` "
                "on Slack, with `!` on Matrix. From then on you are one person on both, with one vote."
            ).format(code=code)
        other = call.people.take_link(secret, call.now)
        if not other:
            sentence = _(
                "That code is not valid: it works once and for ten minutes. A new one is made on the other side."
            )
            raise Refused("forbidden", sentence, "/pn link")
        return _tie(call, other)


def _tie(call: Call, other: str) -> str:
    """Give both handles to whoever has one of them already. Raise `Refused` for none and for two people."""
    mine, theirs = call.request.handle, call.people.with_handle(other)
    if theirs is None and not call.known:
        sentence = _("The bot knows you on neither side yet: join a network on one of them first.")
        raise Refused("conflict", sentence, "/pn join")
    if theirs and call.known and theirs.id != call.person.id:
        sentence = _(
            "The record knows {mine} and {other} as two people, and what both did stays as it is. Ask the "
            "Secretariat to remove one of them."
        )
        raise Refused("conflict", sentence.format(mine=f"@{call.person.name}", other=f"@{theirs.name}"), "/pn me")
    person = theirs or call.person
    handles = tuple(dict.fromkeys([*person.handles, other, mine]))
    call.people.keep(replace(person, handles=handles))
    return _("You are @{name} on both: {handles}.").format(name=person.name, handles=", ".join(handles))
