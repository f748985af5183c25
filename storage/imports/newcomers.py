"""Whom a file means: people of the directory, people of its own rows, people who are named there for the first time."""

from dataclasses import replace

from storage.events import CLOCK, OPERATOR, PersonId
from storage.i18n import _
from storage.imports.bad_file import BadFile
from storage.imports.row_readers import as_person_id
from storage.imports.rows import PersonRow
from storage.people import People, Person, folded


class Newcomers:
    """The people of an import. `fresh` are those to be kept in the directory once all of it is accepted."""

    def __init__(self, people: People) -> None:
        self._aliases: dict[PersonId, PersonId] = {}
        """Ids that people had where they were exported, and those that they have here."""
        self.fresh: dict[PersonId, Person] = {}
        self._people = people
        self._names: dict[str, PersonId] = {}
        self._full_names: dict[str, set[PersonId]] = {}
        for person in people.everyone():
            self._note(person)

    def take(self, row: PersonRow) -> bool:
        """Take a row about a person; tell whether it says anything new.

        Raise `BadFile` when the directory says otherwise. Zone, language and digest are the person's own to change, and
        so is the short name: they are not compared.
        """
        known = self._known(row)
        person = self._person(row, known)
        self._names[folded(row.name)] = person.id
        if row.id:
            self._aliases[row.id] = person.id
        if person == known:
            return False
        self.fresh[person.id] = person
        self._note(person)
        return True

    def find(self, name: str, line: int) -> PersonId:
        """Return the person with this short or full name, with or without an @. Raise `BadFile` if there is none."""
        found = self.look_up(name.removeprefix("@"), line)
        if found is None:
            sentence = _("nobody is known as {name}; write a row for them under people.")
            raise BadFile.at(line, sentence.format(name=name))
        return found

    def actor(self, name: str, line: int) -> PersonId:
        """Return the person with this name, or who is no person and acts; an empty id for an empty name."""
        return name if name in (OPERATOR, CLOCK, "") else self.find(name, line)

    def find_or_add(self, name: str, line: int) -> PersonId:
        """Return the person with this name, who is added to the directory if need be."""
        found = self.find(name, line) if name.startswith("@") else self.look_up(name, line)
        if found:
            return found
        person = self._people.newcomer(name)
        if folded(person.name) in self._names:
            sentence = _("{name} would be called @{short}, as somebody else is; write a row for them under people.")
            raise BadFile.at(line, sentence.format(name=name, short=person.name))
        self.fresh[person.id] = person
        self._note(person)
        return person.id

    def look_up(self, name: str, line: int) -> PersonId | None:
        """Return the person with this short or full name, if any. An erased person's id stands for itself."""
        named = self._names.get(folded(name))
        if named:
            return named
        meant = self._full_names.get(folded(name), set())
        if len(meant) > 1:
            sentence = _("several people are called {name}; write the short name.")
            raise BadFile.at(line, sentence.format(name=name))
        id_ = as_person_id(name)
        return next(iter(meant), None) or self._aliases.get(id_, id_) or None

    def short_name(self, person: PersonId) -> str:
        """Return the short name of somebody who was looked up."""
        found = self._found(person)
        return found.name if found else person

    def is_erased(self, person: PersonId) -> bool:
        """Tell whether of somebody who was looked up nothing but the id is left."""
        return self._found(person) is None

    def _found(self, person: PersonId) -> Person | None:
        return self.fresh.get(person) or self._people.get(person)

    def _known(self, row: PersonRow) -> Person | None:
        known = (self._people.get(row.id) if row.id else None) or self._people.named(row.name)
        for handle in row.handles:
            owner = self._people.with_handle(handle)
            if owner and (known is None or owner.id != known.id):
                sentence = _("{handle} is @{name} already; write that name, or leave the handle out.")
                raise BadFile.at(row.line, sentence.format(handle=handle, name=owner.name))
        return known

    def _person(self, row: PersonRow, known: Person | None) -> Person:
        """Return the person that the row describes; one of whom the directory has a mere name is completed."""
        if known is None:
            fresh = self._people.newcomer(row.name, row.handles)
            return _completed(replace(fresh, id=row.id or fresh.id), row)
        if not known.handles and not known.full_name:
            return _completed(known, row)
        if row.full_name and row.full_name != known.full_name:
            raise BadFile.at(row.line, _different(row.name, "full_name"))
        if not {folded(handle) for handle in row.handles} <= {folded(handle) for handle in known.handles}:
            raise BadFile.at(row.line, _different(row.name, _("list of handles")))
        return known

    def _note(self, person: Person) -> None:
        self._names[folded(person.name)] = person.id
        if person.full_name:
            self._full_names.setdefault(folded(person.full_name), set()).add(person.id)


def _completed(person: Person, row: PersonRow) -> Person:
    return replace(
        person,
        handles=row.handles,
        full_name=row.full_name,
        zone=row.zone or person.zone,
        language=row.language or person.language,
        via=row.via or person.via,
        notify=row.notify or person.notify,
        hour=row.hour or person.hour,
    )


def _different(name: str, column: str) -> str:
    sentence = _("@{name} is in the directory already with another {column}; correct the row or take it out.")
    return sentence.format(name=name, column=column)
