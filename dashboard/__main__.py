"""`python -m dashboard`: serves the dashboard of one record. Exit status 1, with the reason in a line, if it cannot."""

import argparse
import sys

from dashboard.server import LOCAL, PortTaken, serve
from storage.i18n import _


def main() -> int:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="python -m dashboard")
    parser.add_argument("--record", required=True, help=_("where the record lies, such as tinydb:./data"))
    parser.add_argument("--port", type=port, default=8501, help=_("the port to listen on"))
    parser.add_argument("--address", default=LOCAL, help=_("the address to listen on; 0.0.0.0 is every one"))
    chosen = parser.parse_args()
    try:
        serve(chosen.record, chosen.port, chosen.address)
    except (ValueError, PortTaken) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def port(text: str) -> int:
    """Return a port; raise `ValueError` for what is none."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(text)
    return number


if __name__ == "__main__":
    sys.exit(main())
