"""Navigation only: which pages there are.

They lie in `views/`: a folder called `pages/` beside this file would make Streamlit run them without it.
"""

import streamlit as st

from dashboard.page import MINUTES, NETWORK, OVERVIEW
from dashboard.style import ICON, STYLE
from storage.i18n import _

st.set_page_config(page_title=_("IGF Policy Networks"), page_icon=ICON, layout="wide")
st.html(STYLE)
st.navigation(
    [
        st.Page(OVERVIEW, title=_("IGF Policy Networks"), default=True),
        st.Page(NETWORK, title=_("A policy network"), url_path="network"),
        st.Page(MINUTES, title=_("Minutes of a meeting"), url_path="minutes"),
    ],
    position="hidden",
).run()
