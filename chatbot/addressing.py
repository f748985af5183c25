"""Who speaks to the bot, by its mention, and not only of it. Pure."""

import re

from chatbot.commands.greeting import GREETING, greets


def told(text: str, *names: str) -> str:
    """Return what a text says to the bot: what stands after its mention, or a greeting with that; "" for no mention.

    Somebody who only speaks of the bot, later in the text, is left alone. `names` are what its mention can be.
    """
    either = "|".join(map(re.escape, names))
    called = re.search(rf"(?<!\S)(?:{either})[:,.!?：，]*(?=\s|$)", text, re.IGNORECASE)
    if called is None:
        return ""
    before, after = text[: called.start()].strip(), text[called.end() :].strip()
    if not before:
        return after or GREETING.example
    return before if greets(f"{before} {after}") else ""
