"""Of which sitting of a meeting something is recorded."""

from storage.events import PersonId
from storage.state import Meeting


def meant(meeting: Meeting, person: PersonId | None = None) -> list[int]:
    """Return the numbers of the sittings that may be meant by a record of attendance that names none.

    While a sitting goes on it is that one, and before all the first. Afterwards, and in between, those that were held:
    of a person those where they are recorded, if any.
    """
    begun = [number for number, sitting in enumerate(meeting.sittings, 1) if sitting.opened]
    if meeting.is_open or not begun:
        return [meeting.sitting]
    return [number for number in begun if person in meeting.sittings[number - 1].attendance] or begun
