"""Who may do what: the one table. Permissions are asked of it and nowhere else."""

from enum import Enum
from typing import Final

from storage.events import Role
from storage.i18n import N_, _

_ALL: Final = frozenset(Role)
_WORKING: Final = frozenset({Role.MWG, Role.MAG_LIAISON, Role.CO_CHAIR, Role.CONSULTANT, Role.SECRETARIAT})
_RUNNING: Final = frozenset({Role.CO_CHAIR, Role.CONSULTANT, Role.SECRETARIAT})
_CORRECTING: Final = frozenset({Role.CO_CHAIR, Role.SECRETARIAT})


class Right(Enum):
    """Something that some roles may do: a name, the roles, and in words, to be translated, who that is."""

    READ = "read", _ALL, N_("everyone")
    SELF = "self", _ALL, N_("everyone")
    VOTE = "vote", _ALL, N_("the electorate of the poll")
    TAKE_PART = "take part", _WORKING, N_("whoever takes part in the network")
    COMMIT_FOR_ANOTHER = "commit for another", _WORKING, N_("whoever takes part in the network")
    PROPOSE_POLL = "propose a poll", _WORKING, N_("whoever takes part in the network")
    OPEN_POLL = "open a poll", _RUNNING, N_("co-chair, consultant, Secretariat")
    CLOSE_POLL = "close a poll", _CORRECTING, N_("co-chair, Secretariat")
    END_POLL = (
        "end a poll",
        _WORKING,
        N_("co-chair, Secretariat; own polls: consultant; own proposals: whoever made them"),
    )
    CLOSE_OWN_POLL = "close an own poll", _RUNNING, N_("co-chair, Secretariat, the consultant who opened it")
    READ_POLL = "read a poll", frozenset({Role.CO_CHAIR}), N_("co-chair")
    RUN_MEETINGS = "run meetings", _RUNNING, N_("co-chair, consultant, Secretariat")
    PUBLISH_MINUTES = "publish minutes", _CORRECTING, N_("co-chair, Secretariat")
    AGREE_QUORUM = "agree on a quorum", _CORRECTING, N_("co-chair, Secretariat")
    PLAN_WORK = "plan the work", _RUNNING, N_("co-chair, consultant, Secretariat")
    CORRECT_COMMITMENTS = "correct commitments", _CORRECTING, N_("co-chair, Secretariat")
    MANAGE = "manage", frozenset({Role.SECRETARIAT}), N_("Secretariat")

    def __init__(self, _name: str, roles: frozenset[Role], said: str) -> None:
        self.roles = roles
        """The roles that have this right. Who may vote is frozen in the poll itself."""
        self.said = said


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
