"""What the page of a network shows of its polls: the latest with charts, older ones in a table."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from dashboard import charts, frames, markup, wording
from dashboard.charts import Charted
from dashboard.live import Glance
from storage.events import PollKind
from storage.i18n import _, plural
from storage.measures import polls
from storage.public.wording import counts, finding, options, reading, rule, share, turnout, votes, written
from storage.state import Network, Poll

CHARTED: Final = 1
"""The latest polls that are shown with a chart beside all open ones; older ones stand in a table that unfolds."""


class PollSheet(NamedTuple):
    """A poll: its question and rules, and its totals."""

    head: str
    results: Charted | None
    """None where there are no figures: of a secret poll, and of one in which nobody voted."""


class PollSheets(NamedTuple):
    """The polls of a network."""

    note: str
    latest: tuple[PollSheet, ...]
    older: str


def poll_sheets(found: Network, glance: Glance) -> PollSheets:
    """Make what is shown of a network's polls."""
    shown = polls.latest(found, glance.as_of, frames.LONGEST)
    opened = sum(poll.opened is not None for poll in found.polls.values())
    charted = sum(poll.is_open(glance.as_of) for poll in shown) + CHARTED
    latest = tuple(_poll(poll, glance) for poll in shown[:charted])
    return PollSheets(_note(len(shown), opened), latest, _older(shown[charted:], glance))


def _poll(poll: Poll, glance: Glance) -> PollSheet:
    row, results, tally = frames.poll_row(poll, glance.as_of), frames.results(poll), polls.tally(poll)
    said = _reading(poll, glance)
    head = markup.block(
        markup.element("h3", f"{row['id']}: {row['question']}"),
        markup.element("p", f"{wording.stage(row)}. {rule(poll.kind, poll.rules.choose)}", "pn-quiet"),
        markup.element("p", _("Turnout: {turnout}.").format(turnout=turnout(tally)) + " " + said),
        *(markup.element("p", line) for line in finding(poll)),
    )
    if tally.silence or not tally.voters:
        listed = (markup.element("p", f"{line['option']}. {line['text']}") for line in frames.rows(results))
        return PollSheet(markup.block(head, *listed), None)
    heads = [_("Option"), _("First preferences") if poll.kind is PollKind.RANKED else _("Votes"), _("Share of voters")]
    cells = [
        [f"{line['option']}. {line['text']}", got, share(line["votes"], tally.voters)]
        for line, got in zip(frames.rows(results), _got(tally), strict=True)
    ]
    cells += [[_("Abstained"), str(tally.abstained), share(tally.abstained, tally.voters)]] * bool(tally.abstained)
    table = markup.table(_("Votes by option"), heads, cells) + _rounds(poll, tally)
    chart = charts.results(results, tally.electorate or tally.voters, said)
    return PollSheet(head, Charted(chart, markup.beside(_("As a table"), table)))


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


def _note(shown: int, opened: int) -> str:
    if not opened:
        return markup.element("p", _("No poll was opened yet."))
    note = plural("{count} poll, open ones first.", "{count} polls, open ones first.", opened)
    if shown < opened:
        note += " " + _("The {count} latest are shown.").format(count=shown)
    note += " " + _("A poll takes the temperature; it decides nothing.")
    return markup.element("p", note, "pn-quiet")


def _older(listed: list[Poll], glance: Glance) -> str:
    heads = [_("Id"), _("Question"), _("Result"), _("Turnout"), _("State")]
    cells = [
        [
            poll.label,
            written(poll.question),
            "\n".join(_result(poll, glance)),
            turnout(polls.tally(poll)),
            wording.stage(frames.poll_row(poll, glance.as_of)),
        ]
        for poll in listed
    ]
    rest = _("Older polls: {count}").format(count=len(cells))
    return markup.folded(rest, markup.listing(rest, heads, cells, [False] * len(cells))) if cells else ""


def _result(poll: Poll, glance: Glance) -> Iterator[str]:
    """Yield the outcome of a poll, what each option got, and what the co-chairs read in it."""
    tally = polls.tally(poll)
    yield _reading(poll, glance)
    if tally.voters and not tally.silence:
        got = zip(options(poll), votes(tally), strict=True)
        yield _("; ").join(_("{option}: {votes}").format(option=option, votes=votes) for option, votes in got)
    yield from finding(poll)


def _reading(poll: Poll, glance: Glance) -> str:
    return reading(polls.tally(poll), options(poll), polls.stage(poll, glance.as_of))
