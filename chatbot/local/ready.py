"""`ready.json`: that everything answers, and where. Scripts wait for it; it is there only while that is so."""

import json
from pathlib import Path

from storage.files import write_atomically


def ready_file(folder: Path) -> Path:
    """Return where it lies."""
    return folder / "ready.json"


def tell_ready(folder: Path, *, dashboard: str, public_page: str, **matrix: object) -> None:
    """Write it: two addresses, and with a homeserver what its clients need. Raise `StorageFault`."""
    told = {"dashboard": dashboard, "public_page": public_page, **matrix}
    write_atomically(ready_file(folder), json.dumps(told, indent=1).encode())
