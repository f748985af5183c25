"""What the bot may not do: it says so in private, and goes on when it may again."""

from chatbot.local.caller import Caller
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.member import Json, place
from tests.chatbot.adapters.matrix.test_public_room import texts
from tests.chatbot.adapters.matrix.town import PASSWORD
from tests.waiting import until


def test_an_answer_that_the_room_does_not_take_comes_in_private(household: Household) -> None:
    """With the reason; the command is recorded, and marks fail no worse than sentences."""
    sec, li = household["sec"], household["li"]
    before = household.state(household.room, "m.room.power_levels")
    only = {"events_default": 1, "users": {sec.user: 100, li.user: 1}}
    sec.caller.put(f"{place(household.room)}/state/m.room.power_levels", **{**before, **only})
    answer = li.ask(household.room, "!commit Draft it")
    refusal = li.ask(household.room, "!commit done C7 https://example.org")
    sec.ask(household.room, "!meeting plan tomorrow 13:00 UTC")
    sec.ask(household.room, "!meeting open")
    mark = li.ask(household.room, "!attend")

    assert all(one.private for one in (answer, refusal, mark))
    assert answer.text.startswith("I may not write in The room of PNE, so I answer you here.\n\nPNE-C1: Draft it")
    assert "You are recorded at PNE-M1" in mark.text
    assert household.answered() == []


def test_a_private_room_says_what_it_is(household: Household) -> None:
    """In a list of forty rooms it is found by its name."""
    li = household["li"]
    room = li.ask(household.room, "!poll list").room

    def state(kind: str) -> Json:
        return li.caller.get(f"{place(room)}/state/{kind}")

    assert state("m.room.name")["name"] == "Policy Network bot – private answers"
    assert "Only you and the bot are here" in state("m.room.topic")["topic"]


def test_whoever_leaves_the_private_room_is_asked_back(household: Household) -> None:
    """Answers go to where they may be read, and no heap of rooms grows."""
    li = household["li"]
    first = li.ask(household.room, "!poll list")
    li.caller.post(f"{place(first.room)}/leave")
    second = li.ask(household.room, "!poll list")

    assert second.private
    assert second.room == first.room


def test_a_bot_that_left_a_private_room_makes_another(household: Household) -> None:
    """Whoever uses its account by hand does not silence it."""
    li = household["li"]
    first = li.ask(household.room, "!poll list")
    by_hand = household.homeserver.login(household.bot.removeprefix("@").partition(":")[0], PASSWORD)
    by_hand.post(f"{place(first.room)}/leave")
    until(lambda: household.bot not in li.caller.get(f"{place(first.room)}/joined_members")["joined"])
    second = li.ask(household.room, "!poll list")

    assert second.private
    assert second.room != first.room


def test_a_bot_that_was_thrown_out_goes_on_elsewhere(household: Household) -> None:
    """A command that it can answer nowhere else is answered in private; in other rooms nothing changes."""
    other = household.bind(household.new_room("sec", "li"))
    until(lambda: household.is_inside(other))
    household["sec"].caller.post(f"{place(other)}/kick", user_id=household.bot)
    answer = household["li"].ask(household.room, "!commit Draft it")
    household["sec"].caller.post(f"{place(other)}/invite", user_id=household.bot)
    until(lambda: household.is_inside(other))

    assert answer.text.startswith("PNE-C1")
    assert household["li"].ask(other, "!commit Check it").text.startswith("PNE-C2")


def test_a_bot_that_was_thrown_out_says_so_after_each_start(household: Household) -> None:
    """To the Secretariat and in the log, with the network whose room it is; back inside it tells what it had to."""
    sec, li = household["sec"], household["li"]
    other = household.bind(household.new_room("sec", "li"))
    until(lambda: household.is_inside(other))
    sec.caller.post(f"{place(other)}/kick", user_id=household.bot)
    li.ask(household.room, "!commit Draft it")
    report = sec.whispered("does not let the bot post in the room of PNE")
    household.stop()
    household.begin()
    until(lambda: household.log.read_text().count(report.text) == 2)
    sec.caller.post(f"{place(other)}/invite", user_id=household.bot)

    assert "Invite it" in report.text
    assert until(lambda: [one for one in li.listen() if one.room == other])[0].text.startswith("PNE-C1: Draft it")


def test_a_public_room_that_takes_no_posts_is_reported_once(household: Household) -> None:
    """To the Secretariat, in private, with what to do; what happened meanwhile is posted when rights return."""
    sec = household["sec"]
    room = household.new_room(
        "sec", "observer", power_level_content_override={"users": {sec.user: 100, household.bot: 100}}
    )
    until(lambda: household.is_inside(room))
    sec.ask(room, "!pn bind PNE public")
    until(lambda: texts(household, room))
    itself = Caller(household.homeserver.port, household.secrets()[1])  # whoever is its equal cannot lower it
    before = household.state(room, "m.room.power_levels")
    itself.put(f"{place(room)}/state/m.room.power_levels", **{**before, "users": {sec.user: 100}})
    for n in range(3):
        sec.ask(household.room, f"!publish Update {n}.")
    report = sec.whispered("power level of 100")
    until(lambda: household.log.read_text().count("power level of 100"))
    sec.caller.put(f"{place(room)}/state/m.room.power_levels", **before)
    until(lambda: len(texts(household, room)) == 4, 90)

    assert texts(household, room)[1:] == [f"PNE · Public update: Update {n}." for n in range(3)]
    assert report.private
    assert len([one for one in sec.listen() if "power level of 100" in one.text]) == 1
    assert not [one for name in ("amina", "li", "observer") for one in household[name].listen() if one.private]
