"""The directory follows the record: who becomes known with an entry, and goes with it; a claim that is used up."""

import asyncio

import pytest

from chatbot.message import Reply
from tests.conversation import Conversation
from tests.full_disk import full_disk


def handle(talk: Conversation, *lines: str) -> list[Reply]:
    """Handle lines that arrive in the same moment."""

    async def handle_all() -> list[Reply]:
        return await asyncio.gather(*(talk.bot.dispatcher.handle(talk.request(line)) for line in lines))

    return asyncio.run(handle_all())


def is_known(talk: Conversation, name: str) -> bool:
    """Tell whether somebody is in the directory."""
    return f'"{name}"' in (talk.folder / "people.json").read_text()


@pytest.mark.parametrize(
    ("line", "name"),
    [("@carlos /pn join", "carlos"), ("@sec /pn member add @temp", "temp"), ("@carlos /pn claim {code}", "carlos")],
)
def test_who_could_not_be_recorded_is_not_kept(talk: Conversation, line: str, name: str) -> None:
    """On a full disk nobody becomes known, no code is used up, and the same line is accepted later."""
    line = line.format(code=talk.bot.people.new_claim(talk.now))
    before = (talk.folder / "people.json").stat().st_size

    with full_disk((talk.folder / "journal.jsonl").stat().st_size + 10):
        failed = [talk.say(line, event="once"), *handle(talk, line)]
        known = is_known(talk, name)
    again = talk.say(line, event="once")

    assert before < (talk.folder / "journal.jsonl").stat().st_size, "the directory must have room"
    assert [reply.error for reply in failed] == ["storage", "storage"]
    assert not known
    assert again.error is None
    assert is_known(talk, name)


def test_who_was_refused_is_not_kept(talk: Conversation) -> None:
    """Nobody becomes known for a line that records nothing."""
    talk.say("@sec /pn member add @temp role:nonsense")
    talk.say("@li /pn member add @temp")
    talk.say("@carlos /pn claim 12345678")

    assert not is_known(talk, "temp")
    assert not is_known(talk, "carlos")


@pytest.mark.parametrize(("line", "name"), [("@carlos /pn join", "carlos"), ("@sec /pn member add @temp", "temp")])
def test_whom_a_crash_left_without_an_entry_is_found_again(talk: Conversation, line: str, name: str) -> None:
    """The next try is about the same person."""
    left = talk.bot.people.newcomer(name, [f"console:{name}"])
    talk.bot.people.keep(left, made_for="an entry that was never written")

    talk.given(line)

    assert left.id in talk.network.memberships
    assert len([one for one in talk.bot.people.everyone() if one.name.startswith(name)]) == 1


# A claim


def test_of_two_claimants_at_once_one_is_appointed(talk: Conversation) -> None:
    """Also within one batch."""
    code = talk.bot.people.new_claim(talk.now)

    first, second = handle(talk, f"@carlos /pn claim {code}", f"@dara /pn claim {code}")

    assert (first.error, second.error) == (None, "forbidden")
    assert not is_known(talk, "dara")


def test_a_claim_is_used_by_its_entry_alone(talk: Conversation) -> None:
    """When a crash leaves the code in the directory, it works for nobody else; its own event is answered again."""
    code = talk.bot.people.new_claim(talk.now)
    talk.given("@carlos /pn me zone:Europe/Madrid")
    directory = (talk.folder / "people.json").read_bytes()
    first = talk.say(f"@carlos /pn claim {code}", event="once")
    used = (talk.folder / "people.json").read_bytes()

    (talk.folder / "people.json").write_bytes(directory)
    talk.reopen()
    second = talk.say(f"@dara /pn claim {code}")
    again = talk.say(f"@carlos /pn claim {code}", event="once")

    assert used != directory
    assert first.error is None
    assert second.error == "forbidden"
    assert second.text.startswith("That code is not valid")
    assert again == first


# Taken back


@pytest.mark.parametrize("restart", [False, True])
def test_who_was_made_for_an_entry_goes_with_it(talk: Conversation, restart: bool) -> None:
    """A name typed by mistake is not kept; added again, it is another person."""
    talk.given("@sec /pn member add @temp")
    if restart:
        talk.reopen()

    undone = talk.say("@sec /pn undo")
    gone = not is_known(talk, "temp")
    talk.given("@sec /pn member add @temp")

    assert undone.text == "Taken back: a membership in PNE."
    assert gone
    assert "@temp" in talk.say("@li /pn member list").text


@pytest.mark.parametrize("before", ["@li /commit Draft it owner:@temp in:PNMA", "@temp /pn me zone:Asia/Kolkata"])
def test_who_is_more_than_the_entry_stays(talk: Conversation, before: str) -> None:
    """Named by an entry of another network, or with settings of their own."""
    talk.given("@sec /pn add PNMA Meaningful Access", "@sec /pn member add @li PNMA")

    talk.given("@sec /pn member add @temp PNE", before, "@sec /pn undo")

    assert is_known(talk, "temp")


def test_who_was_known_before_the_entry_stays(talk: Conversation) -> None:
    """The operator may have added somebody before."""
    talk.bot.people.keep(talk.bot.people.newcomer("temp"))

    talk.given("@sec /pn member add @temp", "@sec /pn undo")

    assert is_known(talk, "temp")


def test_an_undo_that_is_not_recorded_takes_nobody_out(talk: Conversation) -> None:
    """The membership stands, and so does its person."""
    talk.given("@sec /pn member add @temp")

    with full_disk((talk.folder / "journal.jsonl").stat().st_size + 10):
        failed = talk.say("@sec /pn undo")

    assert failed.error == "storage"
    assert "@temp" in talk.say("@li /pn member list").text
