"""Tables crossed by up to three dimensions: counted, protected beside all that was handed over, and as a message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gija.messages.tables import Cell as MessageCell
from gija.messages.tables import Dimension as MessageDimension
from gija.messages.tables import StatisticsTable
from gija.methods.tables import TOTAL, Cell, Cube, Period, Release
from gija.methods.tables.values import SUPPRESSED
from gija.register.analysis.crossing import Cross, safe
from gija.register.analysis.dimensions import NOT_SAID, Way, ways
from gija.register.analysis.memory import Told, without_clash
from gija.register.analysis.persons import linked, persons
from gija.register.tables.contents import Figures, dimensions
from gija.register.tables.models import DIMENSIONS
from gija.vocabulary.text import Text

PLACES = ("first", "second", "third")
TITLE = Text(
    "Victims of trafficking in human beings in the register by {ways}", "Prekybos žmonėmis aukos registre: {ways}"
)


def cross(period: Period, of: tuple[Way, ...], history: Sequence[Told]) -> Cross:
    """The protected table of a period."""
    return without_clash(Told(period, safe(persons(period, of), of)), history).cross


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
    """The message to the Rapporteur. What it does not name is not told: it is no zero. “Not said” stays here."""
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
    unit = measure()
    return tuple(
        MessageCell(key=key, value=value, status="reported" if value is not None else SUPPRESSED, measure=unit)
        for key, value in found.ordered()
        if NOT_SAID not in key
    )
