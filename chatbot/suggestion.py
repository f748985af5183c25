"""The command that a refusal suggests: the typed line mended, or an example made to fit the person's own network."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from chatbot.arguments import Argument, Mentions, Moment, first_word
from chatbot.call import Call
from chatbot.dates import cut_date, mend_words
from chatbot.grammar import KEY, fold_word, without_sign
from chatbot.kinds import Choice, Guesses
from chatbot.meeting_arguments import LocalMoment
from chatbot.moving import NewDeadline
from chatbot.rights import Right
from chatbot.shift import read_shift
from chatbot.things import Id as ThingId
from chatbot.things import read_id, things
from storage.ids import LETTERS, Id, label
from storage.measures import meetings, polls
from storage.measures.owners import promised
from storage.state import Network, Poll

_WORD: Final = re.compile(r"\S+")
_CODE: Final = re.compile(r"(?<!\S)(in:|)PNE(?!\S)")
_NAME: Final = "@amina"
_REASON: Final = re.compile(rf"(?<!\S)because\s*[:：]\s*(.*?)(?=\s+{KEY}[:：]|$)", re.IGNORECASE | re.DOTALL)
YOUR_REASON: Final = "YOUR REASON"
YOUR_READING: Final = "YOUR READING"
YOUR_NETWORK: Final = "NAME OF YOUR NETWORK"
PLACEHOLDERS: Final = frozenset({YOUR_REASON, YOUR_READING, YOUR_NETWORK, "YOUR OPTION", "YOUR CHOICE", "…", "..."})
"""What stands for a person's own words in lines to copy. It is never recorded: somebody sent the line as it was."""
_ADDED_TO: Final = ("meeting agenda", "meeting minutes")
_NOT_ADDED: Final = frozenset(("edit", "change", "correct", "move", "reorder", "replace", "swap"))
"""What begins a command that there is not, and no item or paragraph."""
_QUOTES: Final = tuple('"“”„«»')
_BEFORE_DATE: Final = re.compile(r"(?:by|to|until|till|due|for)\s+", re.IGNORECASE)
_BEFORE_REASON: Final = re.compile(r"[\s,;:()–—-]*(?:because\b)?[\s:]*", re.IGNORECASE)


def mend(call: Call, old: str, new: str, key: str = "") -> str:
    """Return the typed line with the value of a key, or without one the text `old`, replaced; "" if it is not found."""
    line = call.line
    before = rf"{key}\s*[:：]\s*" if key else ""
    mended = re.sub(
        rf"(?<!\S)({before}[\"“„«]?){re.escape(old)}(?!(?<=\w)\w)",
        lambda found: found[1] + new,
        line,
        count=1,
        flags=re.I,
    )
    return mended if mended != line else ""


def is_quoted(call: Call, text: str) -> bool:
    """Tell whether a text was typed in quotes; those around the whole of it are no part of it any more."""
    before, _text, _after = call.line.partition(text)
    return before.endswith(_QUOTES) or (text.startswith(_QUOTES) and text.endswith(_QUOTES))


def revalue(call: Call, keys: Iterable[str], value: str) -> str:
    """Return the typed line with another value for the first of these keys that stands there; "" if none does."""
    line = call.line
    before = rf"(?<!\S)((?:{'|'.join(keys)})\s*[:：])"
    mended = re.sub(rf"{before}.*?(?=\s+{KEY}[:：]|$)", rf"\g<1>{value}", line, count=1, flags=re.I | re.S)
    return mended if mended != line else ""


def with_keys(call: Call, text: str, options: Iterable[Argument], given: Collection[str]) -> str:
    """Return a text in which a date and a reason stand without their keys as those options; "" where that is not so.

    `options` are those of the command, `given` the names of those that stand in the line.
    """
    missing = [option for option in options if option.name not in given]
    dated = next((option for option in missing if isinstance(option.kind, (Moment, LocalMoment))), None)
    date, rest = "", text
    if dated:
        bare = _BEFORE_DATE.sub("", text, count=1) if _BEFORE_DATE.match(text) else text
        found = (cut_date(one, call.now, call.person.zone_info) for one in (bare, mend_words(bare.casefold())))
        date, rest = next((pair for pair in found if pair[0]), ("", text))
    if isinstance(dated and dated.kind, NewDeadline) and (shift := read_shift(text)) and (shift.by or shift.way):
        date, rest = shift.told, shift.rest
    rest = _BEFORE_REASON.sub("", rest, count=1)
    if (dated and dated.required and not date) or (rest and (read_id(rest) or "because" not in _names(missing))):
        return ""
    keyed = [f"{dated.name}:{date}" if dated and date else "", f"because:{rest}" if rest else ""]
    return " ".join(filter(None, keyed))


def _names(options: Iterable[Argument]) -> list[str]:
    return [option.name for option in options]


def keyed_otherwise(call: Call, text: str, options: Sequence[Argument]) -> str:
    """Return a text with the key that it lacks; "" for what may not be said so.

    "5 observers" is `observers:5`, "now" is `now:yes`, "group civil" is `group:civil`, "W1" is `milestone:W1`, and a
    body that owns something is the owner.
    """
    if body := _body(call, text) if "owner" in _names(options) else "":
        return f"owner:{body}"
    text, named = re.sub(r"^(?:and|&|,)\s+", "", text, flags=re.I), read_id(text)
    if thing := next(
        (one.name for one in options if named and isinstance(one.kind, ThingId) and one.kind.noun == named.noun), ""
    ):
        return f"{thing}:{text}"
    number, _space, name = text.rpartition(" ")
    option = next((option for option in options if option.name == name), None)
    if option and not number and isinstance(option.kind, Choice) and "yes" in list(option.kind.words):
        return f"{name}:yes"
    if option and number.isdecimal():
        return f"{name}:{number}"
    names = _names(options)
    if first_word(text)[0].casefold() not in names or not first_word(text)[1]:
        return ""
    return re.sub(rf"(?<!\S)({'|'.join(names)})\s+(?=\S)", r"\1:", text, flags=re.IGNORECASE)


def _body(call: Call, text: str) -> str:
    """Return the body called so that owns something, as it is recorded; "" for none."""
    bodies = (owner.body for one in call.network.commitments.values() for owner in one.owners if owner.body)
    return next((body for body in bodies if fold_word(body) == fold_word(text)), "")


def people_first(call: Call, text: str, key: str) -> str:
    """Return the typed line with all but the first of the people of a key before it; "" where there is but one."""
    first, _space, others = text.partition(" ")
    line = call.line
    before = rf"(?<!\S)({re.escape(key)}\s*[:：])\s*{re.escape(text)}"
    return re.sub(before, lambda found: f"{others} {found[1]}{first}", line, count=1, flags=re.I) if others else ""


def mend_option(call: Call, option: Argument, text: str) -> str:
    """Return the typed line with the likeliest value of an option, or without it; "" where none can be guessed."""
    word = first_word(text)[0]
    if isinstance(option.kind, Mentions):
        if text.startswith(("@", "＠", *call.request.mentions)):
            return people_first(call, text, option.name)
        return revalue(call, [option.name], f"@{word}") if call.people.named(word) else ""
    if not isinstance(option.kind, Guesses):
        return "" if option.required else without(call, option.name)
    better = option.kind.likeliest(word)
    return revalue(call, [option.name], better) if better else without(call, option.name)


def text_first(call: Call, path: str, option: Argument, text: str) -> str:
    """Return a line that begins with an option with the text behind its value put before it; "" for any other line."""
    value, others = first_word(text)
    key = rf"(?:pn\s+)?{path}\s+{option.name}\s*[:：]\s*"
    line = without_sign(call.line)
    begun = re.match(key + re.escape(text), line, re.IGNORECASE)
    if not (begun and others and isinstance(option.kind, Guesses) and option.kind.likeliest(value) == value):
        return ""
    return " ".join(f"/{path} {others} {option.name}:{value} {line[begun.end() :]}".split())


def as_addition(call: Call, path: str, text: str) -> str:
    """Return the typed line as one that adds a text by the command of this path and `add`; "" where it takes none."""
    line, bare = call.line, re.sub(r"^add\s+", "", text, flags=re.I)
    if path not in _ADDED_TO or first_word(bare)[0].casefold() in _NOT_ADDED:
        return ""
    words = r"\s+".join(path.split())
    before = rf"({words})\s+((?:\S+\s+)??)(?:add\s+)?{re.escape(bare)}"
    return re.sub(before, lambda found: f"{found[1]} add {found[2]}{bare}", line, count=1, flags=re.I)


def without(call: Call, *keys: str) -> str:
    """Return the typed line without these keys and their values; "" if none of them stands there."""
    line = call.line
    option = rf"\s*(?<!\S)(?:{'|'.join(map(re.escape, keys))})\s*[:：].*?(?=\s+{KEY}[:：]|$)"
    mended = re.sub(option, "", line, flags=re.I | re.S)
    return mended if mended != line else ""


def fit(example: str, call: Call) -> str:
    """Return an example with ids, a network and a person that there are; help where there is nothing to name.

    Ids are those that the typed line names, where there are such things; a reason is the typed one, never invented.
    """
    typed = _REASON.search(call.line)
    reason = f"because:{typed[1]}" if typed and typed[1] else ""
    example = _REASON.sub(lambda _found: reason, example).rstrip()
    example = _with_typed_ids(example, call)
    codes = (call.code, call.request.network, *call.own_codes, *call.state.networks)
    network = next((call.state.networks[code] for code in codes if code in call.state.networks), None)
    if network is None:
        return example
    ids = {word: _id(call, network, named) for word in example.split() if (named := read_id(word))}
    if "" in ids.values():
        return f"/pn help {' '.join(example.lstrip('/').split()[:2])}"
    fitted = _CODE.sub(rf"\g<1>{network.code}", _WORD.sub(lambda found: ids.get(found[0], found[0]), example))
    return fitted if call.people.named(_NAME[1:]) else fitted.replace(_NAME, _name(call, network))


def _id(call: Call, network: Network, named: Id) -> str:
    """Return the id as it stands when there is such a thing, else the full id of the likeliest one, if any."""
    every = things(network, named.noun)
    call = call.within(network.code)
    shown = [number for number, thing in every.items() if not isinstance(thing, Poll) or call.may_read(thing)]
    if named.number in shown:
        return f"{LETTERS[named.noun]}{named.number}"
    likeliest = next(iter([*_likely(call, network, named.noun), *reversed(shown)]), None)
    return label(network.code, named.noun, likeliest) if likeliest else ""


def _likely(call: Call, network: Network, noun: str) -> Iterable[int]:
    match noun:
        case "poll":
            return [poll.number for poll in polls.with_stage(network, polls.Stage.OPEN, call.now)]
        case "meeting":
            return [meeting.number for meeting in meetings.upcoming(network, call.now, meetings.LATE)]
    return [commitment.number for commitment in promised(network, call.person.id)]


def _name(call: Call, network: Network) -> str:
    """Return somebody in the network, for those who may see names; else the person who asks."""
    members = [person for person, membership in network.memberships.items() if membership.roles_at(call.now)]
    if members and call.may(Right.TAKE_PART):
        return call.name(members[0])
    return _NAME if call.request.operator else f"@{call.person.name}"


def _with_typed_ids(example: str, call: Call) -> str:
    """Return an example in which the typed line's first poll, meeting or commitment stands in the place of its own."""
    named = [found for word in call.line.split() if (found := read_id(word))]

    def typed(word: re.Match[str]) -> str:
        own = read_id(word[0])
        return next((f"{LETTERS[one.noun]}{one.number}" for one in named if own and one.noun == own.noun), word[0])

    return _WORD.sub(typed, example)
