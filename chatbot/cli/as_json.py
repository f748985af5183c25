"""The option with which a program reads the answers."""

import click

AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a command.")
