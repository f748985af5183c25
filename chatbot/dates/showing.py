"""How a moment is shown to a person: in UTC and in their zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from chatbot.dates.words import SHORT_WEEKDAYS, name_date
from storage.events import EVER
from storage.i18n import _
from storage.moments import DAY_END, MONTHS


def show_moment(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment in UTC and in a zone, such as "Fri 26 March 2021 17:00 UTC (22:30 Asia/Kolkata)".

    What holds since ever, as imported without a date, has none, and no zone could tell it.
    """
    if moment == EVER:
        return _("an unknown day")
    moment = moment.astimezone(UTC)
    if moment.timetz().replace(microsecond=0) == DAY_END:
        return _("{date} (end of day, UTC)").format(date=name_date(moment))
    shown = _("{weekday} {date} {time} UTC").format(
        weekday=_(SHORT_WEEKDAYS[moment.weekday()]), date=name_date(moment), time=f"{moment:%H:%M}"
    )
    if zone.key in ("UTC", "Etc/UTC"):
        return shown
    local = moment.astimezone(zone)
    there = f"{local:%H:%M}"
    if local.date() != moment.date():
        there = _("{weekday} {day} {month} {time}").format(
            weekday=_(SHORT_WEEKDAYS[local.weekday()]), day=local.day, month=_(MONTHS[local.month - 1]), time=there
        )
    return _("{moment} ({local} {zone})").format(moment=shown, local=there, zone=zone.key)
