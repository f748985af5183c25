"""What several commands of the command line take: an instant, a time zone, and that answers are JSON."""

from datetime import datetime
from typing import Any

import click

from storage.codes import zone_named
from storage.i18n import _
from storage.moments import read_as_of

AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a command.")


class Instant(click.ParamType[datetime]):
    """A date, which means its end in UTC, or an instant."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401  click's own signature
        """Return the instant, or end with a usage error."""
        try:
            return value if isinstance(value, datetime) else read_as_of(value)
        except ValueError as problem:
            self.fail(str(problem), param, ctx)


class Zone(click.ParamType[str]):
    """The name of a time zone."""

    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  click's own signature
        """Return the name as IANA writes it, or end with a usage error."""
        zone = zone_named(value)
        if zone is None:
            self.fail(_("“{zone}” is no time zone; write region and city, such as Africa/Nairobi.").format(zone=value))
        return zone.key
