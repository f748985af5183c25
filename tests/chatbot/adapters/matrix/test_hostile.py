"""Hostile names, texts and events: shown as text, believed in nothing."""

from contextlib import suppress
from html.parser import HTMLParser
from urllib.parse import quote

from chatbot.local.caller import CLIENT, Declined
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.member import Json, everything, place
from tests.waiting import until

NASTY = '<img src=x onerror=alert(1)> <a href="https://evil.example">@room</a> &lt;b&gt; \u202eevil @everyone'
NAMES = ("@amina", "amina", "<b>The chair</b>", "@room", "\u202enimda", "Amina (co-chair) @amina:localhost")
EVENTS: tuple[Json, ...] = (
    {"formatted_body": '<![x <a href="https://matrix.to/#/@li:localhost">', "format": "org.matrix.custom.html"},
    {"m.relates_to": "nothing"},
    {"m.relates_to": {"rel_type": "m.replace", "event_id": 7}, "m.new_content": ["x"]},
    {"m.mentions": "everybody"},
    {"m.mentions": {"user_ids": {"a": 1}, "room": True}},
    {"msgtype": ["m.text"]},
    {"body": {"a": 1}},
    {"body": "!" + "x" * 40_000},
    {"body": "!poll \u0000\u202e\u2066 list"},
)


class Tags(HTMLParser):
    """Collects the tags of a text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)


def said(household: Household, room: str) -> list[Json]:
    """Return the contents of what the bot said in a room."""
    events = everything(household["sec"].caller, room)
    return [one["content"] for one in events if one["sender"] == household.bot and one["type"] == "m.room.message"]


def test_no_markup_and_no_call_comes_out_of_any_field(household: Household) -> None:
    """Questions, options, titles, commitments, owners, organisations, updates: in the room and in public."""
    amina, sec = household["amina"], household["sec"]
    for who, line in (
        (amina, f"!poll open {NASTY}? | {NASTY} 1 | {NASTY} 2"),
        (amina, "!poll results P1"),
        (amina, f"!meeting plan tomorrow 13:00 UTC title:{NASTY}"),
        (amina, f"!commit {NASTY} owner:{NASTY}"),
        (amina, f"!commit done C1 {NASTY}"),
        (amina, f"!poll vote {NASTY}"),
        (amina, f"!poll {NASTY}"),
        (sec, f"!pn member add @stranger:localhost PNE organisation:{NASTY}"),
        (sec, f"!pn add PNX {NASTY}"),
        (sec, f"!publish {NASTY}"),
    ):
        who.ask(household.room, line)
    until(lambda: len(household.posts()) >= 4)
    contents = [one.content for who in (amina, sec) for one in who.heard]
    contents += [post["content"] for post in household.posts()]

    assert len(contents) >= 13
    assert {tag for one in contents for tag in Tags(one["formatted_body"]).found} <= {"code", "br"}
    assert all(one["msgtype"] == "m.notice" or one["m.mentions"] == {} for one in contents)
    assert not [one for one in contents if "@room" in one["body"] + one["formatted_body"]]
    assert [one for one in contents if "<img src=x" in one["body"]]


def test_a_display_name_makes_nobody_somebody(household: Household) -> None:
    """An observer under the co-chair's name stays an observer, and whoever mentions that name means an id."""
    observer, sec = household["observer"], household["sec"]
    before = len(household.entries())
    for name in NAMES:
        observer.caller.put(f"{CLIENT}/profile/{quote(observer.user)}/displayname", displayname=name)
        answer = observer.ask(household.room, "!poll open Mine? | Yes | No")
        assert answer.private
        assert "I do not know you yet" in answer.text
    pill = f'!pn member add <a href="https://matrix.to/#/{observer.user}">@amina</a> PNE'
    sec.ask(household.room, "!pn member add @amina PNE", formatted_body=pill, format="org.matrix.custom.html")

    [entry] = household.entries(before)
    people = household.here().people
    added = people.with_handle(f"matrix:{observer.user}")
    assert added
    assert added.name == "observer"
    assert getattr(entry.events[0], "person", "") == added.id


def test_no_event_stops_the_bot(household: Household) -> None:
    """Whatever JSON people send, in whatever type of event, the next command is answered."""
    li = household["li"]
    for content in EVENTS:
        with suppress(Declined):  # Synapse refuses some of it, other homeservers need not
            li.send(household.room, "m.room.message", **{"msgtype": "m.text", "body": "!poll list", **content})
    li.send(household.room, "org.matrix.msc3381.poll.response", answers=[{"a": 1}])
    li.send(household.room, "m.room.encrypted", algorithm="m.megolm.v1.aes-sha2", ciphertext="x")
    event = li.say(household.room, "!commit Draft it")
    until(lambda: event in household.answered())

    assert household.status is None
    assert "Traceback" not in household.log.read_text()


def test_notices_and_edits_run_nothing(household: Household) -> None:
    """A notice is another bot's; whoever edits a command is told to send it anew."""
    li = household["li"]
    before = len(household.entries())
    li.say(household.room, "!commit Of a bot", msgtype="m.notice")
    li.say(household.room, "!commit Acted", msgtype="m.emote")
    first = li.say(household.room, "!commit Draf it")
    li.answer(first)
    new = {"msgtype": "m.text", "body": "!commit Draft it"}
    relation = {"rel_type": "m.replace", "event_id": first}
    told = li.ask(household.room, "* !commit Draft it", **{"m.new_content": new, "m.relates_to": relation})

    assert told.private
    assert told.text.startswith("I saw that you edited a message. An edit is not run again")
    assert len(household.entries()) == before + 1


def test_an_invitation_is_accepted_from_the_secretariat_alone(household: Household) -> None:
    """Anybody else's is turned down, and nothing is said."""
    accepted = household.new_room("sec", "li")
    declined = household.new_room("observer", "stranger")
    until(lambda: household.is_inside(accepted))
    members = f"{place(declined)}/state/m.room.member/{quote(household.bot)}"
    until(lambda: household["observer"].caller.get(members)["membership"] == "leave")

    assert household.status is None


def test_a_member_who_invites_is_told_where_to_write(household: Household) -> None:
    """In their private room, where they are answered."""
    li = household["li"]
    declined = household.new_room("li", preset="trusted_private_chat", is_direct=True)
    told = li.whispered("I turned your invitation down")

    assert told.room != declined
    assert li.ask(told.room, "commit list in:PNE").text == "There are no such commitments in PNE."


def test_in_a_private_room_no_sign_is_needed(household: Household) -> None:
    """That is the one that the bot made for the person; in one that somebody else made, others may be, or come."""
    sec, li = household["sec"], household["li"]
    direct = household.new_room("sec", preset="trusted_private_chat", is_direct=True)
    until(lambda: household.is_inside(direct))
    sec.say(direct, "pn list")
    elsewhere = sec.ask(direct, "!pn list")
    first = li.ask(household.room, "!poll list")
    second = li.ask(first.room, "commit list in:PNE")

    assert elsewhere.private
    assert said(household, direct) == []
    assert second.text == "There are no such commitments in PNE."
