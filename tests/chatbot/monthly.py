"""A monthly meeting from the plan to the draft of its minutes, and what none of its outputs may tell."""

from datetime import UTC, datetime
from typing import Final

from tests.conversation import Conversation

AHEAD: Final = (
    "@amina /meeting plan 12 May 2021 13:00 UTC also:13 May 2021 02:00 UTC title:May call *draft* <b>v2</b>{more}",
    "@li /meeting agenda add Review the draft | section_3",
    "@bruno /meeting agenda add # Next [steps](https://example.org)",
    "@ines /meeting agenda add 1. Any other business",
    "@amina /meeting agenda agree 2 1",
    "@amina /meeting quorum 1/2",
    "@sec /pn member add @chen PNE group:civil society organisation:orgmarker",
)
FIRST: Final = (
    "@amina /meeting open",
    "@amina /attend",
    "@chen /apologies proxy:@amina",
    "@amina /attend observers:3",
    "@amina /meeting next",
    "@li /note <script>alert(1)</script> & ![image](https://example.org/x.png)",
    "@li /note `code` 100% *sure*",
    "@amina /poll open Shall we *meet* in June? | Yes | No closes:in 30 minutes",
    "@amina /poll vote P1 1",
    "@li /poll vote P1 1",
    "@amina /commit Draft the data section by:26 May 2021 owner:@li",
    "@amina /commit Ask the NRIs owner:IGF Secretariat",
)
SECOND: Final = (
    "@amina /meeting open",
    "@bruno /attend",
    "@ines /attend",
    "@amina /meeting next",
    "@bruno /note What was said there",
    "@amina /commit done C2",
    "@bruno /note A second thought",
)


def hold(talk: Conversation, more: str = "") -> Conversation:
    """Plan the meeting, with further options, and hold both of its sittings."""
    talk.given(*(line.format(more=f" {more}" if more else "") for line in AHEAD))
    talk.now = datetime(2021, 5, 12, 13, 2, tzinfo=UTC)
    talk.given(*FIRST)
    talk.wait(minutes=58)
    talk.given("@amina /meeting close")
    talk.now = datetime(2021, 5, 13, 2, 1, tzinfo=UTC)
    talk.given(*SECOND)
    talk.wait(minutes=44)
    talk.given("@amina /meeting close", "@ines /meeting minutes drop M1 4")
    talk.given("@ines /meeting minutes add M1 The group meets again in June.")
    return talk
