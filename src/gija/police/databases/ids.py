"""Record ids: `TABLE:key:alias`. Key parts are quoted, so that any key can be told apart and found again."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, unquote

from gija.vocabulary.errors import GijaError

SAFE = " .,_()+@*'!~^[]{}=#$&;<>?ąčęėįšųūžĄČĘĖĮŠŲŪŽ"

Keys = dict[str, list[tuple[str, ...]]]  # table -> keys


def row_id(table: str, key: tuple[str, ...]) -> str:
    """`TABLE:key`; the parts of a compound key are parted by `|`."""
    return f"{quote(table, safe=SAFE)}:{'|'.join(quote(part, safe=SAFE) for part in key)}"


def record_id(row: str, alias: str) -> str:
    return f"{row}:{alias}"


def parse(record: str) -> tuple[str, tuple[str, ...]]:
    """(table, key) of a record id or row id; ValueError for what is neither."""
    table, key, *_ = record.split(":")
    return unquote(table), tuple(unquote(part) for part in key.split("|"))


def row_of(record: str) -> str:
    """The row id of a record id."""
    return ":".join(record.split(":")[:2])


def keys(record_ids: Iterable[str]) -> Keys:
    """The keys of these records by table, each once. Refused: `database.record`."""
    found: Keys = {}
    for record in dict.fromkeys(map(row_of, record_ids)):
        try:
            table, key = parse(record)
        except ValueError as error:
            raise GijaError("database.record", record=record.partition(":")[0]) from error
        found.setdefault(table, []).append(key)
    return found
