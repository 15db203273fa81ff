"""Conditions as SQLAlchemy expressions."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from gija.police.databases.conditions import PUNCTUATION, AnyOf, Condition, KeyIs, Same, Since, Words

if TYPE_CHECKING:
    from collections.abc import Collection

Column = sa.ColumnElement[Any]


def expression(where: Condition, numeric: Collection[str]) -> Column:
    """`numeric`: columns that hold numbers; PostgreSQL refuses to compare those with text at all."""
    match where:
        case KeyIs():
            return sa.or_(sa.false(), *(_key(where.columns, key, numeric) for key in where.keys))
        case Same():
            return _same(where, numeric)
        case Words():
            value = _joined(where.columns, " ")
            return sa.and_(*(value.regexp_match(pattern) for pattern in where.patterns))
        case Since():  # as text: dates and times of every engine are written so here, and text columns compare alike
            return sa.cast(sa.column(where.column), sa.Text) >= where.day
        case AnyOf():
            return sa.or_(*(expression(part, numeric) for part in where.parts))


def _key(columns: tuple[str, ...], key: tuple[str, ...], numeric: Collection[str]) -> Column:
    return sa.and_(*(_among(name, (part,), numeric) for name, part in zip(columns, key, strict=True)))


def _among(name: str, values: tuple[str, ...], numeric: Collection[str]) -> Column:
    """One of the values, as the column's own type, so that the database's index on it is used."""
    if name not in numeric:
        return sa.column(name, sa.String).in_(values)
    numbers = [int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= 18]
    return sa.column(name, sa.BigInteger).in_(numbers) if numbers else sa.false()


def _same(where: Same, numeric: Collection[str]) -> Column:
    one = where.columns[0] if len(where.columns) == 1 else None
    value = _joined(where.columns, where.join)
    exact = _among(one, where.written, numeric) if one is not None else value.in_(where.written)
    if not where.bare or one in numeric:
        return exact
    stripped: Column = reduce(lambda column, mark: sa.func.replace(column, mark, ""), PUNCTUATION, value)
    return sa.or_(exact, sa.func.upper(stripped).in_(where.bare))


def _joined(columns: tuple[str, ...], join: str) -> Column:
    texts: list[Column] = [sa.func.coalesce(sa.cast(sa.column(name), sa.Text), "") for name in columns]
    return reduce(lambda left, right: left.concat(join).concat(right), texts)
