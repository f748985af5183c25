"""From a typed line to a command of the table, and from what was typed to the network that is meant."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from chatbot.arguments import Mentions, NetworkCode, OneOf, find_code, first_word
from chatbot.call import Call
from chatbot.command import Command
from chatbot.grammar import LONGEST, clean, fold_word, without_sign
from chatbot.message import Refused
from chatbot.suggestion import mend
from chatbot.things import Id, find_ref, read_id, things
from chatbot.unknown import LONGEST_PATH, after, closest, unknown, unspoken
from storage import ids
from storage.events import Code, PersonId
from storage.i18n import _
from storage.measures.meetings import going_on
from storage.measures.owners import find_owner
from storage.state import Commitment, Poll

_SHORT: Final = frozenset({Id, Mentions, OneOf})
"""Arguments that are words of their own: where there are only such, no text can look like one."""
SHORT_FORMS: Final = {
    "help": "pn help",
    "here": "attend",
    "here leave": "attend leave",
    "commit add": "commit",
    "meeting note": "note",
    "meeting reopen": "meeting open",
    "meeting agenda propose": "meeting agenda add",
    "meeting agenda remove": "meeting agenda drop",
    "meeting agenda delete": "meeting agenda drop",
    "meeting minutes remove": "meeting minutes drop",
    "meeting minutes delete": "meeting minutes drop",
    "meeting minutes publish": "meeting publish",
    "attend left": "attend leave",
    "pn milestone done": "pn milestone met",
    "pn milestone reached": "pn milestone met",
}


def find_command(line: str, commands: Mapping[str, Command]) -> tuple[Command, str]:
    """Return the command that a line starts with, and what was typed after it. Raise `Refused` for an unknown one."""
    text = without_sign(clean(line))
    if len(text) > LONGEST:
        raise Refused("usage", _("That is too long: at most {most} characters fit.").format(most=LONGEST), "/pn help")
    words = [fold_word(word) for word in text.split(maxsplit=LONGEST_PATH)[:LONGEST_PATH]]
    for count in range(len(words), 0, -1):
        path = " ".join(words[:count])
        if command := commands.get(SHORT_FORMS.get(path, path)):
            return command, after(text, count)
    nouns = {path.partition(" ")[0] for path in (*commands, *SHORT_FORMS)} - {"pn"}
    if words[:1] == ["pn"] and words[1:2] and words[1] in nouns:
        return find_command(after(text, 1), commands)
    if words and any(path.startswith(f"pn {words[0]} ") for path in commands):
        return find_command(f"pn {text}", commands)
    said = unspoken(text)
    better = _spoken(said, commands) if said not in ("", text) else closest(words, text, commands)
    raise Refused("unknown_command", unknown(words, commands, better), better)


def _spoken(said: str, commands: Mapping[str, Command]) -> str:
    """Return what was said of oneself, such as "here", as a command; else a line of help."""
    try:
        find_command(said, commands)
    except Refused as refused:
        return refused.suggestion
    return f"/{said}"


def find_network(call: Call, command: Command, text: str, options: Mapping[str, str]) -> str | None:
    """Return the code of the network that a command is about.

    It is `in:PNE`, else the one that an id or an argument names, else the channel's, else the person's only one
    (or the only one that has what an id names, or with an open meeting); where none of these helps, the bot asks.
    """
    if not call.state.networks:
        raise Refused("not_found", _("There is no network yet; the Secretariat adds one."), "/pn add PNE Environment")
    _refuse_behind(call, command, text, options)
    named = _named(call, options["in"]) if "in" in options else None
    mentioned = _mentioned(call, command, text)
    if named and mentioned and named != mentioned:
        sentence = _("You name two networks, {one} and {other}. Which one?").format(one=mentioned, other=named)
        raise Refused("ambiguous", sentence, f"/{command.path} {text} in:{mentioned}")
    placed = named or mentioned or _with_ref(call, command, text) or _channel(call)
    if placed is None:
        _refuse_unknown(call, command, text)
    return placed or _own(call, command, text)


def _refuse_behind(call: Call, command: Command, text: str, options: Mapping[str, str]) -> None:
    """Raise `Refused` for words that stand behind `in:PNE`; before it they would be text."""
    word, behind = first_word(options.get("in", ""))
    if behind and find_code(call, word):
        sentence = _("“{text}” stands behind `in:{code}`, as if it were a part of it; write it before.")
        others = [f"{key}:{value}" for key, value in options.items() if key != "in"]
        better = " ".join(filter(None, [f"/{command.path}", text, behind, *others, f"in:{word}"]))
        raise Refused("usage", sentence.format(text=behind, code=word), better)


def _named(call: Call, word: str) -> str:
    code = find_code(call, word)
    if code is None:
        codes, near = ", ".join(call.state.networks), get_close_matches(word.upper(), call.state.networks, n=1)
        sentence = _("There is no network {word}. There are: {codes}.").format(word=word, codes=codes)
        raise Refused("not_found", sentence, (mend(call, word, near[0]) if near else "") or "/pn list")
    return code


def _mentioned(call: Call, command: Command, text: str) -> str | None:
    """Return the code that stands as an argument of its own or in an id; never one within free text."""
    words = text.split()
    if NetworkCode in command.kinds:
        return next((code for word in words if (code := find_code(call, word))), None)
    if Id not in command.kinds:
        return None
    _refuse_apart(call, words)
    return next((_named(call, named.code) for named in _ids(command, words) if named.code), None)


def _ids(command: Command, words: Sequence[str]) -> Iterator[ids.Id]:
    """Yield the ids that stand where no text can stand: first, or anywhere among arguments that are words."""
    places = words if command.kinds <= _SHORT else words[:1]
    return (named for word in places if (named := read_id(word)))


def _nouns(command: Command) -> list[str]:
    return [argument.kind.noun for argument in command.arguments if isinstance(argument.kind, Id)]


def _refuse_apart(call: Call, words: Sequence[str]) -> None:
    """Raise `Refused` where a network's code and an id stand as two words: "PNE P12"."""
    code = find_code(call, words[0]) if len(words) > 1 else None
    if code and (named := read_id(words[1])) and named.code in (None, code):
        meant = ids.label(code, named.noun, named.number)
        sentence = _("Write the network and the number as one word: {id}.").format(id=meant)
        raise Refused("usage", sentence, mend(call, f"{words[0]} {words[1]}", meant))


def _with_ref(call: Call, command: Command, text: str) -> str | None:
    """Return the code of the network in which something was imported with the `ref` that was typed."""
    word = first_word(text)[0]
    if not word or Id not in command.kinds:
        return None
    nouns = _nouns(command)
    if (named := read_id(word)) and named.noun in nouns:
        return None
    codes = sorted(call.state.networks, key=lambda code: code != call.request.network)
    networks = [call.state.networks[code] for code in codes]
    return next((one.code for one in networks if any(find_ref(one, noun, word) for noun in nouns)), None)


def _channel(call: Call) -> str | None:
    return _named(call, call.request.network) if call.request.network else None


def _refuse_unknown(call: Call, command: Command, text: str) -> None:
    """Raise `Refused` for a word that stands where only the code of a network may stand, or is nearly one."""
    kinds = command.kinds
    if NetworkCode not in kinds:
        return
    people = (*call.request.mentions, *(word for word in text.split() if call.people.named(word)))
    words = [word for word in text.split() if not word.startswith(("@", "＠")) and word not in people]
    near = [word for word in words if get_close_matches(word.upper(), call.state.networks, n=1, cutoff=0.75)]
    person_missing = Mentions in kinds and len(words) == len(text.split())  # whose name may stand there without its @
    for word in near or (words if kinds <= {NetworkCode, Mentions} and not person_missing else ()):
        _named(call, word)


def _own(call: Call, command: Command, text: str) -> str:
    """Return the network that must be meant: with what was named, or one's own, or the one with an open meeting."""
    candidates = _with_id(call, command, text) or call.own_codes or list(call.state.networks)
    meeting = [code for code in candidates if going_on(call.state.networks[code])]
    if len(candidates) == 1 or len(meeting) == 1:
        return (candidates if len(candidates) == 1 else meeting)[0]
    line = f"{call.request.text.strip()} in:{candidates[0]}"
    raise Refused("ambiguous", _("Which network do you mean: {codes}?").format(codes=", ".join(candidates)), line)


def _with_id(call: Call, command: Command, text: str) -> list[Code]:
    """Return the networks that have what an id without a code names: one's own, else those in whose poll one votes.

    Those come first in which it is the person's own commitment. Who is in no network may mean any.
    """
    named = next((one for one in _ids(command, text.split()) if one.noun in _nouns(command)), None)
    if named is None:
        return []
    every = ((code, things(network, named.noun)) for code, network in call.state.networks.items())
    found = {code: having[named.number] for code, having in every if named.number in having}
    found = dict(sorted(found.items(), key=lambda one: not _is_own(one[1], call.person.id)))
    mine = call.own_codes
    return [code for code in found if code in mine] or [
        code
        for code, thing in found.items()
        if not mine or (isinstance(thing, Poll) and thing.opened and thing.admits(call.person.id))
    ]


def _is_own(thing: object, person: PersonId) -> bool:
    return isinstance(thing, Commitment) and find_owner(thing, person) is not None
