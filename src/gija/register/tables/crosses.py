"""Tables crossed by up to three dimensions: counted, protected beside all that was handed over, and as a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from gija.messages.tables import Cell as MessageCell
from gija.messages.tables import Dimension as MessageDimension
from gija.messages.tables import StatisticsTable
from gija.methods.tables import TOTAL, Cell, Cube, Period, Release
from gija.methods.tables.values import SUPPRESSED
from gija.register.analysis.crossing import Cross, Key, Level, safe
from gija.register.analysis.dimensions import NOT_SAID, Way, ways
from gija.register.analysis.memory import Told, without_clash
from gija.register.analysis.persons import interval, linked, merged, said
from gija.register.tables.contents import Figures, dimensions
from gija.register.tables.models import DIMENSIONS
from gija.vocabulary.text import Text

REPORTED, NOT_AVAILABLE = "reported", "not_available"  # of the list value_status
PLACES = ("first", "second", "third")
BOUNDS = ("people_lower", "people_upper")
NAMED = 5_000  # cells of one breakdown that are named with their zeros; of a larger one only those with a number
TITLE = Text(
    "Victims of trafficking in human beings in the register by {ways}", "Prekybos žmonėmis aukos registre: {ways}"
)


def cross(period: Period, of: tuple[Way, ...], history: Sequence[Told]) -> Cross:
    """The protected table of a period, with the interval of the linkage beside its total where that is told."""
    records = said(period, of)
    found = without_clash(Told(period, safe(merged(records, of), of)), history).cross
    between = interval(records) if found.total else None
    return replace(found, unit=measure(), interval=between)


def rows(found: Cross) -> Iterator[tuple[Key, int | None, str]]:
    """What is kept of a table: key, value and what is counted; last the bounds of the total."""
    unit = found.unit or measure()
    yield from ((key, value, unit) for key, value in found.ordered())
    for name, value in zip(BOUNDS, found.interval or (), strict=False):
        yield (TOTAL,) * len(found.ways), value, name


def still_safe(period: Period, found: Cross, history: Sequence[Told]) -> bool:
    """Would this table be frozen so today, beside all that has been handed over by now?"""
    return without_clash(Told(period, found), history).cross.cells == found.cells


def told(found: Figures) -> list[Told]:
    """A half-year table as what it tells by each of its dimensions."""
    return [Told(found.period, Cross((ways()[name],), _one_way(found, name))) for name in DIMENSIONS]


def _one_way(found: Figures, name: str) -> dict[tuple[str, ...], int | None]:
    place = list(DIMENSIONS).index(name)
    return {(cell.key[place],): cell.value for cell in found.records.one_way(name) if cell.value != 0}


def release(period: Period, found: Cross, vintage: int) -> Release:
    """A crossed table as the history of the half-year table knows it: what it does not tell is closed."""
    by_name = {way.code: place for place, way in enumerate(found.ways)}
    blank = (TOTAL,) * len(DIMENSIONS)
    cells = [_cell(blank, found.total)]
    for place, dimension in enumerate(dimensions()):
        for code in dimension.codes:
            key = (*blank[:place], code, *blank[place + 1 :])
            cells.append(_cell(key, _value(found, by_name.get(dimension.name), code)))
    return Release(period, Cube(dimensions(), tuple(cells)), vintage)


def _value(found: Cross, place: int | None, code: str) -> int | None:
    if place is None or found.total is None:
        return None
    blank = (TOTAL,) * len(found.ways)
    return found.cells.get((*blank[:place], code, *blank[place + 1 :]), 0)


def _cell(key: tuple[str, ...], value: int | None) -> Cell:
    return Cell(key, value) if value is not None else Cell(key, None, SUPPRESSED, "history")


def slug(of: Sequence[Way]) -> str:
    return "victims_by_" + "_".join(way.code for way in of)


def measure() -> str:
    """What is counted: people as far as records are linked, else records."""
    return "people" if linked() else "records"


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
    """Every cell that is told of, with its value and status: reported (a number, or a true zero), suppressed, or not
    available (nobody is known there, but of somebody it is not known).

    Named are all codes of each dimension and, in the finer breakdowns, all combinations of codes that somebody has; a
    combination that is not named stands below a zero, or in a breakdown of more than `NAMED` combinations.
    """
    cells: dict[Key, tuple[int | None, str]] = {(TOTAL,) * len(found.ways): _status(found.total)}
    if found.total is None:
        return cells
    for level in found.levels[1:]:
        told = found.at(level)
        keys = list(_combinations(found, level))
        if len(keys) > NAMED:
            keys = [key for key in told if NOT_SAID not in key]
        unsaid = [key for key in told if NOT_SAID in key]
        shut = len(level) > 1 and not told and bool(keys)
        for key in keys:
            cells[key] = (None, SUPPRESSED) if shut else _status(told[key]) if key in told else _zero(key, unsaid)
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
