"""The bot on Slack: takes commands and clicks, hands them over, and answers. Nothing that arrives goes unanswered."""

import logging
from collections.abc import Callable, Coroutine, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from slack_bolt.response import BoltResponse

from chatbot.adapters.payload import text_in, within
from chatbot.adapters.slack import blocks, reading
from chatbot.adapters.slack.answers import Sending, key_of
from chatbot.adapters.slack.asked import Asked
from chatbot.adapters.slack.directory import Profile, Profiles
from chatbot.adapters.slack.fields import blamed
from chatbot.adapters.slack.forms import commit_form
from chatbot.adapters.slack.import_form import preview
from chatbot.adapters.slack.opened import controls
from chatbot.adapters.slack.pictures import share
from chatbot.adapters.slack.prefix import known_prefix, learn_prefix
from chatbot.adapters.slack.screens import Screens
from chatbot.adapters.slack.session import Session
from chatbot.adapters.slack.showing import cut
from chatbot.adapters.slack.tallies import Tallies
from chatbot.adapters.slack.underway import Arrival, Underway
from chatbot.adapters.slack.written import typed
from chatbot.compose import Bot
from chatbot.faults import note
from chatbot.message import Reply, Request
from chatbot.pictures import Pictures
from storage.i18n import _
from storage.people import plain_name

log = logging.getLogger(__name__)
Answer = Callable[[Asked, Arrival], Coroutine[Any, Any, None]]


class Slack:
    """One app in one workspace. `public` is the channel of the settings that anybody may read, or empty."""

    def __init__(self, session: Session, bot: Bot, public: str = "") -> None:
        self.session = session
        self.sending = Sending(session)
        self.screens = Screens(session.client, bot)
        self.tallies = Tallies(session.client, bot)
        bot.record.state()
        self.began = bot.record.history.seq
        """The last entry before anything arrived here."""
        self._public = public
        self._bot = bot
        self._profiles = Profiles(session.client)
        self._underway = Underway()
        self._pictures = Pictures()

    @property
    def heard(self) -> datetime:
        """Everything that was done there by then has been handled."""
        return self._underway.heard

    async def take(self, body: Mapping[str, Any]) -> BoltResponse:
        """Take whatever Slack sends. What it is told waits until the entry is on disk, the answer comes after."""
        now = datetime.now(UTC)
        if "command" in body:
            typed_there = reading.slash(body, now)
            learn_prefix(self._bot.positions, typed_there.prefix)
            return await self._take(typed_there, self._answer)
        match body.get("type"):
            case "block_actions" if self.screens.refill(body):
                pass
            case "block_actions" | "interactive_message":
                return await self._take(reading.click(body, now), self._answer)
            case "view_submission":
                self._bot.speak_to(f"slack:{text_in(within(body, 'user'), 'id')}")
                return await self._take(reading.submission(body, now), self._answer)
            case "message_action" | "shortcut":
                use = partial(self._use, shortcut=str(body.get("callback_id")))
                return await self._take(reading.shortcut(body, now), use)
            case "event_callback" if user := reading.opener(body):
                self.screens.show(user)
            case "event_callback" if asked := reading.message(body, now, self.session.user):
                return await self._take(asked, self._answer)
        return BoltResponse(status=200)

    async def close(self) -> None:
        """Wait until everybody is answered."""
        await self._underway.close()
        await self._pictures.close()

    async def _take(self, asked: Asked, answer: Answer) -> BoltResponse:
        """Answer, and return what Slack is told: of a form what is wrong or comes next, else that it was taken."""
        asked = asked._replace(prefix=asked.prefix or known_prefix(self._bot.positions))
        reply = await self._underway.begin(asked, partial(self._surely, answer, asked))
        if asked.fields and reply and reply.error:
            sentence = cut(reply.text.partition("\n")[0], blocks.ERROR)
            errors = {blamed(reply.about, asked.fields): sentence}
            return BoltResponse(status=200, body={"response_action": "errors", "errors": errors})
        if asked.fields and reply:
            view = preview(asked, reply)
            body = {"response_action": "push", "view": view} if view else {"response_action": "clear"}
            return BoltResponse(status=200, body=body)
        return BoltResponse(status=200)

    async def _surely(self, answer: Answer, asked: Asked, arrival: Arrival) -> None:
        """Answer; when that fails, say so: nobody is left without a sentence."""
        try:
            await answer(asked, arrival)
        except Exception as problem:  # noqa: BLE001  nobody foresaw it
            note(problem)
            self._bot.speak_to(f"slack:{asked.user}")
            await self.sending.privately(
                asked, _("Something went wrong here. `/pn mine` shows what is recorded. Please tell the Secretariat.")
            )

    async def _answer(self, asked: Asked, arrival: Arrival) -> None:
        if form := self.screens.form_of(asked):
            arrival.decide()
            if not await self.screens.open(asked, form):
                await self.sending.privately(asked, _unopened(asked))
            return
        reply = await self._decide(asked)
        if arrival.decide(reply) and asked.fields and (reply.error or preview(asked, reply)):
            return  # the form shows it
        await self._underway.calm()
        await self._send(asked, reply)
        if asked.at_home:
            self.screens.show(asked.user)

    async def _use(self, asked: Asked, arrival: Arrival, shortcut: str) -> None:
        arrival.decide()
        text, _mentions = typed(asked.text, lambda user: self._called(user, {}))
        if shortcut == reading.COMMIT_THIS and await self.screens.open(asked, partial(commit_form, text=text)):
            return
        self._bot.speak_to(f"slack:{asked.user}")
        await self.sending.privately(asked, _("That shortcut does not work now. Try again, or type `/commit`."))

    async def _decide(self, asked: Asked) -> Reply:
        if asked.problem:
            return Reply(asked.problem, about=asked.about, error="usage")
        if not asked.text:
            self._bot.speak_to(f"slack:{asked.user}")
            sentence = _("I do not know that button or form; it may be of an earlier version. Try: `/pn help`")
            return Reply(sentence, error="unknown_command")
        people = (asked.user, *asked.people)
        known = [user for user in people if self._bot.people.with_handle(f"slack:{user}")]
        profiles = await self._profiles.of([user for user in people if user not in known], known)
        if profiles[asked.user].deactivated:
            self._bot.speak_to(f"slack:{asked.user}")
            return Reply(_("Your account in this workspace is deactivated, so nothing was recorded."))
        return await self._bot.dispatcher.handle(self._request(asked, profiles))

    async def _send(self, asked: Asked, reply: Reply) -> None:
        if reply.private or reply.brief or not asked.place:
            await self.sending.privately(asked, reply.text, controls(self._bot.record.state(), reply.opened))
            return
        contents = self.tallies.contents(reply.text, reply.opened, asked.prefix)
        posted = await self.sending.publicly(asked, reply, contents)
        if posted and reply.picture:
            post = partial(share, self.session.client, asked.place, key_of(asked), reply.picture)
            self._pictures.begin(reply.picture, post)
        if posted and posted.alone:
            self.tallies.show(reply.opened, asked.place, posted.stamp, asked.prefix)

    def _request(self, asked: Asked, profiles: Mapping[str, Profile]) -> Request:
        text, mentions = typed(asked.text, lambda user: self._called(user, profiles))
        return Request(
            text,
            f"slack:{asked.user}",
            asked.at,
            asked.event,
            channel=f"slack:{asked.channel}" if asked.channel else "",
            public=bool(asked.channel) and asked.channel == self._public,
            mentions=mentions,
            names={f"slack:{user}": profile.name for user, profile in profiles.items() if profile.name},
            zone=profiles[asked.user].zone,
            by_form=asked.by_form,
        )

    def _called(self, user: str, profiles: Mapping[str, Profile]) -> str:
        """Return how somebody is called in a text: by the short name, else as Slack has it, else by the id."""
        person = self._bot.people.with_handle(f"slack:{user}")
        profile = profiles.get(user)
        return (person.name if person else plain_name(profile.name) if profile else "") or user


def _unopened(asked: Asked) -> str:
    """Return what somebody is told whose form did not open."""
    if asked.by_form:
        return _("Slack did not let me open the form in time. Please press the button again.")
    sentence = _("Slack did not let me open the form in time. Type `{line}` again, or all in one line: `{help}`")
    return sentence.format(line=asked.text, help=f"/pn help {' '.join(asked.text.split()[:2]).lstrip('/')}")
