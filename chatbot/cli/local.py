"""`pn local`: what `make run` starts."""

import click

from chatbot.local.start import run_local
from storage.settings import read_settings


@click.command()
@click.option("--matrix/--no-matrix", default=True, help="Whether to start a private Matrix server as well.")
@click.option("--demo", type=click.Choice(["year"]), help="A synthetic year in place of the seed's tables.")
def local(matrix: bool, demo: str | None) -> None:
    """What `make run` starts: the seed's tables, demonstration members, dashboard, Matrix and prompt."""
    run_local(read_settings(), matrix=matrix, year=demo == "year")
