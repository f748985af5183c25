"""Every cell of the table "who may do what", asked of the real commands."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from tests.conversation import MEMBERS, Conversation

ROLES: Final = {
    "observer": "",
    "community": "role:community",
    "contact": "role:contact",
    "mwg": "role:mwg",
    "liaison": "role:mag-liaison",
    "chair": "role:co-chair",
    "consultant": "role:consultant",
}
EVERYONE: Final = {*ROLES, "secretariat"}
WORKING: Final = {"mwg", "liaison", "chair", "consultant", "secretariat"}
RUNNING: Final = {"chair", "consultant", "secretariat"}

CELLS: Final[dict[str, tuple[str, set[str]]]] = {
    "read public": ("/poll results P1", EVERYONE),
    "read the list of commitments": ("/commit list", EVERYONE),
    "ask for help": ("/pn help", EVERYONE),
    "own settings": ("/pn me zone:Asia/Kolkata", EVERYONE),
    "own data": ("/pn mine", EVERYONE),
    "vote": ("/poll vote P1 1", {"mwg"}),
    "own attendance": ("/attend M1", WORKING),
    "apologies": ("/apologies M2", WORKING),
    "own commitment": ("/commit Write to the ministry", WORKING),
    "commitment for another": ("/commit Write to the ministry owner:@bruno", WORKING),
    "assign one without an owner": ("/commit assign C2 @bruno", WORKING),
    "propose a poll": ("/poll open Tea or coffee? | Tea | Coffee", WORKING),
    "open a proposed poll": ("/poll open P2", RUNNING),
    "close another's poll": ("/poll close P1", {"chair", "secretariat"}),
    "plan a meeting": ("/meeting plan 1 June 2021 13:00 UTC title:June call", RUNNING),
    "open a meeting": ("/meeting open M2", {*RUNNING}),
    "close a meeting": ("/meeting close M1", RUNNING),
    "cancel a meeting": ("/meeting cancel M2", RUNNING),
    "attendance of others": ("/attend M1 @bruno", RUNNING),
    "correct others' commitments": ("/commit done C1", {"chair", "secretariat"}),
    "add a member": ("/pn member add @newcomer", {"secretariat"}),
    "approve a member": ("/pn member approve @asker", {"secretariat"}),
    "remove a member": ("/pn member remove @bruno", {"secretariat"}),
    "change roles": ("/pn member role @bruno mag-liaison", {"secretariat"}),
    "add a network": ("/pn add PNX Another network", {"secretariat"}),
    "tie a channel": ("/pn bind PNE public", {"secretariat"}),
    "publish": ("/publish The call is open.", {"secretariat"}),
}


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in which everything that the cells ask about exists."""
    folder = tmp_path_factory.mktemp("ground") / "record"
    talk = Conversation(folder)
    talk.given(*MEMBERS)
    talk.given(*(f"@sec /pn member add @{name} {role}" for name, role in ROLES.items() if role))
    talk.given("@asker /pn join PNE")
    talk.given("@amina /poll open First? | Yes | No", "@li /poll open Second? | Yes | No")
    talk.given("@amina /meeting plan 1 May 2021 13:00 UTC", "@amina /meeting open")
    talk.given("@amina /meeting plan 8 May 2021 13:00 UTC")
    talk.given("@bruno /commit Read the draft", "@bruno /commit Find somebody owner:@li", "@li /commit decline C2")
    return folder


@pytest.mark.parametrize("role", sorted(EVERYONE))
@pytest.mark.parametrize("cell", CELLS)
def test_cell(cell: str, role: str, ground: Path, tmp_path: Path) -> None:
    """A role may do what its cell says, and is refused everything else as forbidden."""
    shutil.copytree(ground, tmp_path / "record")
    talk = Conversation(tmp_path / "record")
    line, allowed = CELLS[cell]
    if line == "/meeting open M2":
        talk.given("@amina /meeting close M1")

    reply = talk.say(f"@{'sec' if role == 'secretariat' else role} {line}")

    assert (reply.error is None) == (role in allowed), reply.text
    assert reply.error in (None, "forbidden"), reply.text


def test_a_consultant_closes_own_polls_only(tmp_path: Path) -> None:
    """The consultant may close what the consultant opened."""
    talk = Conversation(tmp_path / "record")
    talk.given(*MEMBERS, "@ines /poll open Mine? | Yes | No", "@amina /poll open Hers? | Yes | No")

    own = talk.say("@ines /poll close P1")
    others = talk.say("@ines /poll close P2")

    assert own.error is None
    assert others.error == "forbidden"


def test_a_co_chair_votes_only_as_a_member_of_the_working_group(tmp_path: Path) -> None:
    """The role of co-chair alone gives no vote; with the working group's it does."""
    talk = Conversation(tmp_path / "record")
    talk.given(*MEMBERS, "@sec /pn member add @dara role:co-chair", "@amina /poll open First? | Yes | No")

    assert talk.say("@amina /poll vote P1 1").error is None
    assert talk.say("@dara /poll vote P1 1").error == "forbidden"


def test_the_operator_has_the_rights_of_the_secretariat(tmp_path: Path) -> None:
    """What comes from the command line may manage members, and is recorded as the operator's."""
    talk = Conversation(tmp_path / "record")
    talk.given(*MEMBERS)
    request = replace(talk.request("@operator /pn member add @new PNE"), operator=True)

    reply = talk.bot.dispatcher.handle_now(request)

    assert reply.error is None
    assert talk.bot.record.history.recent[-1].by == "operator"
