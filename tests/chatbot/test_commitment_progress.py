"""A commitment is started, done, dropped, and finished for good."""

import pytest

from chatbot.commands.commitment import VERBS
from storage.events import Progress
from tests.chatbot.commitments import DRAFT
from tests.conversation import Conversation, suggestion


def test_a_proposed_owner_accepts_starts_and_reports(talk: Conversation) -> None:
    """The whole life of a commitment, told in the channel."""
    talk.given(f"@li {DRAFT} owner:@bruno by:26 March 2021")

    told = [talk.say(f"@bruno /commit {verb} C1") for verb in ("accept", "start", "done")]

    line = "PNE-C1: Draft the data section · by 26 March 2021 (end of day, UTC) · @bruno · "
    assert [reply.text for reply in told] == [f"{line}open", f"{line}in progress", f"{line}done"]
    assert not any(reply.private for reply in told)


def test_the_evidence_is_kept(talk: Conversation) -> None:
    """A link or a sentence."""
    talk.given(f"@li {DRAFT}", "@li /commit done C1 https://example.org/draft")

    assert str(talk.commitment().evidence) == "https://example.org/draft"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("note C1 halfway", "Note kept: halfway"),
        ("done C1 https://example.org/draft", "Evidence: https://example.org/draft"),
        ("drop C1 because:merged with C8", "Reason: merged with C8"),
        (
            "slip C1 by:2 April 2021 because:waiting for the reviewers",
            "Moved from 26 March 2021 (end of day, UTC) to 2 April 2021 (end of day, UTC): waiting for the reviewers",
        ),
        ("slip C1 by:2 April 2021", "Moved from 26 March 2021 (end of day, UTC) to 2 April 2021 (end of day, UTC)"),
    ],
)
def test_what_was_kept_with_a_change_is_said(talk: Conversation, line: str, told: str) -> None:
    """Under the commitment as it now stands, to whoever may read it."""
    talk.given(f"@li {DRAFT} by:26 March 2021")

    reply = talk.say(f"@li /commit {line}")

    assert reply.text.splitlines()[0].startswith("PNE-C1: Draft the data section · ")
    assert reply.text.splitlines()[1:] == [told]


@pytest.mark.parametrize("several", ["C1 C2", "C1, C2 and C3", "C1,C2", "c1; PNE-C2 & c3"])
def test_several_commitments_in_a_line_are_refused(talk: Conversation, several: str) -> None:
    """Those after the first would be taken for evidence."""
    talk.given(f"@li {DRAFT}", "@li /commit Second")

    reply = talk.say(f"@li /commit done {several}")

    assert reply.error == "usage"
    assert reply.text.startswith("One commitment a line, please.")
    assert talk.commitment().progress is Progress.OPEN
    assert talk.say("@li /commit done C1 see M5 and C2").error is None


@pytest.mark.parametrize("end", ["done", "drop"])
def test_what_is_finished_stays_so(talk: Conversation, end: str) -> None:
    """Every further command is refused, but those that look at it, add a note, or take it up again."""
    talk.given(f"@li {DRAFT}", f"@li /commit {end} C1")

    for verb in set(VERBS) - {"show", "note", "reopen"}:
        rest = {"slip": "by:Friday", "assign": "@bruno", "snooze": "until:Friday"}.get(verb, "")
        reply = talk.say(f"@li /commit {verb} C1 {rest}")

        assert reply.error == "conflict"
        assert reply.text.startswith(f"PNE-C1 is {'done' if end == 'done' else 'dropped'} already.")


@pytest.mark.parametrize(
    ("who", "line", "error", "said"),
    [
        ("ines", "accept C1", "forbidden", "PNE-C1 was not proposed to you."),
        ("ines", "decline C1", "forbidden", "PNE-C1 was not proposed to you."),
        ("li", "accept C1", "conflict", "PNE-C1 is yours already."),
        ("li", "start C2", "conflict", "PNE-C2 is in progress already."),
        ("li", "done C9", "not_found", "There is no PNE-C9."),
        ("li", "done", "usage", "Which commitment? Name it, such as C7."),
        ("li", "slip C1", "usage", "Missing: the new deadline."),
        ("li", "slip by:Friday", "usage", "Which commitment? Name it, such as C7."),
        ("li", "slip C1 by:", "usage", "`by:` is empty. It is written like this: `by:26 March`."),
        ("li", "assign C1", "usage", "Missing: people as @name, bodies by name."),
        ("li", "list late please", "usage", "I cannot read “please” here."),
    ],
)
def test_refusals_say_why_and_what_would_work(talk: Conversation, who: str, line: str, error: str, said: str) -> None:
    """The suggestion is accepted from the same person."""
    talk.given(f"@li {DRAFT} by:26 March", "@li /commit Second", "@li /commit start C2")

    reply = talk.say(f"@{who} /commit {line}")

    assert reply.error == error
    assert reply.text.startswith(said)
    assert talk.say(f"@{who} {suggestion(reply)}").error is None
