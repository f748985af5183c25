"""What is raised for something that is not there."""


class Absent(LookupError):
    """There is no such network, poll, meeting, commitment or membership in this state."""
