"""What the page of a network shows, made once for all visitors: HTML and charts ready to be sent."""

from typing import Final, NamedTuple

from dashboard import charts, frames, markup, news, wording
from dashboard.charts import Chart
from dashboard.live import Glance
from storage.events import PollKind
from storage.i18n import _, plural
from storage.measures import polls
from storage.measures.balance import balance
from storage.measures.milestones import Stage
from storage.moments import tell_day
from storage.public.wording import (
    STATUSES,
    attendance,
    balance_kinds,
    cadence,
    counts,
    finding,
    options,
    reading,
    rule,
    share,
    staleness,
    stated,
    summary_lag,
    turnout,
    written,
)
from storage.settings import read_settings
from storage.state import Network, Poll

MOST_CHARTED: Final = 10
"""Polls that are shown with a chart; older ones stand in a table."""


class Charted(NamedTuple):
    """A chart, and the same as a table."""

    chart: Chart
    table: str


class PollSheet(NamedTuple):
    """A poll: its question and rules, and its totals."""

    head: str
    results: Charted | None
    """None for a secret poll that has no figures."""


class NetworkSheet(NamedTuple):
    """The page of one network, from top to bottom."""

    head: str
    figures: str
    size: Charted
    balance: str
    standing: Charted
    plan: str
    commitments: str
    polls_note: str
    polls: tuple[PollSheet, ...]
    older_polls: str
    meetings: str
    news: str


def network(glance: Glance, code: str) -> NetworkSheet:
    """Make the page of a network; raise `Absent` when there is none of this code."""
    found = glance.state.network(code)
    shown = polls.latest(found, glance.as_of, frames.LONGEST)
    opened = sum(poll.opened is not None for poll in found.polls.values())
    return NetworkSheet(
        head=markup.block(markup.element("p", found.code, "pn-code"), markup.element("h1", found.name)),
        figures=_figures(found, glance),
        size=_size(found, glance),
        balance=_balance(found, glance),
        standing=_standing(found, glance),
        plan=_plan(found, glance),
        commitments=_commitments(found, glance),
        polls_note=_polls_note(len(shown), opened),
        polls=tuple(_poll(poll, glance) for poll in shown[:MOST_CHARTED]),
        older_polls=_older_polls(shown[MOST_CHARTED:], glance),
        meetings=_meetings(found, glance),
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
                markup.Figure(_("Without an owner"), str(row["ownerless"])),
                markup.Figure(_("Open polls"), str(row["open_polls"])),
            ]
        ),
        markup.facts(
            [
                (_("Done on time"), wording.on_time(row["delivery"])),
                (_("Typical delay"), wording.median_slip(row["delivery"])),
                (_("Milestones"), wording.plan(row["plan"])),
                (_("Meetings held"), cadence(row["cadence"])),
                (_("Attendance"), attendance(row["attendance"])),
                (_("Next meeting"), wording.next_meeting(row)),
                (_("Last public update"), staleness(row["staleness"])),
                (_("Summaries of meetings"), summary_lag(row["summary_lag"])),
            ]
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
    return Charted(charts.size(frame), markup.table(_("Size of the working group"), [_("Size"), _("Members")], cells))


def _balance(found: Network, glance: Glance) -> str:
    """Return a row a group, region and discipline of the working group."""
    counted = balance(found, glance.as_of)
    cells = [
        [f"{kind}: {stated(value)}", str(count), share(count, counted.size)]
        for kind, counts in balance_kinds(counted).items()
        for value, count in counts.items()
    ]
    caption = _("Balance of the working group; somebody may have several disciplines")
    return markup.table(caption, [_("Members"), _("Count"), _("Share")], cells) if cells else ""


def _standing(found: Network, glance: Glance) -> Charted:
    frame = frames.standing(found, glance.as_of)
    cells = [[_(STATUSES[row["status"]]), str(row["count"])] for row in frames.rows(frame)]
    return Charted(
        charts.standing(frame), markup.table(_("Commitments by status"), [_("Status"), _("Commitments")], cells)
    )


def _plan(found: Network, glance: Glance) -> str:
    rows = frames.rows(frames.work_plan(found, glance.as_of))
    if not rows:
        return markup.element("p", _("No milestone is agreed yet."))
    caption = _("At risk: an overdue commitment, or nobody began 14 days before the date.")
    heads = [_("Id"), _("Milestone"), _("Date"), _("State"), _("Commitments done")]
    cells = [[row["id"], row["title"], wording.moved(row), wording.milestone(row), wording.done(row)] for row in rows]
    alarms = (row["stage"] in (Stage.LATE, Stage.AT_RISK) for row in rows)
    return markup.listing(caption, heads, cells, alarms)


def _commitments(found: Network, glance: Glance) -> str:
    rows = frames.rows(frames.urgent_commitments(found, glance.as_of))
    if not rows:
        return ""
    caption = _("Overdue ones first, then by deadline; finished ones last.")
    if len(rows) < len(found.commitments):
        caption += " " + _("The {count} most urgent of {total} are shown.").format(
            count=len(rows), total=len(found.commitments)
        )
    heads = [_("Id"), _("Commitment"), _("Due"), _("Owner"), _("Status")]
    cells = [
        [row["id"], row["text"], wording.due(row), row["owners"] or _("no owner"), wording.status(row)] for row in rows
    ]
    return markup.listing(caption, heads, cells, (row["overdue"] for row in rows))


def _poll(poll: Poll, glance: Glance) -> PollSheet:
    row, results, tally = frames.poll_row(poll, glance.as_of), frames.results(poll), polls.tally(poll)
    said = _reading(poll, glance)
    head = markup.block(
        markup.element("h3", f"{row['id']}: {row['question']}"),
        markup.element("p", f"{wording.stage(row)}. {rule(poll.kind, poll.rules.choose)}", "pn-quiet"),
        markup.element("p", _("Turnout: {turnout}.").format(turnout=turnout(tally))),
        markup.element("p", said),
        *(markup.element("p", line) for line in finding(poll)),
    )
    if tally.silence:
        listed = (markup.element("p", f"{line['option']}. {line['text']}") for line in frames.rows(results))
        return PollSheet(markup.block(head, *listed), None)
    heads = [_("Option"), _("First preferences") if poll.kind is PollKind.RANKED else _("Votes"), _("Share of voters")]
    cells = [
        [f"{line['option']}. {line['text']}", got, share(line["votes"], tally.voters)]
        for line, got in zip(frames.rows(results), _got(tally), strict=True)
    ]
    cells += [[_("Abstained"), str(tally.abstained), share(tally.abstained, tally.voters)]] * bool(tally.abstained)
    return PollSheet(
        head,
        Charted(
            charts.results(results, tally.electorate or tally.voters, said),
            markup.table(_("Votes by option"), heads, cells) + _rounds(poll, tally),
        ),
    )


def _got(tally: polls.Tally) -> list[str]:
    return counts(tally) if tally.kind is PollKind.DATES else [str(count) for count in tally.counts]


def _rounds(poll: Poll, tally: polls.Tally) -> str:
    """Return every round of a ranked poll as a table: a row an option, a column a round."""
    if poll.kind is not PollKind.RANKED or not tally.deciding:
        return ""
    rounds = polls.runoff(poll).rounds
    heads = [_("Option"), *(_("Round {number}").format(number=number) for number in range(1, len(rounds) + 1))]
    cells = [
        [f"{number}. {name}", *(str(one.counts.get(number, "–")) for one in rounds)]
        for number, name in enumerate(options(poll), 1)
    ]
    cells.append([_("No further preference"), *(str(one.exhausted) for one in rounds)])
    return markup.table(_("Ballots by round"), heads, cells)


def _polls_note(shown: int, opened: int) -> str:
    if not opened:
        return markup.element("p", _("No poll was opened yet."))
    note = plural("{count} poll, open ones first.", "{count} polls, open ones first.", opened)
    if shown < opened:
        note += " " + _("The {count} latest are shown.").format(count=shown)
    note += " " + _("A poll takes the temperature; it decides nothing.")
    return markup.element("p", note, "pn-quiet")


def _older_polls(listed: list[Poll], glance: Glance) -> str:
    heads = [_("Id"), _("Question"), _("State"), _("Turnout"), _("Result")]
    cells = [
        [
            poll.label,
            written(poll.question),
            wording.stage(frames.poll_row(poll, glance.as_of)),
            turnout(polls.tally(poll)),
            _reading(poll, glance),
        ]
        for poll in listed
    ]
    return markup.listing(_("Older polls"), heads, cells, (False for _poll in listed)) if listed else ""


def _reading(poll: Poll, glance: Glance) -> str:
    return reading(polls.tally(poll), options(poll), polls.stage(poll, glance.as_of))


def _meetings(found: Network, glance: Glance) -> str:
    rows = frames.rows(frames.listed_meetings(found, glance.as_of))
    if not rows:
        return markup.element("p", _("No meeting is planned yet."))
    caption = _("Meetings to come first, then the latest. Members are those of the working group on that date.")
    if len(rows) < len(found.meetings):
        caption += " " + _("{count} of {total} are shown.").format(count=len(rows), total=len(found.meetings))
    heads = [_("Id"), _("Meeting"), _("Starts"), _("State"), _("Attendance")]
    address = read_settings().public_url
    cells = [
        [
            row["id"],
            wording.meeting_title(row),
            wording.start(row),
            wording.meeting_stage(row, address),
            wording.attendance(row),
        ]
        for row in rows
    ]
    return markup.listing(caption, heads, cells, (False for _row in rows))


def _news(found: Network, glance: Glance) -> str:
    rows = frames.rows(news.latest(glance, found))
    caption = _("The latest first. No more than {most} are shown.").format(most=news.MOST)
    heads = [_("Day"), _("What happened"), _("Entry")]
    cells = [[row["day"], row["news"], str(row["entry"])] for row in rows]
    return markup.listing(caption, heads, cells, (False for _row in rows))
