"""From a request to a reply: person, command, network, permission, handler. The same for every platform."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, TypeVar, cast

from chatbot.acting import ACTING, acting, noted, split
from chatbot.call import Call
from chatbot.clock import Timekeeper
from chatbot.command import Command, Decides
from chatbot.commands.greeting import GREETING, greets
from chatbot.commands.help import asked_about
from chatbot.commands.poll_unvoting import take_away
from chatbot.directory import decided
from chatbot.faults import note
from chatbot.grammar import without_sign
from chatbot.message import Refused, Reply, Request
from chatbot.names import find_command, find_network
from chatbot.public_names import tell_names
from chatbot.replies import answered, created_by, heard_in, notice, refused
from chatbot.suggestion import fit
from chatbot.values import read_values
from storage.errors import StorageFault, Unshown
from storage.events import AnyEvent, BallotCast, Code
from storage.i18n import _, speak
from storage.people import People, Person, short_name
from storage.proposal import Decision, Proposal, Recorded
from storage.record import Record
from storage.state import Poll, State

T = TypeVar("T")


class _Asked(NamedTuple):
    """A request, and who makes it; somebody whom the directory does not know is a newcomer."""

    request: Request
    person: Person
    known: bool


class Dispatcher:
    """Answers requests. `key` makes the journal's sources, so that nobody is looked up by a chat event.

    `address` is where the public page is reached from outside; empty where that is not known. `clock` knows how far the
    platforms were heard.
    """

    def __init__(
        self,
        record: Record,
        people: People,
        commands: Iterable[Command],
        key: bytes,
        address: str = "",
        clock: Timekeeper | None = None,
    ) -> None:
        self.record = record
        self.people = people
        self.commands: Mapping[str, Command] = {command.path: command for command in commands}
        self._key = key
        self.address = address.rstrip("/")
        self._clock = clock

    async def handle(self, request: Request) -> Reply:
        """Answer a request; what it records is written in one batch with whatever else is waiting."""
        try:
            asked = self._ask(self._placed(request))
            command, tail = self._find(asked)
            if hasattr(command.handler, "show"):
                return self._show(command, command.handler.show, tail, asked)
            recorded = await self.record.submit(self._proposal(command, command.handler, tail, asked))
            return self._answer(command, command.handler, asked, recorded)
        except Exception as problem:  # noqa: BLE001  whatever happens, the person gets a sentence
            return self._refuse(request, problem)

    async def take_away(self, request: Request, event: str) -> Reply:
        """Take back the vote that an earlier chat event of the same person made: it was taken away on its platform.

        The request's text is the sign that its platform's commands start with.
        """
        try:
            vote = self.source(replace(request, event=event))
            self.record.state()
            if vote not in self.record.history.sources:
                return Reply("")
            asked, source = self._ask(self._placed(request)), self.source(request)
            speak(asked.person.language)

            def decide(state: State, now: datetime) -> Decision:
                call = self._call(asked, state, now)
                speak(call.person.language)
                return decided(call, take_away(call, vote), source)

            await self.record.submit(Proposal(request.now, source, decide, reads_entries=True))
            return Reply("")
        except Exception as problem:  # noqa: BLE001  whatever happens, the person gets a sentence
            return self._refuse(request, problem)

    def handle_now(self, request: Request) -> Reply:
        """Answer a request at once."""
        try:
            asked = self._ask(self._placed(request))
            command, tail = self._find(asked)
            if hasattr(command.handler, "show"):
                return self._show(command, command.handler.show, tail, asked)
            recorded = self.record.submit_now(self._proposal(command, command.handler, tail, asked))
            return self._answer(command, command.handler, asked, recorded)
        except Exception as problem:  # noqa: BLE001  whatever happens, the person gets a sentence
            return self._refuse(request, problem)

    def told(self, path: str, events: Sequence[AnyEvent], at: datetime) -> str:
        """Return what the command that made these events answers, in UTC, to whoever takes part in their network."""
        reader = Person("", "")
        request = Request("/", "", at, "", operator=True)
        call = self._call(_Asked(request, reader, known=True), self.record.state(), at, events[0].network)
        _call, made, acted = split(call, events)
        handler = cast("Decides", self.commands[path].handler)
        return "\n".join([handler.answer(call, *made), *acted])

    def _find(self, asked: _Asked) -> tuple[Command, str]:
        speak(asked.person.language)
        request = asked.request
        try:
            return find_command(request.text, self.commands)
        except Refused as refused:
            if greets(request.text):
                return GREETING, request.text
            call = self._call(asked, self.record.state(), request.now, request.network)
            if refused.suggestion == "/pn help":
                about = f"/pn help {asked_about(request.text, self.commands.values())}".strip()
                refused.suggestion = _as_vote(self.commands, call) or about
            meant, tail = find_command(refused.suggestion, self.commands)
            lines = [refused.suggestion]
            if hasattr(meant.handler, "show") or not tail:
                lines.append(fit(meant.example, call))  # what was typed for a command that records is not replaced
            works = next((line for line in lines if _would_work(line, self.commands, call)), "")
            if not works:
                refused.sentence += " " + _("Did you mean `/{command}`?").format(command=meant.path)
            refused.suggestion = works or f"/pn help {meant.path}"
            raise

    def _placed(self, request: Request) -> Request:
        """Return the request with what is recorded of its channel."""
        channel = self.record.state().channels.get(request.channel) if request.channel else None
        if channel is None:
            return request
        return replace(request, network=channel.network, public=request.public or channel.public)

    def _ask(self, request: Request) -> _Asked:
        found = self.people.with_handle(request.handle)
        if found:
            return _Asked(request, found, known=True)
        name = request.names.get(request.handle) or short_name(request.handle)
        if request.platform == "console":
            found = self.people.named(name)
        newcomer = replace(self.people.newcomer(name, [request.handle]), zone=request.zone)
        return _Asked(request, found or newcomer, found is not None)

    def _call(self, asked: _Asked, state: State, now: datetime, code: Code | None = None) -> Call:
        if not asked.known:  # but perhaps since a moment ago
            asked = self._ask(asked.request)
        request, person, known = asked
        known = known or request.operator
        history, boxes = self.record.history, self.record.boxes
        address, clock = self.address, self._clock
        return Call(request, person, known, self.people, history, state, now, boxes, address, [], code, clock=clock)

    def _proposal(self, command: Command, handler: Decides, tail: str, asked: _Asked) -> Proposal:
        source = self.source(asked.request)

        def decide(state: State, now: datetime) -> Decision:
            call = self._call(asked, state, now)
            speak(call.person.language)  # one batch decides for people of several languages
            call, events = _run(command, tail, call, handler.decide)
            return decided(call, noted(call, events), source, heard_in(command, call))

        return Proposal(asked.request.now, source, decide, command.reads_entries)

    def source(self, request: Request) -> str:
        """Return what stands for the chat event in the journal; two platforms may each have an event of the same id."""
        event = f"{request.platform}:{request.event}"
        return hashlib.blake2b(event.encode(), key=self._key, digest_size=16).hexdigest()

    def _show(self, command: Command, show: Callable[..., str], tail: str, asked: _Asked) -> Reply:
        state = self.record.state()
        call = self._call(asked, state, max(asked.request.now, self.record.history.at))
        call, text = _run(command, tail, call, show)
        reply = answered(command, call, text)
        if not hasattr(command.handler, "picture"):
            return reply
        return replace(reply, picture=_run(command, tail, call, command.handler.picture)[1])

    def _answer(self, command: Command, handler: Decides, asked: _Asked, recorded: Recorded) -> Reply:
        entry = recorded.entry
        if recorded.ballot:
            receipt = self._confirm(command, handler, asked, recorded.ballot)
            return replace(receipt, repeated=recorded.repeated)
        if entry is None:
            return self._already(command, asked)
        if entry.seq in self.record.history.undone:
            return Reply(_("That was recorded, and taken back since."), created=created_by(entry.events))
        try:
            call = self._call(asked, self.record.state_with(entry.seq), entry.at, entry.events[0].network)
            call, events, acted = split(call, entry.events)
            told = [handler.answer(call, *events), *acted, *tell_names(call, events)]
            return answered(command, call, "\n".join(told), recorded)
        except Exception as problem:  # noqa: BLE001  it is on disk: that must be said whatever happens
            note(problem)
            return Reply(_("Recorded. The answer could not be shown."), created=created_by(entry.events))

    def _already(self, command: Command, asked: _Asked) -> Reply:
        """Return that nothing was recorded, and what is so already where the command tells it."""
        if not hasattr(command.handler, "already"):
            return Reply(_("That is so already; nothing was recorded."))
        call = self._call(asked, self.record.state(), asked.request.now)
        call, text = _run(command, self._find(asked)[1], call, command.handler.already)
        return replace(answered(command, call, text), brief=False)

    def _confirm(self, command: Command, handler: Decides, asked: _Asked, ballot: BallotCast) -> Reply:
        """Return the answer to the ballot of a secret poll."""
        call = self._call(asked, self.record.state(), asked.request.now, ballot.network)
        return answered(command, call, handler.answer(call, ballot))

    def _refuse(self, request: Request, problem: Exception) -> Reply:
        match problem:
            case Refused():
                notices: list[str] = []
                with suppress(StorageFault):
                    notices = notice(self._call(self._ask(request), self.record.state(), request.now))
                problem.suggestion = self._for_the_same(request, problem.suggestion)
                return refused(request, problem, notices)
            case Unshown():
                sentence = str(problem)
            case StorageFault():
                sentence = _("Nothing was recorded. {problem}").format(problem=problem)
            case _:
                note(problem)
                sentence = _("Nothing was recorded: something went wrong here. Please tell the Secretariat.")
        return Reply(sentence, error="storage")

    def _for_the_same(self, request: Request, suggestion: str) -> str:
        """Return a suggested line with the typed `as:` and `via:`, where its command takes them."""
        typed = ACTING.findall(request.text)
        if len(typed) == 2 and not ACTING.search(suggestion):
            with suppress(Refused):
                if find_command(suggestion, self.commands)[0].for_others:
                    return " ".join([suggestion, *typed])
        return suggestion


def _run(command: Command, tail: str, call: Call, act: Callable[..., T]) -> tuple[Call, T]:
    """Find network, permission and values, and act; a refusal that suggests nothing gets the command's example."""
    text, options = command.split(tail)
    if command.networked:
        call = call.within(find_network(call, command, text, options))
    try:
        call = acting(call, command, options)
        call.require(command.who)
        return call, act(call, **read_values(command, text, options, call))
    except Refused as refused:
        refused.suggestion = refused.suggestion or _example(command, tail, call)
        raise


def _example(command: Command, tail: str, call: Call) -> str:
    """Return the example, or help where it would name another person than was typed."""
    return f"/pn help {command.path}" if tail and "@" in command.example else fit(command.example, call)


def _as_vote(commands: Mapping[str, Command], call: Call) -> str:
    """Return a line such as "yes" as a vote, where one can vote so; never while a poll is secret."""
    line = f"/poll vote {without_sign(call.line)}"
    secret = any(poll.rules.secret for poll in call.state.open_polls.values())
    return line if not secret and _would_work(line, commands, call) else ""


def _would_work(line: str, commands: Mapping[str, Command], call: Call) -> bool:
    """Tell whether a line would be accepted from this person now: what is decided here is not recorded."""
    command, tail = find_command(line, commands)
    call = call.typed(line)
    act: Callable[..., object] = _see
    if not hasattr(command.handler, "show"):
        act = command.handler.decide
    with suppress(Refused):
        _run(command, tail, call, act)
        return True
    return False


def _see(call: Call, **values: object) -> None:
    """Raise `Refused` for a poll that the person may not see; all other values that could be read are good."""
    if not all(call.may_read(value) for value in values.values() if isinstance(value, Poll)):
        raise Refused("not_found", "")
