"""`/poll read`: what a co-chair reads in a closed poll, apart from its numbers and with its objections."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from chatbot.arguments import Argument, Rest, first_word
from chatbot.call import Call
from chatbot.command import CHANNEL, Table
from chatbot.commands.poll import A_POLL
from chatbot.commands.poll_text import describe_end, headline
from chatbot.grammar import fold_word
from chatbot.kinds import Taken
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.suggestion import PLACEHOLDERS, YOUR_READING, mend
from storage.events import AnyEvent, Finding, PollRead, Text
from storage.i18n import N_, _
from storage.measures import polls
from storage.public import wording
from storage.state import Poll

TABLE: Final = Table()
_WORDS: Final = {
    **{str(finding): finding for finding in Finding},
    "full": Finding.FULL_CONSENSUS,
    "strong": Finding.STRONG_SUPPORT,
    "minority": Finding.MINORITY_VIEW,
}


class Labelled(NamedTuple):
    """A label, and what stands after it."""

    finding: Finding
    text: str


class Label:
    """One of the labels of a reading, and the text after it, if any."""

    shape = f"{'|'.join(Finding)} TEXT"

    def take(self, text: str, call: Call) -> Taken:
        """Take the whole text. Raise `Refused` for one that begins with no label."""
        if labelled := _labelled(text):
            return labelled, ""
        word = first_word(text)[0]
        near = get_close_matches(fold_word(word), _WORDS, n=1)
        better = mend(call, word, _WORDS[near[0]], "label") if near else "/pn help poll read"
        raise Refused("usage", _which_label(), better)


def _labelled(text: str) -> Labelled | None:
    """Return the label that a text begins with, in one or two words, and the rest."""
    word, rest = first_word(text)
    second, after = first_word(rest)
    for found, left in ((f"{fold_word(word)}-{fold_word(second)}", after), (fold_word(word), rest)):
        if found in _WORDS:
            return Labelled(_WORDS[found], left.strip())
    return None


def _which_label() -> str:
    return _("Which label? There are: {labels}.").format(labels=", ".join(Finding))


@TABLE.command(
    "poll read",
    summary=N_("Say what a closed poll means, as a co-chair; the numbers stay beside it"),
    who=Right.READ_POLL,
    audience=CHANNEL,
    example="/poll read P3 label:consensus broad support; two concerns",
    arguments=[A_POLL, Argument("text", Rest(N_("TEXT"), 2000), N_("what the poll means"), required=False)],
    options=[Argument("label", Label(), N_("what it comes to, and the text"), required=False)],
)
class Read:
    """Records a reading; a new one replaces it."""

    def decide(self, call: Call, poll: Poll, text: str | None, label: Labelled | None) -> Sequence[AnyEvent]:
        """Return the reading of a poll that has closed."""
        if label is None:
            meant, said = _labelled(text or "") or ("LABEL", text)
            raise Refused("usage", _which_label(), f"/poll read {poll.label} label:{meant} {said or YOUR_READING}")
        written = " ".join(filter(None, [text, label.text]))
        if not written or written.upper() in PLACEHOLDERS:
            example = f"/poll read {poll.label} label:{label.finding} {YOUR_READING}"
            raise Refused("usage", _("Say in a sentence what the poll means."), example)
        if poll.void or polls.stage(poll, call.now) is polls.Stage.WITHDRAWN:
            raise Refused("closed", describe_end(call, poll), f"/poll results {poll.label}")
        if poll.closed is None:
            sentence = _("{poll} has not closed yet; it is read after that.").format(poll=poll.label)
            raise Refused("conflict", sentence, f"/poll results {poll.label}")
        return [
            PollRead(
                network=poll.network,
                poll=poll.number,
                finding=label.finding,
                text=Text.of(written),
                reader=call.by,
            )
        ]

    def answer(self, call: Call, event: PollRead) -> str:
        """Render the reading with the objections."""
        poll = call.state.poll(event.network, event.poll)
        return "\n".join([headline(poll, _("Reading")), *wording.whole_finding(poll, event)])
