"""Every cell of the table "who may do what", asked of the real commands."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from chatbot.commands import COMMANDS
from chatbot.names import find_command
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


class Cell(NamedTuple):
    """A line, the roles that may type it, what is said before, and how everybody else is refused."""

    line: str
    allowed: set[str]
    given: tuple[str, ...] = ()
    refusal: str = "forbidden"


PROPOSED: Final = ("@{who} /pn me zone:Asia/Kolkata", "@amina /commit Find a room owner:@{who}")
CORRECTING: Final = {"chair", "secretariat"}
CELLS: Final[dict[str, Cell]] = {
    "read public": Cell("/poll results P1", EVERYONE),
    "read a proposal": Cell("/poll results P2", WORKING, refusal="not_found"),
    "read the list of networks": Cell("/pn list", EVERYONE),
    "read the figures": Cell("/pn status", EVERYONE),
    "read the list of members": Cell("/pn member list", EVERYONE),
    "read the list of polls": Cell("/poll list", EVERYONE),
    "read the list of meetings": Cell("/meeting list", EVERYONE),
    "read the list of commitments": Cell("/commit list", EVERYONE),
    "ask for help": Cell("/pn help", EVERYONE),
    "ask to join": Cell("/pn join", EVERYONE - {"mwg"}, refusal="conflict"),
    "leave": Cell("/pn leave", set(ROLES) - {"observer"}, refusal="conflict"),
    "own settings": Cell("/pn me zone:Asia/Kolkata", EVERYONE),
    "own data": Cell("/pn mine", EVERYONE),
    "be one person on two platforms": Cell("/pn link", EVERYONE),
    "take back one's own": Cell("/pn undo", EVERYONE, ("@sec /pn add PNX Another", "@{who} /pn join PNX")),
    "use a claim": Cell("/pn claim {code}", EVERYONE - {"secretariat"}, refusal="conflict"),
    "vote on the web": Cell("/poll ballot P1", set(), refusal="conflict"),
    "vote": Cell("/poll vote P1 1", {"mwg"}),
    "have no vote any more": Cell("/poll unvote P1", {"mwg"}),
    "own attendance": Cell("/attend M1", WORKING),
    "apologies": Cell("/apologies M2", WORKING),
    "own commitment": Cell("/commit Write to the ministry", WORKING),
    "commitment for another": Cell("/commit Write to the ministry owner:@bruno", WORKING),
    "assign one without an owner": Cell("/commit assign C2 @bruno", WORKING),
    "take on what was proposed": Cell("/commit accept C3", WORKING, PROPOSED),
    "turn down what was proposed": Cell("/commit decline C3", WORKING, PROPOSED),
    "propose a poll": Cell("/poll open Tea or coffee? | Tea | Coffee", WORKING),
    "open a proposed poll": Cell("/poll open P2", RUNNING),
    "close another's poll": Cell("/poll close P1", CORRECTING),
    "withdraw another's proposal": Cell("/poll close P2", CORRECTING),
    "read a breakdown": Cell("/poll breakdown P1", EVERYONE, ("@amina /poll close P1",)),
    "see a ballot that one has not cast": Cell("/poll receipt P3", set(), refusal="not_found"),
    "withdraw another's poll": Cell("/poll withdraw P1 because:a mistake", CORRECTING),
    "extend another's poll": Cell("/poll extend P3 until:in 9 days because:a holiday", CORRECTING),
    "read a poll": Cell(
        "/poll read P1 label:consensus all agree", {"chair"}, ("@amina /poll close P1",), refusal="forbidden"
    ),
    "plan a meeting": Cell("/meeting plan 1 June 2021 13:00 UTC title:June call", RUNNING),
    "open a meeting": Cell("/meeting open M2 now:yes", RUNNING, ("@amina /meeting close M1",)),
    "open a meeting again": Cell("/meeting open M1", RUNNING, ("@amina /meeting close M1",)),
    "close a meeting": Cell("/meeting close M1", RUNNING),
    "cancel a meeting": Cell("/meeting cancel M2", RUNNING),
    "move a meeting": Cell("/meeting move M2 9 May 2021 13:00 UTC", RUNNING),
    "read the agenda": Cell("/meeting agenda", EVERYONE),
    "propose an item for the agenda": Cell("/meeting agenda add M2 Review the draft", WORKING),
    "agree the agenda": Cell("/meeting agenda agree M2", RUNNING, ("@bruno /meeting agenda add M2 Review",)),
    "drop another's item": Cell("/meeting agenda drop M2 1", RUNNING, ("@bruno /meeting agenda add M2 Review",)),
    "go on to the next item": Cell(
        "/meeting next", RUNNING, ("@bruno /meeting agenda add M1 Review", "@amina /meeting agenda agree M1")
    ),
    "take a note": Cell("/note The draft needs a section on data", WORKING),
    "read the draft of minutes": Cell("/meeting minutes M1", RUNNING, refusal="not_found"),
    "read published minutes": Cell(
        "/meeting minutes M1", EVERYONE, ("@amina /meeting close", "@amina /meeting publish")
    ),
    "add to the minutes": Cell("/meeting minutes add M1 The group agreed", RUNNING),
    "take a note out": Cell("/meeting minutes drop M1 1", RUNNING, ("@bruno /note A gap",)),
    "publish minutes": Cell("/meeting publish M1", CORRECTING, ("@amina /meeting close",)),
    "agree on a quorum": Cell("/meeting quorum 1/2", CORRECTING),
    "leave early": Cell("/attend leave M1", WORKING, ("@{who} /pn me zone:Asia/Kolkata", "@amina /attend M1 @{who}")),
    "read the attendance": Cell("/meeting attendance M1", WORKING),
    "count observers": Cell("/attend M1 observers:12", RUNNING),
    "attendance of others": Cell("/attend M1 @bruno", RUNNING),
    "start another's commitment": Cell("/commit start C1", CORRECTING),
    "report another's commitment done": Cell("/commit done C1", CORRECTING),
    "move another's deadline": Cell("/commit slip C1 by:Friday", CORRECTING),
    "drop another's commitment": Cell("/commit drop C1", CORRECTING),
    "assign another's commitment": Cell("/commit assign C1 @li", CORRECTING),
    "reopen another's commitment": Cell("/commit reopen C1", CORRECTING, ("@bruno /commit done C1",)),
    "show a commitment": Cell("/commit show C1", EVERYONE),
    "add a note to another's commitment": Cell("/commit note C1 the draft is late", WORKING),
    "be reminded of one's own later": Cell("/commit snooze C3 until:in 3 days", WORKING, PROPOSED),
    "be reminded of another's": Cell("/commit snooze C1 until:in 3 days", set()),
    "whose commitments are whose": Cell("/commit list owner:@bruno", WORKING),
    "paste a table": Cell("/commit import Write it | @bruno | By 10 April", WORKING),
    "record a pasted table": Cell("/commit import confirm 1234", set(), refusal="not_found"),
    "read the work plan": Cell("/pn milestone list", EVERYONE),
    "read a milestone": Cell("/pn milestone show W1", EVERYONE),
    "add a milestone": Cell("/pn milestone add Agreed", RUNNING),
    "put under a milestone": Cell("/pn milestone include W1 C1", RUNNING),
    "take out of a milestone": Cell("/pn milestone exclude C2", RUNNING),
    "move a milestone": Cell("/pn milestone move W1 by:in 8 weeks", RUNNING),
    "say that a milestone is met": Cell("/pn milestone met W1", RUNNING),
    "drop a milestone": Cell("/pn milestone drop W1", RUNNING),
    "reopen a milestone": Cell("/pn milestone reopen W1", RUNNING, ("@amina /pn milestone met W1",)),
    "add a member": Cell("/pn member add @newcomer", {"secretariat"}),
    "approve a member": Cell("/pn member approve @asker", {"secretariat"}),
    "remove a member": Cell("/pn member remove @bruno", {"secretariat"}),
    "change roles": Cell("/pn member role @bruno mag-liaison", {"secretariat"}),
    "add a network": Cell("/pn add PNX Another network", {"secretariat"}),
    "tie a channel": Cell("/pn bind PNE public", {"secretariat"}),
    "release a channel": Cell("/pn unbind", {"secretariat"}, ("@sec /pn bind PNE",)),
    "publish": Cell("/publish The call is open.", {"secretariat"}),
}


def test_every_command_has_a_cell() -> None:
    """None is left without a rule."""
    commands = {command.path: command for command in COMMANDS}

    assert {find_command(cell.line, commands)[0].path for cell in CELLS.values()} == set(commands)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in which everything that the cells ask about exists."""
    folder = tmp_path_factory.mktemp("ground") / "record"
    talk = Conversation(folder)
    talk.given(*MEMBERS)
    talk.given(*(f"@sec /pn member add @{name} {role}" for name, role in ROLES.items() if role))
    talk.given("@asker /pn join PNE")
    talk.given("@amina /poll open First? | Yes | No", "@li /poll open Second? | Yes | No")
    talk.given("@amina /poll open Third? | Yes | No extendable:yes closes:in 7 days")
    talk.given("@amina /meeting plan 1 May 2021 13:00 UTC", "@amina /meeting open now:yes")
    talk.given("@amina /meeting plan 8 May 2021 13:00 UTC")
    talk.given("@bruno /commit Read the draft", "@bruno /commit Find somebody owner:@li", "@li /commit decline C2")
    talk.given("@amina /pn milestone add Outline by:in 6 weeks", "@amina /pn milestone include W1 C2")
    return folder


@pytest.mark.parametrize("role", sorted(EVERYONE))
@pytest.mark.parametrize("cell", CELLS)
def test_cell(cell: str, role: str, ground: Path, tmp_path: Path) -> None:
    """A role may do what its cell says, and is refused everything else."""
    shutil.copytree(ground, tmp_path / "record")
    talk = Conversation(tmp_path / "record")
    line, allowed, given, refusal = CELLS[cell]
    who = "sec" if role == "secretariat" else role
    talk.given(*(before.format(who=who) for before in given))

    reply = talk.say(f"@{who} {line.format(code=talk.bot.people.new_claim(talk.now))}")

    assert reply.error == (None if role in allowed else refusal), reply.text


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


@pytest.mark.parametrize("role", ["mag-liaison", "co-chair"])
def test_whoever_is_a_member_besides_votes(tmp_path: Path, role: str) -> None:
    """The further role takes nothing away."""
    talk = Conversation(tmp_path / "record")
    talk.given(*MEMBERS, f"@sec /pn member add @dara role:mwg, {role}", "@amina /poll open First? | Yes | No")

    assert talk.say("@dara /poll vote P1 1").error is None


def test_the_operator_has_the_rights_of_the_secretariat(tmp_path: Path) -> None:
    """What comes from the command line may manage members, and is recorded as the operator's."""
    talk = Conversation(tmp_path / "record")
    talk.given(*MEMBERS)
    request = replace(talk.request("@operator /pn member add @new PNE"), operator=True)

    reply = talk.bot.dispatcher.handle_now(request)

    assert reply.error is None
    assert talk.bot.record.history.recent[-1].by == "operator"
