"""Rights last as long as the term of a membership, and are counted the same."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from chatbot.cli.importing import import_file
from storage.errors import StorageFault
from storage.measures.members import mwg
from storage.measures.networks import figures
from tests.conversation import Conversation

ROWS = """
people: [{name: dara}, {name: esi}]
memberships:
- {pn: PNE, person: dara, to: 2021-12-31, group: civil society}
- {pn: PNE, person: esi, roles: [mwg, co-chair], to: 2021-03-05}
"""


@pytest.fixture
def terms(talk: Conversation, tmp_path: Path) -> Conversation:
    """Two more members of PNE in March 2021: dara to the end of the year, esi to the end of the week."""
    load(talk, tmp_path, ROWS)
    talk.given("@amina /meeting plan in 3 minutes title:Call", "@amina /meeting open", "@amina /poll open Tea? | A | B")
    return talk


def load(talk: Conversation, folder: Path, rows: str) -> str:
    """Import rows at the time of the conversation."""
    (folder / "rows.yaml").write_text(rows, encoding="utf-8")
    return import_file(talk.bot, folder / "rows.yaml", talk.now)


def names(talk: Conversation) -> set[str]:
    """Return who is in the working group now."""
    found = (talk.bot.people.get(person) for person in mwg(talk.network, talk.now))
    return {person.name for person in found if person}


def test_who_is_to_leave_has_all_rights_until_then(terms: Conversation) -> None:
    """And is a member in every figure; afterwards neither."""
    now = [terms.say(f"@{who} {line}").error for who in ("dara", "esi") for line in ("/attend", "/poll vote 1")]
    before = names(terms)
    opened = terms.say("@esi /poll open Coffee? | A | B").text
    terms.now = datetime(2021, 3, 6, tzinfo=UTC)
    after = names(terms)
    refused = [terms.say(f"@esi {line}").error for line in ("/attend", "/poll open Water? | A | B")]

    assert now == [None] * 4
    assert before == {"amina", "li", "bruno", "dara", "esi"}
    assert opened.startswith("Vote now · PNE-P2: Coffee?")
    assert after == before - {"esi"}
    assert refused == ["forbidden"] * 2
    assert terms.say("@dara /attend").error is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("@sec /pn member list", "co-chair (1): @amina"),
        ("@esi /pn me", "You are in no network"),
        ("@sec /pn member add @esi", "The working group has 5 members."),
        ("@esi /pn join", "You asked to join PNE"),
        ("@esi /pn leave", "You are not in PNE."),
        ("@sec /pn member role @esi contact", "@esi is not in PNE."),
        ("@sec /pn member remove @esi", "@esi is not in PNE."),
    ],
)
def test_every_command_sees_that_a_term_is_over(terms: Conversation, line: str, told: str) -> None:
    """A day after its end."""
    terms.now = datetime(2021, 3, 6, tzinfo=UTC)

    assert told in terms.say(line).text


def test_who_comes_back_is_not_sent_away_by_an_earlier_end(terms: Conversation) -> None:
    """Who left before the end of a term, and joined again, stays."""
    terms.given("@dara /pn leave", "@dara /pn join", "@sec /pn member approve @dara")
    terms.now = datetime(2022, 1, 1, tzinfo=UTC)

    assert "dara" in names(terms)
    assert terms.say("@dara /poll open Water? | A | B").error is None


def test_nobody_gets_a_right_before_its_time(talk: Conversation, tmp_path: Path) -> None:
    """A term to come is refused, so that rights and figures agree."""
    before = figures(talk.network, talk.now)
    row = "memberships: [{pn: PNE, person: ines, from: 2021-12-01, roles: co-chair}]"

    with pytest.raises(StorageFault, match="line 1: from is still to come: 1 December 2021"):
        load(talk, tmp_path, row)

    assert figures(talk.network, talk.now) == before
