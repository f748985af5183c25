"""The list of participants that a video call leaves: read, and compared with the directory."""

from storage.participants.matching import Found, match
from storage.participants.reading import Participant, read_participants

__all__ = ["Found", "Participant", "match", "read_participants"]
