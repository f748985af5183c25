"""How a poll is read from what was typed: its question and options, or its times."""

import re
from datetime import datetime
from typing import Final, NamedTuple

from chatbot.call import Call
from chatbot.dates import DateRefused, DateUnclear, read_moment
from chatbot.grammar import fold_word, read_numbers, split_list
from chatbot.message import Refused
from chatbot.suggestion import mend
from storage.events import PollKind
from storage.i18n import _

MOST_OPTIONS: Final = 20
LONGEST_QUESTION: Final = 1000
LONGEST_OPTION: Final = 300
LONGEST_POLL: Final = LONGEST_QUESTION + MOST_OPTIONS * (LONGEST_OPTION + len(" | "))
OPTIONS: Final = "options"
"""What a refusal is about that is due to the options."""
_SECRET: Final = re.compile(r"(?<=[^|｜\s])[ ,]+-*(secret|anonymous)$", re.I)
_CLOSES: Final = re.compile(r"(?<=[^|｜\s])[\s,|｜]+-*closes ([^|｜\n]+)$", re.I)
"""What ends the last option, or is it, and may have been meant for the poll."""
_LISTED: Final = re.compile(r"(.+?[?？])\s+(?:/\s+)?(\S.*(?:[,;，、]|\s/\s|\bor\b).*\S)", re.S)
_COMMAS: Final = re.compile(r"\s*(?:[,;，、](?:\s*or\b)?|\s/\s|\bor\b)\s*")
"""A question with what may be its options, and what stands between those."""
_HELP: Final = "/pn help poll open"
"""What is suggested where the line cannot be mended: an example would open another poll."""
_BULLET: Final = re.compile(r"(?:(\d{1,2})[.)]|[-•*–])\s+(.+)")


class Question(NamedTuple):
    """What is asked, and what one may choose: options, or times, or levels of consensus and so neither."""

    text: str
    options: tuple[str, ...] = ()
    times: tuple[datetime, ...] = ()


def read_question(call: Call, text: str | None, kind: PollKind) -> Question:
    """Return a question with its options. Raise `Refused` for too few, too many, too long or equal ones."""
    parts = split_list(text or "")
    if not call.request.by_form:
        _ask_about_end(call, text or "")
    if kind is PollKind.CONSENSUS:
        return _read_proposal(call, text or "", parts)
    if len(parts) < 3:
        sentence = _("A poll needs a question and at least two options, with `|` between them.")
        if call.request.by_form:
            sentence = _("A poll needs a question and at least two options, one a line.")
        better = _with_options(call, text or "", parts, kind) if parts else ""
        raise Refused("usage", sentence, better, OPTIONS if parts else "")
    question, options = parts[0], _without_bullets([" ".join(part.split()) for part in parts[1:]])
    if len(options) > MOST_OPTIONS:
        sentence = _("A poll has at most {most} options; there are {count}.")
        raise Refused("usage", sentence.format(most=MOST_OPTIONS, count=len(options)), _HELP, OPTIONS)
    _check_lengths(question, options)
    if kind is PollKind.DATES:
        return Question(question, times=_read_times(call, question, options))
    if len({fold_word(option) for option in options}) < len(options):
        different = [*reversed({fold_word(option): option for option in reversed(options)}.values())]
        more = ["None of these"] if len(different) == 1 else []
        better = mend(call, text or "", " | ".join([question, *different, *more]))
        raise Refused("usage", _("Two options are the same."), better, OPTIONS)
    for number, option in enumerate(options, 1):
        if (named := read_numbers(option)) and named[0] != number and named[0] <= len(options):
            sentence = _("Option {number} would be called “{option}”, the number of another one; use words.")
            raise Refused("usage", sentence.format(number=number, option=option), _HELP, OPTIONS)
    return Question(question, tuple(options))


def _ask_about_end(call: Call, text: str) -> None:
    """Raise `Refused` where the last option ends with what should be a key: the poll would be open, or without end."""
    if found := _SECRET.search(text):
        key = "secret:yes"
    elif (found := _CLOSES.search(text)) and _is_date(call, found[1]):
        key = f"closes:{found[1]}"
    else:
        return
    sentence = _("Is “{words}” a part of the text? Then put quotes around the option. Else it is written `{key}`.")
    better = mend(call, text, f"{text[: found.start()]} {key}")
    raise Refused("usage", sentence.format(words=found[0].strip(" ,|｜\n"), key=key), better)


def _is_date(call: Call, text: str) -> bool:
    try:
        read_moment(text, call.now, call.person.zone_info)
    except DateUnclear:
        return True
    except DateRefused:
        return False
    return True


def _with_options(call: Call, text: str, parts: list[str], kind: PollKind) -> str:
    """Return the typed line with enough options; where it cannot be mended, the question with some."""
    more = ["None of these"] if len(parts) > 1 else ["Yes", "No"]
    if kind is PollKind.DATES:
        more = ["tomorrow 13:00 UTC", "tomorrow 15:00 UTC"][: 3 - len(parts)]
    elif len(parts) == 1 and (listed := _LISTED.fullmatch(parts[0])):
        parts, more = [listed[1], *_COMMAS.split(listed[2].rstrip("?？"))], []
    whole = " | ".join([*parts, *more])
    return (text and mend(call, text, whole)) or f"/poll open {whole}{' kind:dates' if kind is PollKind.DATES else ''}"


def _read_proposal(call: Call, text: str, parts: list[str]) -> Question:
    """Return what consensus is sought on; its options are the levels of consensus."""
    if len(parts) != 1:
        sentence = _("A consensus poll has a proposal and no options: people agree, have concerns, block or abstain.")
        better = (mend(call, text, parts[0]) or f"/poll open {parts[0]} kind:consensus") if parts else ""
        better = better or "/poll open Adopt the draft kind:consensus"
        raise Refused("usage", sentence, better)
    _check_lengths(parts[0], [])
    return Question(parts[0])


def _check_lengths(question: str, options: list[str]) -> None:
    if len(question) > LONGEST_QUESTION or any(len(option) > LONGEST_OPTION for option in options):
        sentence = _("A question has at most {question} characters, an option at most {option}.")
        about = "" if len(question) > LONGEST_QUESTION else OPTIONS
        raise Refused("usage", sentence.format(question=LONGEST_QUESTION, option=LONGEST_OPTION), _HELP, about)


def _read_times(call: Call, question: str, options: list[str]) -> tuple[datetime, ...]:
    """Return the times that options name, in the order in which they were listed."""
    read = [_read_time(call, option) for option in options]
    times = [time for time in read if isinstance(time, datetime)]
    if len(times) < len(read):
        wrong = next((option, one) for option, one in zip(options, read, strict=True) if isinstance(one, DateRefused))
        better = mend(call, wrong[0], wrong[1].suggestion) if len(times) == len(read) - 1 else ""
        error = "ambiguous" if isinstance(wrong[1], DateUnclear) else "usage"
        told = _("“{option}”: {reason}").format(option=wrong[0], reason=wrong[1].reason)
        raise Refused(error, told, better or _with_options(call, "", [question], PollKind.DATES), OPTIONS)
    if past := [time for time in times if time <= call.now]:
        sentence = _("{time} has passed; a meeting is planned ahead.").format(time=call.time(past[0]))
        raise Refused("usage", sentence, _with_options(call, "", [question], PollKind.DATES), OPTIONS)
    if len(set(times)) < len(times):
        raise Refused(
            "usage", _("Two options are the same."), _with_options(call, "", [question], PollKind.DATES), OPTIONS
        )
    return tuple(times)


def _read_time(call: Call, option: str) -> datetime | DateRefused:
    try:
        return read_moment(option, call.now, call.person.zone_info, time_needed=True)
    except DateRefused as refused:
        return refused


def _without_bullets(options: list[str]) -> list[str]:
    """Return options that were typed as a list without the bullets or numbers before them."""
    listed = [_BULLET.fullmatch(option) for option in options]
    plain = [found[2] for number, found in enumerate(listed, 1) if found and found[1] in (None, str(number))]
    return plain if len(plain) == len(options) else options
