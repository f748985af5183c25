"""Secret polls: by which ways a ballot may come, and what would give it away and is refused."""

from datetime import datetime
from typing import Final

from chatbot.call import Call
from chatbot.message import Refused, Way
from chatbot.suggestion import YOUR_REASON
from storage.events import Entry, PollExtended, PollOpened
from storage.i18n import _
from storage.measures import polls
from storage.state import Poll

WAYS: Final = {
    "slack": frozenset({Way.FORM}),
    "matrix": frozenset({Way.MESSAGE, Way.FORM}),
    "console": frozenset(Way),
}
"""By platform, the ways of a secret ballot. What is typed on Slack is no message either, but stays in the client."""


def keep(poll: Poll, refused: Refused) -> None:
    """Keep a choice in a secret poll out of what a refusal says."""
    if poll.rules.secret:
        refused.is_secret = True
        if refused.suggestion not in (_form(poll), _link(poll), _listing(poll)):
            refused.suggestion = f"/poll results {poll.label}"


def check_way(call: Call, poll: Poll) -> None:
    """Raise `Refused` for a choice in a secret poll that came by a way that others can read."""
    if not poll.rules.secret or call.request.way in WAYS[call.request.platform]:
        return
    if call.request.platform == "slack":
        sentence = _(
            "{poll} is secret: your vote was not counted. Vote by the form, which leaves nothing to be read. "
            "If you typed it in a message, delete that."
        )
    else:
        sentence = _(
            "{poll} is secret: what you typed in a room others can read, so it was not counted. Vote here, in private, "
            "with its full id and your choice: `/poll vote {poll} YOUR CHOICE`"
        )
    raise Refused("conflict", sentence.format(poll=poll.label), way_to_vote(call, poll))


def way_to_vote(call: Call, poll: Poll) -> str:
    """Return the line that leads to a secret ballot and tells of no choice, or lists the polls where there is none."""
    if call.request.platform == "slack":
        return _form(poll)
    return _link(poll) if has_link(call) else _listing(poll)


def has_link(call: Call) -> bool:
    """Tell whether the person can vote on the web."""
    return bool(call.address) and call.known


def refuse_link(call: Call, poll: Poll) -> Refused:
    """Return the refusal of a one-time link where there is none, with the way that there is."""
    sentence = _("There is no web form for you; vote here in private: `/poll vote {poll} YOUR CHOICE`")
    if call.request.platform == "slack":
        sentence = _("There is no web form for you; vote in {poll} by the form here, which leaves nothing to be read.")
    return Refused("conflict", sentence.format(poll=poll.label), way_to_vote(call, poll))


def _form(poll: Poll) -> str:
    """Return the line that opens a poll's form on Slack; it tells of no choice."""
    return f"/poll vote {poll.label}"


def _link(poll: Poll) -> str:
    return f"/poll ballot {poll.label}"


def where_to_look(poll: Poll) -> str:
    """Return the line that shows what came of a poll; before the close of a secret one there is only the list."""
    return _listing(poll) if poll.is_hidden else f"/poll results {poll.label}"


def _listing(poll: Poll) -> str:
    return f"/poll list in:{poll.network}"


def check_own(call: Call, poll: Poll) -> None:
    """Raise `Refused` for a vote in a secret poll that somebody else casts: they would know it."""
    if poll.rules.secret and call.actor:
        sentence = _("{poll} is secret: everybody votes for themselves, so that nobody else knows.")
        raise Refused("forbidden", sentence.format(poll=poll.label), where_to_look(poll))


def check_close(call: Call, poll: Poll) -> None:
    """Raise `Refused` to close a secret poll by hand before its time: whoever chose the moment would choose the result.

    Once everybody has voted there is nothing left to choose.
    """
    if not poll.rules.secret or not poll.box or poll.closes is None:
        return
    if poll.electorate and not polls.still_to_vote(call.network, poll, call.boxes.voters(poll), call.now):
        return
    sentence = _(
        "{poll} is secret and closes on {time}. Nobody closes it earlier, unless all who may vote have voted: whoever "
        "chooses the moment chooses what is counted. To end it without a result, withdraw it."
    )
    told = sentence.format(poll=poll.label, time=call.time(poll.closes))
    raise Refused("conflict", told, f"/poll withdraw {poll.label} because:{YOUR_REASON}")


def last_ballot(call: Call, poll: Poll) -> datetime | None:
    """Return when the person's ballot that counts now was given; None without one."""
    if poll.rules.secret:
        return call.boxes.latest(poll, call.person.id)
    known = poll.ballots.get(call.person.id)
    return known.at if known else None


def refuse_secret(call: Call, entry: Entry) -> None:
    """Raise `Refused` to take back an entry where that would concern ballots in a ballot box."""
    for poll in call.state.open_polls.values():
        if not poll.rules.secret:
            continue
        given = call.boxes.latest(poll, call.person.id)
        if given and given >= entry.at:
            sentence = _("You voted in {poll} after that. A secret ballot is not taken back: vote again to change it.")
            raise Refused("conflict", sentence.format(poll=poll.label), where_to_look(poll))
        if _concerns(entry, poll) and _has_ballots_since(call, poll, entry.at):
            sentence = _("{poll} has ballots since, so that cannot be taken back.")
            better = f"/poll withdraw {poll.label} because:{YOUR_REASON}"
            raise Refused("conflict", sentence.format(poll=poll.label), better)


def _concerns(entry: Entry, poll: Poll) -> bool:
    """Tell whether an entry opened a poll, or gave it another deadline."""
    about = (event for event in entry.events if isinstance(event, PollOpened | PollExtended))
    return any((event.network, event.poll) == (poll.network, poll.number) for event in about)


def _has_ballots_since(call: Call, poll: Poll, moment: datetime) -> bool:
    given = (call.boxes.latest(poll, voter) for voter in call.boxes.voters(poll))
    return any(at is not None and at >= moment for at in given)
