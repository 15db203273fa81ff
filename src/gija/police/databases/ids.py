"""Record ids: `TABLE:key:alias`. Key parts are quoted, so that any key can be told apart and found again."""

from __future__ import annotations

from urllib.parse import quote, unquote

SAFE = " .,_()+@*'!~^[]{}=#$&;<>?ąčęėįšųūžĄČĘĖĮŠŲŪŽ"


def row_id(table: str, key: tuple[str, ...]) -> str:
    """`TABLE:key`; the parts of a compound key are parted by `|`."""
    return f"{quote(table, safe=SAFE)}:{'|'.join(quote(part, safe=SAFE) for part in key)}"


def record_id(row: str, alias: str) -> str:
    return f"{row}:{alias}"


def parse(record: str) -> tuple[str, tuple[str, ...]]:
    """(table, key) of a record id or row id; ValueError for what is neither."""
    table, key, *_ = record.split(":")
    return unquote(table), tuple(unquote(part) for part in key.split("|"))
