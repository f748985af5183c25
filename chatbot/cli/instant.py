"""A date on the command line."""

from datetime import datetime
from typing import Any

import click

from storage.moments import read_as_of


class Instant(click.ParamType[datetime]):
    """A date, which means its end in UTC, or an instant."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401  click's own signature
        """Return the instant, or end with a usage error."""
        try:
            return value if isinstance(value, datetime) else read_as_of(value)
        except ValueError as problem:
            self.fail(str(problem), param, ctx)
