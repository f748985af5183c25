"""Why a file cannot be imported."""

from storage.i18n import _


class BadFile(Exception):
    """One sentence that says what is wrong and what to write. Nothing of the file is recorded."""

    @classmethod
    def at(cls, line: int, sentence: str) -> "BadFile":
        """Return the problem of one line."""
        return cls(_("line {line}: {sentence}").format(line=line, sentence=sentence))
