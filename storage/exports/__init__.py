"""Export: the whole record for other tools, names included. docs/export.md describes what is written.

Each function takes a history as far as it was read: refresh it first.
"""

from storage.exports.documents import as_json
from storage.exports.writing import write_csv, write_json, write_tinydb

__all__ = ["as_json", "write_csv", "write_json", "write_tinydb"]
