"""One's own things: `/pn me`, `/pn claim`, `/pn undo`."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, Final

from chatbot.arguments import Argument, OneOf, Rest, Word
from chatbot.call import Call
from chatbot.characters import fold_characters
from chatbot.command import PRIVATE, Table
from chatbot.commands.poll_text import describe_choice
from chatbot.commands.undone import describe_undone, find_undoable
from chatbot.dates.doubts import CITIES, USUAL
from chatbot.message import Refused
from chatbot.rights import Right, name_roles
from chatbot.suggestion import revalue
from storage.codes import language_code, zone_named, zone_names
from storage.events import EVERYWHERE, AnyEvent, BallotCast, EntryUndone, SecretariatAppointed
from storage.i18n import N_, _, languages
from storage.people import HOURS, LONGEST_NAME, Notify, Person, no_name, plain_name

TABLE: Final = Table()
NEVER: Final = dict.fromkeys(("off", "none", "never"), Notify.NO)
NOTIFY_NAMES: Final = {
    Notify.DAILY: N_("daily, when there is something new"),
    Notify.WEEKLY: N_("on Mondays"),
    Notify.NO: N_("none"),
}


@TABLE.command(
    "pn me",
    summary=N_("Show what is kept of you; change your short name, time zone, language or digest"),
    who=Right.SELF,
    audience=PRIVATE,
    example="/pn me",
    options=[
        Argument("name", Rest("amina", 100), N_("your short name"), required=False),
        Argument("zone", Rest("Asia/Kolkata", 50), N_("your time zone"), required=False),
        Argument("language", Word("en"), N_("your language"), required=False),
        Argument(
            "notify",
            OneOf(Notify, NEVER),
            N_("private digest"),
            required=False,
        ),
        Argument("hour", Word("9"), N_("from which hour it may come, 8 to 19"), required=False),
        Argument("via", Word("slack"), N_("the platform on which it comes"), required=False),
    ],
    networked=False,
)
class Me:
    """Shows and changes one's own entry in the directory."""

    def show(self, call: Call, **typed: Any) -> str:  # noqa: ANN401  a value an option
        """Change what was asked for, then render everything that is kept."""
        person = call.person
        if name := typed["name"]:
            person = replace(person, name=_check_name(call, name))
        if zone := typed["zone"]:
            person = replace(person, zone=_check_zone(call, zone))
        if language := typed["language"]:
            person = replace(person, language=_check_language(call, language))
        if hour := typed["hour"]:
            person = replace(person, hour=_check_hour(call, hour))
        if notify := typed["notify"]:
            here = call.request.platform if call.request.platform != "console" else person.via
            person = replace(person, notify=notify, via=here)
        if via := typed["via"]:
            person = replace(person, via=_check_via(call, via))
        if person != call.person:
            call.people.keep(person)
        if call.known or person != call.person:
            return _describe(call.of(person))
        return _("I keep nothing of you.")


def _instead(call: Call, key: str, value: str) -> str:
    """Return the typed line with another value; the rest of it is kept."""
    return revalue(call, [key], value) or f"/pn me {key}:{value}"


def _check_name(call: Call, name: str) -> str:
    plain = fold_characters(name).lstrip("@")
    if not plain or plain_name(plain) != plain:
        sentence = _("“{name}” is no short name: up to {most} letters and digits, with dots and dashes within.")
        better = call.people.newcomer(plain).name
        raise Refused("usage", sentence.format(name=name, most=LONGEST_NAME), _instead(call, "name", better))
    if problem := no_name(plain):
        raise Refused("usage", problem, _instead(call, "name", call.people.newcomer(plain).name))
    other = call.people.named(plain)
    if other and other.id != call.person.id:
        free = call.people.newcomer(plain).name
        raise Refused(
            "conflict", _("Somebody else is called @{name}.").format(name=plain), _instead(call, "name", free)
        )
    return plain


def _check_zone(call: Call, zone: str) -> str:
    """Return the name of a zone as IANA writes it. A refusal suggests that of the likeliest place, if any."""
    if found := zone_named(zone):
        return found.key
    place = zone.rpartition("/")[2].casefold()
    cities = {known.rpartition("/")[2]: name for known, name in zone_names().items() if "/" in known}
    near = get_close_matches(place.replace(" ", "_"), cities, n=1, cutoff=0.8) if len(zone) > 3 else ()
    likeliest = CITIES.get(place) or USUAL.get(place) or next((cities[one] for one in near), "")
    sentence = _("I do not know the time zone “{zone}”; write region and city, such as Africa/Nairobi, or UTC.")
    better = _instead(call, "zone", likeliest) if likeliest else "/pn help pn me"
    raise Refused("usage", sentence.format(zone=zone), better)


def _check_language(call: Call, language: str) -> str:
    code = language_code(language)
    if not code:
        sentence = _("“{language}” is no language code.").format(language=language)
        raise Refused("usage", sentence, _instead(call, "language", "en"))
    if code not in languages():
        sentence = _("There are no translations into “{language}” yet; there are: {languages}.")
        told = sentence.format(language=code, languages=", ".join(languages()))
        raise Refused("usage", told, _instead(call, "language", "en"))
    return code


def _check_hour(call: Call, hour: str) -> int:
    plain = fold_characters(hour).removesuffix(":00")
    if not plain.isdecimal() or int(plain) not in HOURS:
        sentence = _("“{hour}” is no hour for the digest: from {first} to {last}, where you are; it comes by day only.")
        told = sentence.format(hour=hour, first=HOURS[0], last=HOURS[-1])
        likeliest = HOURS[0] if plain.isdecimal() and int(plain) < HOURS[0] else 9
        raise Refused("usage", told, _instead(call, "hour", str(likeliest)))
    return int(plain)


def _check_via(call: Call, via: str) -> str:
    platforms = [handle.partition(":")[0] for handle in call.person.handles]
    wanted = fold_characters(via).casefold()
    if wanted not in platforms:
        sentence = _("You have no account on “{platform}” here. You have: {platforms}.")
        told = sentence.format(platform=via, platforms=", ".join(platforms) or _("none"))
        raise Refused("usage", told, _instead(call, "via", platforms[0]) if platforms else "/pn link")
    return wanted


def _describe(call: Call) -> str:
    person: Person = call.person
    roles = [
        f"{code}: {name_roles(mine)}"
        for code, network in call.state.networks.items()
        if (mine := network.roles_of(person.id, call.now))
    ]
    waits = _("{code}: you asked to join, and wait for the Secretariat")
    roles += [waits.format(code=code) for code in call.asked_codes]
    if person.id in call.state.secretariat:
        roles.insert(0, _("Secretariat of all networks"))
    lines = [
        _("You are @{name}.").format(name=person.name),
        _("Handles: {handles}").format(handles=", ".join(person.handles) or _("none")),
        _("Time zone: {zone}. Language: {language}.").format(zone=person.zone, language=person.language),
        _("Private digest: {notify}, from {hour}:00 on{via}.").format(
            notify=_(NOTIFY_NAMES[person.notify]),
            hour=person.hour,
            via=_(", on {platform}").format(platform=person.via) if person.via else "",
        ),
        *(roles or [_("You are in no network: `/pn join PNE`")]),
    ]
    return "\n".join(lines)


@TABLE.command(
    "pn claim",
    summary=N_("Become the Secretariat with the one-time code that `pn claim` printed"),
    who=Right.SELF,
    audience=PRIVATE,
    example="/pn claim 1a2b3c4d",
    arguments=[Argument("secret", Word(N_("CODE")), N_("the code"))],
    networked=False,
)
class Claim:
    """Makes the first Secretariat person."""

    def decide(self, call: Call, secret: str) -> Sequence[AnyEvent]:
        """Return the appointment, which uses the code up."""
        if call.person.id in call.state.secretariat:
            raise Refused("conflict", _("You act for the Secretariat already."), "/pn me")
        claim = call.people.claim(secret, call.now)
        if not claim or claim in call.state.claims:
            sentence = _(
                "That code is not valid: it works once and for one hour. The operator makes a new one with `pn claim`."
            )
            raise Refused("forbidden", sentence, "/pn help claim")
        return [SecretariatAppointed(network=EVERYWHERE, person=call.person.id, claim=claim)]

    def answer(self, call: Call, event: SecretariatAppointed) -> str:
        return _("You act for the Secretariat now. How to add networks and members: `/pn help add`")


@TABLE.command(
    "pn undo",
    summary=N_("Take back your last entry, within 10 minutes"),
    who=Right.SELF,
    audience=PRIVATE,
    example="/pn undo",
    networked=False,
    reads_entries=True,
)
class Undo:
    """Takes back one's own last entry."""

    def decide(self, call: Call) -> Sequence[AnyEvent]:
        entry = find_undoable(call)
        return [EntryUndone(network=entry.events[0].network, entry=entry.seq)]

    def answer(self, call: Call, event: EntryUndone) -> str:
        """Say what was taken back, and which earlier vote counts again."""
        entry = call.history.entry(event.entry)
        told = _("Taken back: {what}.").format(what=describe_undone(entry.events))
        vote = entry.events[-1]
        if not isinstance(vote, BallotCast):
            return told
        poll = call.state.poll(vote.network, vote.poll)
        if vote.person not in poll.ballots:
            return told
        chosen = describe_choice(call, poll, poll.ballots[vote.person])
        return _("{told} Your earlier vote counts again: {choice}").format(told=told, choice=chosen)
