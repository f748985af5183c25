"""A pasted table: what was understood is shown with doubts, and only that is recorded, and only when confirmed."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.events import DeadlineKind
from tests.conversation import Conversation, suggestion

SEED = (Path(__file__).parent / "next_steps_2021.txt").read_text()
"""The two tables "NEXT STEPS" of the concept of the IGF 2021 Policy Networks, as they come out of the document."""
ROW = "@li /commit import Draft it | @bruno | By 10 April 2021"


def code(text: str) -> str:
    """Return the code with which a table is confirmed."""
    found = re.search(r"confirm (\w{4})`", text)
    assert found, text
    return found[1]


@pytest.fixture
def both(talk: Conversation) -> Conversation:
    """The two networks of the tables."""
    talk.given("@sec /pn add PNMA Policy Network on Meaningful Access")
    return talk


def test_the_two_tables_as_they_stand(both: Conversation) -> None:
    """Twelve commitments in two networks, from a paste that has cells in paragraphs, a page break and no year."""
    before = both.seq
    shown = both.say(f"@sec /commit import {SEED}")

    assert shown.error is None
    assert shown.private
    assert both.seq == before
    assert "12 commitments were understood" in shown.text

    recorded = both.say(f"@sec /commit import confirm {code(shown.text)}")

    assert len(recorded.created) == 12
    access = both.bot.record.state().network("PNMA").commitments
    told = [
        (
            str(one.text),
            [owner.body for owner in one.owners],
            f"{one.due:%d %B %Y}" if one.due else "",
            one.deadline_kind,
        )
        for one in access.values()
    ]
    secretariat, liaisons, by = ["IGF Secretariat"], ["MAG liaisons"], DeadlineKind.BY
    assert told == [
        ("Update proposal’s focus, to reflect the two BPFs", liaisons, "26 March 2021", by),
        (
            "Agree on a separate mailing list and how the BPF local content mailing list should be integrated",
            *(liaisons, "26 March 2021", by),
        ),
        ("Form the multistakeholder working group", [*liaisons, *secretariat], "22 April 2021", by),
        ("Suggest the list", [*liaisons, *secretariat], "", DeadlineKind.NONE),
        ("Communicates the invitations", secretariat, "26 March 2021", DeadlineKind.ON),
        ("Definition of scope of work for 2021-22", ["MWG"], "", DeadlineKind.NONE),
        ("Develop database and communication & outreach strategy", secretariat, "25 April 2021", by),
        ("Set milestones and final timeline", secretariat, "15 April 2021", by),
    ]
    assert [len(one.owners) for one in both.network.commitments.values()] == [1, 0, 1, 1]


@pytest.mark.parametrize(
    "doubt",
    [
        "I know nobody called Giacomo, Carlos, Roberto, Karim, so they are left out",
        "no year: 26 March 2021 (end of day, UTC)?",
        "stood in two rows, joined",
        "no owner",
        "one of 2 in one row",
        "a step of the row “Form the multistakeholder working group”",
        "“shares the proposal with the WG members” is kept as a note",
    ],
)
def test_what_is_doubtful_is_said(both: Conversation, doubt: str) -> None:
    """Beside its row, before anything is recorded."""
    assert f"   ? {doubt}" in both.say(f"@sec /commit import {SEED}").text


def test_who_is_known_is_proposed_and_accepts(talk: Conversation) -> None:
    """By short name, with or without the sign; who pastes takes their own on."""
    shown = talk.say("@li /commit import Draft it | bruno, Li and IGF Secretariat | On 2 May")
    talk.given(f"@li /commit import confirm {code(shown.text)}")
    people = {person.id: person.name for person in talk.bot.people.everyone()}

    assert [(people.get(o.person) or o.body, o.accepted) for o in talk.commitment().owners] == [
        ("bruno", False),
        ("li", True),
        ("IGF Secretariat", True),
    ]
    assert talk.commitment().deadline_kind is DeadlineKind.ON


@pytest.mark.parametrize(
    "table",
    [
        "Draft it | @bruno | By 10 April 2021 ;; Print it | UN DESA | 3 May",
        "Draft it\t@bruno\tBy 10 April 2021\nPrint it\tUN DESA\t3 May",
        "| ACTION | ACTOR | DEADLINE |\n|--|--|--|\n| Draft it | @bruno | By 10 April |\n| Print it | UN DESA | 3 May",
        "Task | Responsible | Due date | Status\nDraft it | @bruno | 10.4.2021 | \nPrint it | UN DESA | 3.5.2021 |",
        "What | Who | By when ;; Draft it | Bruno (lead) | 10 April ;; Print it | UN DESA | May 3",
        "(PNE)\n\nAction｜Actor｜Deadline\n1. Draft it ｜ @bruno ｜ 2021-04-10\n2. Print it ｜ UN DESA ｜ May 3rd",
    ],
)
def test_tables_of_several_forms(talk: Conversation, table: str) -> None:
    """By tabs or strokes, with and without a head, numbered, in Markdown, or in one line where no line can be ended."""
    shown = talk.say(f"@li /commit import {table}")
    talk.given(f"@li /commit import confirm {code(shown.text)}")

    assert [(str(one.text), f"{one.due:%d %m %Y}") for one in talk.network.commitments.values() if one.due] == [
        ("Draft it", "10 04 2021"),
        ("Print it", "03 05 2021"),
    ]


@pytest.mark.parametrize(
    "actor", ["@li @bruno", "Li Bruno", "li et bruno", "Li (lead), Bruno", "@li IGF Secretariat @bruno"]
)
def test_people_are_told_from_bodies(talk: Conversation, actor: str) -> None:
    """With a word between them or none; a body would be named in public."""
    shown = talk.say(f"@li /commit import Draft it | {actor} | end of April 2021 | in Geneva")
    talk.given(f"@li /commit import confirm {code(shown.text)}")
    owners = [talk.bot.people.get(owner.person) for owner in talk.commitment().owners if owner.person]

    assert [owner.name for owner in owners if owner] == ["li", "bruno"]
    assert {owner.body for owner in talk.commitment().owners} <= {"", "IGF Secretariat"}
    assert f"{talk.commitment().due:%d %m}" == "30 04"
    assert "“in Geneva” is kept as a note" in shown.text


def test_several_tables_wait_for_their_confirmation(both: Conversation) -> None:
    """Each with its own code, in any order; what was recorded is not recorded again."""
    first, second = (
        code(both.say(f"@sec /commit import {action} | MWG | 3 May 2021").text) for action in ("Draft it", "Print it")
    )
    both.given(f"@sec /commit import confirm {first}")
    again = both.say(f"@sec /commit import confirm {first}")
    both.given(f"@sec /commit import confirm {second}")

    assert again.error == "conflict"
    assert [str(one.text) for one in both.network.commitments.values()] == ["Draft it", "Print it"]


def test_rows_can_be_left_out(talk: Conversation) -> None:
    """By their numbers, as they were shown."""
    shown = talk.say("@li /commit import One | MWG | ;; Two | MWG | ;; Three | MWG |")
    talk.given(f"@li /commit import confirm {code(shown.text)} without:1, 3")

    assert [str(one.text) for one in talk.network.commitments.values()] == ["Two"]


@pytest.mark.parametrize("without", ["1 2 3", "4", "0", "two"])
def test_rows_that_cannot_be_left_out_are_said(talk: Conversation, without: str) -> None:
    """Nothing is recorded."""
    shown = talk.say("@li /commit import One | MWG | ;; Two | MWG | ;; Three | MWG |")

    assert talk.say(f"@li /commit import confirm {code(shown.text)} without:{without}").error == "usage"
    assert not talk.network.commitments


def test_it_is_recorded_once_by_whoever_pasted_it_and_within_an_hour(talk: Conversation) -> None:
    """A restart between the two is no matter."""
    shown = code(talk.say(ROW).text)
    talk.reopen()

    assert talk.say(f"@bruno /commit import confirm {shown}").error == "not_found"
    assert talk.say(f"@li /commit import confirm {shown.upper()}").error is None
    assert talk.say(f"@li /commit import confirm {shown}").error == "not_found"

    shown = code(talk.say(ROW).text)
    talk.wait(minutes=61)

    assert talk.say(f"@li /commit import confirm {shown}").error == "not_found"
    assert len(talk.network.commitments) == 1


def test_only_what_was_shown_is_recorded(talk: Conversation) -> None:
    """A name that has become known since reads differently: it is shown anew."""
    shown = talk.say("@li /commit import Draft it | Giacomo | By 10 April")
    talk.given("@sec /pn member add @giacomo PNE")
    refused = talk.say(f"@li /commit import confirm {code(shown.text)}")

    assert refused.error == "conflict"
    assert not talk.network.commitments
    assert talk.say(f"@li {suggestion(refused)}").error is None
    assert [owner.accepted for owner in talk.commitment().owners] == [False]


def test_the_year_may_be_said(talk: Conversation) -> None:
    """After the table; then it is no doubt."""
    shown = talk.say("@li /commit import Draft it | MWG | By 10 April year:2023")
    talk.given(f"@li /commit import confirm {code(shown.text)}")

    assert "no year" not in shown.text
    assert talk.commitment().due == datetime(2023, 4, 10, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("table", "error", "said"),
    [
        ("Draft it by Friday", "usage", "Line 1 has no columns: “Draft it by Friday”"),
        ("| |", "usage", "A row is ACTION | ACTOR | DEADLINE"),
        ("Access (PNX)\nDraft it | MWG |", "not_found", "There is no network PNX"),
        ("Draft it | MWG | By 10 April year:soon", "usage", "“soon” is no year."),
        (" ;; ".join(["Draft it | MWG |"] * 61), "usage", "this has 61"),
    ],
)
def test_what_is_no_table_is_refused(talk: Conversation, table: str, error: str, said: str) -> None:
    """With what is wrong, and an example that works."""
    reply = talk.say(f"@li /commit import {table}")

    assert reply.error == error
    assert said in reply.text
    assert talk.say(f"@li {suggestion(reply)}").error is None


def test_a_line_without_columns_is_left_out_and_said(talk: Conversation) -> None:
    """A title, a remark, or a cell that was cut: the rows around it are understood, and nobody has to paste again."""
    table = (
        "After the call\nWhat | Who | When\nDraft it | MWG | 10 April 2021\nas agreed\nPrint it | UN DESA | 3 May 2021"
    )
    shown = talk.say(f"@li /commit import {table}")
    talk.given(f"@li /commit import confirm {code(shown.text)}")

    assert shown.text.splitlines()[3:5] == [
        "? Line 1 has no columns: “After the call”. It is left out.",
        "? Line 4 has no columns: “as agreed”. It is left out.",
    ]
    assert [str(one.text) for one in talk.network.commitments.values()] == ["Draft it", "Print it"]


def test_a_table_with_another_network_needs_a_place_there(both: Conversation) -> None:
    """Whoever takes part in one of the two pastes that one only."""
    assert both.say(f"@li /commit import {SEED}").error == "forbidden"


def test_erasing_somebody_forgets_what_they_pasted(talk: Conversation) -> None:
    """It may name people."""
    shown = code(talk.say(ROW).text)
    li = talk.bot.people.named("li")
    assert li
    talk.bot.people.erase(li.id)

    assert "Draft it" not in (talk.folder / "people.json").read_text()
    assert talk.say(f"@sec /commit import confirm {shown}").error == "not_found"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(alphabet="aZ1 |\t\n;<p>/By April@li.,:()#*-é", max_size=40), max_size=6))
def test_whatever_is_pasted_gets_an_answer_and_records_nothing(talk: Conversation, lines: list[str]) -> None:
    """Understood, or refused in a sentence."""
    before = talk.seq
    reply = talk.say("@li /commit import " + "\n".join(lines))

    assert reply.text
    assert reply.error != "storage"
    assert talk.seq == before
