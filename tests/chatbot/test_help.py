"""Help, and what every declaration owes it."""

import inspect
from dataclasses import replace

import pytest

from chatbot.command import Command
from chatbot.commands import COMMANDS
from chatbot.commands.help import TOPICS, describe
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
    told = talk.say(f"@stranger /pn help {command.path}").text
    signed = talk.say(f"@stranger /pn help /{command.path}").text

    assert describe(command) in told
    assert told == signed
    assert f"`{command.usage}`" in told
    assert f"Example: `{command.example}`" in told


@pytest.mark.parametrize("line", ["!help", "/help", "help", "/pn help", "！help"])
def test_help_alone_is_enough(talk: Conversation, line: str) -> None:
    """It is what people type first, also with a topic."""
    sign = "!" if line.startswith(("!", "！")) else "/"

    assert talk.say(f"@li {line}").text == talk.say(f"@li {sign}pn help").text
    assert talk.say(f"@li {line} poll vote").text == talk.say(f"@li {sign}pn help poll vote").text


def shown(talk: Conversation, line: str) -> list[str]:
    """Return the examples in the lines of help."""
    lines = talk.say(line).text.splitlines()
    return [line.partition("` ")[0].lstrip("`") for line in lines if line.startswith("`")]


def test_the_overview_is_short_and_of_what_one_may_do(talk: Conversation) -> None:
    """A member sees a dozen commands that matter, a co-chair and the Secretariat some more, a stranger how to join."""
    of = {name: shown(talk, f"@{name} /pn help") for name in ("li", "amina", "sec", "stranger")}
    paths = {name: {found.path for found in COMMANDS if found.example in lines} for name, lines in of.items()}

    assert 10 <= len(of["li"]) <= 15
    assert {"attend", "poll vote", "commit", "commit accept", "pn mine"} <= paths["li"]
    assert paths["amina"] - paths["li"] == {"poll close", "meeting plan", "meeting open", "meeting close"}
    assert paths["sec"] - paths["amina"] == {"pn member add", "pn member approve", "publish"}
    assert {"pn join", "pn me", "poll results"} <= paths["stranger"]
    assert not paths["stranger"] & {"attend", "poll vote", "commit"}


def test_all_of_it_has_a_line_a_command(talk: Conversation) -> None:
    """In the order of the table."""
    assert shown(talk, "@li /pn help all") == [command.example for command in COMMANDS]


def test_every_command_belongs_to_a_topic(talk: Conversation) -> None:
    """Whoever follows what the overview names finds each of them, help alone excepted."""
    more = talk.say("@li /pn help").text.splitlines()[-1]
    topics = [word for word in more.replace("`", "").replace(",", "").split() if word in TOPICS]
    found = {example for topic in topics for example in shown(talk, f"@li /pn help {topic}")}

    assert topics == list(TOPICS)
    assert {command.example for command in COMMANDS} - found == {TABLE["pn help"].example}


@pytest.mark.parametrize(
    ("topic", "paths"),
    [
        ("poll", ["poll open", "poll vote", "poll results", "poll close", "poll list"]),
        ("vote", ["poll vote"]),
        ("Poll Vote", ["poll vote"]),
        ("!poll vote", ["poll vote"]),
        ("here", ["attend"]),
        ("polls", ["poll open", "poll vote", "poll results", "poll close", "poll list"]),
        ("Meetings", ["meeting plan", "meeting open", "attend", "apologies"]),
        ("commitments", ["commit", "commit done"]),
        ("action", ["commit", "commit done"]),
        ("voting", ["poll vote"]),
        ("people", ["pn member add"]),
        ("commit add", ["commit"]),
    ],
)
def test_a_topic_shows_what_belongs_to_it(talk: Conversation, topic: str, paths: list[str]) -> None:
    """By first word, whole path, last word, short form, the plural or a common word."""
    told = talk.say(f"@li /pn help {topic}").text
    wanted = [TABLE[path] for path in paths]

    assert [one.path for one in wanted if one.usage not in told and f"`{one.example}` " not in told] == []


def test_an_unknown_topic_leads_to_the_overview(talk: Conversation) -> None:
    """As every refusal does, it shows a command that works."""
    reply = talk.say("@li /pn help frob")

    assert reply.error == "not_found"
    assert reply.text.startswith("There is no command or topic “frob”.")
    assert suggestion(reply) == "/pn help"
    assert talk.say("@li /pn help").error is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("votting", "polls"),
        ("comitments", "commitments"),
        ("poll opne", "poll open"),
        ("!poll vot", "poll vote"),
        ("apologes", "apologies"),
        ("how do I vote?", "vote"),
        ("what is a milestone", "milestones"),
    ],
)
def test_a_misspelt_topic_leads_to_the_nearest(talk: Conversation, typed: str, meant: str) -> None:
    """So does one within a sentence; who mistypes on a telephone need not read all of help."""
    reply = talk.say(f"@li /pn help {typed}")

    assert suggestion(reply) == f"/pn help {meant}"
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
