"""DuckDB as a reader only: no network, no extensions, no file but the one named, bounded memory.

Conditions are written here as its SQL.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gija.police.databases.conditions import PUNCTUATION, AnyOf, Condition, KeyIs, Same, Since, Words

CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "memory_limit": "1GB",
    "temp_directory": "",
    "threads": "2",
}


def connection(path: Path) -> Any:
    """A private DuckDB in memory that can open `path` and nothing else."""
    import duckdb

    opened = duckdb.connect(config=CLOSED)
    opened.execute(f"SET allowed_paths=[{literal(str(path))}]")
    opened.execute("SET enable_external_access=false")
    opened.execute("SET lock_configuration=true")
    return opened


def literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def sql(where: Condition) -> tuple[str, list[str]]:
    """A condition as SQL with its parameters."""
    match where:
        case KeyIs():
            one = "(" + " AND ".join(f"trim({_text(name)}) = ?" for name in where.columns) + ")"
            return _either([(one, list(key)) for key in where.keys])
        case Same():
            return _same(where)
        case Words():
            value = _joined(where.columns, " ")
            return " AND ".join(f"regexp_matches({value}, ?)" for _ in where.patterns), list(where.patterns)
        case Since():
            return f"{_text(where.column)} >= ?", [where.day]
        case AnyOf():
            return _either([sql(part) for part in where.parts])


def _either(parts: list[tuple[str, list[str]]]) -> tuple[str, list[str]]:
    text = " OR ".join(f"({part})" for part, _ in parts) or "false"
    return text, [value for _, values in parts for value in values]


def _same(where: Same) -> tuple[str, list[str]]:
    value = _joined(where.columns, where.join)
    parts, values = [f"trim({value}) IN ({_marks(where.written)})"], list(where.written)
    if where.bare:
        stripped = f"upper(translate({value}, {literal(PUNCTUATION)}, ''))"
        parts.append(f"{stripped} IN ({_marks(where.bare)})")
        values += where.bare
    return " OR ".join(parts), values


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" for _ in values)


def _text(name: str) -> str:
    return f"CAST({quoted(name)} AS VARCHAR)"


def _joined(columns: tuple[str, ...], join: str) -> str:
    return f" || {literal(join)} || ".join(f"coalesce({_text(name)}, '')" for name in columns)
