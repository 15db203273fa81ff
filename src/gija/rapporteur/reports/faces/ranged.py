"""Ranges under each other: drawn as estimates are drawn elsewhere, in sentences, and as a table."""

from __future__ import annotations

from gija.figures.numbers import number
from gija.figures.telling import OF, DataTable
from gija.rapporteur.reports.values import Range, Ranges
from gija.vocabulary.text import Text

CHART = Text("Ranges: {title} ({unit}).", "Intervalai: {title} ({unit}).")
BETWEEN = Text("{value}, from {low} to {high}", "{value}, nuo {low} iki {high}")
WITHHELD = Text("no estimate given", "įvertis nepateikiamas")
FROM, TO = Text("From", "Nuo"), Text("To", "Iki")


def svg(chart: Ranges, language: str) -> str:
    """The same chart gives the same text."""
    from gija.figures.estimation import spans  # numpy is loaded where there is such a chart
    from gija.methods.estimation.plots import Span, Spans

    return spans.svg(Spans(chart.title, tuple(Span(r.text, r.value, r.low, r.high) for r in chart.rows)), language)


def described(chart: Ranges, language: str) -> str:
    """Every range in words: what a reader gets who does not see the picture."""
    head = CHART.fill(title=chart.title.in_(language), unit=chart.unit.in_(language)).in_(language)
    return " ".join([head, *(f"{row.text.in_(language)}: {_said(row, language)}." for row in chart.rows)])


def _said(row: Range, language: str) -> str:
    if row.value is None or row.low is None or row.high is None:
        return WITHHELD.in_(language)
    told = {"value": row.value, "low": row.low, "high": row.high}
    return BETWEEN.fill(**{name: number(one, language) for name, one in told.items()}).in_(language)


def data_table(chart: Ranges, language: str) -> DataTable:
    """The numbers in one language; a dash where one is withheld."""
    rows = (
        (row.text.in_(language), *(_cell(one, language) for one in (row.value, row.low, row.high)))
        for row in chart.rows
    )
    return DataTable(tuple(one.in_(language) for one in (OF, chart.unit, FROM, TO)), tuple(rows))


def _cell(value: int | None, language: str) -> str:
    return "–" if value is None else number(value, language)
