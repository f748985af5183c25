"""What `make run` says before its prompt."""

from chatbot.local.demonstration import HOME
from chatbot.local.welcome import welcome

NARROW = 60
"""Characters in a line of a small terminal."""


def test_every_way_to_end_is_named_and_every_line_is_short() -> None:
    """Ctrl-C ends everything too, which nobody should learn by losing the dashboard."""
    dashboard, page = "http://127.0.0.1:8501", "http://127.0.0.1:8080"
    lines = welcome(dashboard, page, None, ["PNE", "PNMA"], home=HOME, typing=True).splitlines()

    assert lines[-1] == "Ctrl-C, Ctrl-D or /exit ends everything."
    assert [line for line in lines if len(line) > NARROW] == []
