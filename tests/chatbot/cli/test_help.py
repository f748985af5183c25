"""`pn --help`: every command, at once."""

import subprocess
import sys

import click

from chatbot.__main__ import pn

LOADED = """
import sys
from chatbot.__main__ import pn
pn(["--help"], standalone_mode=False)
print([name for name in sys.modules if name.startswith("chatbot.cli.")])
"""


def test_help_is_what_click_would_say_of_the_loaded_commands() -> None:
    """The same names and summaries, without `local`, which is for `make run`."""
    context = click.Context(pn, info_name="pn")
    expected, written = context.make_formatter(), context.make_formatter()
    click.Group.format_commands(pn, context, expected)
    pn.format_commands(context, written)

    assert written.getvalue() == expected.getvalue()
    assert "  verify " in written.getvalue()
    assert "local" not in written.getvalue()


def test_help_loads_no_command() -> None:
    """To load them all takes seconds."""
    found = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)

    assert found.stdout.splitlines()[0].startswith("Usage: ")
    assert found.stdout.splitlines()[-1] == "[]"
