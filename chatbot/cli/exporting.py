"""`pn export`: the record for other tools."""

from pathlib import Path

import click

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
    settings = read_settings()
    history = History(TinyDBJournal(settings.folder, read_only=True))
    history.refresh()
    people = People(settings.folder)
    if form == "json" and to is None:
        click.echo(as_json(history, people), nl=False)
        return
    target = to or Path({"json": "export.json", "csv": "export", "tinydb": "export.tinydb.json"}[form])
    {"json": write_json, "csv": write_csv, "tinydb": write_tinydb}[form](target, history, people)
    click.echo(_("Written: {target}").format(target=target))
