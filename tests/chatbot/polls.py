"""A poll as tests open it, and what was voted in it."""

from storage.measures.polls import tally
from tests.conversation import Conversation

TEA = "/poll open Tea or coffee? | Tea | Coffee"


def counts(talk: Conversation, number: int = 1) -> tuple[int, ...]:
    """Return the voters per option of a poll."""
    return tally(talk.poll(number)).counts
