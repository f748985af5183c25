"""A table pasted into a form: what was understood is shown before anything is recorded."""

from typing import Final

from tests.chatbot.adapters.slack.conftest import Hold
from tests.chatbot.adapters.slack.office import PEOPLE, ROOM, Office
from tests.chatbot.adapters.slack.test_screens import opened
from tests.chatbot.pasted.test_import import SEED
from tests.slack.seen import Seen
from tests.slack.world import View

ROWS: Final = "Rows of ACTION | ACTOR | DEADLINE, pasted"
LEFT_OUT: Final = "Rows to leave out, such as 2 5"
TABLE: Final = """ACTION | ACTOR | DEADLINE
Draft <it> & send | IGF Secretariat | By 10 April
Read it | MWG |
Ask | Nobody | On 2 May"""


def told(view: View) -> str:
    """Return what a form shows beside its fields."""
    return "\n".join(block["text"]["text"] for block in view.blocks if block["type"] == "section")


async def pasted(office: Office, table: str, year: str = "") -> Seen:
    """Open the form, paste a table, and go on."""
    form = await opened(office, "li", "commit import")
    filled = {ROWS: table, "Year of dates without one, such as 2021": year or None}
    return await office.slack.as_user(PEOPLE["li"]).submit(form, filled)


def test_what_was_understood_is_shown_and_then_recorded(hold: Hold) -> None:
    """Nothing before the second form is sent; then without the rows that were left out, told in the channel."""

    async def talk(office: Office) -> tuple[str, int, str, list[str], View | None]:
        seen = await pasted(office, TABLE, "2031")
        assert seen.modal
        shown, before = told(seen.modal), len(office.entries())
        sent = await office.slack.as_user(PEOPLE["li"]).submit(seen.modal, {LEFT_OUT: "3"})
        await sent.until(lambda seen: seen.messages)
        made = office.state().network("PNE").commitments.values()
        assert (before, office.slack.refused()) == (len(office.entries()) - 1, [])
        assert sent.messages[0].channel == ROOM
        return shown, len(made), sent.messages[0].text, [str(one.text) for one in made], sent.modal

    shown, count, answer, texts, left_open = hold(talk)

    assert "3 commitments were understood; look at what has a question mark." in shown
    assert "1. PNE · Draft &lt;it&gt; &amp; send · IGF Secretariat · by 10 April 2031 (end of day, UTC)" in shown
    assert "/commit import confirm" not in shown
    assert (count, texts) == (2, ["Draft <it> & send", "Read it"])
    assert "PNE-C2: Read it" in answer
    assert left_open is None


def test_what_is_no_table_stands_in_the_form(hold: Hold) -> None:
    """And the preview says which rows there are not; both forms stay as they were filled in."""

    async def talk(office: Office) -> tuple[dict[str, str], dict[str, str], int]:
        wrong = await pasted(office, "no columns at all")
        seen = await pasted(office, TABLE)
        assert seen.modal
        unknown = await office.slack.as_user(PEOPLE["li"]).submit(seen.modal, {LEFT_OUT: "9"})
        return wrong.errors, unknown.errors, len(office.state().network("PNE").commitments)

    wrong, unknown, made = hold(talk)

    assert wrong["first"].startswith("Line 1 has no columns: “no columns at all”.")
    assert unknown == {"without": "“9” are no rows of the table: they have the numbers 1 to 3."}
    assert made == 0


def test_the_two_tables_of_the_concept_fit_into_the_form(hold: Hold) -> None:
    """As they stand, in one paste."""

    async def talk(office: Office) -> tuple[str, list[int]]:
        await office.given("@sec /pn add PNMA Policy Network on Meaningful Access")
        await office.given("@sec /pn member add @li PNMA")
        seen = await pasted(office, SEED, "2031")
        assert seen.modal, seen.errors
        shown = told(seen.modal)
        sent = await office.slack.as_user(PEOPLE["li"]).submit(seen.modal)
        await sent.until(lambda seen: seen.messages)
        return shown, [len(one.commitments) for one in office.state().networks.values()]

    shown, counts = hold(talk)

    assert "12 commitments were understood" in shown
    assert sum(counts) == 12
