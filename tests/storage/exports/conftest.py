"""A record that is exported."""

from pathlib import Path

import pytest

from tests.conversation import MEMBERS, Conversation


@pytest.fixture
def talk(tmp_path: Path) -> Conversation:
    """A network in which something of everything happened."""
    talk = Conversation(tmp_path / "record")
    talk.given(
        *MEMBERS,
        "@li /pn me zone:Asia/Shanghai",
        "@amina /poll open Which theme? | =1+1 | Água closes:in 60 minutes",
        "@li /poll vote P1 2",
        "@amina /meeting plan in 20 minutes title:May call",
        "@amina /meeting open M1",
        "@amina /attend @amina @li",
        "@amina /commit Draft; the data section by:in 10 minutes owner:@li, The Body",
        "@li /commit accept C1",
        "@li /commit slip C1 by:in 20 days because:waiting",
        "@amina /commit -2 days of work",
        "@amina /commit start C2",
        "@amina /commit done C2 https://example.org/é",
        "@sec /publish News.",
    )
    talk.wait(minutes=5)
    talk.given("@sec /pn member role @li co-chair", "@sec /pn member role @li consultant", "@bruno /pn leave")
    talk.wait(minutes=5)
    talk.given("@bruno /pn join", "@sec /pn member approve @bruno", "@zoe /pn join")
    return talk
