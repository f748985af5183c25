"""`/pn help`: what there is to type, from the declarations themselves."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from chatbot.arguments import Argument, Rest
from chatbot.call import Call
from chatbot.command import PRIVATE, Command, Table
from chatbot.grammar import fold_word, without_sign
from chatbot.message import Refused
from chatbot.names import SHORT_FORMS
from chatbot.rights import Right
from chatbot.unknown import MEANT
from storage.i18n import N_, _

TABLE: Final = Table()
DAILY: Final = {
    Right.TAKE_PART: (
        *("attend", "apologies", "poll vote", "poll open", "commit", "commit accept", "commit done", "commit slip"),
        *("pn mine", "pn undo"),
    ),
    Right.RUN_MEETINGS: ("poll close", "meeting plan", "meeting open", "meeting close"),
    Right.MANAGE: ("pn member add", "pn member approve", "publish"),
    Right.READ: ("poll results", "meeting list", "commit list", "pn status"),
}
"""What help shows first, of what whoever has a right needs on most days."""
AT_FIRST: Final = ("pn join", "pn me")
"""What it shows as well to those who take part in nothing yet."""
TOPICS: Final = {
    "polls": ("poll",),
    "meetings": ("meeting", "attend", "apologies", "note"),
    "commitments": ("commit",),
    "milestones": ("pn milestone",),
    "members": ("pn member", "pn join", "pn leave"),
    "networks": ("pn list", "pn status", "pn add", "pn bind", "pn unbind", "publish"),
    "me": ("pn me", "pn mine", "pn undo", "pn link", "pn claim"),
}
"""How the commands of a topic begin."""
_OTHER_WORDS: Final = {
    "polls": "voting votes ballot ballots",
    "meetings": "call calls attendance presence",
    "commitments": "commitment commits action actions task tasks todo promise promises",
    "milestones": "milestone plan workplan",
    "members": "people roles",
    "networks": "network channel channels",
    "me": "myself profile zone timezone language",
}
"""Other words for a topic."""
_NOUNS: Final = {
    **dict.fromkeys(("poll", "polls", "vote", "voting", "ballot"), "poll"),
    **dict.fromkeys(("meeting", "meetings", "call"), "meeting"),
    **dict.fromkeys(("commitment", "commitments", "action", "task"), "commit"),
    **dict.fromkeys(("milestone", "milestones"), "pn milestone"),
    **dict.fromkeys(("member", "members"), "pn member"),
}
"""How the commands begin that a question with this word may be about."""
_ELSE: Final = ("next", "start")
"""Words of commands that mostly mean something else in a question: "when is the next meeting?"."""
ALL: Final = "all"
_CLOSE: Final = 0.75
"""How alike a misspelt word and a known one are at least."""
_FEW: Final = 3
"""Letters that are too few to tell in a sentence what is meant."""


@TABLE.command(
    "pn help",
    summary=N_("Show what you can type, in short or for one command"),
    who=Right.READ,
    audience=PRIVATE,
    example="/pn help polls",
    arguments=[Argument("topic", Rest(N_("COMMAND")), N_("a command or its first word"), required=False)],
    networked=False,
)
class Help:
    """Renders the declarations. `commands` is set once, when the table is complete."""

    commands: tuple[Command, ...] = ()

    def show(self, call: Call, topic: str | None) -> str:
        """Render what this person needs on most days, the commands of a topic, or one with its arguments."""
        if topic is None:
            return "\n".join([_("What you can type:"), *_lines(self._daily(call)), _more()])
        words = " ".join(fold_word(word) for word in without_sign(topic).split())
        words = SHORT_FORMS.get(words, words)
        if words == ALL:
            return "\n".join([_("What there is to type:"), *_lines(self.commands), _further("poll vote")])
        found = self._of(words)
        if not found:
            sentence = _("There is no command or topic “{topic}”.").format(topic=topic)
            raise Refused("not_found", sentence, f"/pn help {self._nearest(words)}".strip())
        first, *others = found
        if first.path == words or not others:
            return "\n\n".join([describe(first), *(["\n".join(_lines(others))] if others else [])])
        return "\n".join([*_lines(found), _further(first.path)])

    def _daily(self, call: Call) -> list[Command]:
        """Return the commands of most days that a person may use in this channel's network, or in any of theirs."""
        codes = [call.request.network] if call.request.network else list(call.state.networks)
        calls = [call.within(code) for code in codes] or [call]
        paths = [path for right, paths in DAILY.items() if any(one.may(right) for one in calls) for path in paths]
        if not any(one.may(Right.TAKE_PART) for one in calls):
            paths += AT_FIRST
        return sorted((one for one in self.commands if one.path in paths), key=lambda one: paths.index(one.path))

    def _of(self, words: str) -> Sequence[Command]:
        """Return the commands that are meant by a path, its first words, its last one, or the name of a topic."""
        starting = [command for command in self.commands if f"{command.path} ".startswith(f"{words} ")]
        if starting:
            return sorted(starting, key=lambda command: command.path != words)
        starts = TOPICS.get(_topic(words), ())
        if starts:
            return [one for one in self.commands if any(f"{one.path} ".startswith(f"{start} ") for start in starts)]
        return [command for command in self.commands if words in command.path.split()]

    def _nearest(self, words: str) -> str:
        """Return the topic or command that is spelt most like these words, or like one of them; "" for none."""
        known = [*(command.path for command in self.commands), *_words(self.commands)]
        whole = get_close_matches(words, known, n=1, cutoff=_CLOSE)
        asked = "" if whole else asked_about(words, self.commands)
        long = [word for word in words.split() if len(word) > _FEW]
        parts = [one for word in long for one in get_close_matches(word, known, n=1, cutoff=_CLOSE)]
        return asked or _topic(next(iter([*whole, *parts]), ""))


def asked_about(question: str, commands: Iterable[Command]) -> str:
    """Return the command, the topic, or the word of a command that a question is about; "" for none.

    "How do I start a vote?" is about `poll open`, "how do I vote?" about voting.
    """
    known, paths = _words(commands), {command.path for command in commands}
    asked = [fold_word(word) for word in without_sign(question).split()]
    for said, noun in [(word, _NOUNS[word]) for word in asked if word in _NOUNS]:
        verbs = [MEANT.get(noun, {}).get(word, word) for word in asked if word != said]
        if found := next((path for verb in verbs if verb not in _ELSE and (path := f"{noun} {verb}") in paths), ""):
            return found
    return _topic(next((word for word in asked if len(word) > _FEW and word in known and word not in _ELSE), ""))


def _words(commands: Iterable[Command]) -> list[str]:
    """Return the words of topics and commands."""
    others = " ".join(_OTHER_WORDS.values()).split()
    return [*TOPICS, *others, *(word for command in commands for word in command.path.split())]


def describe(command: Command) -> str:
    """Return usage, meaning, arguments and an example of a command."""
    lines = [f"`{command.usage}`", _(command.summary)]
    lines += [f"- {argument.kind.shape}: {_(argument.help)}" for argument in command.arguments]
    lines += [f"- {option.name}: {_(option.help)}" for option in command.options]
    if command.networked:
        lines.append(_("For another network: add `in:PNE`"))
    return "\n".join([*lines, _("Example: `{example}`").format(example=command.example)])


def _lines(commands: Iterable[Command]) -> list[str]:
    return [f"`{command.example}` {_(command.summary)}" for command in commands]


def _more() -> str:
    topic, *topics = (*TOPICS, ALL)
    return _("More: `/pn help {topic}`, or {topics}").format(topic=topic, topics=", ".join(topics))


def _further(path: str) -> str:
    return _("More on one: `/pn help {path}`").format(path=path)


def _topic(words: str) -> str:
    """Return the topic that a word names, or the word."""
    return next((topic for topic, others in _OTHER_WORDS.items() if words in others.split()), words)
