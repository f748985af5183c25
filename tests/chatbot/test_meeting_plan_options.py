"""Options of a planned meeting that lack their key: they are asked about, and neither lost nor part of a title."""

import pytest

from tests.conversation import Conversation, suggestion


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("12 May 13:00 UTC title:May call every month", "12 May 13:00 UTC title:May call every:month"),
        ("12 May 13:00 UTC title:May call (every two weeks)", "12 May 13:00 UTC title:May call every:fortnight"),
        ("12 May 13:00 UTC title:May call, chatham yes", "12 May 13:00 UTC title:May call chatham:yes"),
        (
            "12 May 13:00 UTC title:Call kind community every:week",
            "12 May 13:00 UTC title:Call kind:community every:week",
        ),
        ("12 May 13:00 UTC every month title:May call", "12 May 13:00 UTC every:month title:May call"),
        ("12 May 13:00 UTC every month", "12 May 13:00 UTC every:month"),
        ("12 May 13:00 UTC title May call", "12 May 13:00 UTC title:May call"),
        ("12 May 13:00 UTC kind community", "12 May 13:00 UTC kind:community"),
        ("12 May 13:00 UTC monthly", "12 May 13:00 UTC every:monthly"),
        ("12 May 13:00 UTC monthly call", "12 May 13:00 UTC title:monthly call"),
    ],
)
def test_an_option_without_its_colon_is_asked_about(talk: Conversation, line: str, better: str) -> None:
    """As part of the title it would be lost: the series, or the Chatham House Rule."""
    reply = talk.say(f"@amina /meeting plan {line}")

    assert not talk.network.meetings
    assert suggestion(reply) == f"/meeting plan {better}"
    assert talk.say(f"@amina {suggestion(reply)}").error is None


@pytest.mark.parametrize("title", ["“What we do every month”", "Tea every afternoon", "Every month counts"])
def test_in_quotes_or_as_no_option_it_is_a_title(talk: Conversation, title: str) -> None:
    """Nothing is asked."""
    talk.given(f"@amina /meeting plan 12 May 13:00 UTC title:{title}")

    assert str(talk.meeting().title) == title.strip("“”")


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("title:Call https://example.org/room", "title:Call link:https://example.org/room"),
        ("title:https://example.org/room", "title:Meeting link:https://example.org/room"),
        ("title:Call at https://example.org/room please", "title:Call at please link:https://example.org/room"),
        (
            "title:Call place:https://example.org/room kind:session",
            "title:Call link:https://example.org/room kind:session",
        ),
        ("monthly title:Call", "UTC every:monthly title:Call"),
    ],
)
def test_what_lacks_its_key_is_no_part_of_another_value(talk: Conversation, typed: str, better: str) -> None:
    """An address would be a part of the title, and a rhythm would be lost."""
    reply = talk.say(f"@amina /meeting plan 12 May 2021 13:00 {typed}")

    assert reply.error == "usage"
    assert suggestion(reply) == f"/meeting plan 12 May 2021 13:00 {better}"
    assert talk.say(f"@amina {suggestion(reply)}").error is None


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("every Tuesday 15:00", "Tuesday 15:00 every:week"),
        ("every second Tuesday at 3pm", "Tuesday at 3pm every:fortnight"),
        ("every 2 weeks on Tuesday 15:00 title:Call", "Tuesday 15:00 every:fortnight title:Call"),
        ("12 May 2021 13:00 https://example.org/r", "12 May 2021 13:00 link:https://example.org/r"),
        ("12 May 2021 13:00 https://example.org/r UTC", "12 May 2021 13:00 UTC link:https://example.org/r"),
    ],
)
def test_a_rhythm_or_a_link_beside_the_time_gets_its_key(talk: Conversation, typed: str, better: str) -> None:
    """As people write it in a mail; the link was lost, and the rhythm became the title."""
    reply = talk.say(f"@amina /meeting plan {typed}")

    assert suggestion(reply) == f"/meeting plan {better}"
    assert "PNE-M1" in talk.say(f"@amina {suggestion(reply)}").created
