"""From a typed line to a command of the table, and from what was typed to the network that is meant."""

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import Final

from chatbot.arguments import Id, NetworkCode, find_code, first_word, read_id
from chatbot.call import Call
from chatbot.command import Command
from chatbot.grammar import LONGEST, clean, fold_word, without_sign
from chatbot.message import Refused
from storage.i18n import _
from storage.measures.meetings import going_on
from storage.state import State

LONGEST_PATH: Final = 3
"""The most words that a command has."""
SHORT_FORMS: Final = {"here": "attend", "commit add": "commit"}


def find_command(line: str, commands: Mapping[str, Command]) -> tuple[Command, str]:
    """Return the command that a line starts with, and what was typed after it. Raise `Refused` for an unknown one."""
    text = without_sign(clean(line))
    if len(text) > LONGEST:
        raise Refused("usage", _("That is too long: at most {most} characters fit.").format(most=LONGEST), "/pn help")
    words, tails = _words(text)
    for count in range(len(words), 0, -1):
        path = " ".join(words[:count])
        if command := commands.get(SHORT_FORMS.get(path, path)):
            return command, tails[count - 1]
    nouns = {path.partition(" ")[0] for path in (*commands, *SHORT_FORMS)} - {"pn"}
    if words[:1] == ["pn"] and words[1:2] and words[1] in nouns:
        return find_command(tails[0], commands)
    raise Refused("unknown_command", _unknown(words, nouns | {"pn"}), _closest(" ".join(words), commands))


def _words(text: str) -> tuple[list[str], list[str]]:
    """Return the first words, folded, as many as a command can have, and what was typed after each of them."""
    found = list(islice(re.finditer(r"\S+", text), LONGEST_PATH))
    return [fold_word(word[0]) for word in found], [text[word.end() :].strip() for word in found]


def _unknown(words: Sequence[str], nouns: Collection[str]) -> str:
    if not words:
        return _("Type a command after the sign.")
    shown = " ".join(words[:2] if words[0] in nouns else words[:1])
    return _("There is no command `/{shown}`.").format(shown=shown)


def _closest(typed: str, commands: Mapping[str, Command]) -> str:
    starts = [" ".join(typed.split()[:count]) for count in (3, 2, 1)]
    near = [path for start in starts for path in get_close_matches(start, commands, n=1, cutoff=0.75)]
    noun = typed.partition(" ")[0]
    if near:
        return commands[near[0]].example
    known = any(path.partition(" ")[0] == noun for path in commands)
    return f"/pn help {noun}" if known and noun != "pn" else "/pn help"


def find_network(call: Call, command: Command, text: str, options: Mapping[str, str]) -> str | None:
    """Return the code of the network that a command is about.

    It is `in:PNE`, else the one that an id or an argument names, else the channel's, else the person's only one
    (or the only one with an open meeting); where none of these helps, the bot asks.
    """
    if not call.state.networks:
        raise Refused("not_found", _("There is no network yet; the Secretariat adds one."), "/pn add PNE Environment")
    if "in" in options:
        return _named(call, options["in"])
    return _mentioned(call, command, text) or _channel(call) or _own(call)


def _named(call: Call, word: str) -> str:
    code = find_code(call, word)
    if code is None:
        codes = ", ".join(call.state.networks)
        raise Refused(
            "not_found", _("There is no network {word}. There are: {codes}.").format(word=word, codes=codes), "/pn list"
        )
    return code


def _mentioned(call: Call, command: Command, text: str) -> str | None:
    kinds = {type(argument.kind) for argument in command.arguments}
    words = text.split()[:4]
    if NetworkCode in kinds and (codes := [code for word in words if (code := find_code(call, word))]):
        return codes[0]
    if Id not in kinds:
        return None
    ids = [parts for word in words if (parts := read_id(word)) and parts[0]]
    return _named(call, ids[0][0] or "") if ids else _with_ref(call.state, first_word(text)[0])


def _with_ref(state: State, word: str) -> str | None:
    wanted = fold_word(word)
    for code, network in state.networks.items():
        refs = [commitment.ref for commitment in network.commitments.values()]
        refs += [meeting.ref for meeting in network.meetings.values()]
        if any(ref and fold_word(ref) == wanted for ref in refs):
            return code
    return None


def _channel(call: Call) -> str | None:
    return _named(call, call.request.network) if call.request.network else None


def _own(call: Call) -> str:
    mine = [
        code
        for code, network in call.state.networks.items()
        if (membership := network.memberships.get(call.person.id)) and membership.roles
    ]
    candidates = mine or list(call.state.networks)
    meeting = [code for code in candidates if going_on(call.state.networks[code])]
    if len(candidates) == 1 or len(meeting) == 1:
        return (candidates if len(candidates) == 1 else meeting)[0]
    line = f"{call.request.text.strip()} in:{candidates[0]}"
    raise Refused("ambiguous", _("Which network do you mean: {codes}?").format(codes=", ".join(candidates)), line)
