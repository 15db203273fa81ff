"""Tables crossed by up to three dimensions: counted as they are, and as a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from gija.messages.tables import Cell as MessageCell
from gija.messages.tables import Dimension as MessageDimension
from gija.messages.tables import StatisticsTable
from gija.methods.tables import TOTAL, Period
from gija.methods.tables.values import REPORTED, SUPPRESSED
from gija.register.analysis.crossing import Cross, Key, Level, whole
from gija.register.analysis.dimensions import NOT_SAID, Way
from gija.register.analysis.persons import interval, merged, said
from gija.register.tables.contents import measure
from gija.register.tables.models import BOUNDS
from gija.vocabulary.text import Text

NOT_AVAILABLE = "not_available"  # of the list value_status
PLACES = ("first", "second", "third")
NAMED = 5_000  # cells of one breakdown that are named with their zeros; of a larger one only those with a number
TITLE = Text(
    "Victims of trafficking in human beings in the register by {ways}", "Prekybos žmonėmis aukos registre: {ways}"
)


def cross(period: Period, of: tuple[Way, ...]) -> Cross:
    """The true table of a period, with the interval of the linkage beside its total where there is one."""
    records = said(period, of)
    found = whole(merged(records, of), of)
    return replace(found, unit=measure(), interval=interval(records) if found.total else None)


def rows(found: Cross) -> Iterator[tuple[Key, int | None, str]]:
    """What is kept of a table: key, value and what is counted; last the bounds of the total."""
    unit = found.unit or measure()
    yield from ((key, value, unit) for key, value in found.ordered())
    for name, value in zip(BOUNDS, found.interval or (), strict=False):
        yield (TOTAL,) * len(found.ways), value, name


def slug(of: Sequence[Way]) -> str:
    return "victims_by_" + "_".join(way.code for way in of)


def content(period: Period, found: Cross, vintage: int) -> dict[str, Any]:
    """What the hash is taken of, as plain JSON values."""
    cells = _message_cells(found)
    return {
        "table": slug(found.ways),
        "period": str(period),
        "vintage": vintage,
        "dimensions": [d.model_dump(mode="json") for d in _message_dimensions(found)],
        "cells": [cell.model_dump(mode="json") for cell in cells],
    }


def digest(period: Period, found: Cross, vintage: int) -> str:
    """SHA-256 of the table as it leaves."""
    return StatisticsTable.digest(content(period, found, vintage))


def message(period: Period, found: Cross, vintage: int, signed: Mapping[str, Any]) -> StatisticsTable:
    """The message to the Rapporteur: each cell with its status (see `_statuses`). “Not said” stays here."""
    names = Text(", ".join(w.text.en.lower() for w in found.ways), ", ".join(w.text.lt.lower() for w in found.ways))
    return StatisticsTable.sealed(
        table=slug(found.ways),
        title={"en": TITLE.en.format(ways=names.en), "lt": TITLE.lt.format(ways=names.lt)},
        period=str(period),
        vintage=vintage,
        dimensions=_message_dimensions(found),
        cells=_message_cells(found),
        **signed,
    )


def _message_dimensions(found: Cross) -> tuple[MessageDimension, ...]:
    return tuple(MessageDimension(name=way.code, list=way.list) for way in found.ways)


def _message_cells(found: Cross) -> tuple[MessageCell, ...]:
    unit = found.unit or measure()
    bounds = zip(BOUNDS, found.interval or (), strict=False)
    total = (TOTAL,) * len(found.ways)
    return (
        *(
            MessageCell(key=key, value=value, status=status, measure=unit)
            for key, (value, status) in named(found).items()
        ),
        *(MessageCell(key=total, value=value, measure=name) for name, value in bounds),
    )


def named(found: Cross) -> dict[Key, tuple[int | None, str]]:
    """Every cell that is told of, with its value and status: reported (a number, or a true zero), or not available
    (nobody is known there, but of somebody it is not known).

    Named are all codes of each dimension and, in the finer breakdowns, all combinations of codes that somebody has; a
    combination that is not named stands below a zero, or in a breakdown of more than `NAMED` combinations.
    """
    cells: dict[Key, tuple[int | None, str]] = {(TOTAL,) * len(found.ways): _status(found.total)}
    for level in found.levels[1:]:
        told = found.at(level)
        keys = list(_combinations(found, level))
        if len(keys) > NAMED:
            keys = [key for key in told if NOT_SAID not in key]
        unsaid = [key for key in told if NOT_SAID in key]
        for key in keys:
            cells[key] = _status(told[key]) if key in told else _zero(key, unsaid)
    return cells


def _status(value: int | None) -> tuple[int | None, str]:
    return (value, REPORTED) if value is not None else (None, SUPPRESSED)


def _zero(key: Key, unsaid: Iterable[Key]) -> tuple[int | None, str]:
    """A true zero, unless somebody of whom a dimension is not known may stand there."""
    maybe = any(all(code in (mine, NOT_SAID) for code, mine in zip(one, key, strict=True)) for one in unsaid)
    return (None, NOT_AVAILABLE) if maybe else (0, REPORTED)


def _combinations(found: Cross, level: Level) -> Iterator[Key]:
    """The keys of a breakdown that are named: every code of a single dimension, else codes that somebody has."""
    whole, places = len(level) == 1, range(len(found.ways))
    return product(*(_codes(found, place, whole=whole) if place in level else [TOTAL] for place in places))


def _codes(found: Cross, place: int, *, whole: bool) -> list[str]:
    way = found.ways[place]
    there = {key[place] for key in found.at(frozenset({place}))}
    return [code for code in way.codes if whole or code in there]
