"""Reconciliations as blocks of a report: for each way a table of its steps, and what is not explained said aloud.

Published figures only: what was reported to the Rapporteur passes the disclosure gate elsewhere, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gija.figures.charts import Value
from gija.rapporteur.reconciliation import telling
from gija.rapporteur.reconciliation.grid import Pair, Result
from gija.rapporteur.reports.values import Block, Cell, Column, Notice, Points, Table
from gija.vocabulary.text import Text

STEP, LEAST, MOST = Text("Step", "Žingsnis"), Text("At least", "Ne mažiau kaip"), Text("At most", "Ne daugiau kaip")
HOW = Text("How it is known", "Iš kur žinoma")
UNTOLD = Text(
    "{years}: of the difference between {a} and {b}, {rest} is not explained by anything that was published.",
    "{years} m.: skirtumo tarp {a} ir {b} dalies – {rest} – nepaaiškina nieks, kas paskelbta.",
)
FROM = Text("First figure: {figure}", "Pirma reikšmė: {figure}")
TO = Text("Second figure: {figure}", "Antra reikšmė: {figure}")
WHY = Text("{year}: {why}", "{year} m.: {why}")
NOT_RECORDED = Value(None, "not_available")


def blocks(code: str, results: Iterable[Result], years: Sequence[str]) -> list[Block]:
    """The ways of these years, in order of time, as blocks of a section; nothing where no year has two figures.

    `code` begins the codes of the tables: they are stable within a report.
    """
    given = [(one, pair) for one in results if one.period in years for pair in one.pairs if _published(one, pair)]
    tables = [_table(f"{code}-{number}", found, pair) for number, (found, pair) in enumerate(given, 1)]
    left = [_left(found, pair) for found, pair in given if not pair.found.explained]
    why = tuple(dict.fromkeys(line for found, pair in given for line in _why(found, pair)))
    return [*([Notice(one) for one in left]), *tables, *([Points(why)] if why else [])]


def _published(found: Result, pair: Pair) -> bool:
    rows = [found.row(one.key) for one in (pair.found.a, pair.found.b)]
    return all(row is not None and row.point.basis.kind != "reported" for row in rows)


def _table(code: str, found: Result, pair: Pair) -> Table:
    rows = [found.row(one.key) for one in (pair.found.a, pair.found.b)]
    first, second = (telling.figure_text(row) for row in rows if row is not None)
    sources = tuple(sorted({row.point.source for row in rows if row is not None}))
    columns = (Column(STEP), Column(LEAST, numeric=True), Column(MOST, numeric=True), Column(HOW))
    body: list[tuple[Cell, ...]] = [
        (line.name, _value(line.low), _value(line.high), line.how) for line in telling.lines(found, pair)
    ]
    notes = (FROM.fill(figure=first), TO.fill(figure=second))
    return Table(code, telling.title(found, pair), columns, tuple(body), notes, sources, (6, 3, 3, 9))


def _value(end: int | None) -> Value:
    return NOT_RECORDED if end is None else Value(end)


def _left(found: Result, pair: Pair) -> Text:
    rest = telling.lines(found, pair)[-1]
    a, b = pair.difference.values
    return UNTOLD.fill(years=found.period, a=a, b=b, rest=Text(rest.amount("en"), rest.amount("lt")))


def _why(found: Result, pair: Pair) -> Iterator[Text]:
    for reason in pair.difference.why:
        yield WHY.fill(year=found.period, why=reason)
