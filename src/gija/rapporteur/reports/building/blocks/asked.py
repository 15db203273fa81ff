"""What a questionnaire of another body asks for by year, and the nearest figures that were published instead."""

from __future__ import annotations

from collections.abc import Sequence

from gija.figures.charts import Value
from gija.rapporteur.reports.building.blocks.tabled import by_year
from gija.rapporteur.reports.building.common import label, sources_of, value, year_text
from gija.rapporteur.reports.values import Block, Cell, Column, Notice, Table
from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.indicators import indicators
from gija.vocabulary.text import Text

OF = Text("Of whom or what", "Kas skaičiuojama")
TOTAL = Text("Total", "Iš viso")
NOBODY = Text(
    "Nobody told a figure that counts just this. It is not estimated from others.",
    "Nė vieno skaičiaus, reiškiančio būtent tai, nepateikta. Iš kitų jis nevertinamas.",
)
NEAR = Text(
    "Nearest published figures: {indicator} (they count something else)",
    "Artimiausi paskelbti skaičiai: {indicator} (jie reiškia kitką)",
)
DEFINED = Text("Asked for: {definition}", "Prašoma: {definition}")
NOT_TOLD = Value(None, "not_available")


def asked(
    code: str, indicator: str, near: Sequence[str], points: Sequence[Point], years: Sequence[str]
) -> list[Block]:  # fmt: skip
    """The figures of what is asked for, by year; a notice where there are none; then the nearest others."""
    known = indicators()[indicator]
    own = [p for p in points if p.indicator == indicator]
    rows = _rows(own, years)
    columns = (Column(OF), *(Column(year_text(y), numeric=True) for y in years))
    notes = (DEFINED.fill(definition=known.definition),)
    widths = (6, *(2 for _ in years))
    found: list[Block] = [Table(code, known.text, columns, tuple(rows), notes, sources_of(own), widths)]
    if not own:
        found = [Notice(NOBODY)]
    if near:
        title = NEAR.fill(indicator=label("indicator", near[0]))
        found.append(by_year(f"{code}-near", title, near, points, years))
    return found


def _rows(points: Sequence[Point], years: Sequence[str]) -> list[tuple[Cell, ...]]:
    places = sorted({p.breakdown for p in points}, key=lambda b: (len(b), b))
    cells = {(p.breakdown, p.period): p for p in points}
    return [
        (breakdowns.text(at) if at else TOTAL, *(value(cells[at, y]) if (at, y) in cells else NOT_TOLD for y in years))
        for at in places
    ]
