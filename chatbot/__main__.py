"""`pn`, the command line. Exit status 1 for a refusal or a fault, 2 for usage."""

import ast
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import Final

import click

from storage.errors import StorageFault

COMMANDS: Final = {
    "claim": "chatbot.cli.people:claim",
    "console": "chatbot.cli.lines:console",
    "dashboard": "chatbot.cli.dashboard:dashboard",
    "doctor": "chatbot.cli.doctor:doctor",
    "export": "chatbot.cli.exporting:export",
    "import": "chatbot.cli.importing:import_",
    "local": "chatbot.cli.local:local",
    "member": "chatbot.cli.lines:member",
    "person": "chatbot.cli.people:person",
    "poll": "chatbot.cli.polls:poll",
    "replay": "chatbot.cli.lines:replay_",
    "run": "chatbot.cli.run:run",
    "slack": "chatbot.cli.slack:slack",
    "status": "chatbot.cli.status:status_",
    "verify": "chatbot.cli.verifying:verify_",
}
"""Where each command is declared."""
_FOR_MAKE: Final = "local"
"""The command that only `make run` uses: it is in no help."""


class Commands(click.Group):
    """Loads a command when it is named: to load them all takes seconds.

    See "Lazily Loading Subcommands", https://click.palletsprojects.com/en/stable/complex/
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of help."""
        return [name for name in COMMANDS if name != _FOR_MAKE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; None for a name that there is not."""
        if cmd_name not in COMMANDS:
            return None
        module, _colon, name = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands as click does, each with its docstring, for which it need not be loaded."""
        names = self.list_commands(ctx)
        room = formatter.width - 6 - max(map(len, names))
        described = (click.Command(name, help=_docstring(COMMANDS[name])) for name in names)
        with formatter.section("Commands"):
            formatter.write_dl([(str(command.name), command.get_short_help_str(room)) for command in described])


def _docstring(place: str) -> str | None:
    """Return the docstring of the function at a place, from its source."""
    module, _colon, name = place.partition(":")
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return None
    functions = (node for node in ast.parse(Path(spec.origin).read_bytes()).body if isinstance(node, ast.FunctionDef))
    return next((ast.get_docstring(function) for function in functions if function.name == name), None)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="policy-network-bot")
def pn() -> None:
    """The tool of the IGF's Policy Networks: polls, attendance, commitments and their record."""


def main() -> None:
    """Run `pn`; a fault is one sentence on standard error and exit status 1."""
    os.umask(0o077)  # what this program makes is for its owner alone
    _speak_utf8()
    try:
        pn(prog_name="pn")
    except StorageFault as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    except OSError as problem:  # as where standard output goes to a full disk
        click.echo(f"{problem.filename or 'pn'}: {problem.strerror}", err=True)
        sys.exit(1)


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the locale is. What is no UTF-8 in a pipe is told apart by lone surrogates."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    if isinstance(sys.stdin, TextIOWrapper) and not sys.stdin.isatty():
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="surrogateescape")


if __name__ == "__main__":
    main()
