"""Why something was dropped, moved or cancelled is shown where it is looked up, to those who take part alone."""

import pytest

from chatbot.cli.importing import import_file
from tests.conversation import Conversation


@pytest.fixture
def changed(talk: Conversation) -> Conversation:
    """C1 and W1 are dropped, W2 and M1 moved, M2 is cancelled; C2 was dropped and taken up again."""
    talk.given(
        "@amina /commit Draft it by:20 May 2021",
        "@amina /commit Read it",
        "@amina /milestone add Outline by:30 April 2021",
        "@amina /milestone add Draft by:30 May 2021",
        "@amina /meeting plan 12 May 2021 13:00 UTC title:May call",
        "@amina /meeting plan 9 June 2021 13:00 UTC title:June call",
        "@amina /commit drop C1 because:Merged into another",
        "@amina /commit drop C2 because:Nobody has time",
    )
    talk.wait(days=1)
    talk.given(
        "@amina /commit reopen C2",
        "@amina /milestone drop W1 because:Not asked for",
        "@amina /milestone move W2 by:2 June 2021 because:Reviewers are late",
        "@amina /meeting move M1 13 May 2021 13:00 UTC because:Public holiday",
        "@amina /meeting cancel M2 because:Annual leave",
    )
    return talk


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/commit show C1", "Dropped on Mon 1 March 2021 09:00 UTC: Merged into another"),
        ("/commit list C1", "Dropped on Mon 1 March 2021 09:00 UTC: Merged into another"),
        ("/milestone show W1", "Dropped on Tue 2 March 2021 09:00 UTC: Not asked for"),
        (
            "/milestone show W2",
            "Moved to 2 June 2021 (end of day, UTC) on Tue 2 March 2021 09:00 UTC: Reviewers are late",
        ),
        ("/meeting list", "PNE-M1: May call, Thu 13 May 2021 13:00 UTC (moved: Public holiday)"),
        ("/meeting list", "PNE-M2 (cancelled): June call, Wed 9 June 2021 13:00 UTC (reason: Annual leave)"),
    ],
)
def test_a_reason_is_shown_to_those_who_take_part(changed: Conversation, line: str, told: str) -> None:
    """Observers see what became of it, and not why."""
    reason = told.rpartition(": ")[2].rstrip(")")

    assert told in changed.say(f"@li {line}").text.splitlines()
    assert reason not in changed.say(f"@stranger {line}").text
    assert told.partition(" on ")[0].partition(" (")[0] in changed.say(f"@stranger {line}").text


def test_what_was_taken_up_again_says_so(changed: Conversation) -> None:
    """With both times; the reason of the drop holds no longer."""
    shown = changed.say("@li /commit show C2").text

    assert "Dropped on Mon 1 March 2021 09:00 UTC, taken up again on Tue 2 March 2021 09:00 UTC" in shown
    assert "Nobody has time" not in shown


def test_what_was_imported_without_a_date_is_told_wherever_one_is(talk: Conversation) -> None:
    """West of Greenwich as well."""
    talk.wait(days=60)
    talk.given("@li /pn me zone:America/New_York")
    file = talk.folder / "old.csv"
    file.write_text(
        "id,pn,action,status,reason,reopened\n"
        "X1,PNE,Draft it,dropped,Merged,\n"
        "X2,PNE,Read it,open,,done until 2021-04-02\n"
    )
    import_file(talk.bot, file, talk.now)

    assert talk.say("@li /commit show X1").text.endswith("Dropped on an unknown day: Merged")
    assert "Done on an unknown day, taken up again on 2 April 2021" in talk.say("@li /commit show X2").text
