"""What stands in the title of a meeting and may be something else: an address, or an option without its colon."""

import re
from collections.abc import Collection
from typing import Final

from chatbot.arguments import OneOf, YesNo
from chatbot.call import Call
from chatbot.meeting_arguments import RHYTHM
from chatbot.message import Refused
from chatbot.suggestion import is_quoted, mend
from storage.events import MeetingKind
from storage.i18n import _

_ADDRESS: Final = re.compile(r"(?<!\S)(?:[^\W\d]{2,10}:\s*(?=http))?(https?://\S+)", re.IGNORECASE)
"""An address, also behind a key that the command does not have."""
_OPTIONS: Final = {"every": RHYTHM, "kind": OneOf(MeetingKind, {}), "chatham": OneOf(YesNo, {})}
_ENDS_AS_OPTION: Final = re.compile(rf"[\s,;(]+({'|'.join(_OPTIONS)})\s+([^()]+?)\)?$", re.IGNORECASE)


def check_title(call: Call, title: str, given: Collection[str]) -> None:
    """Raise `Refused` for what is no title; `given` are the names of the options that stand beside it."""
    if "link" not in given and (address := _ADDRESS.search(title)):
        left = f"{title[: address.start()]}{title[address.end() :].lstrip()}".strip()
        better = mend(call, title, f"{left or _('Meeting')} link:{address[1]}", "title")
        raise Refused("usage", _("The address stands behind `link:`."), better)
    found = _ENDS_AS_OPTION.search(title)
    key = found[1].casefold() if found else ""
    taken = _OPTIONS[key].take(found[2], call) if found and key not in given else None
    if found and taken and not taken[1] and not is_quoted(call, title):
        keyed = f"{key}:{taken[0]}"
        sentence = _("Did you mean `{keyed}`? If that is part of the title, put the title in quotes.")
        better = mend(call, title, f"{title[: found.start()]} {keyed}", "title")
        raise Refused("ambiguous", sentence.format(keyed=keyed), better)
