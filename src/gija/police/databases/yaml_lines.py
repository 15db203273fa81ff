"""YAML that remembers its lines: every scalar is text, keys are unique, anchors are refused.

All scalars stay text, so `no` is not false and `007` is not seven: a mapping says, letter by letter, what a database
holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from gija.vocabulary.errors import GijaError

LARGEST = 1_000_000  # bytes; a mapping is written by hand
DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Lined:
    """A YAML document: its data (str, list, dict) and the tree that knows the lines."""

    data: Any
    root: yaml.Node

    def line(self, place: Sequence[str | int]) -> int:
        """The line (from 1) of the deepest part of `place` that stands in the file."""
        node, line = self.root, self.root.start_mark.line + 1
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            node, line = found
        return line


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child, child.start_mark.line + 1
    return None


def read(path: Path) -> Lined:
    """The document in `path`.

    Refused: `common.file_missing`, `mapping.too_large`, `mapping.not_utf8`, `mapping.broken` (line and column),
    `mapping.duplicate_key`, `mapping.anchor`.
    """
    text = _text(path)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise GijaError("mapping.broken", file=path.name, line=line, column=column) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise GijaError("mapping.broken", file=path.name, line=1, column=1) from None
    if root is None:
        raise GijaError("mapping.empty", file=path.name)
    return Lined(_plain(root, path.name, set(), 0), root)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise GijaError("mapping.too_large", file=path.name)
        return path.read_text(encoding="utf-8-sig")
    except OSError:
        raise GijaError("common.file_missing", file=path.name) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise GijaError("mapping.not_utf8", file=path.name, line=line) from None


def _plain(node: yaml.Node, file: str, seen: set[int], depth: int) -> Any:
    line = node.start_mark.line + 1
    if id(node) in seen:  # an alias: the same node a second time; a few of them unfold to billions of values
        raise GijaError("mapping.anchor", file=file, line=line)
    seen.add(id(node))
    if depth > DEEPEST:
        raise GijaError("mapping.broken", file=file, line=line, column=node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, file, seen, depth)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, file, seen, depth + 1) for child in node.value]
    return node.value


def _mapping(node: yaml.MappingNode, file: str, seen: set[int], depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        line = key.start_mark.line + 1
        if name == "<<" or not isinstance(key, yaml.ScalarNode):
            raise GijaError("mapping.anchor", file=file, line=line)
        if name in found:
            raise GijaError("mapping.duplicate_key", file=file, line=line, field=name)
        found[name] = _plain(value, file, seen, depth + 1)
    return found
