"""YAML files: a mapping whose keys name the kinds, a list of rows under each.

Rows are taken from the parser's nodes, not from Python values, so that each keeps its line and `2021-03-26` stays text.
"""

from collections.abc import Collection, Iterator
from typing import Final

import yaml

from storage.columns import LISTS, Kind, known
from storage.i18n import _
from storage.imports.bad_file import BadFile
from storage.imports.cells import Cell, Cells

_TAG: Final = "tag:yaml.org,2002:"
_TEXTS: Final = frozenset(_TAG + name for name in ("str", "int", "float", "timestamp", "value"))


class _Loader(yaml.SafeLoader):
    """Refuses aliases, with which a few lines can stand for billions."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            alias = self.peek_event()  # type: ignore[no-untyped-call]  # a gap in the stubs
            line = alias.start_mark.line + 1
            raise BadFile.at(line, _("an alias (*) stands for text elsewhere; write the text itself."))
        return super().compose_node(parent, index)


def read_yaml(text: str) -> tuple[list[Kind], list[Cells]]:
    """Return the kinds that the file names, and its rows. Raise `BadFile` for what is no such file."""
    root = _compose(text)
    if not isinstance(root, yaml.MappingNode):
        sentence = _(
            "rows stand under one of these keys: {keys}; write it, a colon, and the rows. "
            "If this is a CSV file, let its name end in .csv."
        )
        raise _bad(root, sentence.format(keys=", ".join(Kind)))
    tables = [(Kind(key), node) for key, node in _pairs(root, tuple(Kind))]
    return [kind for kind, _node in tables], [row for kind, node in tables for row in _rows(kind, node)]


def _compose(text: str) -> yaml.Node:
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise BadFile.at(mark.line + 1 if mark else 1, _no_yaml(problem.problem or "")) from None
    except yaml.reader.ReaderError as problem:
        raise BadFile.at(text.count("\n", 0, problem.position) + 1, _no_yaml(problem.reason)) from None
    except RecursionError:
        raise BadFile(_("The file is nested too deeply to be a list of rows.")) from None
    if node is None:
        raise BadFile(_("The file holds no rows."))
    return node


def _no_yaml(problem: str) -> str:
    sentence = _("this is no YAML: {problem}. If this is a CSV file, let its name end in .csv.")
    return sentence.format(problem=problem)


def _rows(kind: Kind, node: yaml.Node) -> Iterator[Cells]:
    if _is_null(node):
        return
    if not isinstance(node, yaml.SequenceNode):
        raise _bad(node, _("under {key} stands a list: write “- ” before each row.").format(key=kind))
    for row in node.value:
        if not isinstance(row, yaml.MappingNode):
            raise _bad(row, _("a row of {key} is a mapping, such as {{id: PNE}}.").format(key=kind))
        values = {key: Cell(_line(value), _value(key, value)) for key, value in _pairs(row, known(kind))}
        yield Cells(kind, _line(row), {key: cell for key, cell in values.items() if cell.value})


def _pairs(node: yaml.MappingNode, keys: Collection[str]) -> Iterator[tuple[str, yaml.Node]]:
    seen: set[str] = set()
    for key_node, value in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        if key not in keys:
            sentence = _("there is no key “{key}” here; there are: {keys}.")
            raise _bad(key_node, sentence.format(key=key, keys=", ".join(keys)))
        if key in seen:
            raise _bad(key_node, _("{key} stands there twice.").format(key=key))
        seen.add(key)
        yield key, value


def _value(key: str, node: yaml.Node) -> str | tuple[str, ...]:
    if isinstance(node, yaml.SequenceNode) and key in LISTS:
        return tuple(text for item in node.value if (text := _text(key, item)))
    return _text(key, node)


def _text(key: str, node: yaml.Node) -> str:
    """Return a scalar as it is written; an empty text for null."""
    if not isinstance(node, yaml.ScalarNode):
        raise _bad(node, _("{key} takes one value.").format(key=key))
    if node.tag == _TAG + "bool":
        sentence = _('{key} is {meant}; YAML reads an unquoted {text} as {meant}: write "{text}"')
        meant = str(yaml.SafeLoader.bool_values[node.value.lower()]).lower()
        raise _bad(node, sentence.format(key=key, meant=meant, text=node.value))
    if node.tag not in _TEXTS and not _is_null(node):
        raise _bad(node, _("{key} has the tag {tag}; leave it out.").format(key=key, tag=node.tag))
    return "" if _is_null(node) else str(node.value)


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == _TAG + "null")


def _bad(node: yaml.Node, sentence: str) -> BadFile:
    return BadFile.at(_line(node), sentence)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
