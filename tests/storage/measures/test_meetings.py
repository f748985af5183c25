"""Who was at a meeting."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.events import MeetingKind, Presence, Role, Text
from storage.measures.meetings import Headcount, headcount
from storage.state import Attendance, Meeting, Membership, Network, Sitting

NOW = datetime(2021, 4, 1, 12, tzinfo=UTC)
MEMBERS = ("p1", "p2", "p3")


def network() -> Network:
    """Make a network of three members and a consultant."""
    roles = dict.fromkeys(MEMBERS, Role.MWG) | {"p4": Role.CONSULTANT}
    people = {person: Membership(person, terms=[(NOW, frozenset({role}))]) for person, role in roles.items()}
    return Network("PNE", "Environment", memberships=people)


def meeting(**presences: Presence) -> Meeting:
    """Make a meeting at which people were like this."""
    attendance = {person: Attendance(presence, NOW) for person, presence in presences.items()}
    return Meeting("PNE", 1, [Sitting(NOW, NOW, attendance=attendance)], Text("Call"), MeetingKind.MWG)


@pytest.mark.parametrize(
    ("presences", "count"),
    [
        ({"p1": Presence.PRESENT, "p2": Presence.LATE, "p3": Presence.EXCUSED}, Headcount(2, 3, 1, 0)),
        ({"p1": Presence.PRESENT, "p4": Presence.PRESENT, "p5": Presence.OBSERVER}, Headcount(1, 3, 0, 2)),
        ({"p5": Presence.OBSERVER}, Headcount(0, 3, 0, 1)),
        ({"p1": Presence.OBSERVER, "p2": Presence.EXCUSED}, Headcount(0, 3, 1, 1)),
    ],
)
def test_members_are_counted_who_were_there(presences: dict[str, Presence], count: Headcount) -> None:
    """Of the working group; everybody else who was there, apart."""
    assert headcount(network(), meeting(**presences), NOW) == count


@pytest.mark.parametrize("presences", [{}, {"p1": Presence.EXCUSED}, {"p1": Presence.EXCUSED, "p4": Presence.EXCUSED}])
@pytest.mark.parametrize("stage", ["planned", "cancelled", "held"])
def test_without_anybody_there_a_meeting_is_not_recorded(presences: dict[str, Presence], stage: str) -> None:
    """Apologies alone make no headcount of nought."""
    quiet = meeting(**presences)
    if stage != "held":
        quiet.sittings[0].opened = None
        quiet.sittings[0].starts += timedelta(days=1)
    if stage == "cancelled":
        quiet.cancelled = NOW

    assert headcount(network(), quiet, NOW) is None
