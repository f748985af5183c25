"""Help, and what every declaration owes it."""

import inspect
from dataclasses import replace

import pytest

from chatbot.command import Command
from chatbot.commands import COMMANDS
from chatbot.commands.help import describe
from chatbot.names import SHORT_FORMS, find_command
from tests.conversation import Conversation, suggestion

TABLE = {command.path: command for command in COMMANDS}
every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.path)


@every_command
def test_every_command_is_declared_in_full(command: Command) -> None:
    """Summary, example, and a help text for each argument and option."""
    assert command.summary.strip()
    assert not command.summary.endswith(".")
    assert command.example.startswith(f"/{command.path}")
    assert all(argument.help.strip() for argument in (*command.arguments, *command.options))
    assert list(TABLE).count(command.path) == 1


@every_command
def test_an_example_is_of_its_own_command(command: Command) -> None:
    """In its short form and after `/pn`, with `/` and with `!`."""
    for line in (command.example, f"!{command.example[1:]}", f"/pn {command.example[1:]}"):
        found, _tail = find_command(line.replace("/pn pn", "/pn"), TABLE)

        assert found is command


@every_command
def test_an_example_is_read_at_any_time_of_the_year(command: Command, talk: Conversation) -> None:
    """Nothing in it is refused as usage, doubtful or unknown, also half a year later and at midnight."""
    talk.given("@sec /pn member role @amina consultant", "@amina /commit One", "@amina /meeting plan 1 May 2023 13:00")
    for days in (0, 100, 200.6, 300.99999):
        talk.now = talk.now.replace(year=2021, month=3, day=1, hour=9)
        talk.wait(days=days)

        reply = talk.say(f"@sec {command.example}")

        assert reply.error not in ("usage", "ambiguous", "unknown_command"), reply.text


@every_command
def test_a_handler_takes_what_is_declared(command: Command) -> None:
    """The parameters of `decide` or `show` are the names of arguments and options, in any order."""
    act = command.handler.decide if hasattr(command.handler, "decide") else command.handler.show
    parameters = inspect.signature(act).parameters
    declared = {argument.parameter for argument in (*command.arguments, *command.options)}

    named = {
        name
        for name, parameter in parameters.items()
        if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
    } - {"call"}

    assert named <= declared
    assert named == declared or any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())


@every_command
def test_every_command_has_its_help(command: Command, talk: Conversation) -> None:
    """Usage, meaning, each argument and an example, for its words with or without the sign."""
    shown = talk.say(f"@stranger /pn help {command.path}").text
    signed = talk.say(f"@stranger /pn help /{command.path}").text

    assert describe(command) in shown
    assert shown == signed
    assert f"`{command.usage}`" in shown
    assert f"Example: `{command.example}`" in shown


@pytest.mark.parametrize("line", ["!help", "/help", "help", "/pn help", "！help"])
def test_help_alone_is_enough(talk: Conversation, line: str) -> None:
    """It is what people type first, also with a topic."""
    sign = "!" if line.startswith(("!", "！")) else "/"

    assert talk.say(f"@li {line}").text == talk.say(f"@li {sign}pn help").text
    assert talk.say(f"@li {line} poll vote").text == talk.say(f"@li {sign}pn help poll vote").text


def test_the_overview_has_a_line_a_command(talk: Conversation) -> None:
    """In the order of the table."""
    lines = talk.say("@li /pn help").text.splitlines()

    assert lines[0] == "What you can type:"
    assert [line.partition("` ")[0].lstrip("`") for line in lines[1:-1]] == [command.example for command in COMMANDS]


@pytest.mark.parametrize(
    ("topic", "paths"),
    [
        ("poll", ["poll open", "poll vote", "poll results", "poll close", "poll list"]),
        ("vote", ["poll vote"]),
        ("Poll Vote", ["poll vote"]),
        ("!poll vote", ["poll vote"]),
        ("here", ["attend"]),
        ("commit add", ["commit"]),
    ],
)
def test_a_topic_shows_what_belongs_to_it(talk: Conversation, topic: str, paths: list[str]) -> None:
    """By first word, whole path, last word or short form."""
    shown = talk.say(f"@li /pn help {topic}").text

    assert [TABLE[path].usage for path in paths if TABLE[path].usage not in shown] == []


def test_an_unknown_topic_leads_to_the_overview(talk: Conversation) -> None:
    """As every refusal does, it shows a command that works."""
    reply = talk.say("@li /pn help frob")

    assert reply.error == "not_found"
    assert reply.text.startswith("There is no command “frob”.")
    assert talk.say(f"@li {suggestion(reply)}").error is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/pn", "`/pn` needs a further word: help, list, status,"),
        ("/poll", "`/poll` needs a further word: open, vote, results, close, receipt, list, "),
        ("/pn member", "`/pn member` needs a further word: add, approve, remove, role, list."),
        ("/pn poll", "`/poll` needs a further word: open, vote, results, close, receipt, list, "),
        ("/poll frob", "There is no command `/poll frob`; after `/poll` stands one of: open, vote, results, close, "),
        ("/pn member frob", "There is no command `/pn member frob`; after `/pn member` stands one of: add, approve, "),
        ("/pn frob", "There is no command `/pn frob`."),
        ("/frob", "There is no command `/frob`."),
        ("hello there", "There is no command `/hello`."),
        ("/", "Type a command after the sign."),
        ("/poll vot 1", "There is no command `/poll vot`; after `/poll` stands one of: "),
    ],
)
def test_an_unknown_command_leads_on(talk: Conversation, line: str, said: str) -> None:
    """The suggestion is at least understood."""
    talk.given("@amina /poll open A? | B | C")

    reply = talk.say(f"@li {line}")

    assert reply.error == "unknown_command"
    assert reply.text.startswith(said)
    assert talk.say(f"@li {suggestion(reply)}").error is None


@pytest.mark.parametrize("line", ["", "   ", "\n", "\u200b", "/ \u2066"])
def test_a_line_without_words_is_answered(talk: Conversation, line: str) -> None:
    """With a sentence, as anything."""
    reply = talk.bot.dispatcher.handle_now(replace(talk.request("@li /x"), text=line))

    assert reply.error == "unknown_command"


def test_short_forms_lead_to_commands() -> None:
    """Each is another way to type one that exists."""
    assert set(SHORT_FORMS.values()) <= set(TABLE)


def test_recording_commands_answer_from_their_events() -> None:
    """Every handler either shows, or decides and answers."""
    for command in COMMANDS:
        decides = hasattr(command.handler, "decide") and hasattr(command.handler, "answer")

        assert decides != hasattr(command.handler, "show"), command.path
