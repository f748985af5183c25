"""Members: added, given roles, removed, listed."""

import pytest

from storage.events import Role
from tests.conversation import Conversation, suggestion


def test_adding_makes_a_member_at_once(talk: Conversation) -> None:
    """With group, region, disciplines and organisation as they were typed."""
    reply = talk.say(
        "@sec /pn member add @dara PNE role:mwg, co-chair group:civil society region:Africa "
        "disciplines:law, economics organisation:Example Trust"
    )

    person = talk.bot.people.named("dara")
    membership = talk.network.memberships[person.id if person else ""]
    assert reply.text == "@dara in PNE: MWG member, co-chair. The working group has 4 members."
    assert membership.disciplines == ("law", "economics")
    assert (membership.group, membership.region) == ("civil society", "Africa")
    assert str(membership.organisation) == "Example Trust"


def test_a_member_who_is_added_again_in_another_role(talk: Conversation) -> None:
    """The command that is shown gives that role."""
    again = talk.say("@sec /pn member add @li PNE role:consultant")

    assert suggestion(again) == "/pn member role @li consultant PNE"
    assert talk.say(f"@sec {suggestion(again)}").error is None


@pytest.mark.parametrize("name", ["Олена", "अमिना", "أمينة", "李明", "Zoë", "สมชาย", "Jean-Luc", "anna.b"])
def test_names_in_every_script_stay_as_they_are_written(talk: Conversation, name: str) -> None:
    """The same name finds the same person again, here and at the next start."""
    added = talk.say(f"@sec /pn member add @{name} PNE")
    talk.reopen()
    again = talk.say(f"@sec /pn member add @{name} PNE")

    assert added.text.startswith(f"@{name} in PNE: MWG member.")
    assert again.text.startswith(f"@{name} is in PNE already.")
    assert talk.say(f"@{name} /pn me").text.startswith(f"You are @{name}.")


def test_a_long_name_is_cut(talk: Conversation) -> None:
    """Thirty letters are enough to call somebody."""
    reply = talk.say(f"@sec /pn member add @{'x' * 3000} PNE")

    assert reply.text.startswith(f"@{'x' * 30} in PNE")


@pytest.mark.parametrize(
    ("line", "error", "said"),
    [
        ("add", "usage", "Missing: the person, as @name."),
        ("add dara PNE", "usage", "Missing: the person, as @name."),
        ("add @ PNE", "not_found", "Nobody is known as @ here."),
        ("add @... PNE", "not_found", "Nobody is known as @... here."),
        ("add @dara XXX", "usage", "I cannot read “XXX” here. The networks are: PNE."),
        ("add @dara PNE please", "usage", "I cannot read “please” here."),
        ("add @dara in:XXX", "not_found", "There is no network XXX. There are: PNE."),
        ("add @dara role:boss", "usage", "I cannot read “boss” as `role:`."),
        ("add @dara role:secretariat", "usage", "I cannot read “secretariat” as `role:`."),
        ("add @dara role:", "usage", "`role:` is empty."),
        ("add @li", "conflict", "@li is in PNE already."),
        ("approve @nobody", "not_found", "Nobody is known as @nobody here."),
        ("remove @nobody", "not_found", "Nobody is known as @nobody here."),
        ("remove @sec", "conflict", "@sec is not in PNE."),
        ("role @li", "usage", "Which role?"),
        ("role @li mwg", "conflict", "@li is that already: MWG member."),
        ("role @li remove:consultant", "conflict", "@li is that already: MWG member."),
        ("role @li remove:mwg", "conflict", "That would leave @li without a role."),
        ("role @li boss", "usage", "“boss” is none of these: community, "),
        ("role @sec co-chair", "conflict", "@sec is not in PNE."),
    ],
)
def test_refusals_say_why_and_what_would_work(talk: Conversation, line: str, error: str, said: str) -> None:
    """Nothing is recorded, and the suggestion is understood."""
    before = talk.seq

    reply = talk.say(f"@sec /pn member {line}")

    assert reply.error == error
    assert reply.text.startswith(said)
    assert talk.seq == before
    assert talk.say(f"@sec {suggestion(reply)}").error in (None, "conflict")


def test_a_removed_person_takes_no_more_part(talk: Conversation) -> None:
    """What they recorded stays."""
    talk.given("@li /commit Draft it", "@sec /pn member remove @li")

    assert talk.say("@li /commit Another").error == "forbidden"
    assert len(talk.network.commitments) == 1


def test_a_membership_on_which_an_electorate_was_built_is_not_taken_back(talk: Conversation) -> None:
    """A poll's electorate never holds somebody who was never a member."""
    talk.given("@sec /pn member add @zoe PNE", "@amina /poll open Which? | A | B")

    refused = talk.say("@sec /pn undo")

    assert refused.error == "conflict"
    assert "builds on it" in refused.text


def test_a_newcomer_without_a_sign_is_written_with_it(talk: Conversation) -> None:
    """Nobody else is suggested, least of all whoever runs the program."""
    reply = talk.say("@sec /pn member add zoe PNE")

    assert reply.text.startswith("Missing: the person, as @name. Write people with the sign: @zoe.")
    assert suggestion(reply) == "/pn member add @zoe PNE"
    assert talk.say(f"@sec {suggestion(reply)}").error is None


def test_a_co_chair_outside_the_working_group_is_asked_about(talk: Conversation) -> None:
    """Such a one has no vote, which the Secretariat may not have meant."""
    told = talk.say("@sec /pn member add @zoe PNE role:co-chair").text
    talk.given(f"@sec {told.rpartition('Else `')[2].strip('`')}")

    assert told.splitlines()[1].startswith(
        "Outside the working group, and so without a vote? Else `/pn member role @zoe"
    )
    assert talk.roles("zoe") == {Role.CO_CHAIR, Role.MWG}
    assert "without a vote" not in talk.say("@sec /pn member add @dara PNE role:consultant").text


def test_options_without_their_colons_are_written_with_them(talk: Conversation) -> None:
    """On whom was named, and nobody else."""
    reply = talk.say("@sec /pn member add @zoe PNE group civil society region GRULAC")

    assert suggestion(reply) == "/pn member add @zoe PNE group:civil society region:GRULAC"
    assert talk.say(f"@sec {suggestion(reply)}").error is None


@pytest.mark.parametrize("name", ["@everyone", "@channel", "@Here", "@room,"])
def test_everybody_is_no_person(talk: Conversation, name: str) -> None:
    """What chat programs take for all who are there is neither added nor looked for."""
    for line in (f"/pn member add {name} PNE", f"/pn member add {name}", f"/attend {name}"):
        reply = talk.say(f"@sec {line}")

        assert (reply.error, talk.bot.people.named(name.strip("@,"))) == ("usage", None)
        assert reply.text.startswith(f"“{name.strip(',')}” means everybody in a channel; it is nobody's short name.")
        assert talk.say(f"@sec {suggestion(reply)}").error is None


def test_roles_are_given_and_taken_away(talk: Conversation) -> None:
    """A person may be several things; what is not named stays."""
    talk.given("@sec /pn member role @li co-chair mag-liaison")
    more = talk.roles("li")
    talk.given("@sec /pn member role @li consultant remove:co-chair, mwg")

    assert more == {Role.MWG, Role.CO_CHAIR, Role.MAG_LIAISON}
    assert talk.roles("li") == {Role.MAG_LIAISON, Role.CONSULTANT}


@pytest.mark.parametrize(
    ("word", "role"),
    [("member", Role.MWG), ("Co-Chair", Role.CO_CHAIR), ("chair", Role.CO_CHAIR), ("NRI", Role.CONTACT)],
)
def test_roles_are_understood_in_other_words(talk: Conversation, word: str, role: Role) -> None:
    """As people call them."""
    talk.given(f"@sec /pn member add @dara PNE role:{word}")

    assert talk.roles("dara") == {role}


def test_roles_in_one_network_give_nothing_in_another(talk: Conversation) -> None:
    """A co-chair of PNE is an observer in PNMA."""
    talk.given("@sec /pn add PNMA Meaningful Access", "@sec /pn member add @zoe PNMA")

    assert talk.say("@amina #pnma /meeting plan tomorrow 13:00").error == "forbidden"
    assert "@zoe" not in talk.say("@amina #pnma /pn member list").text


@pytest.mark.parametrize(
    "line",
    [
        "/pn member role @li community contact mag-liaison consultant PNMA",
        "/pn member role @li consultant in:PNMA",
        "/pn member role @li PNMA consultant",
    ],
)
def test_the_named_network_is_the_one_that_is_changed(talk: Conversation, line: str) -> None:
    """Wherever the code stands in the line, and whatever the channel."""
    talk.given("@sec /pn add PNMA Meaningful Access", "@sec /pn member add @li PNMA")

    talk.given(f"@sec {line}")

    assert talk.roles("li") == {Role.MWG}
    assert Role.CONSULTANT in talk.roles("li", "PNMA")


def test_two_named_networks_are_asked_about(talk: Conversation) -> None:
    """Nobody is added to the wrong one."""
    talk.given("@sec /pn add PNMA Meaningful Access")

    reply = talk.say("@sec /pn member add @dara PNMA in:PNE")

    assert reply.error == "ambiguous"
    assert talk.bot.people.named("dara") is None


# The list


def test_members_are_listed_by_role(talk: Conversation) -> None:
    """With names for those who take part."""
    assert talk.say("@li /pn member list").text.splitlines() == [
        "MWG member (3): @amina, @bruno, @li",
        "co-chair (1): @amina",
        "consultant (1): @ines",
    ]


@pytest.mark.parametrize("who", ["stranger", "friend", "contact", "asked", "gone"])
def test_observers_see_numbers(talk: Conversation, who: str) -> None:
    """Also somebody from the community, somebody who asked to join, and somebody who left."""
    talk.given("@sec /pn member add @friend role:community", "@sec /pn member add @contact role:contact")
    talk.given("@asked /pn join PNE", "@sec /pn member add @gone", "@gone /pn leave")

    shown = talk.say(f"@{who} /pn member list").text.partition("\n\n")[0]

    assert "@" not in shown
    assert "MWG member: 3" in shown


def test_requests_are_shown_to_those_who_answer_them(talk: Conversation) -> None:
    """And to nobody else."""
    talk.given("@carlos /pn join PNE")

    assert talk.say("@sec /pn member list").text.endswith("Asked to join: @carlos")
    assert "@carlos" not in talk.say("@amina /pn member list").text


def test_an_erased_person_has_no_name_any_more(talk: Conversation) -> None:
    """What they recorded stands, and lists say that somebody was erased."""
    talk.given("@li /commit Draft it")
    person = talk.bot.people.named("li")

    talk.bot.people.erase(person.id if person else "")

    assert talk.say("@amina /commit list").text.endswith("· someone who was erased · open")
    assert "someone who was erased" in talk.say("@amina /pn member list").text


@pytest.mark.parametrize("typed", ["zoe@example.org PNE", "@Zoe Diallo"])
def test_nobody_else_is_suggested_for_who_was_typed(talk: Conversation, typed: str) -> None:
    """Whoever copied the example would have added @amina to a network."""
    reply = talk.say(f"@sec /pn member add {typed}")

    assert reply.error == "usage"
    assert suggestion(reply) == "/pn help pn member add"
    assert talk.say(f"@sec {suggestion(reply)}").error is None
