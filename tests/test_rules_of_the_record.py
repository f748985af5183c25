"""What holds whatever people type, in whatever order: a state machine over real commands and a real record."""

import copy
import shutil
import tempfile
from pathlib import Path
from typing import Any, get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chatbot.clock import due
from storage import fold
from storage.events import AnyEvent
from storage.history import History
from storage.measures import polls
from storage.state import State
from storage.tinydb_journal import TinyDBJournal
from tests.conversation import MEMBERS, Conversation

PEOPLE = st.sampled_from(["amina", "li", "bruno", "ines", "sec", "stranger"])
NUMBER = st.integers(1, 4)
LINES = st.one_of(
    st.builds(
        "/poll open Which? | A | B | C kind:{} closes:in {} minutes".format,
        st.sampled_from(["single", "multiple"]),
        st.integers(1, 90),
    ),
    st.builds("/poll open P{}".format, NUMBER),
    st.builds("/poll vote P{} {}".format, NUMBER, st.integers(0, 4)),
    st.builds("/poll vote P{} {},{}".format, NUMBER, st.integers(1, 3), st.integers(1, 3)),
    st.builds("/poll close P{}".format, NUMBER),
    st.just("/meeting plan in 20 minutes title:Call"),
    st.builds("/meeting {} M{}".format, st.sampled_from(["open", "close", "cancel"]), NUMBER),
    st.builds("/attend {}".format, st.sampled_from(["", "late", "@li", "@li @bruno late", "M1", "observer"])),
    st.builds("/apologies M{}".format, NUMBER),
    st.builds(
        "/commit Write it by:in {} minutes owner:{}".format,
        st.integers(1, 60),
        st.sampled_from(["@li", "@bruno @amina", "The Body"]),
    ),
    st.builds("/commit {} C{}".format, st.sampled_from(["accept", "decline", "start", "done", "drop"]), NUMBER),
    st.builds("/commit slip C{} by:in {} days".format, NUMBER, st.integers(1, 9)),
    st.builds("/commit assign C{} {}".format, NUMBER, st.sampled_from(["@li", "@amina, A Body"])),
    st.builds(
        "/pn member {} @{}".format,
        st.sampled_from(["add", "remove", "approve"]),
        st.sampled_from(["li", "bruno", "stranger"]),
    ),
    st.builds(
        "/pn member role @{} {}".format,
        st.sampled_from(["li", "bruno"]),
        st.sampled_from(["co-chair", "remove:mwg", "mwg"]),
    ),
    st.sampled_from(["/pn join", "/pn leave", "/publish News."]),
)


def facts(state: State) -> dict[str, Any]:
    """Return everything that a measure can see, apart from the live objects."""
    return copy.deepcopy(state.networks) | {"secretariat": set(state.secretariat)}


class Record(RuleBasedStateMachine):
    """People type, time passes, the program restarts, messages come twice."""

    @initialize()
    def start(self) -> None:
        """Begin with a small network."""
        self.folder = Path(tempfile.mkdtemp())
        self.talk = Conversation(self.folder / "record")
        self.talk.given(*MEMBERS)
        self.told: dict[str, tuple[str, str]] = {}

    def teardown(self) -> None:
        """Remove the record."""
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    @rule(who=PEOPLE, line=LINES)
    def somebody_types(self, who: str, line: str) -> None:
        """A refusal records nothing; an answer without one records one entry, besides what was due."""
        seq = self.talk.bot.record.history.seq
        event = f"event-{len(self.told)}"

        reply = self.talk.say(f"@{who} {line}", event=event)

        mine = [entry for entry in self.talk.bot.record.history.entries() if entry.seq > seq and entry.by != "clock"]
        assert len(mine) == (reply.error is None), reply.text
        assert reply.error != "storage", reply.text
        if reply.error is None:
            self.told[event] = (f"@{who} {line}", reply.created[0] if reply.created else "")

    @rule(data=st.data())
    def a_message_comes_twice(self, data: st.DataObject) -> None:
        """A second delivery records nothing and names the same new ids."""
        if not self.told:
            return
        event, (line, created) = data.draw(st.sampled_from(sorted(self.told.items())))
        before = self.talk.bot.record.history.seq
        due = self._due()

        reply = self.talk.say(line, event=event)

        assert self.talk.bot.record.history.seq == before + due
        assert reply.error is None
        assert (reply.created[0] if reply.created else "") == created

    @rule(who=PEOPLE, line=LINES)
    def somebody_thinks_better_of_it(self, who: str, line: str) -> None:
        """Undo restores every measure."""
        self.talk.say("@li /pn mine")
        self.talk.bot.record.catch_up(self.talk.now)
        before = facts(self.talk.bot.record.state())
        accepted = self.talk.say(f"@{who} {line}").error is None

        undone = self.talk.say(f"@{who} /pn undo")

        if accepted and undone.error is None:
            assert facts(self.talk.bot.record.state()) == before
        if accepted and "close" not in line:
            assert undone.error is None, undone.text

    @rule(minutes=st.integers(1, 30))
    def time_passes(self, minutes: int) -> None:
        """Let time pass."""
        self.talk.wait(minutes=minutes)

    @rule()
    def the_program_restarts(self) -> None:
        """Start anew on the same record."""
        self.talk.reopen()

    @invariant()
    def the_fold_of_the_journal_is_the_live_state(self) -> None:
        """Reading the journal from its start gives what the program holds."""
        if not hasattr(self, "talk"):
            return
        again = History(TinyDBJournal(self.talk.folder, read_only=True))
        again.refresh()
        live = self.talk.bot.record.state()

        assert again.state == live
        assert facts(again.state_at(self.talk.now)) == facts(live)

    @invariant()
    def nobody_is_counted_twice(self) -> None:
        """A tally counts each person of the electorate at most once an option, and voters at most once."""
        if not hasattr(self, "talk"):
            return
        for poll in self.talk.network.polls.values():
            tally = polls.tally(poll)

            assert tally.voters <= tally.electorate
            assert all(count <= tally.voters for count in tally.counts)
            assert set(poll.ballots) <= poll.electorate

    def _due(self) -> int:
        return len(list(due(self.talk.bot.record.state(), self.talk.now)))


Record.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestRecord = Record.TestCase


def test_every_event_has_a_fold() -> None:
    """No event is forgotten by the fold."""
    assert set(get_args(AnyEvent)) == set(fold.FOLDS)
