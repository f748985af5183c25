"""How the parts are put together: settings, journal, record, people, dispatcher."""

import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from chatbot.clock import Heard, Timekeeper
from chatbot.commands import COMMANDS
from chatbot.dispatch import Dispatcher
from chatbot.letters import SOURCES
from chatbot.letters.mail import Mail
from chatbot.message import ids_on
from storage.ballot_boxes import Boxes
from storage.errors import StorageFault
from storage.events import EVERYWHERE, OPERATOR, SecretariatAppointed
from storage.files import fault, write_once
from storage.i18n import _, speak
from storage.people import People, Person, Taken, short_name
from storage.positions import Positions
from storage.proposal import Decision, Proposal
from storage.record import Record
from storage.settings import Settings
from storage.state import State
from storage.tinydb_journal import TinyDBJournal


@dataclass(frozen=True, slots=True)
class Bot:
    """Everything a writing program needs."""

    record: Record
    people: People
    dispatcher: Dispatcher
    clock: Timekeeper
    positions: Positions
    mail: Mail

    def speak_to(self, handle: str) -> None:
        """Let what is said next be in the language of whoever has a handle."""
        person = self.people.with_handle(handle)
        speak(person.language if person else "en")

    def secretariat_on(self, platform: str) -> list[str]:
        """Return the ids that the Secretariat's people have on a platform, such as "slack"."""
        people = (self.people.get(person) for person in self.record.state().secretariat)
        return [id for person in people if person for id in ids_on(platform, person.handles)]


def open_bot(settings: Settings) -> Bot:
    """Open the record for writing and make it ready to answer. Raise `StorageFault` if it cannot be opened.

    What had to be mended is told on standard error, whatever program opens it.
    """
    journal = TinyDBJournal(settings.folder)
    for notice in journal.notices:
        click.echo(notice, err=True)
    people = People(settings.folder)
    positions = Positions(settings.folder)
    clock = Timekeeper()
    if settings.matrix_homeserver:
        clock.platforms["matrix"] = Heard(positions, "matrix")
    record = Record(journal, clock.due, Boxes(settings.folder, settings.ballot_keys))
    for notice in record.boxes.away(record.history.state):
        click.echo(notice, err=True)
    dispatcher = Dispatcher(record, people, COMMANDS, _key(settings.folder), settings.public_url, clock)
    platforms = {"matrix": settings.matrix_homeserver, "slack": settings.on_slack}
    mail = Mail(record, people, positions, SOURCES, [name for name, is_on in platforms.items() if is_on])
    return Bot(record, people, dispatcher, clock, positions, mail)


def open_writer(settings: Settings, now: datetime) -> Bot:
    """Open the record for writing, and appoint the first Secretariat."""
    bot = open_bot(settings)
    appoint(bot, settings.first_secretariat, now)
    return bot


def appoint(bot: Bot, handles: Iterable[str], now: datetime) -> None:
    """Make these people the Secretariat, unless they are so already."""
    for handle in handles:
        person = _person(bot.people, handle)
        bot.record.submit_now(Proposal(now, f"settings:secretariat:{person.id}", _appointing(person)))


def _person(people: People, handle: str) -> Person:
    """Return who has this handle, now in the directory; another program may add them at the same moment."""
    while not (person := people.with_handle(handle)):
        with suppress(Taken):
            people.keep(people.newcomer(short_name(handle), [handle]))
    return person


def _appointing(person: Person) -> Callable[[State, datetime], Decision]:
    def decide(state: State, now: datetime) -> Decision:
        if person.id in state.secretariat:
            return Decision(OPERATOR, ())
        return Decision(OPERATOR, [SecretariatAppointed(network=EVERYWHERE, person=person.id)])

    return decide


def _key(folder: Path) -> bytes:
    """Return the key of the journal's sources, made at the first start; programs that start at once have the same."""
    path = folder / "key"
    if not path.exists():
        write_once(path, secrets.token_hex(32).encode())
    return read_key(path)


def read_key(path: Path) -> bytes:
    """Return the key that a file holds. Raise `StorageFault` where it holds none."""
    try:
        return bytes.fromhex(path.read_text())
    except OSError as problem:
        raise fault(path, problem) from problem
    except ValueError:
        raise StorageFault(_("{file} holds no key: restore it from a backup.").format(file=path)) from None
