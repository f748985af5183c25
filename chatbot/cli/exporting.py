"""`pn export`: the record for other tools."""

from pathlib import Path

import click

from chatbot.cli.progress import working
from storage.exports import as_json, write_csv, write_json, write_tinydb
from storage.history import History
from storage.i18n import _
from storage.people import People
from storage.settings import read_settings
from storage.tinydb_journal import TinyDBJournal


@click.command()
@click.argument("form", type=click.Choice(["json", "csv", "tinydb"]))
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    help="The file to write, or the folder for csv.",
)
def export(form: str, to: Path | None) -> None:
    """Write the whole record for other tools, names included; json goes to standard output without --to."""
    folder = read_settings().folder
    with working():
        history = History(TinyDBJournal(folder, read_only=True))
        history.refresh()
        people = People(folder)
        if form == "json" and to is None:
            told = as_json(history, people)
        else:
            target = to or Path({"json": "export.json", "csv": "export", "tinydb": "export.tinydb.json"}[form])
            {"json": write_json, "csv": write_csv, "tinydb": write_tinydb}[form](target, history, people)
            told = _("Written: {target}").format(target=target).encode() + b"\n"
    click.echo(told, nl=False)
