"""The public page stands on the port that is set."""

from pathlib import Path

from chatbot.local.bot import local_bot
from chatbot.local.ports import Ports, any_port
from storage.settings import Settings


def test_the_page_is_on_the_port_that_is_set(tmp_path: Path) -> None:
    """Or on the next one, where that is busy."""
    port = any_port()
    settings = Settings.model_validate({"PN_RECORD": f"tinydb:{tmp_path}", "PORT": port})
    with Ports() as ports:
        found = [local_bot(settings, tmp_path, ports) for _ in range(2)]

    assert found[0].port == port
    assert found[0].page == f"http://127.0.0.1:{port}"
    assert found[1].port > port
