"""How large a working group is."""

from collections.abc import Mapping
from typing import Final

from storage.i18n import N_, _, plural
from storage.measures.balance import NOT_STATED, Balance
from storage.measures.members import LARGEST, SMALLEST, Band, Size
from storage.public.wording.texts import share

_BANDS: Final = {
    Band.BELOW: N_("below {smallest}–{largest}"),
    Band.INSIDE: N_("within {smallest}–{largest}"),
    Band.ABOVE: N_("above {smallest}–{largest}"),
}


def balance(counted: Balance) -> list[str]:
    """Return a line for each of group, region and discipline that somebody states; one alone where nobody does."""
    if not counted.size:
        return []
    kinds = balance_kinds(counted)
    if not kinds:
        return [_("Balance: stakeholder group, region and discipline are not stated")]
    return [f"{kind}: {_shares(counts, counted.size)}" for kind, counts in kinds.items()]


def balance_kinds(counted: Balance) -> dict[str, Mapping[str, int]]:
    """Return what members are counted by, with the counts; without that of which nobody states anything."""
    kinds = {
        _("By stakeholder group"): counted.groups,
        _("By region"): counted.regions,
        _("By discipline"): counted.disciplines,
    }
    return {kind: counts for kind, counts in kinds.items() if set(counts) != {NOT_STATED}}


def stated(value: str) -> str:
    """Return a group, region or discipline, or that none is stated."""
    return value if value != NOT_STATED else _("not stated")


def _shares(counts: Mapping[str, int], size: int) -> str:
    return ", ".join(f"{stated(value)} {count} ({share(count, size)})" for value, count in counts.items())


def size(counted: Size) -> str:
    """Return for example "22 members: within 15–30"."""
    members = plural("{count} member", "{count} members", counted.size)
    return _("{members}: {band}").format(members=members, band=band(counted))


def band(counted: Size) -> str:
    """Return for example "within 15–30"."""
    return _(_BANDS[counted.band]).format(smallest=SMALLEST, largest=LARGEST)
