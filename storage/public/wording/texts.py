"""Texts that people wrote, shares and days."""

from datetime import UTC, datetime

from storage.events import EVER, Text
from storage.i18n import _, plural
from storage.moments import MONTHS, tell_day


def written(text: Text) -> str:
    """Return what a person wrote, or what the public is told of a text that was erased."""
    return str(text) or (_("(text erased)") if text.digest else "")


def quote(text: str) -> str:
    """Return the text in quotation marks."""
    return _("“{text}”").format(text=text)


def stopped(text: str) -> str:
    """Return a text that another sentence may follow: with a full stop, unless it ends with a mark of its own."""
    return text if text.endswith((".", "!", "?", "…", "。", "！", "？", "؟", "।")) else _("{text}.").format(text=text)


def share(part: int, whole: int) -> str:
    """Return a share in percent; of nothing, "n/a"."""
    return f"{part / whole:.0%}" if whole else _("n/a")


def part_of(part: int, whole: int) -> str:
    """Return for example "12 of 22 (55%)"."""
    return _("{part} of {whole} ({share})").format(part=part, whole=whole, share=share(part, whole))


def days(count: float) -> str:
    """Return a number of days, which may be a half one."""
    whole = count == int(count)
    return plural("{count} day", "{count} days", int(count)) if whole else _("{days} days").format(days=count)


def day(moment: datetime) -> str:
    """Return the day of something public; an import without a date holds since ever."""
    return _("not dated") if moment == EVER else tell_day(moment)


def typed(moment: datetime) -> str:
    """Return a moment as it can be typed anywhere, such as "12 May 2021 13:00 UTC"."""
    moment = moment.astimezone(UTC)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment:%Y %H:%M} UTC"
