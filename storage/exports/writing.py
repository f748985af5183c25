"""Exports on disk. Each file is written whole and synced before it gets its name; what is there is never replaced."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from storage.errors import StorageFault
from storage.exports.cells import Row
from storage.exports.documents import as_json, network_document, people_documents
from storage.exports.names import Names
from storage.exports.polls import Document
from storage.exports.tables import tables
from storage.files import fault, sync_folder
from storage.history import History
from storage.i18n import _
from storage.people import People
from storage.spreadsheet import guard


def write_json(path: Path, history: History, people: People) -> None:
    """Write the record as one JSON object. Raise `StorageFault` for a file that is there, as all of these do."""
    _write(path, [as_json(history, people)])


def write_csv(folder: Path, history: History, people: People) -> None:
    """Write a CSV file a table into a folder, which is made, or is empty."""
    try:
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise _there(folder)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as problem:
        raise fault(folder, problem) from problem
    for name, (columns, rows) in tables(history.state, people).items():
        _write(folder / f"{name}.csv", [_csv([columns, *rows])])


def write_tinydb(path: Path, history: History, people: People) -> None:
    """Write a file that TinyDB opens: a table of the journal, whose documents are entries, and a table a noun."""
    _write(path, _tinydb(history, people))


def _csv(rows: Iterable[Row]) -> bytes:
    """Return rows as CSV, with the mark at the start by which spreadsheets recognise UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([guard(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _tinydb(history: History, people: People) -> Iterator[bytes]:
    """Yield the file in parts, so that the journal never stands in memory."""
    yield b'{"journal": {'
    for seq, line in enumerate(islice(history.journal.lines(), history.seq), 1):
        yield b'%s\n"%d": %s' % (b"," if seq > 1 else b"", seq, _ascii(line))
    yield b"}"
    for name, documents in _nouns(history, people).items():
        numbered = dict(enumerate(documents, 1))
        yield b',\n"%s": %s' % (name.encode(), json.dumps(numbered, indent=1).encode())
    yield b"}\n"


def _nouns(history: History, people: People) -> dict[str, list[Document]]:
    """Return the documents of each noun; what a network holds stands in a table of its own and names the network."""
    tables: dict[str, list[Document]] = {"people": list(people_documents(history.state, people)), "networks": []}
    names = Names(people)
    for network in history.state.networks.values():
        document = network_document(network, names, history.at)
        for key in [key for key, value in document.items() if isinstance(value, list)]:
            tables.setdefault(key, []).extend({"network": network.code, **item} for item in document.pop(key))
        tables["networks"].append(document)
    return tables


def _ascii(line: bytes) -> bytes:
    """Return a line of JSON in ASCII: TinyDB opens its file in the encoding of the machine."""
    return line if line.isascii() else json.dumps(json.loads(line), separators=(",", ":")).encode()


def _write(path: Path, parts: Iterable[bytes]) -> None:
    if path.exists() or path.is_symlink():
        raise _there(path)
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
        temporary = None
        sync_folder(path.parent)
    except OSError as problem:
        raise fault(path, problem) from problem
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)


def _there(path: Path) -> StorageFault:
    return StorageFault(_("{path} is there already; name another one, or remove it first.").format(path=path))
