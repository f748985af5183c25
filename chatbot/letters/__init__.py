"""Private messages that the bot sends by itself, and what each is made of."""

from typing import Final

from chatbot.letters.digest import digests
from chatbot.letters.mail import Source
from chatbot.letters.proposals import proposals

SOURCES: Final[tuple[Source, ...]] = (proposals, digests)
"""Everything that may be due to be told to somebody. Each is asked often, and says the same again until it was told."""
