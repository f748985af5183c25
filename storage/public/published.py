"""A published version of a meeting's minutes, as its page shows it."""

import re
from typing import Final, NamedTuple

from markdown_it import MarkdownIt

from storage.i18n import _
from storage.ids import read_label
from storage.moments import tell_minute
from storage.public.wording import written
from storage.state import Absent, Minutes, State

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).disable("image")
"""No tag that stands in the text is one: it is shown as it was typed."""
_NUMBER: Final = re.compile(r"\d{0,6}")


class Version(NamedTuple):
    """A version, and how many there are."""

    label: str
    """The meeting's id, such as "PNE-M5"."""
    network: str
    number: int
    versions: int
    minutes: Minutes

    @property
    def html(self) -> str:
        """The text as HTML, in which nothing that was typed is a tag."""
        return str(_MARKDOWN.render(written(self.minutes.text)))

    @property
    def heading(self) -> str:
        """Which version it is, since when, and why it corrects the one before."""
        told = _("Version {number}, published on {time}.").format(number=self.number, time=tell_minute(self.minutes.at))
        if not self.minutes.reason:
            return told
        return f"{told} {_('Corrected: {reason}').format(reason=written(self.minutes.reason))}"


def find(state: State, name: str) -> Version:
    """Return the version that is named by its meeting, and after a colon its number: "PNE-M5:1"; else the latest.

    Raise `Absent` where there is none.
    """
    label, _colon, number = name.partition(":")
    named = read_label(label)
    if named is None or named.noun != "meeting" or not named.code or not _NUMBER.fullmatch(number):
        raise Absent(name)
    network = state.network(named.code)
    meeting = network.meeting(named.number)
    wanted = int(number or len(meeting.minutes))
    if not 0 < wanted <= len(meeting.minutes):
        raise Absent(name)
    return Version(meeting.label, network.code, wanted, len(meeting.minutes), meeting.minutes[wanted - 1])
