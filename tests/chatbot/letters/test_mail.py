"""Letters: each once whatever happens, where the reader wants them, and none at night."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from chatbot.letters.mail import Letter, Look, Source, Unreachable, may_bring_letters
from chatbot.public import Unavailable
from storage.people import Person
from tests.chatbot.messenger import PLATFORM, FakeMessenger, deliver, mail
from tests.conversation import START, Conversation


class Crash(BaseException):
    """The bot ends here, as by a power cut."""


def _greeting(edition: str = "1", *, urgent: bool = False) -> Source:
    def source(look: Look) -> Iterable[Letter]:
        for name in ("amina", "li", "bruno"):
            person = look.people.named(name)
            assert person
            yield Letter(person.id, f"hello:{person.id}", edition, _hello, {f"also:{person.id}": "x"}, urgent)

    return source


def _hello(reader: Person) -> str:
    return f"Good morning @{reader.name}"


def test_everybody_is_told_once(talk: Conversation) -> None:
    """However often the bot starts."""
    messenger = FakeMessenger()
    for _start in range(3):
        deliver(talk, messenger, [_greeting()])

    assert sorted(one.handle for one in messenger.letters) == ["console:amina", "console:bruno", "console:li"]
    assert messenger.to("li") == ["Good morning @li"]


def test_another_edition_is_told_anew(talk: Conversation) -> None:
    """A digest of the next day is another letter."""
    messenger = FakeMessenger()
    deliver(talk, messenger, [_greeting("1")])
    deliver(talk, messenger, [_greeting("2")])

    assert len(messenger.to("amina")) == 2


def test_what_a_letter_covers_counts_as_told(talk: Conversation) -> None:
    """The sources are told so."""
    deliver(talk, FakeMessenger(), [_greeting()])
    seen: list[Look] = []

    def sees(look: Look) -> Iterable[Letter]:
        seen.append(look)
        return ()

    deliver(talk, FakeMessenger(), [sees])
    amina = talk.bot.people.named("amina")

    assert amina
    assert seen[0].told[f"also:{amina.id}"] == "x"


@pytest.mark.parametrize("error", [Crash(), Unavailable("The answer was lost."), OSError()])
@pytest.mark.parametrize("step", range(1, 7))
def test_a_cut_at_any_step_tells_nothing_twice_and_leaves_nothing_out(
    talk: Conversation, step: int, error: BaseException
) -> None:
    """Before a letter is written, and after it before that is kept."""
    messenger = FakeMessenger()
    messenger.fail_at, messenger.error = step, error
    with pytest.raises(type(error)):
        deliver(talk, messenger, [_greeting()])
    deliver(talk, messenger, [_greeting()])

    assert sorted(one.handle for one in messenger.letters) == ["console:amina", "console:bruno", "console:li"]


def test_nothing_comes_at_night_where_the_reader_is(talk: Conversation) -> None:
    """Nine in the morning UTC is night in Auckland until Auckland's morning; what is urgent comes all the same."""
    talk.given("@li /pn me zone:Pacific/Auckland")
    messenger = FakeMessenger()
    deliver(talk, messenger, [_greeting()], START)

    assert messenger.to("li") == []
    assert messenger.to("amina") == ["Good morning @amina"]

    deliver(talk, messenger, [_greeting()], START + timedelta(hours=11))

    assert messenger.to("li") == ["Good morning @li"]


def test_what_is_urgent_comes_at_night(talk: Conversation) -> None:
    """A poll does not wait with its close."""
    talk.given("@li /pn me zone:Pacific/Auckland")
    messenger = FakeMessenger()
    deliver(talk, messenger, [_greeting(urgent=True)], START)

    assert messenger.to("li") == ["Good morning @li"]


def test_somebody_unreachable_does_not_keep_the_others_waiting(talk: Conversation) -> None:
    """They are left alone for an hour, and then tried again."""
    messenger = FakeMessenger()
    messenger.fail_at, messenger.error = 1, Unreachable("user_not_found")
    bag = mail(talk, [_greeting()])

    async def morning() -> None:
        for hours in (0, 0.5, 1.5):
            await bag.deliver(PLATFORM, messenger, START + timedelta(hours=hours))
            counts.append(len(messenger.letters))

    counts: list[int] = []
    asyncio.run(morning())

    assert counts == [2, 2, 3]


def test_letters_go_to_the_platform_of_choice(talk: Conversation) -> None:
    """Else to that of the first handle; one that the bot is not on does not count."""
    amina = talk.bot.people.named("amina")
    assert amina
    amina = replace(amina, handles=("irc:a", "matrix:@a", "slack:U1"))
    bag = mail(talk, ())
    bag.platforms = {"slack", "matrix"}

    assert bag.handle(amina) == "matrix:@a"
    assert bag.handle(replace(amina, via="slack")) == "slack:U1"
    assert bag.handle(replace(amina, via="irc")) == "matrix:@a"
    assert bag.handle(replace(amina, handles=("irc:a",))) is None


def test_what_is_read_at_a_prompt_counts_as_told(talk: Conversation) -> None:
    """It comes on no platform after that."""
    amina = talk.bot.people.named("amina")
    assert amina
    told = list(mail(talk, [_greeting()]).take(amina, talk.now))
    messenger = FakeMessenger()
    deliver(talk, messenger, [_greeting()])

    assert told == ["Good morning @amina"]
    assert messenger.to("amina") == []
    assert len(messenger.letters) == 2


def test_votes_make_nobody_look_for_letters(talk: Conversation) -> None:
    """There may be a hundred a second, and the sources look at everything; what else is recorded does."""
    history = talk.bot.record.history
    talk.given("@amina /poll open Which? | Water | Energy")
    opened = talk.seq
    talk.given("@li /poll vote P1 2", "@bruno /poll vote P1 1", "@li /poll unvote P1")
    voted = talk.seq
    after_votes = may_bring_letters(history, opened)
    talk.given("@li /commit Write it", "@li /poll vote P1 1")

    assert not after_votes
    assert may_bring_letters(history, opened - 1)
    assert may_bring_letters(history, voted)
    assert not may_bring_letters(history, talk.seq)
    assert may_bring_letters(history, -1)
