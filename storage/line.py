"""The line that an entry is in the journal: canonical JSON, chained by digests."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from storage.errors import Newer
from storage.events import VERSION, Draft, Entry, FormatDeclared, text_digest
from storage.i18n import _

encode = msgspec.json.Encoder(order="sorted").encode
"""Return the canonical JSON of an entry or a document: sorted keys, no spaces, UTF-8."""
_decode = msgspec.json.Decoder(Entry).decode
_parse = msgspec.json.Decoder().decode
_STRING: Final = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
_SALTED: Final = re.compile(rb'\{"salt":%s(?:,"text":%s)?\}' % (_STRING, _STRING))
"""A free text as it stands in a line; within a text its quotes would have backslashes before them."""
_FORMAT: Final = "format_declared"
DECLARED: Final = b'"type":"%s"' % _FORMAT.encode()
"""What stands in the line of an entry that declares a version of the format."""

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: dict[int, Upgrade] = {}
"""For each older version of the format: how an entry, as plain JSON, becomes one of the next version."""


class Head(NamedTuple):
    """The end of the chain: the last entry's number and its line's digest."""

    seq: int
    digest: str


START = Head(0, "")


class Glance(msgspec.Struct, frozen=True):
    """What is looked at of an event before its line is decoded; it is so in every version of the format."""

    type: str
    version: int = VERSION
    entry: int = 0


class _Glanced(msgspec.Struct, frozen=True):
    events: tuple[Glance, ...]


_glance = msgspec.json.Decoder(_Glanced).decode


def glance(line: bytes) -> tuple[Glance, ...]:
    """Return the events of a line at a glance. Raise `ValueError` for a bad line."""
    return _glance(line).events


def decode(line: bytes, version: int = VERSION) -> Entry:
    """Return the entry of a line that was written in this version of the format; one that declares its own is of that.

    Raise `ValueError` for a bad line, `Newer` where a newer format begins.
    """
    if DECLARED in line:
        version = _declared(line)
    return _decode(line) if version == VERSION else upgraded(line, version, UPGRADES)


def _declared(line: bytes) -> int:
    declared = (event.version for event in glance(line) if event.type == _FORMAT)
    if (theirs := max(declared, default=VERSION)) > VERSION:
        sentence = _("The record is of format {theirs}, this program knows {ours}: install a newer version.")
        raise Newer(sentence.format(theirs=theirs, ours=VERSION))
    return theirs


def formats(entries: Iterable[Entry]) -> list[tuple[int, int]]:
    """Return which of the entries declare a version of the format, by their numbers, and which version."""
    return [
        (entry.seq, entry.events[0].version)
        for entry in entries
        if entry.events and isinstance(entry.events[0], FormatDeclared)
    ]


def version_after(entry: Entry, version: int) -> int:
    """Return the version of the format that holds from an entry on, where `version` held before it."""
    return next((declared for _seq, declared in formats((entry,))), version)


def upgraded(line: bytes, version: int, upgrades: Mapping[int, Upgrade]) -> Entry:
    """Return the entry of an older line, brought forward one version at a time. The line itself stays as it is."""
    entry = _parse(line)
    while version in upgrades:
        entry = upgrades[version](entry)
        version += 1
    return msgspec.convert(entry, Entry)


def digest(line: bytes) -> str:
    """Return the SHA-256 of the line's digest form, in which a salted digest stands for each free text."""
    return hashlib.sha256(_SALTED.sub(_digested, line)).hexdigest()


def _digested(found: re.Match[bytes]) -> bytes:
    text = _parse(found[0])
    return b'{"digest":"%s"}' % text_digest(text["salt"], text.get("text", "")).encode()


def chain(head: Head, drafts: Sequence[Draft]) -> Iterator[tuple[Entry, bytes, Head]]:
    """Yield each draft as an entry, its line and the head after it, following `head` as one batch."""
    durable = head.seq
    for draft in drafts:
        entry = Entry(head.seq + 1, draft.at, draft.by, draft.source, durable, head.digest, draft.events, draft.heard)
        line = encode(entry)
        head = Head(entry.seq, digest(line))
        yield entry, line, head
