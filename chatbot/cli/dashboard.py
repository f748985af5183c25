"""`pn dashboard`: the dashboard as a program of its own."""

import os

import click

from chatbot.children import dashboard_command
from storage.settings import read_settings


@click.command()
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
def dashboard(port: int) -> None:
    """Serve the dashboard until it is stopped."""
    command = dashboard_command(read_settings().record, port)
    os.execv(command[0], command)  # in our place, so that whoever ends us ends it
