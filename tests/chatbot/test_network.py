"""Networks: added, listed, their figures, and what is published for them."""

import pytest

from tests.conversation import Conversation, filled, suggestion


def test_a_network_is_added_with_its_code_in_capitals(talk: Conversation) -> None:
    """The channel hears it, with the next step."""
    reply = talk.say("@sec /pn add pnma Policy Network on Meaningful Access")

    assert not reply.private
    assert reply.text == (
        "PNMA is added: Policy Network on Meaningful Access. Add members: `/pn member add @amina PNMA`"
    )
    assert talk.say("@sec #pnma /poll list").text == "No polls in PNMA yet."


@pytest.mark.parametrize(
    ("typed", "error", "said"),
    [
        ("", "usage", "Missing: a short code."),
        ("PNX", "usage", "Missing: the name of the network."),
        ("Ж Another", "usage", "“Ж” is no code: 2 to 12 Latin letters and digits, a letter first."),
        ("2PN Another", "usage", "“2PN” is no code: 2 to 12 Latin letters and digits, a letter first."),
        ("P Another", "usage", "“P” is no code: 2 to 12 Latin letters and digits, a letter first."),
        ("PNX " + "x" * 201, "usage", "That is too long: 201 characters; at most 200 fit."),
        ("PNE Again", "conflict", "There is a network PNE already."),
        ("pne Again", "conflict", "There is a network PNE already."),
    ],
)
def test_what_is_no_network_is_refused_with_a_command_that_works(
    talk: Conversation, typed: str, error: str, said: str
) -> None:
    """Nothing is added, and the suggestion is accepted."""
    reply = talk.say(f"@sec /pn add {typed}")

    assert reply.error == error
    assert reply.text.startswith(said)
    assert list(talk.bot.record.state().networks) == ["PNE"]
    assert talk.say(f"@sec {filled(reply, 'Environment')}").error is None


@pytest.mark.parametrize(
    ("typed", "error", "better"),
    [
        ("Policy Network on Food", "ambiguous", "PNF Policy Network on Food"),
        ("Water policy", "ambiguous", "PNX Water policy"),
        ("2PN Policy Network on Food", "usage", "PNF Policy Network on Food"),
        ("Pnf Policy Network on Food", None, ""),
        ("G20 Digital economy", None, ""),
        ("pnf Policy Network on Food", None, ""),
    ],
)
def test_a_name_keeps_its_first_word(talk: Conversation, typed: str, error: str | None, better: str) -> None:
    """A code stays for good; whoever forgets it would have a network POLICY called “Network on Food”."""
    reply = talk.say(f"@sec /pn add {typed}")

    assert reply.error == error
    assert not error or suggestion(reply) == f"/pn add {better}"
    assert not error or talk.say(f"@sec {suggestion(reply)}").error is None


def test_a_network_without_a_name_keeps_its_code(talk: Conversation) -> None:
    """Nobody adds a network of the bot's own invention by sending what it shows."""
    asked = talk.say("@sec /pn add pnx")
    sent = talk.say(f"@sec {suggestion(asked)}")

    assert asked.text.startswith("Missing: the name of the network.")
    assert suggestion(asked) == "/pn add PNX NAME OF YOUR NETWORK"
    assert sent.error == "usage"
    assert list(talk.bot.record.state().networks) == ["PNE"]


def test_the_list_shows_every_network_with_its_size(talk: Conversation) -> None:
    """To everyone, with the concept's 15 to 30 beside it."""
    talk.given("@sec /pn add PNMA Meaningful Access")

    assert talk.say("@stranger /pn list").text.splitlines()[:2] == [
        "PNE: Policy Network on Environment. 3 members (below 15–30)",
        "PNMA: Meaningful Access. 0 members (below 15–30)",
    ]


def test_the_status_counts_what_there_is(talk: Conversation) -> None:
    """In sentences, the same for everyone."""
    talk.given("@amina /poll open A? | B | C", "@amina /poll open D? | E | F", "@amina /poll close P1")
    talk.given("@amina /meeting plan tomorrow 13:00", "@amina /meeting plan tomorrow 14:00", "@amina /meeting open")
    talk.given("@li /commit One by:in 5 minutes", "@li /commit Two", "@li /commit done C2")
    talk.given("@li /commit Three owner:@bruno")
    talk.wait(minutes=6)

    told = {talk.say(f"@{who} /pn status").text.partition("\n\n")[0] for who in ("stranger", "li", "sec")}

    assert told == {
        "PNE: Policy Network on Environment\n"
        "Working group: 3 members (below 15–30)\n"
        "Balance: stakeholder group, region and discipline are not stated\n"
        "Commitments: 3. Open 2, in progress 0, done 1, dropped 0, unknown 0; "
        "overdue 1, undated 2, without an accepted owner 1\n"
        "Done on time: 0 of 1 (0%); by the deadlines as moved since: 0 of 1 (0%). "
        "Typical delay: none (over 1 commitment)\n"
        "Milestones: none yet\n"
        "Polls: 1 open, 1 closed\n"
        "Meetings: 1 planned, 1 held. Next: Tue 2 March 2021 14:00 UTC\n"
        "Monthly meeting held: n/a (no complete month known since it was formed). "
        "Attendance: n/a (no attendance recorded)\n"
        "Last public update: none written yet. Summaries of meetings: n/a (no meeting ended yet)"
    }


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("/pn status", ["PNE"]),
        ("/pn status PNMA", ["PNMA"]),
        ("/pn status pnma", ["PNMA"]),
        ("/pn status in:PNMA", ["PNMA"]),
        ("# /pn status", ["PNE", "PNMA"]),
        ("#pnma /pn status", ["PNMA"]),
    ],
)
def test_the_status_is_of_the_named_network_the_channels_or_all(
    talk: Conversation, line: str, codes: list[str]
) -> None:
    """In this order."""
    talk.given("@sec /pn add PNMA Meaningful Access")

    shown = talk.say(f"@li {line}").text.split("\n\n")

    assert [text.partition(":")[0] for text in shown] == codes


@pytest.mark.parametrize(
    ("line", "error", "said"),
    [
        ("/pn status XXX", "usage", "I cannot read “XXX” here. The networks are: PNE."),
        ("/pn status in:XXX", "usage", "I cannot read “XXX” as `in:`."),
        ("/poll list in:XXX", "not_found", "There is no network XXX. There are: PNE."),
        ("/poll results XXX-P1", "not_found", "There is no network XXX. There are: PNE."),
        ("#xxx /poll list", "not_found", "There is no network XXX. There are: PNE."),
    ],
)
def test_a_network_that_does_not_exist_is_named(talk: Conversation, line: str, error: str, said: str) -> None:
    """With those that there are."""
    reply = talk.say(f"@li {line}")

    assert reply.error == error
    assert reply.text.startswith(said)
    assert talk.say(f"@li {suggestion(reply)}").error is None


def test_before_the_first_network_everyone_learns_what_is_missing(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever they try first."""
    talk = Conversation(tmp_path_factory.mktemp("empty") / "record")

    for line in ("/poll list", "/attend", "/commit Draft it", "/pn join PNE", "/pn member list"):
        reply = talk.say(f"@sec {line}")

        assert reply.error == "not_found"
        assert reply.text.startswith("There is no network yet; the Secretariat adds one.")
    assert talk.say("@stranger /pn list").text.startswith("No network yet. The Secretariat adds one:")
    assert talk.say(f"@sec {suggestion(reply)}").error is None


def test_what_is_published_is_told_in_the_channel(talk: Conversation) -> None:
    """And kept with its network."""
    reply = talk.say("@sec /publish The call for contributions is open until 30 April.")

    assert not reply.private
    assert reply.text == "Published for PNE: The call for contributions is open until 30 April."
    assert len(talk.network.publications) == 1


def test_a_publication_may_talk_about_another_network(talk: Conversation) -> None:
    """Outside a channel the bot asks whose it is, and the suggestion publishes the text as it was typed."""
    talk.given("@sec /pn add PNMA Meaningful Access")

    asked = talk.say("@sec # /publish PNMA-P1 is open, and PNE-C1 too")
    published = talk.say(f"@sec # {suggestion(asked)}")

    assert asked.error == "ambiguous"
    assert published.text == "Published for PNE: PNMA-P1 is open, and PNE-C1 too"
