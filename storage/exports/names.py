"""How people and times are written in an export."""

from datetime import datetime

from storage.events import EVER, PersonId
from storage.moments import iso
from storage.people import People


class Names:
    """The short names of people. An erased person is written as the opaque id that is left of them."""

    def __init__(self, people: People) -> None:
        self._names = {person.id: person.name for person in people.everyone()}

    def of(self, person: PersonId) -> str:
        """Return a person's short name."""
        return self._names.get(person, person)


def stamp(moment: datetime | None) -> str:
    """Return an instant in ISO 8601 with a Z; an empty text for none, and for one since ever."""
    return "" if moment is None or moment == EVER else iso(moment)
