"""Letters on Matrix: in the private room with the bot, and there once whenever the bot is killed."""

from chatbot.letters.mail import FOLLOWER, Letter
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.messenger import promise
from tests.waiting import until


def test_a_reminder_comes_by_itself_and_once(resting: Household) -> None:
    """Commands in it are written as they are typed there; a bot that starts anew does not write it again."""
    li = resting["li"]
    promise(resting.here(), f"matrix:{li.user}")
    resting.start()
    letter = li.whispered("Due in 1 day")
    until(lambda: resting.here().positions.get(FOLLOWER).get("told"))
    resting.kill()
    resting.start()
    li.ask(resting.room, "!pn mine")

    assert letter.text.startswith("Due in 1 day: PNE-C1: Draft it")
    assert "`!commit snooze PNE-C1 until:in 3 days`" in letter.text
    assert len([one for one in li.heard if "Due in 1 day" in one.text]) == 1


def test_what_was_written_just_before_the_end_is_found(resting: Household) -> None:
    """The bot was killed before it could keep that the letter is there: it looks for it before it writes."""
    li = resting["li"]
    promise(resting.here(), f"matrix:{li.user}")
    resting.start()
    li.whispered("Due in 1 day")
    until(lambda: resting.here().positions.get(FOLLOWER).get("told"))
    resting.kill()
    positions = resting.here().positions
    told = positions.get(FOLLOWER)["told"]
    key = next(key for key in told if key.startswith("digest:"))
    letter = Letter(key.removeprefix("digest:"), key, told[key], str)
    begun = {"matrix": {"person": letter.person, "mark": letter.mark, "told": told}}
    positions.put(FOLLOWER, {"told": {}, "begun": begun})
    resting.start()
    until(lambda: resting.here().positions.get(FOLLOWER)["told"])
    li.ask(resting.room, "!pn mine")

    assert resting.here().positions.get(FOLLOWER) == {"told": told, "begun": {}}
    assert len([one for one in li.heard if "Due in 1 day" in one.text]) == 1
