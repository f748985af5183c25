"""What stands in the folder of a TinyDB journal, and what a disk or a person may put there."""

from pathlib import Path


def lines_of(folder: Path) -> list[bytes]:
    """Return the lines that stand in the file, with their newlines."""
    return (folder / "journal.jsonl").read_bytes().splitlines(keepends=True)


def put(folder: Path, *lines: bytes) -> None:
    """Replace what stands in the file, in place."""
    (folder / "journal.jsonl").write_bytes(b"".join(lines))


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file of a folder with its content and the time of its last change."""
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}
