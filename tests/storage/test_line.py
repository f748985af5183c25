"""The line that an entry is in the journal."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from storage.errors import Newer
from storage.events import (
    AnyEvent,
    Draft,
    FormatDeclared,
    MembershipAccepted,
    NetworkAdded,
    Published,
    Role,
    Text,
    text_digest,
)
from storage.line import START, chain, decode, digest, encode, upgraded

AT = datetime(2021, 3, 1, 9, tzinfo=UTC)


def line_of(*events: AnyEvent) -> bytes:
    """Return the first line of a journal that holds these events."""
    return next(chain(START, [Draft(AT, "operator", "s1", events)]))[1]


def test_a_line_is_canonical_and_reads_back() -> None:
    """Keys are sorted, there are no spaces, and the entry comes back as it was."""
    line = line_of(NetworkAdded(network="PNE", name="Environment"))

    assert line.startswith(b'{"at":"2021-03-01T09:00:00Z","by":"operator","durable":0,"events":[{"name":')
    assert encode(decode(line)) == line


@pytest.mark.parametrize(
    ("key", "event"),
    [
        ("text", Published(network="PNE", text=Text.of("A name that should go"))),
        ("text", Published(network="PNE", text=Text.of('A name in "quotes"\\, {"salt":"a","text":"b"}\n'))),
        (
            "organisation",
            MembershipAccepted(network="PNE", person="p1", roles=(Role.MWG,), organisation=Text.of("A name or two")),
        ),
    ],
)
def test_a_text_can_be_erased_and_the_chain_still_holds(key: str, event: AnyEvent) -> None:
    """The digest of a line is the same whether a free text stands in it or only what is left of it."""
    line = line_of(event)
    entry = json.loads(line)
    text = entry["events"][0][key]
    entry["events"][0][key] = {"digest": text_digest(text["salt"], text["text"])}
    erased = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()

    assert digest(erased) == digest(line)
    assert b"A name" not in erased
    assert str(getattr(decode(erased).events[0], key)) == ""


@pytest.mark.parametrize("change", [b"A name", b"salt"])
def test_a_changed_text_changes_the_digest(change: bytes) -> None:
    """Neither the text nor its salt can be changed unseen."""
    line = line_of(Published(network="PNE", text=Text(text="A name", salt="salt")))

    assert digest(line.replace(b':"' + change + b'"', b':"other"')) != digest(line)


def test_equal_texts_have_different_digests() -> None:
    """The salt keeps anyone from guessing an erased text by its digest."""
    one, other = Text.of("Yes"), Text.of("Yes")

    assert text_digest(one.salt, one.text) != text_digest(other.salt, other.text)


@pytest.mark.parametrize("extra", [b"", b',"colour":"red"'])
def test_a_record_of_a_newer_version_is_refused(extra: bytes) -> None:
    """Also when the newer program writes keys that this one does not know."""
    line = line_of(FormatDeclared(network="*", version=1)).replace(b'"version":1', b'"version":2' + extra)

    with pytest.raises(Newer, match="format 2"):
        decode(line)


def test_an_older_line_is_upgraded_step_by_step() -> None:
    """Each step brings the entry one version further; the line itself stays."""
    line = line_of(NetworkAdded(network="PNE", name="Environment")).replace(b'"name"', b'"title"')

    def from_minus_one(entry: dict[str, Any]) -> dict[str, Any]:
        return entry

    def from_zero(entry: dict[str, Any]) -> dict[str, Any]:
        for event in entry["events"]:
            event["name"] = event.pop("title")
        return entry

    entry = upgraded(line, -1, {-1: from_minus_one, 0: from_zero})

    assert entry.events == (NetworkAdded(network="PNE", name="Environment"),)
