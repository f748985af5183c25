"""`pn status`: the figures of the networks, as JSON or as text."""

import json
from datetime import UTC, datetime
from typing import Any

import click

from chatbot.cli.options import AS_JSON, Instant
from chatbot.cli.progress import working
from storage.errors import StorageFault
from storage.history import History
from storage.i18n import _
from storage.measures.balance import Balance
from storage.measures.delivery import Delivery
from storage.measures.meetings import Attended, Cadence
from storage.measures.members import LARGEST, SMALLEST
from storage.measures.milestones import Plan
from storage.measures.networks import Figures, figures
from storage.measures.updates import SummaryLag
from storage.moments import iso
from storage.public import wording
from storage.settings import read_settings
from storage.state import State
from storage.tinydb_journal import TinyDBJournal


@click.command(name="status")
@click.argument("code", required=False, metavar="[PN]")
@click.option("--as-of", type=Instant(), metavar="DATE", help="Figures of a past date, or an instant; default now.")
@AS_JSON
def status_(code: str | None, as_of: datetime | None, as_json: bool) -> None:
    """Print the figures of one network or all."""
    history = History(TinyDBJournal(read_settings().folder, read_only=True))
    moment = as_of or datetime.now(UTC)
    with working():
        history.refresh()
        state = history.state_at(moment)
    if code and code.upper() not in state.networks:
        codes = ", ".join(state.networks) or _("none")
        raise StorageFault(_("There is no network {code}; there are: {codes}.").format(code=code, codes=codes))
    found = status(state, [code.upper()] if code else list(state.networks), moment)
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else render(found))


def status(state: State, codes: list[str], as_of: datetime) -> dict[str, Any]:
    """Return the figures of these networks at a moment, in the documented shape."""
    return {
        "as_of": iso(as_of),
        "networks": {code: _network(figures(state.networks[code], as_of)) for code in codes},
    }


def _network(now: Figures) -> dict[str, Any]:
    return {
        "name": now.name,
        "mwg": {"size": now.mwg.size, "band": str(now.mwg.band)},
        "commitments": now.commitments._asdict(),
        "delivery": now.delivery._asdict(),
        "milestones": now.plan._asdict(),
        "polls": {"open": now.open_polls, "closed": now.closed_polls},
        "meetings": {
            "planned": now.planned_meetings,
            "not_opened": now.unopened_meetings,
            "held": now.held_meetings,
            "next": iso(now.next_meeting) if now.next_meeting else None,
        },
        "cadence": now.cadence._asdict() if now.cadence else None,
        "attendance": now.attendance._asdict() if now.attendance else None,
        "balance": now.balance._asdict(),
        "staleness": now.staleness,
        "summary_lag": now.summary_lag._asdict(),
    }


def render(found: dict[str, Any]) -> str:
    """Return the figures as text."""
    lines = [_("As of {as_of}").format(as_of=found["as_of"])]
    for code, network in found["networks"].items():
        lines += ["", f"{code}: {network['name']}"]
        lines.append(_working_group(**network["mwg"]))
        lines += ["  " + line for line in wording.balance(Balance(**network["balance"]))]
        lines.append("  " + _pairs(_("commitments"), network["commitments"]))
        lines.append("  " + wording.delivery(Delivery(**network["delivery"])))
        lines.append("  " + _("milestones: {plan}").format(plan=wording.plan(Plan(**network["milestones"]))))
        lines.append("  " + _pairs(_("polls"), network["polls"]))
        lines.append("  " + _meetings(**network["meetings"]))
        cadence, attended = network["cadence"], network["attendance"]
        lines.append("  " + wording.held(cadence and Cadence(**cadence), attended and Attended(**attended)))
        lines.append("  " + wording.updated(network["staleness"], SummaryLag(**network["summary_lag"])))
    if not found["networks"]:
        lines += ["", _("No network is recorded. The Secretariat adds one: `/pn add PNE Environment`; see `pn claim`.")]
    return "\n".join(lines)


def _meetings(next: str | None, **counts: int) -> str:
    counted = _pairs(_("meetings"), counts)
    return _("{counted}, the next {time}").format(counted=counted, time=next or _("not planned"))


def _working_group(size: int, band: str) -> str:
    sentence = _("  working group: {size} ({band} {smallest}–{largest})")
    return sentence.format(size=size, band=band, smallest=SMALLEST, largest=LARGEST)


def _pairs(name: str, counts: dict[str, int]) -> str:
    return f"{name}: " + ", ".join(f"{key.replace('_', ' ')} {count}" for key, count in counts.items())
