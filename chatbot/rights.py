"""Who may do what: the one table. Permissions are asked of it and nowhere else."""

from enum import Enum
from typing import Final

from storage.events import Role
from storage.i18n import N_, _

_ALL: Final = frozenset(Role)
_WORKING: Final = frozenset({Role.MWG, Role.MAG_LIAISON, Role.CO_CHAIR, Role.CONSULTANT, Role.SECRETARIAT})
_RUNNING: Final = frozenset({Role.CO_CHAIR, Role.CONSULTANT, Role.SECRETARIAT})


class Right(Enum):
    """Something that some roles may do. A right "own" also needs the thing to be one's own."""

    READ = _ALL, "read"
    SELF = _ALL, "self"
    VOTE = frozenset({Role.MWG}), "vote"
    TAKE_PART = _WORKING, "take part"
    COMMIT_FOR_ANOTHER = _WORKING, "commit for another"
    PROPOSE_POLL = _WORKING, "propose a poll"
    OPEN_POLL = _RUNNING, "open a poll"
    CLOSE_POLL = frozenset({Role.CO_CHAIR, Role.SECRETARIAT}), "close a poll"
    CLOSE_OWN_POLL = _RUNNING, "close an own poll"
    RUN_MEETINGS = _RUNNING, "run meetings"
    CORRECT_COMMITMENTS = frozenset({Role.CO_CHAIR, Role.SECRETARIAT}), "correct commitments"
    MANAGE = frozenset({Role.SECRETARIAT}), "manage"

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that have this right."""
        return self.value[0]


ROLE_NAMES: Final = {
    Role.OBSERVER: N_("observer"),
    Role.COMMUNITY: N_("community member"),
    Role.CONTACT: N_("contact of an NRI, BPF or DC"),
    Role.MWG: N_("MWG member"),
    Role.MAG_LIAISON: N_("MAG liaison"),
    Role.CO_CHAIR: N_("co-chair"),
    Role.CONSULTANT: N_("consultant"),
    Role.SECRETARIAT: N_("Secretariat"),
}


def name_roles(roles: frozenset[Role]) -> str:
    """Return roles in words, in the order of the table; everyone is an observer, so that is said only alone."""
    shown = roles - {Role.OBSERVER} if len(roles) > 1 else roles
    return ", ".join(_(ROLE_NAMES[role]) for role in Role if role in shown)
