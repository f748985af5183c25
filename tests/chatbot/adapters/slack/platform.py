"""Slack as a platform of the contract suite."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.events import Entry
from storage.people import People
from tests import quick_time
from tests.chatbot.adapters.slack.office import Office, plain
from tests.platforms import Told
from tests.slack.seen import Seen
from tests.slack.server import Slack


class SlackPlatform:
    """Everybody types in the channel of PNE; people who are there are mentioned by their ids."""

    marks = False

    def __init__(self, office: Office, runner: asyncio.Runner) -> None:
        self._office = office
        self._runner = runner
        self._start = len(office.entries())

    @classmethod
    @contextmanager
    def opened(cls, record: Path, folder: Path) -> Iterator["SlackPlatform"]:
        """Open a workspace with the bot in it, in a loop that runs while somebody types."""
        with quick_time.runner() as runner:
            slack = Slack()
            runner.run(slack.start())
            office = Office(slack, record, folder)
            running = office.running()
            runner.run(running.__aenter__())
            runner.run(office.given("@sec /pn bind PNE"))
            yield cls(office, runner)
            runner.run(running.__aexit__(None, None, None))
            runner.run(slack.stop())

    @property
    def people(self) -> People:
        """The directory."""
        return self._office.here().people

    @property
    def entries(self) -> Iterable[Entry]:
        """What the conversation recorded."""
        return self._office.entries(self._start)

    def say(self, who: str, line: str) -> Told:
        """Type a line with `/` before it."""
        seen = self._runner.run(self._answered(who, line))
        private = not seen.messages
        [message, *_more] = seen.ephemerals if private else seen.messages
        sections = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
        return Told(plain("\n".join(sections)), private)

    async def _answered(self, who: str, line: str) -> Seen:
        """Type a line, and wait for its answer; a letter that comes meanwhile is none."""
        seen = await self._office.say(who, line)
        return await seen.until(lambda seen: seen.messages or seen.ephemerals)
