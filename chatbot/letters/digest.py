"""The private digest: at most one a day, with what a person is to be reminded of, and what else waits for them.

Whoever chose `notify:daily` gets one on days on which there is something new to tell, `notify:weekly` on Mondays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from functools import partial
from typing import Final

from chatbot.call import Call
from chatbot.commands.commitment_text import describe
from chatbot.commands.mine import waiting
from chatbot.letters.mail import Letter, Look
from chatbot.message import Request, isolate
from storage.events import PersonId, Role
from storage.i18n import _, plural
from storage.measures.owners import find_owner
from storage.measures.reminders import (
    Missed,
    Reminder,
    co_chairs,
    late_for_chairs,
    missed_meetings,
    owner_reminders,
    proposals,
)
from storage.moments import days_between
from storage.people import Notify, Person
from storage.state import Network

_ASKED: Final = "asked"
_LATE: Final = "late"


def digests(look: Look) -> Iterator[Letter]:
    """Yield the digest of everybody for whom it is time."""
    news: dict[str, list[Reminder | Missed]] = defaultdict(list)
    for reminder in _reminders(look):
        if look.told.get(reminder.key) != reminder.edition:
            news[reminder.person].append(reminder)
    for person in look.people.everyone():
        local = look.now.astimezone(person.zone_info)
        last = look.told.get(f"digest:{person.id}", "")
        edition = _edition(person, local, last)
        if edition not in ("", last):
            mine = [one for one in news[person.id] if _is_ripe(one, person, local)]
            if mine or (person.notify is Notify.WEEKLY and waiting(_call(look, person))):
                covers = {one.key: one.edition for one in mine}
                yield Letter(person.id, f"digest:{person.id}", edition, partial(_write, look, mine), covers)


def _reminders(look: Look) -> Iterator[Reminder | Missed]:
    for network in look.state.networks.values():
        chairs = _chairs(look, network)
        yield from owner_reminders(network, chairs, look.now)
        yield from proposals(network)
        yield from late_for_chairs(network, chairs, look.now)
        yield from missed_meetings(network, chairs, look.now)


def _chairs(look: Look, network: Network) -> list[PersonId]:
    """Return the co-chairs who take letters; where none does, the Secretariat: what is late is told to somebody."""
    for people in (co_chairs(network, look.now), sorted(look.state.secretariat)):
        found = [person for person in people if _takes_letters(look.people.get(person))]
        if found:
            return found
    return []


def _takes_letters(person: Person | None) -> bool:
    return person is not None and bool(person.handles) and person.notify is not Notify.NO


def _edition(person: Person, local: datetime, last: str) -> str:
    """Return which digest it is time for, by the day or week where the person is; "" for none.

    A weekly one that could not come on Monday comes later, unless it would be the first of its kind.
    """
    if person.notify is Notify.NO or local.time() < time(person.hour):
        return ""
    if person.notify is Notify.WEEKLY:
        year, week, day = local.isocalendar()
        return f"{year}-W{week:02}" if day == 1 or "W" in last else ""
    return local.date().isoformat()


def _is_ripe(reminder: Reminder | Missed, person: Person, local: datetime) -> bool:
    """Tell whether it is to be told today: of a proposal the channel has just spoken, so it waits for the next day."""
    if isinstance(reminder, Missed) or not reminder.key.startswith(_ASKED):
        return True
    return reminder.commitment.assigned.astimezone(person.zone_info).date() < local.date()


def _call(look: Look, person: Person) -> Call:
    request = Request("", next(iter(person.handles), ""), look.now, "")
    return Call(request, person, True, look.people, look.history, look.state, look.now, look.boxes, "", [])


def _write(look: Look, news: Iterable[Reminder | Missed], reader: Person) -> str:
    call, told = _call(look, reader), list(news)
    labels = {one.commitment.label for one in told if isinstance(one, Reminder)}
    others = [line for line in waiting(call) if not any(line.startswith(f"{label}: ") for label in labels)]
    parts = [_line(call, one) if isinstance(one, Reminder) else _missed(call, one) for one in told]
    if others:
        parts += [*([""] if parts else []), _("Waiting for you:"), *others]
    closing = _("This is your weekly digest: `/pn me notify:daily` or `notify:no` changes that.")
    if reader.notify is Notify.DAILY:
        closing = _("This is your daily digest: `/pn me notify:weekly` or `notify:no` changes that.")
    return isolate("\n".join([*parts, "", closing]))


def _missed(call: Call, missed: Missed) -> str:
    """Return that nobody opened a meeting, and what to do about it."""
    one = missed.meeting
    sentence = _(
        "Nobody opened {meeting} ({title}, {time}). It did not take place? `/meeting cancel {meeting}`; it will yet? "
        "`/meeting move {meeting} tomorrow 17:00`"
    )
    told = sentence.format(meeting=one.label, title=one.title, time=call.time(one.starts))
    after = _("Nothing more of its series is planned; the cancellation plans what follows.")
    return f"{told}\n{after}" if missed.last else told


def _line(call: Call, reminder: Reminder) -> str:
    one = reminder.commitment
    call = call.within(one.network)
    line, id = describe(call, one), one.label
    if reminder.key.startswith(_ASKED):
        sentence = _(
            "Proposed to you: {line}\n`/commit accept {id}` takes it on, `/commit decline {id}` turns it down."
        )
        return sentence.format(line=line, id=id)
    assert one.due
    days = days_between(call.now, one.due)
    if reminder.key.startswith(_LATE):
        told = _("For you as co-chair, {days} late: {line}")
        if Role.CO_CHAIR not in call.roles:
            told = _("For you as Secretariat, as no co-chair takes letters, {days} late: {line}")
        return told.format(days=_days(-days), line=line)
    if days < 0:
        sentence = _("{days} late: {line}\n`/commit done {id}`, or `/commit slip {id} by:in 2 weeks because:…`")
    elif days == 0:
        sentence = _("Due today: {line}\n`/commit done {id}`, or `/commit slip {id} by:in 2 weeks because:…`")
    else:
        sentence = _("Due in {days}: {line}\nNot now: `/commit snooze {id} until:in 3 days`")
    told = sentence.format(days=_days(abs(days)), line=line, id=id)
    if find_owner(one, call.person.id):
        return told
    bodies = ", ".join(owner.body for owner in one.owners if owner.body)
    return "\n".join([told, _("You are reminded of it for {bodies}.").format(bodies=bodies)])


def _days(count: int) -> str:
    return plural("{count} day", "{count} days", count)
