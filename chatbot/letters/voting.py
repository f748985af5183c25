"""Before a poll closes, whoever has not voted is reminded in private, once a deadline. Nobody else learns of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from chatbot.commands.poll_text import describe_how, numbered
from chatbot.commands.secret_text import describe_voting
from chatbot.commands.telling import Teller
from chatbot.letters.mail import DAY_BEGINS, DAY_ENDS, Letter, Look
from storage.i18n import _
from storage.measures import polls
from storage.people import Notify, Person
from storage.state import Poll

AHEAD: Final = timedelta(hours=24)
"""How long before the close of a poll the reminder comes; where it is open for less than twice that, half-way."""


def votes_missing(look: Look) -> Iterator[Letter]:
    """Yield a letter for each voter without a ballot. A poll for everyone has nobody to remind.

    It comes apart from the digest, as it is about an hour and not about a day; `notify:no` declines both.
    """
    for poll in look.state.open_polls.values():
        if poll.closes is None or poll.opened is None or not poll.is_open(look.now):
            continue
        if look.now < max(poll.closes - AHEAD, poll.opened + (poll.closes - poll.opened) / 2):
            continue
        voted = look.boxes.voters(poll) if poll.rules.secret else poll.ballots.keys()
        for person in polls.still_to_vote(look.state.network(poll.network), poll, voted, look.now):
            reader = look.people.get(person)
            if reader and reader.notify is not Notify.NO:
                key = f"vote:{poll.label}:{person}"
                write = partial(_write, poll, poll.closes, look.state.platforms(poll.network))
                urgent = _closes_before_morning(poll.closes, look.now, reader)
                yield Letter(person, key, poll.closes.isoformat(), write, urgent=urgent)


def _closes_before_morning(closes: datetime, now: datetime, reader: Person) -> bool:
    """Tell whether it is night where the reader is, and the poll closes before that night ends."""
    here = now.astimezone(reader.zone_info)
    if DAY_BEGINS <= here.time() < DAY_ENDS:
        return False
    day = here.date() + timedelta(days=here.time() >= DAY_ENDS)
    return closes <= datetime.combine(day, DAY_BEGINS, reader.zone_info)


def _write(poll: Poll, closes: datetime, platforms: frozenset[str], reader: Person) -> str:
    own = {handle.partition(":")[0] for handle in reader.handles}
    teller = Teller(closes, reader.zone_info, platforms | own)
    how = describe_voting(teller, poll) if poll.rules.secret else describe_how(poll)
    return "\n".join(
        [
            _("You have not voted in {poll} yet. It closes on {time}.").format(
                poll=poll.label, time=teller.time(closes)
            ),
            str(poll.question),
            *numbered(teller, poll),
            how,
            _("To say that you leave it to the others: `/poll vote {poll} abstain`.").format(poll=poll.label),
        ]
    )
