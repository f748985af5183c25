"""Programs that this one starts and ends with itself."""

import signal
import subprocess
import sys
from types import FrameType

DASHBOARD = "dashboard"


def dashboard_command(record: str, port: int) -> list[str]:
    """Return the command that serves a record's dashboard."""
    return [sys.executable, "-m", DASHBOARD, "--record", record, "--port", str(port)]


def run_dashboard(record: str, port: int) -> int:
    """Serve the dashboard until it ends or this program is told to; return its exit status."""
    child = subprocess.Popen(dashboard_command(record, port))

    def stop(_signal: int, _frame: FrameType | None) -> None:
        child.terminate()

    signal.signal(signal.SIGTERM, stop)
    try:
        return child.wait()
    except KeyboardInterrupt:
        return end(child)


def end(child: "subprocess.Popen[bytes]") -> int:
    """End a child and return its exit status; 0 when it ended because it was asked to."""
    child.terminate()
    status = child.wait(timeout=10)
    return 0 if status in (0, -signal.SIGTERM, -signal.SIGINT) else status
