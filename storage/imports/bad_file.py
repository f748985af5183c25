"""Why a file cannot be imported."""

from storage.i18n import _


class BadFile(Exception):
    """One sentence that says what is wrong and what to write. Nothing of the file is recorded."""

    def of(self, file: str) -> "BadFile":
        """Return the problem with the name of its file, where there is one."""
        return BadFile(_("{file}: {problem}").format(file=file, problem=self)) if file else self

    @classmethod
    def at(cls, line: int, sentence: str) -> "BadFile":
        """Return the problem of one line."""
        return cls(_("line {line}: {sentence}").format(line=line, sentence=sentence))
