"""The directory: names, handles, zones. All personal data stands here; the journal knows only opaque ids.

Ordinary TinyDB documents in one file, mutable and erasable.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from tinydb import where
from tinydb.table import Document

from storage.documents import Documents, Tables
from storage.errors import StorageFault
from storage.events import PersonId
from storage.files import REAL, FileCalls
from storage.i18n import _

CLAIM_LASTS: Final = timedelta(hours=1)
LINK_LASTS: Final = timedelta(minutes=10)
PASTE_LASTS: Final = timedelta(hours=1)
MOST_PASTES: Final = 4
"""Pasted tables of one person that wait to be confirmed."""
LONGEST_NAME: Final = 30
_GROUPS: Final = frozenset({"all", "channel", "everybody", "everyone", "group", "here", "room"})
"""What chat programs take after "@" for all who are there: nobody is called so."""


HOURS: Final = range(8, 20)
"""The hours, where a person is, from which their digest may come."""


class Notify(StrEnum):
    """How often a person gets the private digest."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the record knows. `name` is short and unique; `handles` are "platform:handle"."""

    id: PersonId
    name: str
    handles: tuple[str, ...] = ()
    full_name: str = ""
    zone: str = "UTC"
    language: str = "en"
    via: str = ""
    """The platform on which the person wants to be written to; empty for that of the first handle."""
    notify: Notify = Notify.DAILY
    hour: int = 9
    """The hour of the day from which the digest may come."""

    @property
    def zone_info(self) -> ZoneInfo:
        """The person's time zone."""
        return ZoneInfo(self.zone)


class Paste(NamedTuple):
    """A table that somebody pasted in a network's channel."""

    network: str
    text: str
    at: datetime


class Taken(StorageFault):
    """Somebody else has this short name or handle, perhaps since a moment ago."""


class People:
    """Everyone the record knows, by id, name and handle. Changes of other processes are seen at the next look."""

    def __init__(self, folder: Path, files: FileCalls = REAL) -> None:
        self._documents = Documents(folder, "people", files)
        self._by_id: dict[PersonId, Person] = {}
        self._by_name: dict[str, Person] = {}
        self._by_full_name: dict[str, Person] = {}
        self._by_handle: dict[str, Person] = {}
        self._made: dict[PersonId, str] = {}
        self._claims: dict[str, str] = {}
        self._pastes: dict[PersonId, list[Paste]] = {}

    def get(self, person: PersonId) -> Person | None:
        """Return the person with this id, if known (erased people are not)."""
        self._look()
        return self._by_id.get(person)

    def named(self, name: str) -> Person | None:
        """Return the person with this short name, in any letter case."""
        self._look()
        return self._by_name.get(folded(name))

    def called(self, name: str) -> Person | None:
        """Return the person with this short name, or else one with this full name, in any letter case."""
        return self.named(name) or self._by_full_name.get(folded(name))

    def with_handle(self, handle: str) -> Person | None:
        """Return the person who has this "platform:handle"."""
        self._look()
        return self._by_handle.get(folded(handle))

    def everyone(self) -> Iterator[Person]:
        """Yield all people, by name."""
        self._look()
        yield from sorted(self._by_id.values(), key=lambda person: person.name.casefold())

    def full_names(self) -> list[str]:
        """Return the full names of all people who have one."""
        return [person.full_name for person in self.everyone() if person.full_name]

    def newcomer(self, name: str, handles: Iterable[str] = ()) -> Person:
        """Return a person who is not in the directory yet, with a free short name like `name`; `keep` adds them."""
        self._look()
        plain = plain_name(name) or "person"
        free, count = plain, 1
        while folded(free) in self._by_name or no_name(free):
            count += 1
            free = f"{plain}{count}"
        return Person("p" + secrets.token_hex(6), free, tuple(handles), name if name != free else "")

    def keep(self, *persons: Person, made_for: str = "") -> None:
        """Add people or replace what is known of them, all or none. `made_for`: the source of the entry they are for.

        Raise `Taken` when somebody else has one of their names or handles, `StorageFault` when they cannot be written.
        """
        with self._documents.changing() as database:
            table = database.table("people")
            everyone = {document["id"]: _person(document) for document in table} | {one.id: one for one in persons}
            _refuse_taken(everyone.values())
            known = {document["id"]: document.doc_id for document in table}
            fresh = max(known.values(), default=0)
            for person in persons:
                fresh += person.id not in known
                table.upsert(Document(asdict(person), doc_id=known.setdefault(person.id, fresh)))
            made = database.table("made")
            made.remove(where("person").one_of([person.id for person in persons]))
            if made_for:
                made.insert_multiple({"person": person.id, "source": made_for} for person in persons)

    def made_for(self, source: str) -> list[PersonId]:
        """Return those who were added for the entry of this source, and of whom nothing was changed since."""
        self._look()
        return [person for person, made_for in self._made.items() if made_for == source]

    def erase(self, person: PersonId) -> None:
        """Forget all that is known of a person. Their entries stay, under an id that nobody can resolve."""
        with self._documents.changing() as database:
            documents = database.table("people").search(where("id") == person)
            handles = [handle for document in documents for handle in document["handles"]]
            database.table("people").remove(where("id") == person)
            database.table("links").remove(where("handle").one_of(handles))
            database.table("made").remove(where("person") == person)
            database.table("pastes").remove(where("person") == person)

    def new_claim(self, now: datetime) -> str:
        """Return a one-time code with which one person becomes the Secretariat within the next hour."""
        code = secrets.token_hex(4)
        with self._documents.changing() as database:
            database.table("claims").insert({"digest": _digest(code), "until": (now + CLAIM_LASTS).isoformat()})
        return code

    def claim(self, code: str, now: datetime) -> str:
        """Return the digest of a code that may be used now, else an empty text."""
        self._look()
        digest = _digest(code)
        return digest if self._claims.get(digest, "") > now.isoformat() else ""

    def end_claim(self, digest: str) -> None:
        """Forget a code; whether it was used is for the record to say."""
        with self._documents.changing() as database:
            database.table("claims").remove(where("digest") == digest)

    def new_link(self, handle: str, now: datetime) -> str:
        """Return a one-time code that somebody with another handle may type within ten minutes: they are the same."""
        code = secrets.token_hex(4)
        with self._documents.changing() as database:
            links = database.table("links")
            links.remove((where("handle") == handle) | (where("until") <= now.isoformat()))
            links.insert({"digest": _digest(code), "handle": handle, "until": (now + LINK_LASTS).isoformat()})
        return code

    def take_link(self, code: str, now: datetime) -> str:
        """Use a code up, and return the handle that it was made for; an empty text for one that is not valid now."""
        with self._documents.changing() as database:
            links = database.table("links")
            found = links.search((where("digest") == _digest(code)) & (where("until") > now.isoformat()))
            links.remove(where("digest") == _digest(code))
        return str(found[0]["handle"]) if found else ""

    def keep_paste(self, person: PersonId, network: str, text: str, now: datetime) -> None:
        """Keep what somebody pasted, for an hour, until they confirm what was understood of it; the latest few."""
        until = (now + PASTE_LASTS).isoformat()
        with self._documents.changing() as database:
            pastes = database.table("pastes")
            pastes.remove((where("until") <= now.isoformat()) | (where("person") == person) & (where("text") == text))
            mine = pastes.search(where("person") == person)
            pastes.remove(doc_ids=[one.doc_id for one in mine[: len(mine) + 1 - MOST_PASTES]])
            kept = {"person": person, "network": network, "text": text, "at": now.isoformat(), "until": until}
            pastes.insert(kept)

    def pastes(self, person: PersonId, now: datetime) -> list[Paste]:
        """Return what somebody pasted within the last hour and has not confirmed, the latest first."""
        self._look()
        return [paste for paste in reversed(self._pastes.get(person, [])) if now < paste.at + PASTE_LASTS]

    def end_paste(self, person: PersonId, paste: Paste) -> None:
        """Forget one thing that somebody pasted."""
        with self._documents.changing() as database:
            database.table("pastes").remove((where("person") == person) & (where("text") == paste.text))

    def _look(self) -> None:
        tables = self._documents.look()
        if tables is None:
            return
        try:
            self._learn(tables)
        except (AttributeError, KeyError, TypeError, ValueError) as problem:
            raise self._documents.unreadable() from problem

    def _learn(self, tables: Tables) -> None:
        people = [_person(document) for document in tables.get("people", {}).values()]
        self._made = {made["person"]: made["source"] for made in tables.get("made", {}).values()}
        self._pastes = {}
        for kept in tables.get("pastes", {}).values():
            paste = Paste(kept["network"], kept["text"], datetime.fromisoformat(kept["at"]))
            self._pastes.setdefault(kept["person"], []).append(paste)
        self._claims = {claim["digest"]: claim["until"] for claim in tables.get("claims", {}).values()}
        self._by_id = {person.id: person for person in people}
        self._by_name = {folded(person.name): person for person in people}
        self._by_full_name = {folded(person.full_name): person for person in people if person.full_name}
        self._by_handle = {folded(handle): person for person in people for handle in person.handles}


def plain_name(name: str) -> str:
    """Return what a name can be as a short name: letters of any script, digits, and `-_.` within; "" for nothing."""
    kept = "".join(sign for sign in name if sign.isalnum() or sign in "-_." or unicodedata.category(sign)[0] == "M")
    return kept.lstrip("-_.")[:LONGEST_NAME].rstrip("-_.")


def no_name(name: str) -> str:
    """Return why nobody can have a word as a short name, since it stands for all in a channel; "" for any other."""
    if folded(name) not in _GROUPS:
        return ""
    return _("“@{name}” means everybody in a channel; it is nobody's short name.").format(name=name)


def short_name(handle: str) -> str:
    """Return how the owner of a handle would be called: "amina" for "matrix:@amina:example.org"."""
    return handle.partition(":")[2].lstrip("@").partition(":")[0]


def _refuse_taken(everyone: Iterable[Person]) -> None:
    owners: dict[str, PersonId] = {}
    for person in everyone:
        for claimed in (f"@{person.name}", *person.handles):
            if owners.setdefault(folded(claimed), person.id) != person.id:
                raise Taken(_("{name} belongs to somebody else; try again.").format(name=claimed))


def folded(text: str) -> str:
    """Return a name as names are compared: letter case and forms of letters make no difference."""
    return unicodedata.normalize("NFKC", text).casefold()


def _person(document: dict[str, Any]) -> Person:
    notify = Notify(document.get("notify", Notify.DAILY))
    return Person(**{**document, "handles": tuple(document["handles"]), "notify": notify})


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().casefold().encode()).hexdigest()
