"""What the page of a network shows, made once for all visitors: HTML and charts ready to be sent."""

from typing import Final, NamedTuple

from dashboard import charts, frames, markup, minutes_sheet, news, wording
from dashboard.charts import Charted
from dashboard.live import Glance
from dashboard.poll_sheet import PollSheets, poll_sheets
from storage.events import Progress
from storage.i18n import _
from storage.measures.balance import balance
from storage.measures.milestones import Stage
from storage.moments import tell_day
from storage.public.wording import (
    STATUSES,
    attendance,
    balance_kinds,
    cadence,
    median_slip,
    on_time,
    plan,
    share,
    staleness,
    stated,
    summary_lag,
)
from storage.public.wording import balance as told_balance
from storage.state import Network

URGENT_COMMITMENTS: Final = 6
LATEST_MEETINGS: Final = 2
LATEST_NEWS: Final = 4
"""Rows that are shown of those; the others are folded away."""
_COMING: Final = ("open", "between", "planned")
"""Stages of meetings that are not over; see `storage.measures.meetings.stage`."""


class NetworkSheet(NamedTuple):
    """The page of one network, from top to bottom."""

    head: str
    figures: str
    standing: Charted
    commitments: str
    plan: str
    polls: PollSheets
    meetings: str
    size: Charted
    balance: str
    news: str


def network(glance: Glance, code: str) -> NetworkSheet:
    """Make the page of a network; raise `Absent` when there is none of this code."""
    found = glance.state.network(code)
    return NetworkSheet(
        head=markup.block(markup.element("p", found.code, "pn-code"), markup.element("h1", found.name)),
        figures=_figures(found, glance),
        standing=_standing(found, glance),
        commitments=_commitments(found, glance),
        plan=_plan(found, glance),
        polls=poll_sheets(found, glance),
        meetings=_meetings(found, glance),
        size=_size(found, glance),
        balance=_balance(found, glance),
        news=_news(found, glance),
    )


def _figures(found: Network, glance: Glance) -> str:
    row = frames.network_row(found, glance.as_of)
    return markup.block(
        markup.figures(
            [
                markup.Figure(_("Commitments"), str(row["total"])),
                markup.Figure(_("Overdue"), str(row["overdue"]), alarm=row["overdue"] != 0),
                markup.Figure(_("Without a deadline"), str(row["undated"])),
                markup.Figure(_("Without an accepted owner"), str(row["ownerless"])),
                markup.Figure(_("Open polls"), str(row["open_polls"])),
            ]
        ),
        markup.facts(
            [
                (_("Next meeting"), wording.next_meeting(row)),
                (_("Done on time"), on_time(row["delivery"])),
                (_("Typical delay"), median_slip(row["delivery"])),
            ]
        ),
        markup.beside(
            _("More figures"),
            markup.facts(
                [
                    (_("Milestones"), plan(row["plan"])),
                    (_("Monthly meeting held"), cadence(row["cadence"])),
                    (_("Attendance"), attendance(row["attendance"])),
                    (_("Summaries of meetings"), summary_lag(row["summary_lag"])),
                    (_("Last public update"), staleness(row["staleness"])),
                ]
            ),
        ),
    )


def _size(found: Network, glance: Glance) -> Charted:
    frame = frames.size(found, glance.as_of)
    row = frames.rows(frame)[0]
    cells = [
        [_("On {day}").format(day=tell_day(glance.as_of)), str(row["size"])],
        [_("Smallest agreed"), str(row["smallest"])],
        [_("Largest agreed"), str(row["largest"])],
    ]
    table = markup.table(_("Size of the working group"), [_("Size"), _("Members")], cells)
    return Charted(charts.size(frame), markup.beside(_("As a table"), table))


def _balance(found: Network, glance: Glance) -> str:
    """Return a row a group, region and discipline of the working group, or that nobody states any."""
    counted = balance(found, glance.as_of)
    cells = [
        [f"{kind}: {stated(value)}", str(count), share(count, counted.size)]
        for kind, counts in balance_kinds(counted).items()
        for value, count in counts.items()
    ]
    caption = _("Balance of the working group; somebody may have several disciplines")
    if not cells:
        return "".join(markup.element("p", line) for line in told_balance(counted))
    table = markup.table(caption, [_("Members"), _("Count"), _("Share")], cells)
    return markup.beside(_("Balance of the working group"), table)


def _standing(found: Network, glance: Glance) -> Charted:
    frame = frames.standing(found, glance.as_of)
    cells = [[_(STATUSES[row["status"]]), str(row["count"])] for row in frames.rows(frame)]
    table = markup.table(_("Commitments by status"), [_("Status"), _("Commitments")], cells)
    return Charted(charts.standing(frame), markup.beside(_("As a table"), table))


def _plan(found: Network, glance: Glance) -> str:
    rows = frames.rows(frames.work_plan(found, glance.as_of))
    if not rows:
        return markup.element("p", _("No milestone is agreed yet."))
    caption = _("At risk: an overdue commitment, or nobody began 14 days before the date.")
    heads = [_("Id"), _("Milestone"), _("Date"), _("Commitments done"), _("State")]
    cells = [[row["id"], row["title"], wording.moved(row), wording.done(row), wording.milestone(row)] for row in rows]
    alarms = (row["stage"] in (Stage.LATE, Stage.AT_RISK) for row in rows)
    return markup.listing(caption, heads, cells, alarms)


def _commitments(found: Network, glance: Glance) -> str:
    rows = frames.rows(frames.urgent_commitments(found, glance.as_of))
    if not rows:
        return ""
    caption = _("Overdue ones first, then by deadline.")
    if len(rows) < len(found.commitments):
        caption += " " + _("The {count} most urgent of {total} are shown.").format(
            count=len(rows), total=len(found.commitments)
        )
    heads = [_("Id"), _("Commitment"), _("Due"), _("Owner"), _("Status")]
    cells = [
        [row["id"], row["text"], wording.due(row), row["owners"] or _("no owner"), wording.status(row)] for row in rows
    ]
    alarms = [bool(row["overdue"]) for row in rows]
    going_on = sum(row["status"] not in (Progress.DONE, Progress.DROPPED) for row in rows)
    first = min(going_on, URGENT_COMMITMENTS)
    late = sum(alarms[first:])
    rest = _("Finished: {count}") if first == going_on else _("Further commitments: {count}")
    rest = _("Further commitments: {count} (overdue: {late})") if late else rest
    return markup.folding(caption, heads, cells, alarms, first, rest.format(count=len(rows) - first, late=late))


def _meetings(found: Network, glance: Glance) -> str:
    rows = frames.rows(frames.listed_meetings(found, glance.as_of))
    if not rows:
        return markup.element("p", _("No meeting is planned yet."))
    caption = _("Meetings to come first, then the latest. Members are those of the working group on that date.")
    if len(rows) < len(found.meetings):
        caption += " " + _("{count} of {total} are shown.").format(count=len(rows), total=len(found.meetings))
    heads = [_("Id"), _("Meeting"), _("Starts"), _("Attendance"), _("State")]
    cells = [
        [
            row["id"],
            wording.meeting_title(row),
            wording.start(row),
            wording.attendance(row),
            wording.meeting_stage(row, minutes_sheet.address(row["id"], glance.asked)),
        ]
        for row in rows
    ]
    coming = sum(row["stage"] in _COMING for row in rows)
    rest = _("Further meetings: {count}").format(count=len(rows) - coming - LATEST_MEETINGS)
    return markup.folding(caption, heads, cells, [False] * len(rows), coming + LATEST_MEETINGS, rest)


def _news(found: Network, glance: Glance) -> str:
    rows = frames.rows(news.latest(glance, found))
    caption = _("The latest first. No more than {most} are shown.").format(most=news.MOST)
    heads = [_("Day"), _("What happened"), _("Entry")]
    cells = [[row["day"], row["news"], _("no. {number}").format(number=row["entry"])] for row in rows]
    rest = _("Earlier entries: {count}").format(count=len(rows) - LATEST_NEWS)
    return markup.folding(caption, heads, cells, [False] * len(rows), LATEST_NEWS, rest)
