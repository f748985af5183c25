"""Programs that this one starts."""

import sys

DASHBOARD = "dashboard"


def dashboard_command(record: str, port: int) -> list[str]:
    """Return the command that serves a record's dashboard."""
    return [sys.executable, "-m", DASHBOARD, "--record", record, "--port", str(port)]
