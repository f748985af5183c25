"""`/poll ballot`: a one-time link to vote in a secret poll on the web."""

from typing import Final

from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.commands import secret
from chatbot.commands.poll import A_POLL
from chatbot.commands.poll_voting import check_open, check_voter
from chatbot.message import Refused
from chatbot.rights import Right
from storage.i18n import N_, _
from storage.state import Poll

TABLE: Final = Table()


@TABLE.command(
    "poll ballot",
    summary=N_("Get a one-time link to vote in a secret poll on the web"),
    who=Right.VOTE,
    audience=PRIVATE,
    example="/poll ballot P3",
    arguments=[A_POLL],
)
class Ballot:
    """Makes a link. Nothing is kept of it: the key of the ballot box knows whose it is."""

    def show(self, call: Call, poll: Poll) -> str:
        """Return the link, or refuse: not secret, not open, not in the electorate, no web page."""
        if not poll.rules.secret:
            sentence = _("{poll} is not secret, and is voted in here.").format(poll=poll.label)
            raise Refused("conflict", sentence, f"/poll results {poll.label}")
        check_open(call, poll)
        check_voter(call, poll)
        if not secret.has_link(call):
            raise secret.refuse_link(call, poll)
        code = call.boxes.key(poll).link(call.person.id)
        return _(
            "Vote in {poll} here: {link}\nThe link takes one ballot, and a later ballot replaces it. Whoever has the "
            "link can vote for you: do not pass it on."
        ).format(poll=poll.label, link=f"{call.address}/ballot?code={poll.label}.{code}")
