"""JSON as rows of text: where the list of rows is, and what one column holds; a column may be a path (`name.first`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from gija.police.databases.readers.base import text
from gija.police.databases.values import DatabaseFaultError, State

BETWEEN = "; "  # between the values of a list
DEEPEST = 4  # levels of keys that are offered as columns
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)  # 0.10 and 007 stay what was written


def parsed(body: bytes) -> Any:
    """The answer, its numbers as text. ValueError for what is no JSON in UTF-8."""
    return _DECODER.decode(body.decode("utf-8-sig").strip())


def rows_at(answer: Any, place: str, database: str, table: str) -> list[dict[str, Any]]:
    """The list of rows at the dotted place. Refused: `database.no_rows_there`."""
    found = answer
    for step in place.split(".") if place else ():
        found = found.get(step) if isinstance(found, dict) else None
    if isinstance(found, list) and all(isinstance(row, dict) for row in found):
        return found
    values = {"database": database, "table": table, "place": place or "-"}
    raise DatabaseFaultError(State.WRONG_SCHEMA, "database.no_rows_there", **values)


def cell(row: dict[str, Any], column: str) -> str:
    """What the row holds under the column, a name or a dotted path; several values with `; ` between them."""
    found = _values(row, column)
    return BETWEEN.join(dict.fromkeys(value for one in found or () if (value := _text(one))))


def columns_of(rows: Iterable[dict[str, Any]], asked: Iterable[str] = ()) -> tuple[str, ...]:
    """The columns that the rows have: every path to a value, and those asked for that are there."""
    found: dict[str, None] = {}
    for row in rows:
        found |= dict.fromkeys(_paths(row, "", DEEPEST))
        found |= dict.fromkeys(name for name in asked if _values(row, name) is not None)
    return tuple(found)


def _paths(value: Any, prefix: str, depth: int) -> Iterable[str]:
    if isinstance(value, dict) and value and depth:
        return [
            path
            for key, inner in value.items()
            for path in _paths(inner, f"{prefix}.{key}" if prefix else key, depth - 1)
        ]
    if isinstance(value, list) and value and isinstance(value[0], dict) and depth:
        return _paths(value[0], prefix, depth)
    return [prefix] if prefix else []


def _values(value: Any, path: str) -> list[Any] | None:
    """Every value at the path, through lists, too; None where the path leads nowhere."""
    if isinstance(value, list):
        parts = [_values(one, path) for one in value]
        return [inner for part in parts if part is not None for inner in part] if value else []
    if not isinstance(value, dict):
        return [] if value is None else None
    if path in value:
        held = value[path]
        return held if isinstance(held, list) else [held]
    head, dot, rest = path.partition(".")
    return _values(value[head], rest) if dot and head in value else None


def _text(value: Any) -> str:
    return "" if isinstance(value, dict | list) else text(value)
