"""What can go wrong with the record. Each says in one sentence what happened and what to do."""


class StorageFault(Exception):
    """The record cannot be read or written now; nothing of what was asked is recorded."""


class Unshown(StorageFault):
    """What was asked is recorded already, but its entry cannot be read now: nothing of it is to be denied."""


class Busy(StorageFault):
    """Another process holds the lock for too long."""


class Damaged(StorageFault):
    """The record was changed or lost after it was durable; it is refused until someone looks at it."""


class Poisoned(StorageFault):
    """A sync failed: nobody knows what is on disk, so nothing more is written until the record is reopened."""


class PortTaken(StorageFault):
    """Nobody can be shown the record: the port of the public page cannot be listened on."""


class Newer(StorageFault):
    """The record was written by a newer version of this program."""
