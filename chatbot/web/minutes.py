"""The published minutes of a meeting at their own address: as a page, and as the Markdown that they are written in."""

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from chatbot.web.page import STYLE
from chatbot.web.sight import Sight
from chatbot.web.text import one_line
from storage.i18n import _
from storage.ids import read_label
from storage.moments import tell_minute
from storage.public.minutes import as_read
from storage.public.wording import written
from storage.state import Absent, Minutes

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).disable("image")
"""No tag that stands in the text is one: it is shown as it was typed."""


class _Version(NamedTuple):
    label: str
    network: str
    number: int
    versions: int
    minutes: Minutes

    @property
    def text(self) -> str:
        """The version as Markdown."""
        return written(self.minutes.text)


def draw(sight: Sight, code: str | None, base: str) -> Callable[[], bytes]:
    """Return what makes the page of a version, without another look at the record.

    `code` names the meeting, and after a colon a version, such as "PNE-M5:1"; without one it is the latest. Raise
    `Absent` for a meeting without minutes.
    """
    return partial(_render, _find(sight, code or ""))


def draw_markdown(sight: Sight, code: str | None, base: str) -> Callable[[], bytes]:
    """Return what makes the Markdown of a version; see `draw`."""
    found = _find(sight, code or "")
    return as_read(found.number, found.minutes).encode


def _find(sight: Sight, code: str) -> _Version:
    label, _colon, number = code.partition(":")
    named = read_label(label)
    if named is None or named.noun != "meeting" or not named.code:
        raise Absent(code)
    network = sight.state.network(named.code)
    versions = network.meeting(named.number).minutes
    wanted = int(number or len(versions))
    if not 0 < wanted <= len(versions):
        raise Absent(code)
    return _Version(label.upper(), network.code, wanted, len(versions), versions[wanted - 1])


def _render(version: _Version) -> bytes:
    reason = version.minutes.reason
    return _TEMPLATE.render(
        version=version,
        published=tell_minute(version.minutes.at),
        reason=one_line(written(reason)) if reason else "",
        body=Markup(_MARKDOWN.render(version.text)),
        style=STYLE,
    ).encode()


def _template() -> Environment:
    environment = Environment(
        loader=PackageLoader("chatbot.web", ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update({"_": _})
    return environment


_TEMPLATE: Final = _template().get_template("minutes.html")
