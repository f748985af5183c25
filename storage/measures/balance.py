"""Who makes up the working group: by stakeholder group, region and discipline. No score, and no target."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from storage.measures.members import mwg
from storage.state import Network

NOT_STATED = ""
"""The value of those who state none; it is counted like any other."""


class Balance(NamedTuple):
    """Members of the working group by what they state, most first, `NOT_STATED` last; of each the share is of `size`.

    Somebody has one group and one region, and any number of disciplines, so that these add up to more. A value that is
    written in several letter cases is one.
    """

    size: int
    groups: Mapping[str, int]
    regions: Mapping[str, int]
    disciplines: Mapping[str, int]


def balance(network: Network, as_of: datetime) -> Balance:
    """Return the balance of the working group at a moment."""
    members = [network.memberships[person] for person in sorted(mwg(network, as_of))]
    return Balance(
        size=len(members),
        groups=_counted((one.group,) for one in members),
        regions=_counted((one.region,) for one in members),
        disciplines=_counted(one.disciplines or (NOT_STATED,) for one in members),
    )


def _counted(stated: Iterable[Iterable[str]]) -> Mapping[str, int]:
    """Count each person once a value, under the spelling that came first; equal counts in the order of words."""
    spelt: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for values in stated:
        plain = {value.casefold(): value for value in values}
        for key, value in plain.items():
            spelt.setdefault(key, value)
        counts.update(list(plain))
    ordered = sorted(counts.items(), key=lambda item: (item[0] == NOT_STATED, -item[1], item[0]))
    return {spelt[key]: count for key, count in ordered}
