"""Where the tests make their files: in memory where there is room, for there a sync takes no time."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")
ENOUGH: Final = 2 * 1024**3
"""Bytes that the tests do not fill; a container often has less of it there, and then the disk serves."""


def scratch() -> Path:
    """Return the folder for `TMPDIR`."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        return MEMORY
    return Path(tempfile.gettempdir())


if __name__ == "__main__":
    print(scratch())
