"""What the web ballot does with a code: whose paper it is, and the vote that it stands for."""

from dataclasses import dataclass
from datetime import datetime

from chatbot.compose import Bot
from chatbot.message import Reply, Request
from chatbot.things import find_poll
from chatbot.web.ballot import Paper


@dataclass(frozen=True, slots=True)
class WebVoting:
    """Takes web ballots for a bot's record. The code is the id of the event, so that it is good for one ballot."""

    bot: Bot

    def paper(self, code: str, now: datetime) -> Paper | None:
        """Return what a code is for; None for one that is not valid now. Raise `StorageFault`."""
        poll = find_poll(self.bot.record.state(), code.partition(".")[0])
        if poll is None or not poll.box or not poll.is_open(now):
            return None
        boxes = self.bot.record.boxes
        person = self.bot.people.get(boxes.key(poll).linked(code.partition(".")[2]))
        if person is None or not person.handles:
            return None
        used = boxes.knows(poll, self.bot.dispatcher.source(self._request(person.handles[0], code, "", now)))
        return Paper(poll, person.id, person.zone, person.language, used)

    async def cast(self, paper: Paper, code: str, choice: str, now: datetime) -> Reply:
        """Take a choice as if the voter had typed it."""
        person = self.bot.people.get(paper.person)
        handle = person.handles[0] if person and person.handles else ""
        text = f"/poll vote {paper.poll.label} {choice}"
        return await self.bot.dispatcher.handle(self._request(handle, code, text, now))

    def _request(self, handle: str, code: str, text: str, now: datetime) -> Request:
        return Request(text, handle, now, f"web:{code}", by_form=True)
