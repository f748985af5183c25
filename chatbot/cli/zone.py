"""A time zone on the command line."""

from typing import Any

import click

from storage.codes import zone_named
from storage.i18n import _


class Zone(click.ParamType[str]):
    """The name of a time zone."""

    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  click's own signature
        """Return the name as IANA writes it, or end with a usage error."""
        zone = zone_named(value)
        if zone is None:
            self.fail(_("“{zone}” is no time zone; write region and city, such as Africa/Nairobi.").format(zone=value))
        return zone.key
