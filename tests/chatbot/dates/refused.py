"""How a text is refused as a date, at a moment that is another day in other zones."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from chatbot.dates import DateRefused, read_moment

NOW = datetime(2021, 3, 10, 20, tzinfo=UTC)
"""Thursday 11 March 01:30 in Kolkata; Wednesday 10 March 15:00 in New York."""
UTC_ZONE = ZoneInfo("UTC")
KOLKATA = ZoneInfo("Asia/Kolkata")
NEW_YORK = ZoneInfo("America/New_York")


def refusal(text: str, zone: ZoneInfo = UTC_ZONE, *, time_needed: bool = False) -> DateRefused:
    """Return how a text is refused."""
    with pytest.raises(DateRefused) as refused:
        read_moment(text, NOW, zone, time_needed=time_needed)
    return refused.value
