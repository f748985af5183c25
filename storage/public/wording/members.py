"""How large a working group is."""

from typing import Final

from storage.i18n import N_, _, plural
from storage.measures.members import LARGEST, SMALLEST, Band, Size

_BANDS: Final = {
    Band.BELOW: N_("below {smallest}–{largest}"),
    Band.INSIDE: N_("within {smallest}–{largest}"),
    Band.ABOVE: N_("above {smallest}–{largest}"),
}


def size(counted: Size) -> str:
    """Return for example "22 members: within 15–30"."""
    members = plural("{count} member", "{count} members", counted.size)
    band = _(_BANDS[counted.band]).format(smallest=SMALLEST, largest=LARGEST)
    return _("{members}: {band}").format(members=members, band=band)
