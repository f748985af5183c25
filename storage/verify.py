"""`pn verify`: whether the record is whole. It reads, takes no lock and changes nothing."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from storage.errors import Newer
from storage.events import VERSION, Entry, FormatDeclared
from storage.files import REAL, fault
from storage.head_file import HeadFile, Published
from storage.i18n import _
from storage.journal_file import JournalFile
from storage.line import Head, decode, digest, encode
