"""Private messages that the bot sends by itself, and what each is made of."""

from typing import Final

from chatbot.letters.digest import digests
from chatbot.letters.mail import Source
from chatbot.letters.proposals import proposals
from chatbot.letters.results import results_awaited
from chatbot.letters.voting import votes_missing

SOURCES: Final[tuple[Source, ...]] = (proposals, votes_missing, results_awaited, digests)
"""Everything that may be due to be told to somebody. Each is asked often, and says the same again until it was told."""
