"""A query, or a set of identifiers, as conditions for one table of a live database."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from gija.methods.names import fold, identifiers
from gija.methods.search.values import Query
from gija.police.databases import patterns
from gija.police.databases.conditions import AnyOf, Condition, KeyIs, Same, Words, bare
from gija.police.databases.ids import Keys
from gija.police.databases.mapping import Cell, EntityMap, Mapping, Table
from gija.police.databases.rows import NAMES

Identifier = tuple[str, str, str]  # entity type, field, canonical value
EVERYTHING = Words((), ())  # a condition that lets every row through
KEYS = 200  # keys in one statement
WILD = re.compile(r"[?*]+")
BY_WORDS = ("address.text", "online_handle.handle")  # written in too many ways to list them


def for_query(table: Table, query: Query) -> Condition | None:
    """Rows that may answer the query; None where the table holds nothing that it asks about."""
    parts: list[Condition] = []
    for entity in table.entities.values():
        if entity.type == query.type:
            for field, value in query.values.items():
                parts += _asked(entity, field, value)
    return _any(parts)


def for_keys(mapping: Mapping, keys: Keys) -> Iterator[tuple[Table, Condition]]:
    """The rows of these keys, some hundred keys at a time; keys that cannot be of their table are left out."""
    for name, those in keys.items():
        table = mapping.table(name)
        fitting = [key for key in those if table is not None and len(key) == len(table.key)]
        for start in range(0, len(fitting), KEYS):
            if table is not None:
                yield table, KeyIs(table.key, tuple(fitting[start : start + KEYS]))


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
    if partly := identifiers.pattern(entity.type, field, value):
        return _partly(cell, partly.text)
    if identifiers.is_identifier(entity.type, field) and identifiers.canonical(entity.type, field, value):
        return _identified(entity.type, field, cell, [value])
    # Other fields only strengthen or weaken a match; alone they are no question. A text is one, where it leads a type.
    return _worded([cell], _longest(value)) if field in ("text", "vin", "plate", "number") else ()


def _partly(cell: Cell, known: str) -> Iterable[Condition]:
    """An identifier known in part: its longest run of known characters, wherever it stands in the cell."""
    if cell.first is not None:
        return [found for one in cell.first for found in _partly(one, known)]
    if cell.values is not None:
        return (EVERYTHING,)
    run = max(WILD.split(known.removeprefix("+370").removeprefix("+")), key=len)
    return (Words(cell.read, (patterns.loosely(run),)),) if cell.read and run else (EVERYTHING,)


def _words(value: str) -> list[str]:
    return sorted({w for w in fold(value).split() if len(w) > 1}, key=lambda w: (-len(w), w))


def spoken(value: str) -> tuple[tuple[str, ...], ...]:
    """Ways in which a person's name may begin in a row, by its two longest words.

    One begins alike by sound and the other at least with its letter; the longest begins alike in three letters,
    whatever the other does (a short form, a slip); the other begins so, and the longest has a slip only in front.
    """
    words = _words(value)[:2]
    if len(words) < 2:
        return tuple((found,) for word in words for found in (patterns.begins(word), patterns.inside(word)) if found)
    one, other = words
    ways: list[tuple[str, ...]] = [
        (patterns.initial(other), patterns.begins(one)),
        (patterns.initial(one), patterns.begins(other)),
    ]
    if len(one) > 3:
        ways.append((patterns.begins(one, 3),))
    if inner := patterns.inside(one):
        ways.append((inner, patterns.begins(other)))
    return tuple(ways)


def _longest(value: str) -> tuple[str, ...]:
    return tuple(patterns.whole(word[:6]) for word in _words(value)[:1])


def _worded(cells: Iterable[Cell], found: tuple[str, ...]) -> Iterable[Condition]:
    columns = tuple(dict.fromkeys(name for cell in cells for name in cell.read))
    return (Words(columns, found),) if columns and found else ()


def _identified(type_: str, field: str, cell: Cell, values: list[str]) -> Iterable[Condition]:
    if not cell.read:
        return ()
    if cell.first is not None:
        return [found for one in cell.first for found in _identified(type_, field, one, values)]
    if cell.values is not None:
        return (EVERYTHING,)
    if f"{type_}.{field}" in BY_WORDS:
        return tuple(Words(cell.read, _contains(type_, field, value)) for value in values)
    written = dict.fromkeys(w for value in values for w in (value, *identifiers.written(type_, field, value)))
    plain = tuple(dict.fromkeys(map(bare, written)))
    if not cell.whole:  # the cell holds more than the identifier: it is looked for anywhere, punctuation aside
        return tuple(Words(cell.read, (patterns.loosely(value),), sure=True) for value in _shortest(plain))
    return (Same(cell.read, cell.join, tuple(written), plain),)


def _shortest(values: Iterable[str]) -> list[str]:
    """Without those that hold another one: whoever finds the shorter finds the longer."""
    unique = sorted(set(values), key=len)
    return [one for at, one in enumerate(unique) if not any(other in one for other in unique[:at])]


def _contains(type_: str, field: str, value: str) -> tuple[str, ...]:
    if (type_, field) != ("address", "text"):
        return (patterns.anywhere(identifiers.canonical(type_, field, value) or value),)
    # An address: its longest word (cut before the Lithuanian ending, which changes by case) and its house number.
    words = (identifiers.canonical(type_, field, value) or fold(value)).split()
    longest = max((w for w in words if w.isalpha()), key=len, default="")
    house = next((w.partition("-")[0] for w in words if w[:1].isdigit()), "")
    return tuple(p for p in (patterns.whole(longest[:-2] or longest), patterns.anywhere(house)) if p)
