"""What every event has: its network, its time, its texts; and the events about the record itself."""

import hashlib
import secrets
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, dataclass_transform

import msgspec

Code = str
"""The code of a policy network, such as "PNE"; `EVERYWHERE` for a fact about the whole record."""


PersonId = str


EVERYWHERE: Final = "*"


EVER: Final = datetime(1, 1, 1, tzinfo=UTC)
"""The time since which a fact holds that was imported without one."""


OPERATOR: Final = "operator"
"""Who acts through the command line `pn`, with the Secretariat's rights."""


CLOCK: Final = "clock"
"""Who acts when time passes."""


IMPORTED: Final = "import:"
"""How the source of an import's entry begins."""


VERSION: Final = 1
"""The version of the journal's format that this program writes."""


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a person wrote, or what tells who a person is. `digest` alone is left of a text that was erased."""

    text: str = ""
    salt: str = ""
    digest: str = ""

    @classmethod
    def of(cls, text: str) -> "Text":
        """Return the text with a fresh salt, so that nobody can guess it from its digest."""
        return cls(text=text, salt=secrets.token_hex(8))

    @classmethod
    def if_any(cls, text: str | None) -> "Text | None":
        """Return the text as `of` does, or None where nothing was written."""
        return cls.of(text) if text else None

    def __str__(self) -> str:
        return self.text


def text_digest(salt: str, text: str) -> str:
    """Return what stands for a text in the chain: the SHA-256 of salt and text, in hex."""
    return hashlib.sha256(f"{len(salt)}:{salt}:{text}".encode()).hexdigest()


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Event(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="type",
    gc=False,
):
    """A fact about a network. It holds from `since` on; without one, from the time of its entry."""

    network: Code
    since: datetime | None = None


class FormatDeclared(Event, tag="format_declared"):
    """From here on the journal is written in this version of its format."""

    version: int


class EntryUndone(Event, tag="entry_undone"):
    """A person took back an entry: state is folded as if it had not been made. Its numbers are not used again."""

    entry: int


class Via(StrEnum):
    """How somebody who is not in the chat let it be known what they want recorded."""

    EMAIL = "email"
    PHONE = "phone"
    PAPER = "paper"
    SPOKEN = "spoken"


class ActedFor(Event, tag="acted_for"):
    """What stands beside this in the entry was recorded for a person by the one whose entry it is."""

    person: PersonId
    via: Via
