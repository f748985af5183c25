"""Commands, ids and typed lines as they stand in an answer, in every script and language."""

from pathlib import Path

import pytest

from storage import i18n
from tests.catalogue import write_catalogue
from tests.conversation import Conversation, at_once


@pytest.mark.parametrize("sign", ["/", "!"])
@pytest.mark.parametrize(
    "words",
    [
        "pn help",
        "pn help poll",
        "poll",
        "frob",
        "poll open Tea?",
        "commit done",
        "meeting open",
        "pn me name:bruno",
        "poll open A? | B | C",
        "commit Draft it owner:@li",
    ],
)
def test_commands_are_shown_as_they_are_typed_there(talk: Conversation, sign: str, words: str) -> None:
    """On Matrix with `!`, elsewhere with `/`: in answers, refusals and suggestions."""
    reply = talk.say(f"@amina {sign}{words}")
    other = "!" if sign == "/" else "/"

    assert f"`{sign}" in reply.text
    assert f"`{other}" not in reply.text


def test_ids_are_isolated_in_right_to_left_text_of_refusals_too(talk: Conversation) -> None:
    """So that they are not turned around; the line can still be copied back."""
    reply = talk.say("@li /poll vote PNE-P7 الاتصال")

    assert reply.error == "not_found"
    assert "There is no \u2068PNE-P7\u2069." in reply.text
    assert "You typed: \u2068`/poll vote PNE-P7 الاتصال`\u2069" in reply.text
    assert "\u2068" not in talk.say("@li /poll vote PNE-P7 1").text


def test_the_typed_line_is_repeated_for_copying(talk: Conversation) -> None:
    """As it was typed; of an endless one, no more than could have been a command."""
    short = talk.say("@li /poll vote P9 “1”")
    endless = talk.say("@li /poll vote " + "9" * 100_000)

    assert "You typed: `/poll vote P9 “1”`" in short.text
    assert len(endless.text) < 10_000
    assert endless.error == "usage"


def test_each_is_answered_in_their_own_language(
    talk: Conversation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when one batch decides for people of several."""
    write_catalogue(tmp_path / "locales", "tlh", {"No poll is open in {code}.": "{code}Daq wuq vay'."})
    monkeypatch.setattr(i18n, "LOCALES", tmp_path / "locales")
    talk.given("@li /pn me language:tlh")
    requests = [talk.request(f"@{who} /poll vote 1") for who in ("bruno", "li", "amina", "li")]

    told = [reply.text.partition("\n")[0] for reply in at_once(talk.bot.dispatcher, requests)]

    assert told == ["No poll is open in PNE.", "PNEDaq wuq vay'."] * 2
