"""Whoever mentions the bot speaks to it, without a sign."""

from tests.chatbot.adapters.matrix.household import Household


def test_a_room_is_shown_what_every_client_can_type(household: Household) -> None:
    """Whoever's client sends `/` is answered so alone; many of those who read the room cannot type it."""
    amina = household["amina"]
    opened = amina.ask(household.room, "/poll open Which? | Water | Energy")
    refused = amina.ask(household.room, "/poll vote P1 7")

    assert "`!poll vote PNE-P1 1`" in opened.text
    assert not opened.private
    assert "`/poll results PNE-P1`" in refused.text
    assert refused.private


def test_a_mention_of_the_bot_is_as_good_as_a_sign(household: Household) -> None:
    """As clients write it, with a link or plain; who only speaks of the bot hears nothing."""
    li, bot = household["li"], household.bot
    pill = f'<a href="https://matrix.to/#/{bot}">Policy Network bot</a>'
    signed = li.ask(household.room, "!poll list")
    li.say(household.room, f"Did {bot} say so?")
    linked = li.ask(
        household.room,
        "Policy Network bot: poll list",
        format="org.matrix.custom.html",
        formatted_body=f"{pill}: poll list",
    )
    plain = li.ask(household.room, f"{bot.partition(':')[0]} commit Draft it")
    greeting = li.ask(household.room, f"hello {bot}")

    assert linked.text == signed.text == "No polls in PNE yet."
    assert plain.text.startswith("PNE-C1: Draft it")
    assert not plain.private
    assert greeting.private
    assert greeting.text.startswith("Hello! `!pn mine` shows what is yours to do")
    assert len(li.listen()) == 4
