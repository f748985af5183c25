"""Handles: what a person is on a platform, written "platform:handle"."""

import re
from typing import Final

from storage.i18n import _

_FORM: Final = re.compile(
    r"console:[^\s@;][^\s;]*|matrix:@[^\s:;]+:[^\s;]+|slack:[UW][A-Z0-9]+|email:[^\s@;]+@[^\s@;]+|video:\S.*",
    re.IGNORECASE,
)


def check_handle(handle: str) -> str:
    """Return the handle. Raise `ValueError` with a sentence for what nobody can be on any platform."""
    if not _FORM.fullmatch(handle):
        sentence = _(
            "“{handle}” is no handle; write the platform before it, as in console:amina, "
            "matrix:@amina:example.org, slack:U024BE7LH or email:amina@example.org."
        )
        raise ValueError(sentence.format(handle=handle))
    return handle
