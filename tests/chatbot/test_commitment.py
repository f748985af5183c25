"""A commitment is made: whose it is, what its text is, and what is none."""

from datetime import UTC, datetime

import pytest

from tests.chatbot.commitments import DRAFT, owners
from tests.conversation import Conversation, suggestion


def test_a_commitment_without_an_owner_is_ones_own(talk: Conversation) -> None:
    """The channel hears text, deadline, owner and progress in one line."""
    reply = talk.say(f"@li {DRAFT} by:26 March 2021")

    assert reply.created == ("PNE-C1",)
    assert not reply.private
    assert reply.text == "PNE-C1: Draft the data section · by 26 March 2021 (end of day, UTC) · @li · open"
    assert talk.commitment().due == datetime(2021, 3, 26, 23, 59, 59, tzinfo=UTC)
    assert owners(talk) == [("li", True)]


def test_other_people_are_proposed_and_told_how_to_answer(talk: Conversation) -> None:
    """Nobody is committed by somebody else."""
    reply = talk.say(f"@li {DRAFT} owner:@bruno @amina")

    assert owners(talk) == [("bruno", False), ("amina", False)]
    assert reply.text.splitlines()[1] == (
        "@bruno, @amina: take it on with `/commit accept PNE-C1` or turn it down with `/commit decline PNE-C1`."
    )


@pytest.mark.parametrize(
    ("typed", "error", "said"),
    [
        ("", "usage", "Missing: what is to be done."),
        ("by:Friday owner:@li", "usage", "Missing: what is to be done."),
        ("Draft it by:Friday on:Friday", "usage", "A commitment is due `by:` a date or `on:` it, not both."),
        ("Draft it by:1 March 2020", "usage", "1 March 2020 (end of day, UTC) has passed; a deadline lies ahead."),
        ("Draft it by:soon", "usage", "That is no date that I understand."),
        ("Draft it by:03/04", "ambiguous", "That may be 3 April or 4 March: write the month as a word."),
        ("Draft it owner:", "usage", "`owner:` is empty. It is written like this: `owner:@amina`."),
        ("Draft it owner:and", "usage", "I cannot read “and” as `owner:`."),
        ("Draft it owner:@nobody", "not_found", "Nobody is known as @nobody here."),
        ("Draft it owners:@bruno", "usage", "There is no option `owners:` here. Did you mean `owner:`?"),
        ("Draft it by:Friday by:Monday", "usage", "`by:` stands there twice."),
        ("Draft it owner:" + "x" * 101, "usage", "The name of a body has at most 100 characters."),
        ("x" * 2001, "usage", "That is too long: 2001 characters; at most 2000 fit."),
    ],
)
def test_what_is_no_commitment_is_refused_with_a_command_that_works(
    talk: Conversation, typed: str, error: str, said: str
) -> None:
    """The refusal says why, repeats the line, and its suggestion is accepted."""
    reply = talk.say(f"@li /commit {typed}")

    assert reply.error == error
    assert reply.text.startswith(said)
    assert f"You typed: `/commit {typed}".rstrip() in reply.text
    assert not talk.network.commitments
    assert talk.say(f"@li {suggestion(reply)}").error is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("C1 done", "/commit done C1"),
        ("C1", "/commit show C1"),
        ("dne C1", "/commit done C1"),
        ("C1 done https://example.org", "/commit done C1 https://example.org"),
        ("acept C1", "/commit accept C1"),
        ("close C1", "/commit done C1"),
        ("complete C1", "/commit done C1"),
        ("delete C1", "/commit drop C1"),
        ("Cancel PNE-C1", "/commit drop PNE-C1"),
        ("C1 remove", "/commit drop C1"),
        ("read C1", "/commit show C1"),
        ("done 1", "/commit done C1"),
        ("edit C1 Something else", "/commit note C1 Something else"),
        ("C1 rename Something else", "/commit note C1 Something else"),
        ("edit C1", "/commit show C1"),
        ("update C1 with the new data", "/commit note C1 with the new data"),
        ("delete C1 no longer needed", "/commit drop C1 because:no longer needed"),
        ("postpone C1 to Friday", "/commit slip C1 by:Friday"),
        ("postpone C1 by:Friday", "/commit slip C1 by:Friday"),
        ("postpone C1", "/commit slip C1 by:in 2 weeks"),
        ("move C1 to the annex", "/commit note C1 move to the annex"),
        ("snoze C1 for 3 days", "/commit snooze C1 until:3 days"),
        ("finished C1 https://example.org", "/commit done C1 https://example.org"),
        ("C1 is nearly there", "/commit note C1 is nearly there"),
    ],
)
def test_a_slip_never_becomes_a_new_commitment(talk: Conversation, typed: str, meant: str) -> None:
    """Words in the wrong order or misspelt are asked about."""
    talk.given(f"@li {DRAFT}")

    reply = talk.say(f"@li /commit {typed}")

    assert reply.error == "usage"
    assert suggestion(reply) == meant
    assert list(talk.network.commitments) == [1]


def test_new_is_asked_about(talk: Conversation) -> None:
    """It may be meant as the word of a command; what either way means is shown."""
    reply = talk.say("@li /commit new Write the summary by:Friday")

    assert reply.error == "ambiguous"
    assert "`/commit add new Write the summary by:Friday`" in reply.text
    assert suggestion(reply) == "/commit add Write the summary by:Friday"
    assert not talk.network.commitments


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("lst", "/commit list"),
        ("Lits overdue", "/commit list overdue"),
        ("doen", "/pn help commit done"),
        ("slipp", "/pn help commit slip"),
    ],
)
def test_one_misspelt_word_is_no_commitment(talk: Conversation, typed: str, better: str) -> None:
    """Nobody promises “lst”: it is asked whether a command was meant."""
    reply = talk.say(f"@li /commit {typed}")

    assert reply.error == "ambiguous"
    assert suggestion(reply) == better
    assert not talk.network.commitments
    assert talk.say(f"@li {better}").error is None


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("/commit Lost contacts", "Lost contacts"),
        ("/commit One", "One"),
        ("/commit Translate", "Translate"),
        ('/commit "Fix the site" by:Friday', "Fix the site"),
        ("/commit “Fix the site”", "Fix the site"),
        ('/commit Write "soon" on the site', 'Write "soon" on the site'),
        ("/commit add new rules", "new rules"),
        ("/commit New rules", "New rules"),
        ("/commit Edit C7 of the old list", "Edit C7 of the old list"),
    ],
)
def test_a_text_is_what_is_meant(talk: Conversation, typed: str, text: str) -> None:
    """Quotes around the whole of it are no part of it."""
    talk.given(f"@li {typed}")

    assert str(talk.commitment().text) == text


def test_text_may_name_another_commitment(talk: Conversation) -> None:
    """Only what looks like a command is asked about."""
    talk.given(f"@li {DRAFT}", "@li /commit Review C1 carefully", "@li /commit State the case for C1")

    assert len(talk.network.commitments) == 3


def test_markup_and_escapes_stand_as_they_were_typed(talk: Conversation) -> None:
    """What a platform escapes is undone, and a key with a backslash is text."""
    talk.given(r"@li /commit Stand \by: us &amp; write &lt;b&gt; by:Friday")

    assert str(talk.commitment().text) == "Stand by: us & write <b>"
