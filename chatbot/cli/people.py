"""`pn claim` and `pn person`: the directory, for the operator."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime

import click

from chatbot.cli.options import Zone
from chatbot.commands.joining import is_in
from chatbot.compose import open_bot, open_writer
from storage.errors import StorageFault
from storage.events import OPERATOR, MembershipEnded, PersonId
from storage.files import private_folder
from storage.handles import check_handle
from storage.i18n import _
from storage.people import People, Person, no_name, plain_name
from storage.proposal import Decision, Proposal
from storage.settings import read_settings
from storage.state import State


@click.command()
def claim() -> None:
    """Print a one-time code with which one person becomes the Secretariat."""
    bot = open_writer(read_settings(), datetime.now(UTC))
    code = bot.people.new_claim(datetime.now(UTC))
    sentence = _("Type this to the bot within one hour, on Matrix with `!` in the place of `/`: /pn claim {code}")
    click.echo(sentence.format(code=code))


def _people() -> People:
    folder = read_settings().folder
    private_folder(folder)
    return People(folder)


def _find(people: People, name: str) -> Person:
    found = people.named(name.lstrip("@")) or people.with_handle(name)
    if found is None:
        raise StorageFault(_("Nobody is known as {name}.").format(name=name))
    return found


def _line(person: Person) -> str:
    return "\t".join([f"@{person.name}", person.id, ",".join(person.handles), person.zone, person.full_name])


def _leaving(state: State, person: PersonId, now: datetime) -> Decision:
    """Return the end of all that a person is in, or has asked for."""
    codes = [network.code for network in state.networks.values() if is_in(network, person, now)]
    return Decision(OPERATOR, [MembershipEnded(network=code, person=person) for code in codes])


def _handle(typed: str) -> str:
    try:
        return check_handle(typed)
    except ValueError as problem:
        raise StorageFault(str(problem)) from None


def _short_name(typed: str) -> str:
    plain = typed.lstrip("@")
    if problem := no_name(plain):
        raise StorageFault(problem)
    if not plain or plain != plain_name(plain):
        sentence = _("“{name}” is no short name; write {plain} here, and the rest as --full-name.")
        raise StorageFault(sentence.format(name=typed, plain=plain_name(plain) or "amina"))
    return plain


@click.group()
def person() -> None:
    """The people the record knows: short names, handles, time zones."""


@person.command(name="list")
def list_() -> None:
    """List everybody, one a line."""
    for known in _people().everyone():
        click.echo(_line(known))


@person.command()
@click.argument("name")
@click.option(
    "--handle", "handles", multiple=True, metavar="PLATFORM:HANDLE", help="For example matrix:@amina:example.org."
)
@click.option(
    "--zone",
    default="UTC",
    show_default=True,
    type=Zone(),
)
@click.option("--full-name", default="", help="The name in full.")
def add(name: str, handles: tuple[str, ...], zone: str, full_name: str) -> None:
    """Add a person who is not in the chat, or not yet."""
    for handle in handles:
        _handle(handle)
    people = _people()
    plain = _short_name(name)
    taken = people.named(plain) or next((found for handle in handles if (found := people.with_handle(handle))), None)
    if taken:
        raise StorageFault(_("@{name} is in the directory already.").format(name=taken.name))
    known = replace(people.newcomer(plain, handles), zone=zone, full_name=full_name)
    people.keep(known)
    click.echo(_line(known))


@person.command()
@click.argument("name")
def show(name: str) -> None:
    """Show what is kept of a person."""
    click.echo(_line(_find(_people(), name)))


@person.command()
@click.argument("name")
@click.argument("handle", metavar="PLATFORM:HANDLE")
def link(name: str, handle: str) -> None:
    """Tie a further handle to a person, so that one person has one ballot."""
    people = _people()
    known = _find(people, name)
    if people.with_handle(_handle(handle)):
        raise StorageFault(_("{handle} belongs to somebody already.").format(handle=handle))
    people.keep(replace(known, handles=(*known.handles, handle)))
    click.echo(_line(_find(people, handle)))


@person.command()
@click.argument("name")
@click.confirmation_option(prompt="Forget everything that is kept of this person?")
def erase(name: str) -> None:
    """End a person's memberships and requests, and forget the person; totals stay."""
    known = _find(_people(), name)
    bot = open_bot(read_settings())
    source = f"erase:{secrets.token_hex(8)}"
    bot.record.submit_now(Proposal(datetime.now(UTC), source, lambda state, now: _leaving(state, known.id, now)))
    bot.people.erase(known.id)
    click.echo(_("@{name} is erased. What they recorded stays, without a name.").format(name=known.name))
