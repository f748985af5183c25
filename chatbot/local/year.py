"""`make run DEMO=year`: a synthetic year of one network, in a record of its own beside the usual one."""

import shutil
from contextlib import closing
from pathlib import Path
from typing import Final

from chatbot.adapters.replay import read_steps, replay
from chatbot.compose import Bot, appoint, open_bot
from chatbot.local.demonstration import SECRETARIAT
from storage import samples
from storage.errors import StorageFault
from storage.events import Code
from storage.files import fault
from storage.settings import Settings

SCRIPT: Final = Path(samples.__path__[0]) / "year.pn"
HOME: Final[Code] = "YEAR"


def in_its_own_folder(settings: Settings) -> Settings:
    """Return settings whose record lies beside that of the given ones, so that nothing invented gets into it."""
    return settings.model_copy(update={"record": f"{settings.record.rstrip('/')}-year"})


def make_year(settings: Settings) -> None:
    """Replay the year into a new record, which takes its place when it is whole; one that is there is left alone.

    It is there before anything else runs on it: a clock would write today's entries into the middle of the year.
    Raise `StorageFault`.
    """
    folder = settings.folder
    if (folder / "journal.jsonl").exists():
        return
    making = folder.with_name(f"{folder.name}.making")
    try:
        shutil.rmtree(making, ignore_errors=True)
        bot = open_bot(settings.model_copy(update={"record": f"tinydb:{making}"}))
        with closing(bot.record.history.journal):
            prepare_year(bot)
        making.rename(folder)
    except OSError as problem:
        raise fault(folder, problem) from problem


def prepare_year(bot: Bot) -> bool:
    """Replay the year into an empty record; one that holds anything is left alone. Tell whether the year is there.

    Raise `StorageFault` for a line that is refused: the script and the commands are of one version.
    """
    if bot.record.history.seq == 0:
        steps = list(read_steps(SCRIPT.read_text(encoding="utf-8").splitlines()))
        first = next(step.at for step in steps if step.at)
        appoint(bot, [f"console:{SECRETARIAT}"], first)
        for step, reply in replay(bot.dispatcher, steps):
            if reply.error:
                raise StorageFault(f"{SCRIPT.name}, {step.number}: {reply.text}")
    return HOME in bot.record.state().networks
