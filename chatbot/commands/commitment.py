"""Commitments: who does what by when. `/commit` and `/commit list`."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, NoReturn

from chatbot.arguments import Argument, Mentions, OneOf, Rest
from chatbot.call import Call
from chatbot.command import CHANNEL, PRIVATE, Table
from chatbot.commands import commitment_ownership, commitment_progress, commitment_upkeep
from chatbot.commands.commitment_again import Repeats, repeated
from chatbot.commands.commitment_deadline import ask_deadline, ask_table
from chatbot.commands.commitment_rules import check_future
from chatbot.commands.commitment_text import describe, describe_all, describe_fully
from chatbot.commands.owners import Owners, ask_proposed, tell_new_bodies
from chatbot.grammar import fold_word
from chatbot.meeting_arguments import Local, LocalMoment
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.suggestion import with_keys, without
from chatbot.things import Id, read_id
from storage.events import AnyEvent, CommitmentMade, DeadlineKind, Every, Owner, Progress, Text
from storage.i18n import N_, _
from storage.measures.commitments import is_finished, is_overdue
from storage.measures.owners import find_owner
from storage.people import Person
from storage.state import Commitment, Milestone

TABLE: Final = Table()
_CHANGES: Final = (*commitment_ownership.TABLE, *commitment_progress.TABLE, *commitment_upkeep.TABLE)
_BEGINS_OR_ENDS_WITH_SOMEBODY: Final = re.compile(r"^[@＠]([\w.-]+)|\s[@＠]([\w.-]+)$")
VERBS: Final = [command.path.partition(" ")[2] for command in _CHANGES]
_INSTEAD: Final = {
    **dict.fromkeys(("delete", "cancel", "remove", "withdraw"), "drop"),
    **dict.fromkeys(("finish", "finished", "close", "complete", "completed"), "done"),
    **dict.fromkeys(("postpone", "delay", "move", "extend"), "slip"),
}
"""What people write for a verb; any other word only leads to the commitment itself."""
_DATED: Final = {"slip": "by:in 2 weeks", "snooze": "until:in 10 days"}
"""The verbs that need a date, with one."""
_EDITS: Final = ("edit", "change", "rename", "reword", "amend", "modify", "update", "correct")
_NEW: Final = re.compile(r"(\W*(?i:pn\s+)?(?i:commit)\s+)new\s+(?=\S)")


@TABLE.command(
    "commit",
    summary=N_("Record a commitment; without an owner it is your own, others accept first"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit Draft the data section by:in 3 weeks owner:@amina",
    for_others=True,
    arguments=[Argument("text", Rest(N_("WHAT")), N_("what is to be done"))],
    options=[
        Argument("by", LocalMoment(time_needed=False), N_("the deadline"), required=False),
        Argument("on", LocalMoment(time_needed=False), N_("the day itself"), required=False),
        Argument("owner", Owners(), N_("people as @name, bodies by name"), required=False),
        Argument("milestone", Id("milestone"), N_("the milestone that it belongs to"), required=False),
        Argument("every", Repeats(), N_("how often it is to be done anew"), required=False),
    ],
)
class Make:
    """Records who is to do what by when."""

    def decide(
        self,
        call: Call,
        text: str,
        by: Local | None,
        on: Local | None,
        owner: list[Owner] | None,
        milestone: Milestone | None,
        every: Every | None,
    ) -> Sequence[AnyEvent]:
        """Return the commitment, the speaker's own unless others are named. Ask about a deadline in the text."""
        check_order(call, text)
        _check_new(call)
        _check_word(text)
        ask_table(call, text)
        if not by and not on:
            ask_deadline(call, text, owned=bool(owner))
        if by and on:
            better = without(call, "on")
            raise Refused("usage", _("A commitment is due `by:` a date or `on:` it, not both."), better)
        local = by or on
        due = local.moment if local else None
        check_future(call, due)
        kind = DeadlineKind.BY if by else DeadlineKind.ON if on else DeadlineKind.NONE
        return [
            CommitmentMade(
                network=call.network.code,
                commitment=call.state.next_number(call.network.code, "commitment"),
                text=Text.of(text),
                owners=tuple(owner or [Owner(person=call.person.id, accepted=True)]),
                due=due,
                deadline_kind=kind,
                maker=call.by,
                milestone=milestone.number if milestone else 0,
                every=repeated(call, every, local),
            )
        ]

    def answer(self, call: Call, event: CommitmentMade) -> str:
        """Render the commitment, and who is asked to accept it."""
        commitment = call.state.commitment(event.network, event.commitment)
        more = [*tell_new_bodies(call, commitment), *ask_proposed(call, commitment)]
        return "\n".join([describe(call, commitment), *more, *_ask_owner(call, commitment)])


def _ask_owner(call: Call, commitment: Commitment) -> list[str]:
    """Return a question where the text begins or ends with somebody who is no owner: "@li sends the outline"."""
    found = _BEGINS_OR_ENDS_WITH_SOMEBODY.search(str(commitment.text))
    person = call.people.named((found[1] or found[2]).rstrip("-_.")) if found else None
    if person is None or find_owner(commitment, person.id):
        return []
    sentence = _("Is {name} to do it? Then ask: `/commit assign {id} {name}`")
    return [sentence.format(name=call.name(person.id), id=commitment.label)]


def check_order(call: Call, text: str) -> None:
    """Raise `Refused` for what looks like a change to a commitment with its words misspelt or in another order."""
    words = text.split()
    if (alone := read_id(text)) and alone.noun == "commitment" and alone.number in call.network.commitments:
        raise _ask_verb(text, f"show {text}")
    for word, other in (words[:2], words[1::-1]) if len(words) > 1 else ():
        named = read_id(word)
        if named is None or named.noun != "commitment":
            continue
        known, rest = named.number in call.network.commitments, " ".join(words[2:])
        if known and fold_word(other) in _EDITS:
            _refuse_edit(word, rest)
        near = get_close_matches(fold_word(other), VERBS, n=1, cutoff=0.82)
        if verb := near[0] if near else _INSTEAD.get(fold_word(other), "") if known else "":
            keyed = _with_keys(call, verb, text, rest)
            if keyed or verb not in _DATED:
                raise _ask_verb(word, f"{verb} {word} {keyed}")
            raise _ask_verb(word, f"note {word} {other} {rest}" if rest else f"{verb} {word} {_DATED[verb]}")
        if known and (not rest or word == words[0]):
            raise _ask_verb(word, f"note {word} {other} {rest}" if rest else f"show {word}")


def _ask_verb(named: str, better: str) -> Refused:
    sentence = _(
        "That would be a new commitment. To change {id}, write one of these before it: {verbs}. "
        "The text of a new one begins with other words."
    )
    return Refused("usage", sentence.format(id=named, verbs=", ".join(VERBS)), f"/commit {better}".rstrip())


def _with_keys(call: Call, verb: str, text: str, rest: str) -> str:
    """Return what was typed behind a commitment as its verb reads it: a date and a reason with their keys."""
    options = next(command.options for command in _CHANGES if command.path == f"commit {verb}")
    typed = call.line.partition(text)[2].strip() if options else ""
    return " ".join(filter(None, [with_keys(call, rest, options, []) if options else rest, typed]))


def _refuse_edit(named: str, text: str) -> NoReturn:
    sentence = _(
        "The text of a commitment stays as it was made. Add a note, move its deadline with `slip`, "
        "or drop {id} and make another one."
    )
    raise Refused(
        "usage", sentence.format(id=named), f"/commit note {named} {text}" if text else f"/commit show {named}"
    )


def _check_new(call: Call) -> None:
    """Raise `Refused` where "new" may be the word of a command or of the text."""
    line = call.line
    if _NEW.match(line):
        as_text = _NEW.sub(r"\g<1>add new ", line, count=1)
        sentence = _("Is “new” part of the text? Then write `{line}`.").format(line=as_text)
        raise Refused("ambiguous", sentence, _NEW.sub(r"\g<1>add ", line, count=1))


def _check_word(text: str) -> None:
    """Raise `Refused` for one word that is nearly that of a command, or that and what may follow `list`."""
    word, *others = map(fold_word, text.split())
    alike = [verb for verb in ("list", *(() if others else VERBS)) if verb[0] == word[:1]]
    near = get_close_matches(word, alike, n=1, cutoff=0.75)
    if near and (not others or (len(others) == 1 and others[0] in list(Filter))):
        sentence = _("Is “{text}” what is to be done, or a command? For a commitment write more than that.")
        better = " ".join(["/commit", near[0], *others]) if near[0] == "list" else f"/pn help commit {near[0]}"
        raise Refused("ambiguous", sentence.format(text=text), better)


class Filter(StrEnum):
    """Which commitments to list."""

    ALL = "all"
    OPEN = "open"
    OVERDUE = "overdue"
    UNDATED = "undated"
    DONE = "done"
    MINE = "mine"


@TABLE.command(
    "commit list",
    summary=N_("List commitments: those not finished, unless you say which; of one, all that is recorded"),
    who=Right.READ,
    audience=PRIVATE,
    example="/commit list overdue",
    arguments=[
        Argument("commitment", Id("commitment"), N_("one, with all that is recorded of it"), required=False),
        Argument(
            "which",
            OneOf(Filter, {"late": Filter.OVERDUE, "me": Filter.MINE, "my": Filter.MINE}),
            N_("which"),
            required=False,
        ),
        Argument("people", Mentions(), N_("whose"), required=False),
    ],
    options=[
        Argument("owner", Owners(), N_("only those of a person or body"), required=False),
        Argument("milestone", Id("milestone"), N_("only those of a milestone"), required=False),
    ],
)
class List:
    """Lists commitments by deadline."""

    def show(
        self,
        call: Call,
        commitment: Commitment | None,
        which: Filter | None,
        people: list[Person] | None,
        owner: list[Owner] | None,
        milestone: Milestone | None,
    ) -> str:
        """Render a line a commitment. Whose they are may be asked by whoever sees names, and of oneself."""
        if commitment:
            return describe_fully(call, commitment)
        named = {one.id for one in people or ()} | {one.person for one in owner or () if one.person}
        if named - {call.person.id}:
            call.require(Right.TAKE_PART)
        bodies = {fold_word(one.body) for one in owner or () if one.body}
        wanted = [
            one
            for one in call.network.commitments.values()
            if self._is_wanted(call, one, which or Filter.OPEN)
            and (milestone is None or one.milestone == milestone.number)
            and (
                not (named or bodies)
                or any((o.person in named if o.person else fold_word(o.body) in bodies) for o in one.owners)
            )
        ]
        return describe_all(call, wanted) or _("There are no such commitments in {code}.").format(code=call.code)

    def _is_wanted(self, call: Call, commitment: Commitment, which: Filter) -> bool:
        match which:
            case Filter.OVERDUE:
                return is_overdue(commitment, call.now)
            case Filter.UNDATED:
                return commitment.due is None and not is_finished(commitment)
            case Filter.DONE:
                return commitment.progress is Progress.DONE
            case Filter.MINE:
                return find_owner(commitment, call.person.id) is not None and not is_finished(commitment)
            case Filter.OPEN:
                return not is_finished(commitment)
        return True
