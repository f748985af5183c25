"""Faults that nobody foresaw: where they happened is logged, never what was typed."""

import logging
import traceback

log = logging.getLogger(__name__)


def note(problem: Exception) -> None:
    """Log where something went wrong. The exception's own words may hold what somebody typed, so they are left out."""
    frames = traceback.extract_tb(problem.__traceback__)
    log.error("%s at %s", type(problem).__name__, " < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames)))
