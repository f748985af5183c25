"""`pn dashboard`: the dashboard as a program of its own."""

import sys

import click

from chatbot.children import run_dashboard
from storage.settings import read_settings


@click.command()
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
def dashboard(port: int) -> None:
    """Serve the dashboard until it is stopped."""
    sys.exit(run_dashboard(read_settings().record, port))
