"""Catalogues of sentences for tests, as gettext reads them."""

import struct
from pathlib import Path

from storage.i18n import DOMAIN


def write_catalogue(locales: Path, language: str, sentences: dict[str, str]) -> None:
    """Write a compiled catalogue: the table of gettext's manual, "The Format of GNU MO Files"."""
    header = {"": "Content-Type: text/plain; charset=UTF-8\n"}
    texts = sorted((key.encode(), value.encode()) for key, value in (header | sentences).items())
    start = 28 + 16 * len(texts)
    tables: list[bytes] = []
    strings = b""
    for column in (0, 1):
        for pair in texts:
            tables.append(struct.pack("<2I", len(pair[column]), start + len(strings)))
            strings += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(texts), 28, 28 + 8 * len(texts), 0, 0)
    path = locales / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(head + b"".join(tables) + strings)
