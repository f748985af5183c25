"""`pn verify`: whether the record is what was once written."""

import sys

import click

from chatbot.cli.progress import working
from storage.errors import StorageFault
from storage.i18n import _
from storage.settings import read_settings
from storage.verify import box_problems, verify


@click.command(name="verify")
def verify_() -> None:
    """Check the whole journal: every line, the chain, and the published end; and the boxes of open secret polls."""
    settings = read_settings()
    with working():
        found = verify(settings.folder)
        if not settings.folder.exists():  # perhaps another one is meant
            raise StorageFault(_("There is no record in {folder}.").format(folder=settings.folder))
        problems = found.problems or list(box_problems(settings.folder, settings.ballot_keys))
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(1)
    click.echo(
        _("The record is clean: {entries} entries, head {head}.").format(entries=found.entries, head=found.head or "–")
    )
    if found.note:
        click.echo(_("Note: {note}").format(note=found.note))
