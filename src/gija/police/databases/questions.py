"""A query, or a set of identifiers, as conditions for one table of a live database."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from gija.methods.names import fold, identifiers
from gija.methods.search.values import Query
from gija.police.databases import patterns
from gija.police.databases.conditions import AnyOf, Condition, Same, Words, bare
from gija.police.databases.mapping import Cell, EntityMap, Table
from gija.police.databases.rows import NAMES

Identifier = tuple[str, str, str]  # entity type, field, canonical value
EVERYTHING = Words((), ())  # a condition that lets every row through
BY_WORDS = ("address.text", "online_handle.handle")  # written in too many ways to list them


def for_query(table: Table, query: Query) -> Condition | None:
    """Rows that may answer the query; None where the table holds nothing that it asks about."""
    parts: list[Condition] = []
    for entity in table.entities.values():
        if entity.type == query.type:
            for field, value in query.values.items():
                parts += _asked(entity, field, value)
    return _any(parts)


def for_identifiers(table: Table, wanted: Collection[Identifier]) -> Condition | None:
    """Rows that may mention one of the identifiers; None where the table holds none of their kinds."""
    parts: list[Condition] = []
    for entity in table.entities.values():
        for field, cell in entity.fields.items():
            values = sorted({value for type_, name, value in wanted if (type_, name) == (entity.type, field)})
            if values:
                parts += _identified(entity.type, field, cell, values)
    return _any(parts)


def _any(parts: Iterable[Condition]) -> Condition | None:
    unique = tuple(dict.fromkeys(parts))
    if EVERYTHING in unique:
        return EVERYTHING
    return AnyOf(unique) if unique else None


def _asked(entity: EntityMap, field: str, value: str) -> Iterable[Condition]:
    if field in NAMES:
        cells = [cell for name, cell in entity.fields.items() if name in NAMES]
        found = spoken(value) if entity.type == "person" else (_longest(value),)
        return [condition for patterns_ in found for condition in _worded(cells, patterns_)]
    cell = entity.fields.get(field)
    if cell is None:
        return ()
    if identifiers.is_identifier(entity.type, field) and identifiers.canonical(entity.type, field, value):
        return _identified(entity.type, field, cell, [value])
    # Other fields only strengthen or weaken a match; alone they are no question. A text is one, where it leads a type.
    return _worded([cell], _longest(value)) if field in ("text", "vin", "plate", "number") else ()


def _words(value: str) -> list[str]:
    return sorted({w for w in fold(value).split() if len(w) > 1}, key=lambda w: (-len(w), w))


def spoken(value: str) -> tuple[tuple[str, ...], ...]:
    """Of the two longest words of a person's name one must begin alike by sound, the other at least with its letter."""
    words = _words(value)[:2]
    if len(words) < 2:
        return (tuple(map(patterns.begins, words)),)
    one, other = words
    return (patterns.initial(other), patterns.begins(one)), (patterns.initial(one), patterns.begins(other))


def _longest(value: str) -> tuple[str, ...]:
    return tuple(patterns.whole(word[:6]) for word in _words(value)[:1])


def _worded(cells: Iterable[Cell], found: tuple[str, ...]) -> Iterable[Condition]:
    columns = tuple(dict.fromkeys(name for cell in cells for name in cell.read))
    return (Words(columns, found),) if columns and found else ()


def _identified(type_: str, field: str, cell: Cell, values: list[str]) -> Iterable[Condition]:
    if not cell.read:
        return ()
    if cell.values is not None:
        return (EVERYTHING,)
    if cell.split or f"{type_}.{field}" in BY_WORDS:
        return tuple(Words(cell.read, _contains(type_, field, value)) for value in values)
    written = dict.fromkeys(w for value in values for w in (value, *identifiers.written(type_, field, value)))
    return (Same(cell.read, cell.join, tuple(written), tuple(dict.fromkeys(map(bare, written)))),)


def _contains(type_: str, field: str, value: str) -> tuple[str, ...]:
    if (type_, field) != ("address", "text"):
        return (patterns.anywhere(identifiers.canonical(type_, field, value) or value),)
    # An address: its longest word (cut before the Lithuanian ending, which changes by case) and its house number.
    words = (identifiers.canonical(type_, field, value) or fold(value)).split()
    longest = max((w for w in words if w.isalpha()), key=len, default="")
    house = next((w.partition("-")[0] for w in words if w[:1].isdigit()), "")
    return tuple(p for p in (patterns.whole(longest[:-2] or longest), patterns.anywhere(house)) if p)
