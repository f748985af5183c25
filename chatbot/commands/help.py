"""`/pn help`: what there is to type, from the declarations themselves."""

from typing import Final

from chatbot.arguments import Argument, Rest
from chatbot.call import Call
from chatbot.command import PRIVATE, Command, Table
from chatbot.grammar import fold_word, without_sign
from chatbot.message import Refused
from chatbot.names import SHORT_FORMS
from chatbot.rights import Right
from storage.i18n import N_, _

TABLE: Final = Table()


@TABLE.command(
    "pn help",
    summary=N_("Show what you can type, in short or for one command"),
    who=Right.READ,
    audience=PRIVATE,
    example="/pn help poll",
    arguments=[Argument("topic", Rest(N_("COMMAND")), N_("a command or its first word"), required=False)],
    networked=False,
)
class Help:
    """Renders the declarations. `commands` is set once, when the table is complete."""

    commands: tuple[Command, ...] = ()

    def show(self, call: Call, topic: str | None) -> str:
        """Render all commands in a line each, or those of one topic with their arguments."""
        if topic is None:
            lines = [f"`{command.example}` {_(command.summary)}" for command in self.commands]
            return "\n".join([_("What you can type:"), *lines, _("More on one: `/pn help poll vote`")])
        words = " ".join(fold_word(word) for word in without_sign(topic).split())
        words = SHORT_FORMS.get(words, words)
        found = [command for command in self.commands if f"{command.path} ".startswith(f"{words} ")] or [
            command for command in self.commands if words in command.path.split()
        ]
        if not found:
            raise Refused("not_found", _("There is no command “{topic}”.").format(topic=topic), "/pn help")
        return "\n\n".join(describe(command) for command in found)


def describe(command: Command) -> str:
    """Return usage, meaning, arguments and an example of a command."""
    lines = [f"`{command.usage}`", _(command.summary)]
    lines += [f"- {argument.kind.shape}: {_(argument.help)}" for argument in command.arguments]
    lines += [f"- {option.name}: {_(option.help)}" for option in command.all_options]
    return "\n".join([*lines, _("Example: `{example}`").format(example=command.example)])
