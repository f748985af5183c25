"""The page of a meeting's minutes, which the address names: /minutes?of=PNE-M5, or of=PNE-M5:1 for a version."""

import streamlit as st

from dashboard import page
from storage.i18n import _
from storage.state import Absent


def show() -> None:
    """Show the version, or say that there is none."""
    view = page.begin()
    name = st.query_params.get("of", "").strip().upper()
    try:
        sheet = page.minutes(view, name)
    except Absent:
        page.notice(_("There are no such published minutes in the record of this moment."))
        return
    st.set_page_config(page_title=_("Minutes of {meeting}").format(meeting=name.partition(":")[0]))
    way_back = _("Open {network}")
    page.link(sheet.network, way_back)
    st.html(sheet.head)
    st.html(sheet.text)
    page.link(sheet.network, way_back)


show()
