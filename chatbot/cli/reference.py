"""The tables of the documentation, made from the declarations: commands and settings."""

import sys
from pathlib import Path
from typing import Final

from chatbot.commands import COMMANDS
from storage.settings import Settings

PAGES: Final = ("README.md", "docs/settings.md")


def commands_table() -> str:
    """Return every command with its usage, meaning and who may use it, as a Markdown table."""
    rows = ["| command | what it does | who |", "|---|---|---|"]
    for command in COMMANDS:
        usage = command.usage.replace("|", "\\|")
        rows.append(f"| `{usage}` | {command.summary} | {command.who.said} |")
    return "\n".join(rows)


def settings_table() -> str:
    """Return every setting with its default and meaning, as a Markdown table."""
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    for field in Settings.model_fields.values():
        default = f"`{field.default}`" if isinstance(field.default, str | int) and field.default else ""
        rows.append(f"| `{field.validation_alias}` | {default} | {field.description} |")
    return "\n".join(rows)


def with_tables(text: str) -> str:
    """Return a page of the documentation with its tables made anew."""
    for name, table in (("commands", commands_table()), ("settings", settings_table())):
        begin, end = f"<!-- {name}: made by `make docs` -->", f"<!-- end of {name} -->"
        if begin in text:
            before, _begin, rest = text.partition(begin)
            text = f"{before}{begin}\n{table}\n{end}{rest.partition(end)[2]}"
    return text


def main(root: Path) -> None:
    """Write the tables into the pages of the documentation below `root`."""
    for page in PAGES:
        path = root / page
        path.write_text(with_tables(path.read_text()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
