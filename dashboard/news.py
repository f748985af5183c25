"""The latest public entries of a network, each in a sentence."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

import pandas as pd

from dashboard.frames import Row, frame
from dashboard.live import Glance
from storage.public.news import tell
from storage.public.wording import day
from storage.state import Absent, Network

MOST: Final = 50
NEWS: Final = ("day", "news", "entry")


def latest(glance: Glance, network: Network, most: int = MOST) -> pd.DataFrame:
    """Return a row for each of the latest public entries: its day, what happened, and the entry's number."""
    return frame(islice(_rows(glance, network), most), NEWS)


def _rows(glance: Glance, network: Network) -> Iterator[Row]:
    for item in glance.latest(network.code):
        try:
            news = tell(network, item.event, glance.as_of)
        except Absent:  # an event about something that was undone says nothing
            continue
        yield {"day": day(item.since), "news": news, "entry": item.seq}
