"""What holds whatever people type, in whatever order: a state machine over real commands and a real record."""

import copy
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chatbot.cli.importing import import_file
from chatbot.clock import due
from storage import fold
from storage.errors import StorageFault
from storage.events import AnyEvent, Role
from storage.history import History
from storage.measures import polls
from storage.measures.meetings import headcount
from storage.measures.members import mwg
from storage.measures.networks import figures
from storage.measures.owners import public_owners
from storage.state import State
from storage.tinydb_journal import TinyDBJournal
from tests.conversation import MEMBERS, Conversation

PEOPLE = st.sampled_from(["amina", "li", "bruno", "ines", "sec", "stranger", "dara"])
NUMBER = st.integers(1, 4)
LINES = st.one_of(
    st.builds(
        "/poll open Which? | A | B | C kind:{} closes:in {} minutes".format,
        st.sampled_from(["single", "multiple", "approval write-in:yes", "ranked"]),
        st.integers(1, 90),
    ),
    st.builds("/poll open P{}".format, NUMBER),
    st.builds("/poll vote P{} {}".format, NUMBER, st.integers(0, 4)),
    st.builds("/poll vote P{} {},{}".format, NUMBER, st.integers(1, 3), st.integers(1, 3)),
    st.builds("/poll vote P{} {}".format, NUMBER, st.sampled_from(["abstain", "none", "write-in:D"])),
    st.builds("/poll {} P{} because:a mistake".format, st.sampled_from(["withdraw", "extend"]), NUMBER),
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
        st.sampled_from(["li", "bruno", "stranger", "dara"]),
    ),
    st.builds(
        "/pn member role @{} {}".format,
        st.sampled_from(["li", "bruno", "dara"]),
        st.sampled_from(["co-chair", "remove:mwg", "mwg"]),
    ),
    st.sampled_from(["/pn join", "/pn leave", "/publish News."]),
)


DAYS = st.integers(-400, 2)
"""When something began, in days from now; what is still to come is refused."""
ROWS = """
people: [{{name: {who}, handles: ["console:{who}"]}}]
memberships: [{{pn: PNE, person: {who}, roles: [{role}], from: "{start}", to: "{end}"}}]
commitments: [{{id: {who}-{number}, pn: PNE, action: Write, actors: ["@{who}"], since: "{start}", done: "{done}"}}]
"""


def facts(state: State) -> dict[str, Any]:
    """Return everything that a measure can see, apart from the live objects."""
    return copy.deepcopy(state.networks) | {"secretariat": set(state.secretariat)}


def facts_by(state: State, now: datetime) -> dict[str, Any]:
    """Return the facts without the ends of memberships that lie ahead."""
    found = facts(state)
    for network in state.networks:
        for membership in found[network].memberships.values():
            membership.terms = [term for term in membership.terms if term[0] <= now]
    return found


def measures(state: State, now: datetime) -> dict[str, Any]:
    """Return what every measure says of every network."""
    return {
        network.code: (
            figures(network, now),
            mwg(network, now),
            [polls.tally(poll) for poll in network.polls.values()],
            [headcount(network, meeting, now) for meeting in network.meetings.values()],
            [public_owners(network, commitment, now) for commitment in network.commitments.values()],
        )
        for network in state.networks.values()
    }


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
        if hasattr(self, "talk"):
            self.talk.bot.record.history.journal.close()
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
        before = self._seen()
        accepted = self.talk.say(f"@{who} {line}").error is None

        undone = self.talk.say(f"@{who} /pn undo")

        if accepted and undone.error is None:
            assert self._seen() == before
        if accepted and "close" not in line and "withdraw" not in line:
            assert undone.error is None, undone.text

    @rule(who=st.sampled_from(["dara", "esi"]), role=st.sampled_from(["mwg", "co-chair"]), data=st.data())
    def somebody_imports(self, who: str, role: str, data: st.DataObject) -> None:
        """Facts that hold since an earlier day, and ends that may lie ahead, become one entry or none."""
        start, done = data.draw(DAYS), data.draw(DAYS)
        end = start + data.draw(st.integers(0, 800))
        days = {"start": start, "done": done, "end": end}
        dates = {name: (self.talk.now + timedelta(days=number)).isoformat() for name, number in days.items()}
        path = self.folder / "rows.yaml"
        path.write_text(ROWS.format(who=who, role=role, number=data.draw(NUMBER), **dates), encoding="utf-8")
        self.talk.bot.record.catch_up(self.talk.now)
        seq = self.talk.bot.record.history.seq
        try:
            import_file(self.talk.bot, path, self.talk.now)
        except StorageFault:
            assert self.talk.seq == seq
        else:
            assert max(start, done) <= 0
            assert self.talk.seq <= seq + 1

    @rule(minutes=st.integers(1, 30))
    def time_passes(self, minutes: int) -> None:
        """Let time pass."""
        self.talk.wait(minutes=minutes)

    @rule(days=st.integers(1, 200))
    def long_time_passes(self, days: int) -> None:
        """Terms may end meanwhile."""
        self.talk.wait(days=days)

    @rule()
    def the_program_restarts(self) -> None:
        """Start anew on the same record."""
        self.talk.bot.record.history.journal.close()
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
        assert facts_by(again.state_at(self.talk.now), self.talk.now) == facts_by(live, self.talk.now)
        assert measures(again.state_at(self.talk.now), self.talk.now) == measures(live, self.talk.now)
        again.journal.close()

    @invariant()
    def rights_and_figures_agree(self) -> None:
        """Whoever is counted as a member has a member's rights, and nobody else."""
        if not hasattr(self, "talk"):
            return
        state, now = self.talk.bot.record.state(), self.talk.now
        members = {p for p in self.talk.network.memberships if Role.MWG in state.roles("PNE", p, now)}

        assert members == mwg(self.talk.network, now)

    @invariant()
    def nobody_is_counted_twice(self) -> None:
        """A tally counts each person of the electorate at most once an option, and voters at most once."""
        if not hasattr(self, "talk"):
            return
        for poll in self.talk.network.polls.values():
            tally = polls.tally(poll)

            assert tally.voters <= len(poll.electorate)
            assert all(count <= tally.voters for count in tally.counts)
            assert set(poll.ballots) <= poll.electorate

    def _seen(self) -> tuple[dict[str, Any], dict[str, Any]]:
        state = self.talk.bot.record.state()
        return facts(state), measures(state, self.talk.now)

    def _due(self) -> int:
        return len(list(due(self.talk.bot.record.state(), self.talk.now)))


Record.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestRecord = Record.TestCase


def test_every_event_has_a_fold() -> None:
    """No event is forgotten by the fold."""
    assert set(get_args(AnyEvent)) == set(fold.FOLDS)
