"""All years at one glance: a row for each way a total is counted, a column for each year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gija.figures.charts import Value
from gija.rapporteur.reports.building.blocks.charted import break_notes
from gija.rapporteur.reports.building.common import label, sources_of, value, year_text
from gija.rapporteur.reports.values import Cell, Column, Table
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

INDICATOR, STAGE = Text("Indicator", "Rodiklis"), Text("Stage", "Stadija")
NOT_TOLD = Value(None, "not_available")
NONE = Text("–", "–")
DASH = Text(
    "A dash: in that year the figure was counted otherwise, in another row.",
    "Brūkšnys: tais metais skaičiuota kitaip, kitoje eilutėje.",
)


def overview(code: str, title: Text, indicators: Sequence[str], points: Iterable[Point], years: Sequence[str]) -> Table:
    """The totals of the indicators. What is counted otherwise stands in a row of its own: no row joins what cannot be
    compared by its stage."""
    totals = [p for p in points if p.indicator in indicators and p.is_total and p.period in years]
    rows = [row for one in indicators for row in _rows(one, [p for p in totals if p.indicator == one], years)]
    columns = (Column(INDICATOR), Column(STAGE), *(Column(year_text(y), numeric=True) for y in years))
    notes = (*((DASH,) if any(NONE in row for row in rows) else ()), *break_notes(indicators, totals))
    return Table(code, title, columns, tuple(rows), notes, sources_of(totals), (6, 5, *(2 for _ in years)))


def _rows(indicator: str, points: list[Point], years: Sequence[str]) -> list[tuple[Cell, ...]]:
    told = {p.period for p in points}
    stages = [code.code for code in code_list("observation_stage")]
    found = sorted({p.basis.stage for p in points}, key=stages.index)
    rows = []
    for stage in found:
        own = {p.period: p for p in points if p.basis.stage == stage}
        cells = (value(own[y]) if y in own else NONE if y in told else NOT_TOLD for y in years)
        rows.append((label("indicator", indicator), label("observation_stage", stage), *cells))
    return rows
