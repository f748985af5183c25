"""What stands in the tables of polls, meetings and attendance."""

from pathlib import Path

from storage.exports import write_csv
from storage.measures.electorate import digest
from tests.conversation import Conversation
from tests.storage.exports.exported import history, id_of, table


def test_polls_meetings_and_attendance_have_tables(talk: Conversation, tmp_path: Path) -> None:
    """A row an option, a meeting, a person at a meeting; times are in UTC."""
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    polls, meetings, attendance = (
        table(tmp_path / "csv" / f"{name}.csv") for name in ("polls", "meetings", "attendance")
    )

    assert [(row["poll"], row["option"], row["votes"], row["electorate"]) for row in polls] == [
        ("PNE-P1", "1", "0", "3"),
        ("PNE-P1", "2", "1", "3"),
    ]
    assert polls[0]["closes"] == "2021-03-01T10:00:00Z"
    assert [(row["id"], row["present"], row["eligible"]) for row in meetings] == [("PNE-M1", "2", "3")]
    assert [(row["person"], row["presence"]) for row in attendance] == [
        (id_of(talk, "amina"), "present"),
        (id_of(talk, "li"), "present"),
    ]


def test_polls_have_their_rules_in_the_table(talk: Conversation, tmp_path: Path) -> None:
    """What was stated at the opening, and what became of it; no counts where there are none."""
    talk.given(
        "@amina /poll open Which? | A | B kind:multiple choose:1 for:community ties:listed leavers:lose quorum:50% "
        "threshold:2/3 extendable:yes use:scope names:public closes:in 2 hours",
        "@li /poll vote P2 abstain",
        "@amina /poll extend P2 until:in 3 hours because:the draft came late",
        "@amina /poll open Which? | A | B secret:yes",
        "@amina /poll withdraw P3 because:unclear",
        "@amina /poll open When? | 12 May 2021 13:00 UTC | 13 May 2021 07:30 UTC kind:dates for:everyone",
        "@li /poll vote P4 1 yes 2 if-need-be",
    )
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    rows = {(row["poll"], row["option"]): row for row in table(tmp_path / "csv" / "polls.csv")}
    ruled, withdrawn, dates = rows["PNE-P2", "1"], rows["PNE-P3", "1"], rows["PNE-P4", "2"]

    wanted = ("for", "choose", "ties", "leavers", "quorum", "threshold", "secret", "extendable", "use", "names")
    assert [ruled[column] for column in wanted] == [
        "community",
        "1",
        "listed",
        "lose",
        "1/2",
        "2/3",
        "",
        "yes",
        "scope",
        "yes",
    ]
    assert ruled["extended_because"] == "the draft came late"
    assert ruled["extended"]
    assert ruled["electorate_digest"] == digest(talk.poll(2).electorate, talk.poll(2).salt)
    assert (ruled["electorate"], ruled["voters"], ruled["abstained"], ruled["votes"]) == ("3", "1", "1", "0")
    assert [withdrawn[column] for column in ("secret", "withdrawn", "voters", "votes")] == ["yes", "unclear", "", ""]
    assert [dates[column] for column in ("electorate", "electorate_digest", "votes", "if_need_be")] == [
        "",
        "",
        "0",
        "1",
    ]


def test_a_meeting_without_a_record_has_no_counts(talk: Conversation, tmp_path: Path) -> None:
    """Nobody is counted as absent where nobody was counted."""
    talk.given("@amina /meeting plan in 30 minutes title:June call")
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    last = table(tmp_path / "csv" / "meetings.csv")[-1]

    assert [last[column] for column in ("present", "eligible", "excused", "others")] == [""] * 4
