"""Networks, their members, their channels, and what is published about them."""

from enum import StrEnum

from storage.events.core import Event, PersonId, Text


class Role(StrEnum):
    """What a person is in a policy network; a person may be several things."""

    OBSERVER = "observer"
    COMMUNITY = "community"
    CONTACT = "contact"
    MWG = "mwg"
    MAG_LIAISON = "mag-liaison"
    CO_CHAIR = "co-chair"
    CONSULTANT = "consultant"
    SECRETARIAT = "secretariat"


class SecretariatAppointed(Event, tag="secretariat_appointed"):
    """A person acts for the IGF Secretariat, in every network."""

    person: PersonId
    claim: str = ""
    """The digest of the one-time code that the person used, if any."""


class NetworkAdded(Event, tag="network_added"):
    """A policy network begins."""

    name: str


class MembershipRequested(Event, tag="membership_requested"):
    """A person asks to join."""

    person: PersonId


class MembershipAccepted(Event, tag="membership_accepted"):
    """A person is in the network, in these roles."""

    person: PersonId
    roles: tuple[Role, ...]
    group: str = ""
    region: str = ""
    disciplines: tuple[str, ...] = ()
    organisation: Text | None = None
    """For whom the person speaks: among 15 to 30 people that tells who it is, so it can be erased."""
    ref: str = ""


class RolesChanged(Event, tag="roles_changed"):
    """From now on the member has exactly these roles."""

    person: PersonId
    roles: tuple[Role, ...]


class MembershipEnded(Event, tag="membership_ended"):
    """A member left or was removed, or a request was turned down."""

    person: PersonId


class Published(Event, tag="published"):
    """A public update by the Secretariat."""

    text: Text


class ChannelBound(Event, tag="channel_bound"):
    """A chat channel belongs to the network; a public one is told of what is public there."""

    channel: str
    """As "platform:id"."""
    public: bool = False


class ChannelReleased(Event, tag="channel_released"):
    """The chat channel belongs to no network any more."""

    channel: str


NetworkEvent = (
    SecretariatAppointed
    | NetworkAdded
    | MembershipRequested
    | MembershipAccepted
    | RolesChanged
    | MembershipEnded
    | Published
    | ChannelBound
    | ChannelReleased
)
