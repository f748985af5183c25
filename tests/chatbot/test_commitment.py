"""Commitments: made, accepted, started, done, moved, dropped, assigned, listed."""

from datetime import UTC, datetime, timedelta

import pytest

from chatbot.commands.commitment import VERBS
from storage.events import DeadlineKind, Progress
from tests.conversation import START, Conversation, suggestion

DRAFT = "/commit Draft the data section"


def owners(talk: Conversation, number: int = 1) -> list[tuple[str, bool]]:
    """Return body or short name of each owner, and whether it counts."""
    people = talk.bot.people
    return [
        (owner.body or getattr(people.get(owner.person), "name", ""), owner.accepted)
        for owner in talk.commitment(number).owners
    ]


# Making


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
    ("typed", "read"),
    [
        ("IGF Secretariat", [("IGF Secretariat", True)]),
        ("@li", [("li", True)]),
        ("@LI", [("li", True)]),
        ("＠li", [("li", True)]),
        ("@li @bruno", [("li", True), ("bruno", False)]),
        ("@bruno, @li", [("bruno", False), ("li", True)]),
        ("@bruno and @li", [("bruno", False), ("li", True)]),
        ("@bruno et @li", [("bruno", False), ("li", True)]),
        ("@bruno、@li", [("bruno", False), ("li", True)]),
        ("IGF Secretariat, @bruno and UN DESA", [("IGF Secretariat", True), ("bruno", False), ("UN DESA", True)]),
        ("@bruno IGF Secretariat", [("bruno", False), ("IGF Secretariat", True)]),
        ("Dept. of Economic and Social Affairs", [("Dept. of Economic and Social Affairs", True)]),
        ("@bruno @bruno, @bruno", [("bruno", False)]),
        ("МСЭ", [("МСЭ", True)]),
    ],
)
def test_owners_are_people_and_bodies_mixed(talk: Conversation, typed: str, read: list[tuple[str, bool]]) -> None:
    """People by their sign, bodies by name, with whatever people put between them."""
    talk.given(f"@li {DRAFT} owner:{typed}")

    assert owners(talk) == read


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("bruno", "@bruno"),
        ("UN, Bruno", "UN, @bruno"),
        ("bruno and IGF Secretariat", "@bruno and IGF Secretariat"),
        ("UN DESA (@bruno)", "UN DESA @bruno"),
        ("for:@bruno.", "@bruno"),
    ],
)
def test_a_person_is_never_recorded_as_a_body(talk: Conversation, typed: str, mended: str) -> None:
    """Bodies are named in public, so a name without its sign is asked about."""
    reply = talk.say(f"@li /commit Ask bruno owner:{typed}")

    assert reply.error == "usage"
    assert "is a person: write @bruno" in reply.text
    assert suggestion(reply) == f"/commit Ask bruno owner:{mended}"
    assert talk.say(f"@li {suggestion(reply)}").error is None


@pytest.mark.parametrize("typed", ["owner:@bruno, UN DESA", "owner: @bruno, UN DESA", "to:@bruno, owner:UN DESA"])
def test_the_key_of_an_owner_is_no_part_of_a_name(talk: Conversation, typed: str) -> None:
    """Where owners stand alone it is not needed, and yet people write it: it was public as the name of a body."""
    talk.given(f"@li {DRAFT}", f"@li /commit assign C1 {typed}")

    assert owners(talk) == [("bruno", False), ("UN DESA", True)]


@pytest.mark.parametrize("line", ["/commit Draft it owner:{}", "/commit assign C1 {}"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Jane Smith", "Named in public as a body: Jane Smith."),
        ("Jane Smith, UN DESA and @li", "Named in public as a body: Jane Smith, UN DESA."),
        ("igf secretariat, {Jane}", "Named in public as a body: {Jane}."),
        ("IGF Secretariat", ""),
        ("@bruno", ""),
    ],
)
def test_a_body_that_is_new_is_said_to_be_public(talk: Conversation, line: str, typed: str, said: str) -> None:
    """The name of a person who is not in the directory looks like one; a body that the record knows is not remarked."""
    talk.given("@li /commit Own", "@li /commit Theirs owner:IGF Secretariat")

    told = talk.say(f"@li {line}".replace("{}", typed), event="once")
    again = talk.say(f"@li {line}".replace("{}", typed), event="once")

    assert told.error is None
    assert [text for text in told.text.splitlines() if text.startswith("Named")] == ([said] if said else [])
    assert again == told


@pytest.mark.parametrize(
    ("option", "kind", "told"),
    [
        ("by:26 March", DeadlineKind.BY, "by 26 March 2021 (end of day, UTC)"),
        ("on:26 March", DeadlineKind.ON, "on 26 March 2021 (end of day, UTC)"),
        ("", DeadlineKind.NONE, "no deadline"),
    ],
)
def test_a_deadline_is_by_on_or_none(talk: Conversation, option: str, kind: DeadlineKind, told: str) -> None:
    """The kind is kept, and told."""
    reply = talk.say(f"@li {DRAFT} {option}")

    assert talk.commitment().deadline_kind == kind
    assert f"· {told} ·" in reply.text


@pytest.mark.parametrize(
    ("typed", "error", "said"),
    [
        ("", "usage", "Missing: what is to be done."),
        ("by:Friday owner:@li", "usage", "Missing: what is to be done."),
        ("Draft it by:Friday on:Friday", "usage", "A commitment is due `by:` a date or `on:` it, not both."),
        ("Draft it by:1 March 2020", "usage", "1 March 2020 (end of day, UTC) has passed; a deadline lies ahead."),
        ("Draft it by:soon", "usage", "That is no date that I understand."),
        ("Draft it by:03/04", "ambiguous", "That may be 3 April 2021 or 4 March 2021: write the month as a word."),
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
    ("typed", "text"),
    [
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


# What becomes of it


def test_a_proposed_owner_accepts_starts_and_reports(talk: Conversation) -> None:
    """The whole life of a commitment, told in the channel."""
    talk.given(f"@li {DRAFT} owner:@bruno by:26 March 2021")

    told = [talk.say(f"@bruno /commit {verb} C1") for verb in ("accept", "start", "done")]

    line = "PNE-C1: Draft the data section · by 26 March 2021 (end of day, UTC) · @bruno · "
    assert [reply.text for reply in told] == [f"{line}open", f"{line}in progress", f"{line}done"]
    assert not any(reply.private for reply in told)


def test_declining_leaves_the_others(talk: Conversation) -> None:
    """Without any owner left, whoever takes part may propose one."""
    talk.given(f"@li {DRAFT} owner:@bruno @amina", "@bruno /commit decline C1", "@amina /commit decline C1")

    assert owners(talk) == []
    assert talk.say("@ines /commit assign C1 @ines").error is None
    assert owners(talk) == [("ines", True)]


def test_the_evidence_is_kept(talk: Conversation) -> None:
    """A link or a sentence."""
    talk.given(f"@li {DRAFT}", "@li /commit done C1 https://example.org/draft")

    assert str(talk.commitment().evidence) == "https://example.org/draft"


def test_several_commitments_in_a_line_are_refused(talk: Conversation) -> None:
    """The second would be taken for evidence."""
    talk.given(f"@li {DRAFT}", "@li /commit Second")

    reply = talk.say("@li /commit done C1 C2")

    assert reply.error == "usage"
    assert talk.commitment().progress is Progress.OPEN


def test_a_slip_keeps_the_original_deadline(talk: Conversation) -> None:
    """Both dates are told; the reason is kept."""
    talk.given(f"@li {DRAFT} by:26 March 2021")

    reply = talk.say("@li /commit slip C1 by:22 April because:waiting for the reviewers")

    assert "· by 22 April 2021 (end of day, UTC), originally 26 March 2021 (end of day, UTC) ·" in reply.text
    assert talk.commitment().original_due == datetime(2021, 3, 26, 23, 59, 59, tzinfo=UTC)
    assert [str(slip.reason) for slip in talk.commitment().slips] == ["waiting for the reviewers"]


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


def test_a_second_slip_is_told_from_the_deadline_before_it(talk: Conversation) -> None:
    """The first deadline stands in the line above; one that had none is not told as moved."""
    talk.given(f"@li {DRAFT}")
    first = talk.say("@li /commit slip C1 by:26 March 2021 because:agreed today")
    talk.given("@li /commit slip C1 by:2 April 2021")
    talk.wait(minutes=1)
    third = talk.say("@li /commit slip C1 by:9 April 2021")

    assert first.text.splitlines()[1:] == ["Reason: agreed today"]
    assert third.text.splitlines()[1] == ("Moved from 2 April 2021 (end of day, UTC) to 9 April 2021 (end of day, UTC)")


def test_a_deadline_does_not_slip_into_the_past(talk: Conversation) -> None:
    """And the suggestion moves this commitment rather than making another."""
    talk.given(f"@li {DRAFT} by:26 March 2021")

    reply = talk.say("@li /commit slip C1 by:1 February 2021")

    assert reply.error == "usage"
    assert talk.say(f"@li {suggestion(reply)}").error is None
    assert talk.commitment().slips


@pytest.mark.parametrize("end", ["done", "dropped"])
def test_who_never_accepted_is_never_told_as_an_owner(talk: Conversation, end: str) -> None:
    """Nor when it is finished; that the owner of before was to have it meanwhile is past then."""
    talk.given("@li /commit Draft it", "@li /commit assign C1 @bruno")
    reply = talk.say(f"@li /commit {end.removesuffix('ped')} C1")

    assert reply.text == f"PNE-C1: Draft it · no deadline · @li, @bruno (proposed) · {end}"


def test_who_has_it_keeps_it_until_it_is_accepted(talk: Conversation) -> None:
    """Assigning proposes: meanwhile the owner of before may report on it, and it is not without an owner."""
    talk.given("@li /commit Draft it", "@li /commit assign C1 @bruno @ines")
    shown = talk.say("@li /commit show C1").text
    mine = talk.say("@li /commit list mine").text
    talk.given("@li /commit start C1", "@ines /commit decline C1", "@bruno /commit accept C1")

    assert "@li (until it is accepted), @bruno (proposed), @ines (proposed)" in shown
    assert "PNE-C1" in mine
    assert " · @bruno · in progress" in talk.say("@li /commit show C1").text
    assert talk.say("@li /commit done C1").error == "forbidden"


def test_what_nobody_takes_on_stays_with_its_owner(talk: Conversation) -> None:
    """As if it had not been assigned; a body takes it on at once."""
    talk.given("@li /commit Draft it", "@li /commit assign C1 @bruno", "@bruno /commit decline C1")
    declined = talk.say("@li /commit show C1").text
    talk.given("@li /commit assign C1 IGF Secretariat")

    assert " · @li · open" in declined
    assert " · IGF Secretariat · open" in talk.say("@li /commit show C1").text


def test_an_assignment_asks_the_new_and_keeps_the_word_of_the_old(talk: Conversation) -> None:
    """Who accepted need not accept again."""
    talk.given(f"@li {DRAFT} owner:@bruno", "@bruno /commit accept C1", "@amina /commit assign C1 @bruno @ines")

    assert owners(talk) == [("bruno", True), ("ines", False)]


def test_a_commitment_is_its_owners(talk: Conversation) -> None:
    """Others are refused; a co-chair and the Secretariat may correct."""
    talk.given(f"@li {DRAFT}")

    for line in ("start C1", "done C1", "slip C1 by:Friday", "drop C1", "assign C1 @bruno"):
        reply = talk.say(f"@bruno /commit {line}")

        assert reply.error == "forbidden"
        assert reply.text.startswith("PNE-C1 is not yours; its owners, a co-chair or the Secretariat can do this.")
        assert talk.say(f"@bruno {suggestion(reply)}").error is None
    talk.given("@amina /commit start C1", "@sec /commit done C1")


@pytest.mark.parametrize("line", ["slip C1 by:Friday", "drop C1 because:not needed", "assign C1 @ines"])
def test_whoever_made_a_commitment_may_change_it_until_it_is_accepted(talk: Conversation, line: str) -> None:
    """What was proposed to somebody by mistake can be mended; from the acceptance on it is its owner's."""
    talk.given(f"@li {DRAFT} owner:@bruno")

    other = talk.say(f"@ines /commit {line}")
    accepted = talk.say("@bruno /commit accept C1")
    late = talk.say(f"@li /commit {line}")
    talk.given("@bruno /pn undo", f"@li /commit {line}")

    assert (other.error, accepted.error, late.error) == ("forbidden", None, "forbidden")


@pytest.mark.parametrize("line", ["start C1", "done C1"])
def test_whoever_made_a_commitment_does_not_report_on_it(talk: Conversation, line: str) -> None:
    """That is for who takes it on."""
    talk.given(f"@li {DRAFT} owner:@bruno")

    assert talk.say(f"@li /commit {line}").error == "forbidden"


def test_nobody_takes_a_commitment_that_was_proposed_to_somebody_else(talk: Conversation) -> None:
    """Until that person declines; then whoever takes part may."""
    talk.given(f"@li {DRAFT} owner:@bruno")

    early = talk.say("@ines /commit assign C1 @ines")
    wrong = talk.say("@ines /commit accept C1")
    talk.given("@bruno /commit decline C1")
    declined = talk.say("@ines /commit accept C1")

    assert (early.error, wrong.error, declined.error) == ("forbidden", "forbidden", "forbidden")
    assert suggestion(wrong) == "/commit list mine in:PNE"
    assert talk.say(f"@ines {suggestion(declined)}").error is None
    assert owners(talk) == [("ines", True)]


def test_a_proposed_owner_accepts_before_anything_else(talk: Conversation) -> None:
    """The suggestion does it."""
    talk.given(f"@li {DRAFT} owner:@bruno")

    reply = talk.say("@bruno /commit done C1")

    assert reply.error == "conflict"
    assert talk.say(f"@bruno {suggestion(reply)}").error is None
    assert talk.say("@bruno /commit done C1").error is None


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


@pytest.mark.parametrize("typed", ["C1", "c1", "PNE-C1", "С1", "Ｃ１", "C١", "“C1”", "C1,", "\u2068PNE-C1\u2069"])
def test_an_id_is_understood_as_it_is_typed(talk: Conversation, typed: str) -> None:
    """In other letters, digits and quotes."""
    talk.given(f"@li {DRAFT}", f"@li /commit done {typed}")

    assert talk.commitment().progress is Progress.DONE


# Listing


def test_the_list_shows_what_is_not_finished_by_deadline(talk: Conversation) -> None:
    """The earliest first, undated ones last."""
    talk.given("@li /commit Later by:26 March", "@li /commit Undated", "@li /commit Sooner by:5 March")
    talk.given("@li /commit Over", "@li /commit done C4")

    assert [line.partition(" ·")[0] for line in talk.say("@li /commit list").text.splitlines()] == [
        "PNE-C3: Sooner",
        "PNE-C1: Later",
        "PNE-C2: Undated",
    ]


@pytest.mark.parametrize(
    ("which", "ids"),
    [("all", [1, 2, 3]), ("open", [1, 2]), ("overdue", [1]), ("late", [1]), ("done", [3]), ("mine", [2])],
)
def test_lists_of_some(talk: Conversation, which: str, ids: list[int]) -> None:
    """All, open, overdue, done, one's own."""
    talk.given("@bruno /commit One by:5 March", "@li /commit Two", "@li /commit Three", "@li /commit done C3")
    talk.now = datetime(2021, 3, 6, tzinfo=UTC)

    lines = talk.say(f"@li /commit list {which}").text.splitlines()

    assert sorted(int(line.partition(":")[0].removeprefix("PNE-C")) for line in lines) == ids


def test_a_commitment_is_overdue_after_its_deadline_not_at_it(talk: Conversation) -> None:
    """The deadline's own instant is still in time."""
    talk.given(f"@li {DRAFT} by:in 10 minutes")

    talk.now = START + timedelta(minutes=10)
    at = talk.say("@li /commit list overdue").text
    talk.now += timedelta.resolution
    after = talk.say("@li /commit list overdue").text

    assert at == "There are no such commitments in PNE."
    assert after.endswith("open, overdue")


@pytest.mark.parametrize("which", ["", "all", "mine"])
def test_observers_read_what_and_when_but_not_who(talk: Conversation, which: str) -> None:
    """People stand there as what they are in the network, bodies by name."""
    talk.given(f"@li {DRAFT} owner:IGF Secretariat, @amina @bruno", "@amina /commit accept C1", "@li /commit Own")
    talk.given("@sec /pn member add @friend PNE role:community", "@sec /pn add PNMA Other")
    talk.given("@sec /pn member add @elsewhere PNMA")

    for who in ("stranger", "friend", "elsewhere"):
        shown = talk.say(f"@{who} /commit list {which}").text

        assert "@" not in shown
        assert which == "mine" or "IGF Secretariat, co-chair, MWG member (proposed)" in shown


# Two networks


@pytest.fixture
def two(talk: Conversation) -> Conversation:
    """C1 in PNE and in PNMA, both li's."""
    talk.given("@sec /pn add PNMA Meaningful Access", "@sec /pn member add @li PNMA")
    talk.given("@li /commit Ours", "@li #pnma /commit Theirs")
    return talk


@pytest.mark.parametrize(
    "line", ["/commit done C1 see PNMA-C1", "/commit drop C1 because:see PNMA-C1", "/commit slip C1 by:Friday in:pne"]
)
def test_an_id_within_the_text_changes_nothing_elsewhere(two: Conversation, line: str) -> None:
    """The id right after the command is the one that is meant, in the channel's network."""
    before = two.bot.record.state().commitment("PNMA", 1)

    two.given(f"@li {line}")

    assert two.bot.record.state().commitment("PNMA", 1) == before


def test_a_full_id_works_in_any_channel(two: Conversation) -> None:
    """The answer names the network too."""
    reply = two.say("@li /commit done PNMA-C1")

    assert reply.text == "PNMA-C1: Theirs · no deadline · @li · done"
    assert two.commitment().progress is Progress.OPEN


def test_numbers_run_apart_in_each_network(two: Conversation) -> None:
    """The second of each is C2."""
    assert two.say("@li /commit Second").created == ("PNE-C2",)
    assert two.say("@li #pnma /commit Second").created == ("PNMA-C2",)


def test_a_word_of_a_date_that_is_misspelt_is_mended(talk: Conversation) -> None:
    """Rather than another date made up."""
    day = suggestion(talk.say("@li /commit Draft it by:tomorow"))
    weekday = suggestion(talk.say("@li /commit Draft it by:wensday 17:00"))

    assert (day, weekday) == ("/commit Draft it by:tomorrow", "/commit Draft it by:wednesday 17:00")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Draft it by tomorrow", "tomorrow"),
        ("Read it before Friday 17:00 UTC", "Friday 17:00 UTC"),
        ("Draft it By 3 May", "3 May"),
        ("Draft it by tomorow", "tomorrow"),
        ("Draft it by next Friday", "5 March 2021"),
        ("Draft it by Wensday 17:00 UTC", "wednesday 17:00 utc"),
    ],
)
def test_a_deadline_without_its_colon_is_asked_about(talk: Conversation, text: str, date: str) -> None:
    """The commitment is recorded as it was typed, and the line that is shown sets the deadline."""
    reply = talk.say(f"@li /commit {text}")
    line = f"/commit slip PNE-C1 by:{date}"
    talk.given(f"@li {line}")

    assert reply.text.splitlines()[-1] == f"Did you mean `by:{date}`? Then set the deadline: `{line}`"
    assert talk.commitment().due


@pytest.mark.parametrize(
    "text",
    ["Draft it by hand", "Decide on Marco", "Stand by", "Reply on data by:Friday", "Write by tomorrow and send it"],
)
def test_what_ends_as_no_date_is_not_asked_about(talk: Conversation, text: str) -> None:
    """Nor where there is a deadline."""
    assert "Did you mean" not in talk.say(f"@li /commit {text}").text


def test_who_begins_a_text_without_being_its_owner_is_asked_about(talk: Conversation) -> None:
    """ "@li sends it" is the speaker's until li is asked; who owns it, or is nobody, is no question."""
    reply = talk.say("@amina /commit @li sends the outline")
    own = talk.say("@amina /commit @amina sends it")
    nobody = talk.say("@amina /commit @zzz sends it")
    [commitment] = reply.created

    assert f"Is @li to do it? Then ask: `/commit assign {commitment} @li`" in reply.text
    assert talk.say(f"@amina /commit assign {commitment} @li").error is None
    assert "Is @" not in own.text + nobody.text
