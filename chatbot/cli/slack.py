"""`pn slack manifest`: what to paste where Slack makes an app."""

import json
import re
from typing import Any

import click

from chatbot.adapters.slack.manifest import manifest
from storage.i18n import _


@click.group()
def slack() -> None:
    """What Slack needs to know of the bot."""


def _prefix(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Return a prefix that commands may have; a command has at most 32 letters, digits, dashes and underscores."""
    plain = value.strip("/-")
    if not re.fullmatch(r"[a-z0-9_-]{0,15}", plain):
        raise click.BadParameter(_("write up to 15 small letters, digits, dashes or underscores"))
    return plain


def _address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not re.fullmatch(r"https://[^\s/]+\S*", value):
        raise click.BadParameter(_("write an address that Slack reaches, such as https://pn.example.org"))
    return value


@slack.command(name="manifest")
@click.option("--prefix", default="", callback=_prefix, metavar="WORD", help="Make /poll /WORD-poll, and so on.")
@click.option("--url", default="", callback=_address, help="Where Slack sends signed requests; else Socket Mode.")
def manifest_(**chosen: Any) -> None:  # noqa: ANN401
    """Print the app's manifest, to be pasted at https://api.slack.com/apps."""
    click.echo(json.dumps(manifest(chosen["prefix"], chosen["url"]), ensure_ascii=False, indent=2))
