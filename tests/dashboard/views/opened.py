"""A page as Streamlit runs it, without a browser, and what stands on it."""

from html import unescape
from pathlib import Path
from re import sub

from streamlit.testing.v1 import AppTest

import dashboard

APP = Path(dashboard.__file__).parent / "app.py"


def overview(**address: str) -> AppTest:
    """Open the overview with this address."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def network(**address: str) -> AppTest:
    """Open the page of a network with this address."""
    return overview(**address).switch_page("views/network.py").run()


def minutes(**address: str) -> AppTest:
    """Open the page of minutes with this address."""
    return overview(**address).switch_page("views/minutes.py").run()


def html(app: AppTest) -> str:
    """Return all HTML of a page, without the style sheet."""
    assert not app.exception
    return "\n".join(part.proto.body for part in app.get("html") if not part.proto.body.startswith("<style>"))


def text(app: AppTest) -> str:
    """Return what can be read on a page."""
    return unescape(sub(r"<[^>]*>", " ", html(app)))


def links(app: AppTest) -> list[tuple[str, str]]:
    """Return label and address of the links of a page."""
    return [(link.proto.label, link.proto.query_string) for link in app.get("page_link")]
