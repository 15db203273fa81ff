"""The children's view: every figure of children that others published or the gate let pass, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gija.figures.telling import DataTable
from gija.rapporteur.monitoring import catalogue, drawing, seen
from gija.rapporteur.monitoring.catalogue import Spec
from gija.rapporteur.monitoring.drawn import Drawn
from gija.rapporteur.monitoring.lines import lines
from gija.rapporteur.statistics import breakdowns, exports
from gija.rapporteur.statistics.points import Point, place
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

HEADINGS = (
    Text("Indicator", "Rodiklis"), Text("Period", "Laikotarpis"), Text("Of whom", "Kas"), Text("Value", "Reikšmė"),
    Text("What is counted", "Kas skaičiuojama"), Text("Source", "Šaltinis"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    charts: tuple[Drawn, ...]
    table: DataTable


def view(language: str) -> View:
    """The charts of what is told of more than one period, and all figures as one table. The same for everybody who may
    open it: inner figures never stand here."""
    points = sorted(seen.of_children(inner=False), key=lambda p: (_order(p.indicator), place(p)))
    return View(tuple(_charts(points, language)), DataTable(
        tuple(one.in_(language) for one in HEADINGS), tuple(_row(p, language) for p in points)
    ))  # fmt: skip


def _charts(points: Sequence[Point], language: str) -> list[Drawn]:
    found = []
    for indicator in dict.fromkeys(p.indicator for p in points):
        narrow = [p for p in points if p.indicator == indicator and len(p.breakdown) <= 1]
        text = code_list("indicator")[indicator].text
        spec = Spec(f"children_{indicator}", "", "lines", text, indicator)
        chart = drawing.of_lines(spec, lines(narrow), language)
        if chart.svg:
            found.append(chart)
    return found


def _row(point: Point, language: str) -> tuple[str, ...]:
    return (
        code_list("indicator")[point.indicator].text.in_(language), point.period,
        breakdowns.text(point.breakdown).in_(language), point.text.in_(language),
        code_list("observation_definition")[point.basis.definition].text.in_(language), exports.source(point),
    )  # fmt: skip


def _order(indicator: str) -> int:
    return list(code_list("indicator").codes).index(indicator)


def needs(language: str) -> str:
    return catalogue.children().needs.in_(language)
