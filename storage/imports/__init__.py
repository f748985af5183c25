"""Import: rows of a YAML or CSV file become one entry of the record. docs/import.md describes the files."""

from storage.imports.bad_file import BadFile
from storage.imports.importing import Import
from storage.imports.reading import read, read_all
from storage.imports.rows import Sheet

__all__ = ["BadFile", "Import", "Sheet", "read", "read_all"]
