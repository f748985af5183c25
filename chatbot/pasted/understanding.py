"""What is understood of a pasted table: commitments with owners and deadlines, and what is doubtful about each."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from chatbot.pasted.actor import Actors, Find, read_actors
from chatbot.pasted.deadline import Deadline, read_deadline
from chatbot.pasted.table import Row
from storage.events import DeadlineKind, Owner
from storage.i18n import _

_STEM: Final = 5
"""Letters that two words have to share at their beginning to mean the same."""


@dataclass(slots=True)
class Understood:
    """A commitment to be. `note` keeps the words of the row that have no other place."""

    code: str
    action: str
    owners: tuple[Owner, ...]
    due: datetime | None = None
    kind: DeadlineKind = DeadlineKind.NONE
    note: str = ""
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads rows as of a moment, for somebody in a zone."""

    now: datetime
    zone: ZoneInfo
    year: int | None
    find: Find
    bodies: Sequence[str]
    tell: Callable[[datetime], str]

    def understand(self, row: Row) -> list[Understood]:
        """Return the commitments of a row: one for each action, and for each actor with a task of their own."""
        actors = [read_actors(part, self.find, self.bodies) for part in row.actor]
        tasks = [one for one in actors if one.task] if len(row.actor) > 1 else []
        shared = [one for one in actors if one not in tasks]
        made = [self._make(row, action, shared or tasks) for action in row.action or ("",)]
        made += [self._task(row, one) for one in tasks]
        self._give_deadlines(row, made)
        if row.beside:
            self._note(made[0], row.beside, _("“{text}” is kept as a note"))
        return [one for one in made if one.action]

    def _make(self, row: Row, action: str, actors: list[Actors]) -> Understood:
        owners = tuple(dict.fromkeys(owner for one in actors for owner in one.owners))
        has_steps = len(row.actor) > 1
        task = "; ".join(one.task for one in actors if one.task and not has_steps)
        text = action or task
        made = Understood(row.code, text, owners, note=task if task and action else "")
        made.doubts += self._about(actors)
        if made.note:
            made.doubts.append(_("“{task}” is kept as a note").format(task=made.note))
        if len(row.action) > 1:
            made.doubts.append(_("one of {count} in one row").format(count=len(row.action)))
        if row.joined:
            made.doubts.append(_("stood in two rows, joined"))
        if has_steps and any(one.task for one in actors):
            made.doubts.append(_("owners as in its steps below"))
        if not owners:
            made.doubts.append(_("no owner"))
        return made

    def _task(self, row: Row, actors: Actors) -> Understood:
        text = actors.task[0].upper() + actors.task[1:]
        made = Understood(row.code, text, tuple(actors.owners))
        made.doubts += [*self._about([actors]), _("a step of the row “{row}”").format(row=" ".join(row.action))]
        return made

    def _about(self, actors: list[Actors]) -> Iterator[str]:
        for one in actors:
            if one.unknown:
                names = ", ".join(one.unknown)
                yield _("I know nobody called {names}, so they are left out").format(names=names)
            for name in one.new_bodies:
                yield _("“{name}” is named in public as a body").format(name=name)

    def _give_deadlines(self, row: Row, made: list[Understood]) -> None:
        read = [(text, read_deadline(text, self.now, self.zone, self.year)) for text in row.deadline]
        for text, deadline in read:
            if deadline is None:
                self._note(made[0], text, _("I read no date in “{text}”; it is kept as a note"))
        dated = [deadline for _text, deadline in read if deadline]
        if len(dated) == 1:
            nearest = _nearest(dated[0], made)
            for one in [nearest] if nearest else made:
                self._set(one, dated[0])
            return
        for deadline in dated:
            self._set(_nearest(deadline, made) or made[0], deadline)

    def _note(self, one: Understood, text: str, doubt: str) -> None:
        one.note = "; ".join(filter(None, [one.note, text]))
        one.doubts.append(doubt.format(text=text))

    def _set(self, one: Understood, deadline: Deadline) -> None:
        one.due, one.kind = deadline.due, deadline.kind
        if deadline.guessed:
            one.doubts.append(_("no year: {date}?").format(date=self.tell(deadline.due)))
        if deadline.due < self.now:
            one.doubts.append(_("the deadline has passed"))
        if deadline.rest:
            one.doubts.append(_("“{words}” beside the date").format(words=deadline.rest))


def _nearest(deadline: Deadline, made: list[Understood]) -> Understood | None:
    """Return the commitment that shares most words with what stands beside a date; None where none does."""
    words = _stems(deadline.rest)
    best = max(made, key=lambda one: len(words & _stems(one.action)), default=None)
    return best if best and words & _stems(best.action) else None


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= _STEM}
