"""What all pages have in common: the moment in the address, following the record live, and sheets that all share."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Final, NamedTuple

import streamlit as st

from dashboard import markup, minutes_sheet, network_sheet, overview_sheet
from dashboard.live import LIVE, Stamp
from dashboard.minutes_sheet import MinutesSheet
from dashboard.network_sheet import NetworkSheet
from dashboard.overview_sheet import OverviewSheet
from storage.errors import StorageFault
from storage.i18n import _
from storage.moments import read_as_of, tell_day, tell_minute

OVERVIEW: Final = "views/overview.py"
NETWORK: Final = "views/network.py"
MINUTES: Final = "views/minutes.py"
LOOK_EVERY: Final = 1.0
"""Seconds between two looks at the record's head: a change shows within two."""
SILENT: Final = timedelta(days=45)
"""After so long without a public entry, longer than from one monthly meeting to the next, that is said."""
_SHEETS_KEPT: Final = 64
_FIRST_DAY: Final = date(2006, 1, 1)
"""The year of the first IGF; nothing is recorded before it."""


class View(NamedTuple):
    """What a visitor looks at: the record as it stands, or as it stood at a past moment."""

    stamp: Stamp
    now: datetime
    as_of: datetime | None


def begin() -> View:
    """Show the bar that heads every page and return what is looked at; without anything to look at, end the page."""
    now = datetime.now(UTC)
    try:
        as_of = _asked()
    except ValueError as problem:
        _bar(None, now)
        notice(str(problem))
        st.stop()
    _bar(as_of, now)
    try:
        view = View(LIVE.look(now), now, as_of)
    except StorageFault:
        notice(_("The record cannot be read now. This page comes back as soon as it can."))
        _follow(None, count())
        st.stop()
    _moment(view)
    return view


def notice(sentence: str) -> None:
    """Show a sentence that explains why something is not there."""
    st.html(markup.element("p", sentence, "pn-notice"))


def link(code: str, label: str) -> None:
    """Show a link to a network's page that keeps the moment in the address."""
    plain = "".join(letter for letter in code if letter.isalnum())  # Streamlit reads Markdown in labels
    st.page_link(NETWORK, label=label.format(network=plain), query_params={"pn": code, **_kept()})


def overview(view: View) -> OverviewSheet:
    """Return the overview, made once for all who look at the same."""
    return _overview(view.stamp, view.as_of, view.now)


def network(view: View, code: str) -> NetworkSheet:
    """Return a network's page, made once for all who look at the same; raise `Absent` when there is no such network."""
    return _network(view.stamp, view.as_of, code, view.now)


def minutes(view: View, name: str) -> MinutesSheet:
    """Return a version of minutes, such as "PNE-M5:1"; raise `Absent` when there is none. It takes no time to make."""
    with LIVE.glance(view.now, view.as_of) as glance:
        return minutes_sheet.minutes(glance, name)


@st.cache_resource(max_entries=_SHEETS_KEPT, show_spinner=False)
def _overview(stamp: Stamp, as_of: datetime | None, _now: datetime) -> OverviewSheet:
    with LIVE.glance(_now, as_of) as glance:
        return overview_sheet.overview(glance)


@st.cache_resource(max_entries=_SHEETS_KEPT, show_spinner=False)
def _network(stamp: Stamp, as_of: datetime | None, code: str, _now: datetime) -> NetworkSheet:
    with LIVE.glance(_now, as_of) as glance:
        return network_sheet.network(glance, code)


def _asked() -> datetime | None:
    """Return the moment in the address, if there is one. In an instant's zone, "+" arrives as a space."""
    text = st.query_params.get("as_of", "")
    return read_as_of(text.replace(" ", "+") if "T" in text.upper() else text) if text else None


def _kept() -> dict[str, str]:
    return {"as_of": st.query_params["as_of"]} if "as_of" in st.query_params else {}


def _bar(as_of: datetime | None, now: datetime) -> None:
    with st.container(key="bar"):
        title, picker, button = st.columns([5, 3, 2], vertical_alignment="bottom")
    with title:
        st.page_link(OVERVIEW, label=_("IGF Policy Networks"), query_params=_kept() if as_of else {})
    last = date(now.year + 1, 12, 31)
    st.session_state["day"] = as_of.date() if as_of and _FIRST_DAY <= as_of.date() <= last else None
    with picker:
        st.date_input(
            _("Show the end of this day (UTC)"),
            key="day",
            format="YYYY-MM-DD",
            min_value=_FIRST_DAY,
            max_value=last,
            on_change=_choose,
        )
    if "as_of" in st.query_params:
        button.button(_("Show now"), on_click=_choose_now)


def _choose() -> None:
    chosen = st.session_state["day"]
    if chosen:
        _choose_day(chosen)
    else:
        _choose_now()


def _choose_day(day: date) -> None:
    st.query_params["as_of"] = day.isoformat()


def _choose_now() -> None:
    st.query_params.pop("as_of", None)


def _moment(view: View) -> None:
    if view.as_of and view.as_of < view.now:
        _tell(view, view.as_of)
        return
    _follow(view, count())
    latest = LIVE.latest_entry()
    if latest and view.now - latest > SILENT:
        _offer(latest)


def _offer(latest: datetime) -> None:
    """Say of a record that ended long ago that it did, since most of it is overdue by now, and offer its last day."""
    day = tell_day(latest)
    notice(_("Nothing new was recorded here since {day}; what was due since then counts as overdue.").format(day=day))
    st.button(_("Show {day}").format(day=day), on_click=_choose_day, args=[latest.astimezone(UTC).date()])


@st.fragment(run_every=LOOK_EVERY)
def _follow(view: View | None, runs: Iterator[int]) -> None:
    """Tell the moment, and make the page anew as soon as the record changed. The first run is part of the page's own.

    Without a view, wait for the record to become readable.
    """
    now = datetime.now(UTC)
    if next(runs) and _stamp(now) != (view and view.stamp):
        st.rerun(scope="app")
    if view:
        _tell(view, view.as_of or now)


def _stamp(now: datetime) -> Stamp | None:
    try:
        return LIVE.look(now)
    except StorageFault:
        return None


def _tell(view: View, moment: datetime) -> None:
    if view.as_of is None:
        text = _("As of {time} · entry {entry} · changes show by themselves")
    elif view.as_of >= view.now:
        text = _("As of {time} · this moment is still to come: what is shown is known today, at entry {entry}")
    else:
        text = _("As of {time} · as it is known today, at entry {entry}")
    text = text.format(time=tell_minute(moment), entry=view.stamp.seq)
    st.html(markup.element("p", text, "pn-quiet"))
