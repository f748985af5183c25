"""After a rich conversation on Matrix, nothing personal is on any public surface, and nothing typed in the log."""

from chatbot.local.caller import ask
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.member import everything
from tests.waiting import until

SURFACES = ("/", "/feed.atom", "/calendar.ics", "/?pn=PNE", "/feed.atom?pn=PNE", "/calendar.ics?pn=PNE", "/healthz")
CONVERSATION = (
    ("sec", "!pn member add @stranger:localhost PNE group:civil society organisation:orgmarker"),
    ("observer", "!pn join PNE"),
    ("li", "!pn me zone:Europe/Kyiv"),
    ("amina", "!poll open Which first? | Connectivity | Inclusion closes:in 60 minutes"),
    ("li", "!poll vote P1 2"),
    ("bruno", "!poll vote P1 1"),
    ("bruno", "!poll open A proposalmarker? | Yes | No"),
    ("amina", "!meeting plan tomorrow 13:00 UTC title:May call"),
    ("bruno", "!apologies M1"),
    ("amina", "!meeting open M1"),
    ("li", "!attend"),
    ("amina", "!attend @ines:localhost"),
    ("amina", "!meeting close M1"),
    ("amina", "!commit Draft the data section by:in 2 weeks owner:@li:localhost"),
    ("li", "!commit Ask the NRIs by:in 2 weeks"),
    ("li", "!commit slip C2 by:in 3 weeks because:reasonmarker"),
    ("li", "!commit Write to the MAG"),
    ("li", "!commit done C3 https://evidencemarker.example.org"),
    ("li", "!commit drop C2 because:dropmarker"),
    ("stranger", "!pn frobnicate typedmarker"),
    ("amina", "!poll close P1"),
    ("sec", "!publish The call is open."),
    ("sec", "!publish undonemarker"),
    ("sec", "!pn undo"),
)
MARKERS = (
    *("orgmarker", "Kyiv", "proposalmarker", "reasonmarker", "evidencemarker", "dropmarker", "typedmarker"),
    "undonemarker",
)
LAST = "The last word."


def test_nothing_personal_is_public(household: Household) -> None:
    """Names, handles, ids, reasons, evidence, proposals: searched for in public room, page, feed and calendar."""
    for who, line in CONVERSATION:
        household[who].ask(household.room, line)
    household["sec"].ask(household.room, f"!publish {LAST}")
    until(lambda: LAST in str(household.posts()[-1:]))
    posts = household.posts()
    pages = [ask(household.port, path) for path in SURFACES]
    everywhere = "".join([str([post["content"] for post in posts]), *(body.decode() for _status, body in pages)])
    everywhere = everywhere.replace("\r\n ", "")
    people = list(household.here().people.everyone())
    handles = {handle for person in people for handle in person.handles}
    hidden = {*MARKERS, *(f"@{one.name}" for one in people), *(one.id for one in people), *handles, "localhost:"}

    assert len(people) == 7
    assert {status for status, _body in pages} == {200}
    assert everywhere.count("Which first?") >= 3
    assert not {word for word in hidden if word in everywhere}


def test_the_public_room_knows_of_nobody_but_those_who_joined_it(household: Household) -> None:
    """Its state names the bot, and whoever may write; no event in it was sent by, or is about, somebody else."""
    household["li"].ask(household.room, "!commit Draft it")
    household["sec"].ask(household.room, "!publish Welcome.")
    until(household.posts)
    events = everything(household["observer"].caller, household.public_room() or "")
    everywhere = str([{**event, "sender": ""} for event in events if event["type"] != "m.room.power_levels"])

    assert {event["sender"] for event in events} == {household.bot}
    assert not [one.user for one in household.members.values() if one.user in everywhere]


def test_the_log_holds_nothing_that_was_typed(household: Household) -> None:
    """Nor who typed it, also when answers cannot be sent."""
    li = household["li"]
    li.ask(household.room, "!commit typedmarker by:nonsense")
    li.say(household.room, "We talked of typedmarker.")
    li.ask(household.room, "!commit typedmarker")
    household.stop()
    log = household.log.read_text()

    assert "typedmarker" not in log
    assert "@li" not in log
    assert not [secret for secret in household.secrets() if secret in log]


def test_to_whom_something_is_proposed_hears_of_it(household: Household) -> None:
    """The answer in the room rings at theirs, and their private room says who proposes what and what to type."""
    li = household["li"]
    event = household["amina"].say(household.room, "!commit Draft it by:in 2 weeks owner:@li:localhost")
    answer = household["amina"].answer(event)
    letter = li.whispered("proposes that you take this on")
    li.ask(letter.room, "commit accept PNE-C1")

    assert answer.content["m.mentions"] == {"user_ids": [li.user]}
    assert answer.content["msgtype"] == "m.text"
    assert f'<a href="https://matrix.to/#/{li.user}">@li</a>: take it on' in answer.content["formatted_body"]
    assert letter.text.startswith("@amina proposes that you take this on:\nPNE-C1: Draft it · by ")
    assert letter.text.endswith("Yes: `!commit accept PNE-C1`\nNo: `!commit decline PNE-C1`")
    assert [owner.accepted for owner in household.here().record.state().commitment("PNE", 1).owners] == [True]
