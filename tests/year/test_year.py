"""The synthetic year: replayed without a refusal, and every measure counted a second way from the lines themselves."""

from collections import Counter
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from statistics import median

import pytest

from chatbot.compose import Bot, open_bot
from chatbot.local import year
from chatbot.local.year import HOME, in_its_own_folder, make_year, prepare_year
from storage.errors import StorageFault
from storage.measures import commitments, meetings, members, polls
from storage.measures.delivery import delivery
from storage.settings import Settings
from storage.state import Network
from storage.verify import verify
from tests.year import raw, script

MOMENTS = tuple(datetime(2025, month, day, 12, tzinfo=UTC) for month, day in ((3, 1), (6, 30), (9, 15), (12, 31)))


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """A record in which the year was replayed."""
    folder = tmp_path_factory.mktemp("year") / "record"
    bot = open_bot(Settings.model_validate({"PN_RECORD": f"tinydb:{folder}"}))
    assert prepare_year(bot)
    assert verify(folder).problems == []
    return bot


def at(bot: Bot, moment: datetime) -> Network:
    """Return the network as it stood at a moment."""
    return bot.record.history.state_at(moment).network(HOME)


def names(bot: Bot) -> dict[str, str]:
    """Return everybody's short name by id."""
    return {person.id: person.name for person in bot.people.everyone()}


def test_the_shipped_script_is_what_its_program_writes() -> None:
    """Nobody changes one without the other."""
    assert script.FILE.read_text(encoding="utf-8") == script.text()


def test_it_is_labelled_as_invented(bot: Bot) -> None:
    """In the file, in the network's name, and where members speak for somebody."""
    network = at(bot, MOMENTS[-1])

    assert "Everybody and everything in it is invented." in script.HEAD
    assert network.name.startswith("A synthetic year")
    assert {str(one.organisation) for one in network.memberships.values() if one.organisation} == {"Synthetic"}


def test_it_is_a_whole_year_of_a_network(bot: Bot) -> None:
    """With all that it is to have: members who come and go, two sittings, both changes of the clocks."""
    network = at(bot, MOMENTS[-1])
    held = sorted(meetings.held(network), key=lambda one: one.starts)

    assert members.size(network, MOMENTS[-1]).size == 22
    assert len(network.memberships) == 25
    assert (len(held), len(network.polls), len(network.commitments)) == (12, 30, 120)
    assert [len(one.sittings) for one in held] == [1] * 6 + [2] * 6
    assert [one.starts.hour for one in held] == [13, 13, 13, 12, 13, 12, 12, 12, 12, 12, 13, 13]
    assert all(len(one.minutes) == 1 for one in held)
    assert sum(milestone.met is not None for milestone in network.milestones.values()) == 2


@pytest.mark.parametrize("moment", MOMENTS)
def test_attendance_is_the_same_counted_twice(bot: Bot, moment: datetime) -> None:
    """Of each meeting, against the roster of its date; of each member; quorum and cadence."""
    network, told, short = at(bot, moment), raw.read(moment), names(bot)
    held = sorted(meetings.held(network), key=lambda one: one.starts)

    assert len(held) == len(told.held)
    for meeting, lines in zip(held, told.held, strict=True):
        count = meetings.headcount(network, meeting, moment)
        there = lines.there & lines.roster
        assert count == meetings.Headcount(
            len(there),
            len(lines.roster),
            len((lines.excused & lines.roster) - lines.there),
            lines.observers,
            len((lines.proxies & lines.roster) - lines.there),
        )
        quorum = meetings.quorum(network, meeting, moment)
        assert quorum is not None
        assert quorum.met == (Fraction(len(there), len(lines.roster)) >= Fraction(1, 2))
    for person in members.mwg(network, moment):
        own = [lines for lines in told.held if short[person] in lines.roster]
        attended = sum(short[person] in lines.there for lines in own)
        excused = sum(short[person] in lines.excused - lines.there for lines in own)
        assert meetings.of_member(network, person, moment) == (attended, len(own), excused)
    months = range(1, moment.month)
    assert meetings.cadence(network, moment) == (
        len({lines.opened.month for lines in told.held}.intersection(months)),
        len(months),
    )


@pytest.mark.parametrize("moment", MOMENTS)
def test_votes_are_the_same_counted_twice(bot: Bot, moment: datetime) -> None:
    """Voters, electorate and totals of each poll."""
    network, told = at(bot, moment), raw.read(moment)

    assert len(network.polls) == len(told.electorates)
    for number, poll in network.polls.items():
        tally, votes = polls.tally(poll), told.votes[number]
        chosen = Counter(option for choice in votes.values() for option in choice)
        assert (tally.voters, tally.electorate) == (len(votes), told.electorates[number])
        assert list(tally.counts) == [chosen[option] for option in range(1, len(poll.options) + 1)]


@pytest.mark.parametrize("moment", MOMENTS)
def test_commitments_are_the_same_counted_twice(bot: Bot, moment: datetime) -> None:
    """Done, dropped, overdue, undated; on time by both deadlines; the median slip."""
    network, told = at(bot, moment), raw.read(moment)
    counted = commitments.standing(network.commitments.values(), moment)
    kept = delivery(network.commitments.values(), moment)
    standing = [one for one in told.promises if not one.dropped]
    come = [(one, one.first_due) for one in standing if one.first_due and one.first_due <= moment]
    come_again = [(one, one.due) for one in standing if one.due and one.due <= moment]

    assert counted.done == sum(one.done is not None for one in told.promises)
    assert counted.dropped == sum(one.dropped for one in told.promises)
    assert counted.overdue == sum(one.done is None for one, due in come_again if due < moment)
    assert counted.undated == sum(one.due is None for one in told.promises)
    assert (kept.due, kept.due_as_revised) == (len(come), len(come_again))
    assert kept.on_time == sum(one.done is not None and one.done <= due for one, due in come)
    assert kept.on_time_as_revised == sum(one.done is not None and one.done <= due for one, due in come_again)
    assert kept.median_slip == median(((one.done or moment).date() - due.date()).days for one, due in come)


def test_a_second_start_replays_nothing(bot: Bot) -> None:
    """The record is as it was left."""
    before = bot.record.history.seq

    assert prepare_year(bot)
    assert bot.record.history.seq == before


def test_it_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an ended start left half made is made anew; what is there is left alone."""
    settings = Settings.model_validate({"PN_RECORD": f"tinydb:{tmp_path / 'data-year'}"})
    whole = year.SCRIPT
    half = tmp_path / "half.pn"
    lines = whole.read_text(encoding="utf-8").splitlines()
    half.write_text("\n".join([*lines[:300], "2025-06-01T09:00Z @nobody /pn nonsense"]), encoding="utf-8")
    monkeypatch.setattr(year, "SCRIPT", half)
    with pytest.raises(StorageFault):
        make_year(settings)
    assert not settings.folder.exists()

    monkeypatch.setattr(year, "SCRIPT", whole)
    make_year(settings)
    journal = settings.folder / "journal.jsonl"
    made = journal.read_bytes()
    make_year(settings)
    assert journal.read_bytes() == made
    assert verify(settings.folder).problems == []


def test_it_lies_in_a_folder_of_its_own(tmp_path: Path) -> None:
    """Nothing invented gets into the usual record."""
    settings = Settings.model_validate({"PN_RECORD": f"tinydb:{tmp_path / 'data'}/"})

    assert in_its_own_folder(settings).folder == tmp_path / "data-year"
