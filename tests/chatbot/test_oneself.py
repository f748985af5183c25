"""What is kept of oneself: name, zone and language."""

import pytest

from tests.conversation import Conversation, suggestion


def test_everything_that_is_kept_is_shown(talk: Conversation) -> None:
    """Name, handles, zone, language and roles; the Secretariat's place too."""
    assert talk.say("@amina /pn me").text.splitlines() == [
        "You are @amina.",
        "Handles: console:amina",
        "Time zone: UTC. Language: en.",
        "Private digest: daily, when there is something new, from 9:00 on.",
        "PNE: MWG member, co-chair",
    ]
    assert "Secretariat of all networks" in talk.say("@sec /pn me").text


def test_of_somebody_unknown_nothing_is_kept(talk: Conversation) -> None:
    """Looking does not change that."""
    for line in ("/pn me", "/poll list", "/pn mine", "/attend", "/frob", "/pn undo"):
        talk.say(f"@stranger {line}")

    assert talk.say("@stranger /pn me").text.startswith("I keep nothing of you.")
    assert talk.bot.people.named("stranger") is None
    assert "stranger" not in (talk.folder / "people.json").read_text()


def test_setting_a_zone_makes_one_known(talk: Conversation) -> None:
    """The answer shows what is kept from now on, and the first one has the notice about it."""
    first = talk.say("@stranger /pn me zone:Asia/Kolkata")
    second = talk.say("@stranger /pn me")

    kept, notice = first.text.split("\n\n")
    assert kept.splitlines() == [
        "You are @stranger.",
        "Handles: console:stranger",
        "Time zone: Asia/Kolkata. Language: en.",
        "Private digest: daily, when there is something new, from 9:00 on.",
        "You are in no network: `/pn join PNE`",
    ]
    assert "I keep nothing of you until you join or set something with `/pn me`. Then I keep your handle" in notice
    assert second.text == kept


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Asia/Kolkata", "Asia/Kolkata"),
        ("asia/kolkata", "Asia/Kolkata"),
        ("America/New York", "America/New_York"),
        ("UTC", "UTC"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ],
)
def test_a_zone_is_found_as_it_is_typed(talk: Conversation, typed: str, zone: str) -> None:
    """In any letter case, with spaces."""
    talk.given(f"@li /pn me zone:{typed}")

    assert f"Time zone: {zone}." in talk.say("@li /pn me").text


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("Kolkata", "Asia/Kolkata"),
        ("Delhi", "Asia/Kolkata"),
        ("geneva", "Europe/Zurich"),
        ("new york", "America/New_York"),
        ("Europe/Pariss", "Europe/Paris"),
        ("Europe/Geneva", "Europe/Zurich"),
        ("EST", "America/New_York"),
    ],
)
def test_what_is_no_zone_is_refused_with_a_likely_one(talk: Conversation, typed: str, better: str) -> None:
    """An abbreviation knows no summer: the city that most people mean by it does."""
    reply = talk.say(f"@li /pn me zone:{typed}")

    assert reply.error == "usage"
    assert suggestion(reply) == f"/pn me zone:{better}"
    assert talk.say(f"@li {suggestion(reply)}").error is None


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("notify:weekly hour:9 via:slack", "notify:weekly hour:9 via:console"),
        ("hour:3 name:lili", "hour:8 name:lili"),
        ("zone:geneva hour:10", "zone:Europe/Zurich hour:10"),
        ("name:lili language:xx", "name:lili language:en"),
    ],
)
def test_one_wrong_setting_is_mended_among_the_others(talk: Conversation, typed: str, better: str) -> None:
    """Whoever copied a line with that one alone would lose them."""
    reply = talk.say(f"@li /pn me {typed}")

    assert suggestion(reply) == f"/pn me {better}"
    assert talk.say(f"@li {suggestion(reply)}").error is None


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("/pn me tz:Europe/Paris", "/pn me zone:Europe/Paris"),
        ("/pn me amina", "/pn me"),
        ("unsubscribe", "/pn me notify:no"),
    ],
)
def test_no_example_changes_what_is_kept_of_oneself(talk: Conversation, line: str, better: str) -> None:
    """Whoever copied one lived in Kolkata from then on."""
    assert suggestion(talk.say(f"@li {line}")) == better


@pytest.mark.parametrize("typed", ["Etc/GMT+3", "UTC+3", "Xyzzy"])
def test_where_no_zone_is_likely_none_is_suggested(talk: Conversation, typed: str) -> None:
    """Offsets know no summer, and some read the other way round; whoever copied an example would live elsewhere."""
    reply = talk.say(f"@li /pn me zone:{typed}")

    assert reply.error == "usage"
    assert "such as Africa/Nairobi" in reply.text
    assert suggestion(reply) == "/pn help pn me"
    assert talk.say(f"@li {suggestion(reply)}").error is None


def test_times_are_shown_in_ones_own_zone(talk: Conversation) -> None:
    """Beside UTC."""
    talk.given("@amina /meeting plan 12 May 2021 13:00 UTC", "@li /pn me zone:Asia/Kolkata")

    assert "Wed 12 May 2021 13:00 UTC (18:30 Asia/Kolkata)" in talk.say("@li /meeting list").text


@pytest.mark.parametrize("name", ["lili", "@lili", "李", "अमिना", "li.chen", "Li-2"])
def test_a_new_name_is_used_everywhere(talk: Conversation, name: str) -> None:
    """Also for what was recorded before; the old one is free."""
    talk.given("@li /commit Draft it", f"@li /pn me name:{name}")
    plain = name.removeprefix("@")

    assert f"· @{plain} ·" in talk.say("@bruno /commit list").text
    assert talk.bot.people.named("li") is None
    assert talk.say(f"@amina /commit assign C1 @{plain}").error is None


def test_a_new_name_is_kept_in_plain_letters(talk: Conversation) -> None:
    """Full-width ones, as some keyboards make them, would look like another person's."""
    talk.given("@li /pn me name:＠Ｌi.２")
    li = talk.bot.people.with_handle("console:li") or talk.bot.people.named("Li.2")

    assert li
    assert li.name == "Li.2"


@pytest.mark.parametrize(
    ("typed", "error", "better"),
    [
        ("-x", "usage", "x"),
        ("a b", "usage", "ab"),
        ("x" * 31, "usage", "x" * 30),
        ("@", "usage", "person"),
        ("everyone", "usage", "everyone2"),
        ("＠Here", "usage", "Here2"),
        ("amina", "conflict", "amina2"),
        ("AMINA", "conflict", "AMINA2"),
        ("ａｍｉｎａ", "conflict", "amina2"),
    ],
)
def test_a_name_that_is_none_or_taken_is_refused_with_a_free_one(
    talk: Conversation, typed: str, error: str, better: str
) -> None:
    """Full-width letters make no second amina."""
    reply = talk.say(f"@li /pn me name:{typed}")

    assert reply.error == error
    assert suggestion(reply) == f"/pn me name:{better}"
    assert talk.say(f"@li {suggestion(reply)}").error is None


@pytest.mark.parametrize("line", ["language:french", "language:fr", "zone:", "colour:red", "please"])
def test_what_cannot_be_set_is_refused(talk: Conversation, line: str) -> None:
    """With a setting that can."""
    reply = talk.say(f"@li /pn me {line}")

    assert reply.error == "usage"
    assert talk.say(f"@li {suggestion(reply)}").error is None


def test_a_language_without_a_catalogue_is_not_set(talk: Conversation) -> None:
    """The sentence names what there is."""
    reply = talk.say("@li /pn me language:fr")

    assert reply.text.startswith("There are no translations into “fr” yet; there are: en.")
    assert "Language: en." in talk.say("@li /pn me").text
