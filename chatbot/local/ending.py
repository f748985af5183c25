"""How a program that has children is told to end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def told_to_end() -> Iterator[None]:
    """Let a service manager's signal and a closed terminal be Ctrl-C. Once is enough: while all ends, none counts."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        _take_no_more()
        raise KeyboardInterrupt

    for name in _SIGNALS:
        if name is not signal.SIGHUP or signal.getsignal(name) is not signal.SIG_IGN:  # nohup means it
            signal.signal(name, end)
    try:
        yield
    finally:
        _take_no_more()


def _take_no_more() -> None:
    """Let further signals do nothing. A child inherits what is ignored, and could then not be told to end itself."""
    for name in _SIGNALS:
        signal.signal(name, lambda _signal, _frame: None)
