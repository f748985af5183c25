"""The values of a command's arguments and options, read from what was typed; or a refusal that shows better."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from chatbot.arguments import Argument, Mentions, NetworkCode, first_word
from chatbot.call import Call
from chatbot.command import Command
from chatbot.dates import DateRefused, DateUnclear, cut_date
from chatbot.grammar import cut_option, fold_word
from chatbot.kinds import Choice, Kind, Taken
from chatbot.message import Refused
from chatbot.shift import read_shift
from chatbot.suggestion import PLACEHOLDERS, as_addition, keyed_otherwise, mend, mend_option, text_first, with_keys
from chatbot.things import Id, read_id
from storage.i18n import _
from storage.people import plain_name

_PEOPLE_LAST: Final = re.compile(r"(?:\s+[@＠][\w.-]+)+$")
_OWNER: Final = re.compile(r"(?<!\S)owner\s*[:：]", re.IGNORECASE)
_BECAUSE: Final = re.compile(r"(?<!\S)because\s*[:：]", re.IGNORECASE)
_REASON: Final = re.compile(r"(?:because\s+)?((?!(?:or|and|to|till|until)\s)[^\W\d]\S*\s+\S.*)", re.IGNORECASE)
"""Words behind a date that say why. One alone may be a place, and with some begins another date."""
_CALLED: Final = {"anonymous": "secret"}
"""What people call an option."""


def read_values(command: Command, text: str, options: dict[str, str], call: Call) -> dict[str, Any]:
    """Return the value of each argument and option. Raise `Refused` for what cannot be read."""
    values, left = _take_all(command, text, call)
    unnamed = (one.kind for one in command.arguments if isinstance(one.kind, Id) and one.parameter not in values)
    instead = next((kind.listing(call) for kind in unnamed), "")
    for option in command.options:
        if option.name in options:
            values[option.parameter] = read_option(command, option, options[option.name], call)
    _refuse_copied(values.values(), command.path)
    complete = all(argument.parameter in values for argument in command.arguments)
    if left and complete and (keyed := with_keys(call, left, command.options, options)):
        sentence = _("I cannot read “{text}” here. It is written `{keyed}`.").format(text=left, keyed=keyed)
        raise Refused("usage", sentence, mend(call, left, keyed))
    for argument in (*command.arguments, *command.options):
        if argument.parameter not in values:
            values[argument.parameter] = _left_out(argument, left, call)
    if left:
        refused = _unreadable(command, left, values, call)
        is_bare = left == text.strip() and not any(map(read_id, command.example.split()))
        refused.suggestion = refused.suggestion or ("" if is_bare else instead)
        raise refused
    return values


def _take_all(command: Command, text: str, call: Call) -> tuple[dict[str, Any], str]:
    values: dict[str, Any] = {}
    waiting = list(command.arguments)
    while text and waiting:
        for argument in waiting:
            if taken := _take(command, argument.kind, text, call):
                values[argument.parameter], text = taken
                waiting.remove(argument)
                break
        else:
            break
    return values, text


def read_option(command: Command, option: Argument, text: str, call: Call) -> Any:  # noqa: ANN401  a value of any kind
    """Return the value of an option. Raise `Refused`, which names the option, for what cannot be read."""
    try:
        return _all_of(command, option, text, call)
    except Refused as refused:
        refused.about = option.name
        raise


def _all_of(command: Command, option: Argument, text: str, call: Call) -> Any:  # noqa: ANN401  a value of any kind
    taken = _take(command, option.kind, text, call, option.name)
    if taken is None or taken[1]:
        sentence = _("I cannot read “{text}” as `{key}:`. It is written like this: `{key}:{shape}`.")
        if not text:
            sentence = _("`{key}:` is empty. It is written like this: `{key}:{shape}`.")
        told = sentence.format(text=text, key=option.name, shape=option.kind.shape)
        raise Refused("usage", told, text_first(call, command.path, option, text) or mend_option(call, option, text))
    return taken[0]


def _take(command: Command, kind: Kind, text: str, call: Call, key: str = "") -> Taken:
    """Take a value; one that is refused for a better one is shown in the typed line."""
    try:
        return kind.take(text, call)
    except DateRefused as refused:
        before, unknown = cut_option(text)
        if unknown in ("http", "https") and "link" in [option.name for option in command.options]:
            link, behind = first_word(text[len(before) :])
            keyed = f"link:{link}"
            better = mend(call, text, " ".join(filter(None, [before, behind, keyed])), key)
            raise Refused("usage", _("A link is written `{keyed}`.").format(keyed=keyed), better) from None
        if unknown:
            names = ", ".join(f"`{option.name}:`" for option in command.all_options)
            sentence = _("There is no option `{word}:` here. There are: {names}.")
            raise Refused("usage", sentence.format(word=unknown, names=names), mend(call, text, before, key)) from None
        error = "ambiguous" if isinstance(refused, DateUnclear) else "usage"
        better = refused.suggestion + _beside(command, text, call)
        raise Refused(error, refused.reason, mend(call, text, better, key)) from None


def _beside(command: Command, text: str, call: Call) -> str:
    """Return what stands behind a date, with the key that it lacks: people as owners, other words as the reason.

    Return "" where that is not so, or is given already.
    """
    line, names = call.line, {option.name for option in command.options}
    people = _PEOPLE_LAST.search(text)
    if people and "owner" in names and not _OWNER.search(line):
        return f" owner:{people[0].strip()}"
    date, rest = cut_date(text, call.now, call.person.zone_info)
    if (shift := read_shift(text)) and shift.way:
        date, rest = shift.words, shift.rest
    if date and rest and (keyed := _as_choice(command, rest, call) or keyed_otherwise(call, rest, command.options)):
        return f" {keyed}"
    named = next((one for one in command.options if one.name == _CALLED.get(fold_word(rest), fold_word(rest))), None)
    if date and named and isinstance(named.kind, Choice) and named.kind.take("yes", call):
        return f" {named.name}:yes"
    reason = _REASON.fullmatch(rest) if date and "because" in names and not _BECAUSE.search(line) else None
    return f" because:{reason[1]}" if reason else ""


def _as_choice(command: Command, text: str, call: Call) -> str:
    """Return a text with the key of an option of which it is one of the few words; "" where there is none."""
    for one in command.options:
        if isinstance(one.kind, Choice) and (taken := one.kind.take(text, call)) and not taken[1]:
            return f"{one.name}:{text}"
    return ""


def _left_out(argument: Argument, left: str, call: Call) -> Any:  # noqa: ANN401  a value of any kind
    """Return what an argument stands for that was left out. Raise `Refused` where it has to be named.

    `left` is what no argument took: it may be somebody's name without its sign.
    """
    if argument.default:
        return argument.default(call)
    if not argument.required:
        return None
    sentence, name = _("Missing: {what}.").format(what=_(argument.help)), first_word(left)[0]
    if isinstance(argument.kind, Mentions) and name and plain_name(name) == name:
        better = _("{sentence} Write people with the sign: @{name}.").format(sentence=sentence, name=name)
        raise Refused("usage", better, mend(call, name, f"@{name}"))
    raise Refused("usage", sentence, argument.kind.listing(call) if isinstance(argument.kind, Id) else "")


def _refuse_copied(values: Iterable[object], path: str) -> None:
    """Raise `Refused` for a value that stands in a line to copy for a person's own words."""
    if copied := next((one for one in values if isinstance(one, str) and one.upper() in PLACEHOLDERS), ""):
        sentence = _("“{text}” stands for your own words: write them in its place.").format(text=copied)
        raise Refused("usage", sentence, f"/pn help {path}")


def _unreadable(command: Command, left: str, values: Mapping[str, Any], call: Call) -> Refused:
    """Return what may be wrong with text that no argument takes."""
    sentence, word = _("I cannot read “{text}” here.").format(text=left), first_word(left)[0]
    kinds = command.kinds
    if Mentions in kinds and call.people.named(word):
        better = _("{sentence} Write people with the sign: @{name}.").format(sentence=sentence, name=word)
        signed = " ".join(f"@{one}" if call.people.named(one) else one for one in left.split())
        return Refused("usage", better, mend(call, left, signed))
    if addition := as_addition(call, command.path, left):
        return Refused("usage", sentence, addition)
    if keyed := keyed_otherwise(call, left, command.options):
        better = _("{sentence} It is written `{keyed}`.").format(sentence=sentence, keyed=keyed)
        return Refused("usage", better, mend(call, left, keyed))
    unread = (one.kind for one in command.arguments if values.get(one.parameter) is None)
    if choice := next((kind for kind in unread if isinstance(kind, Choice)), None):
        sentence = _("“{word}” is none of these: {words}.").format(word=word, words=", ".join(choice.words))
        better = choice.likeliest(word)
        return Refused("usage", sentence, mend(call, word, better) if better else "")
    if keyed := _as_choice(command, left, call):
        better = _("{sentence} It is written `{keyed}`.").format(sentence=sentence, keyed=keyed)
        return Refused("usage", better, mend(call, left, keyed))
    if NetworkCode in kinds and not values.get("network"):
        codes = ", ".join(call.state.networks)
        sentence = _("{sentence} The networks are: {codes}.").format(sentence=sentence, codes=codes)
    return Refused("usage", sentence)
