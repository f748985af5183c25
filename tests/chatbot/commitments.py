"""A commitment as tests make it, and who owns it."""

from tests.conversation import Conversation

DRAFT = "/commit Draft the data section"


def owners(talk: Conversation, number: int = 1) -> list[tuple[str, bool]]:
    """Return body or short name of each owner, and whether it counts."""
    people = talk.bot.people
    return [
        (owner.body or getattr(people.get(owner.person), "name", ""), owner.accepted)
        for owner in talk.commitment(number).owners
    ]
