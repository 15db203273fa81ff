"""One table, of the register or of an institution, as a report of its own: every cell it tells, by its dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gija.methods.tables.periods import Period
from gija.rapporteur.gate.populations import OF_INSTITUTIONS
from gija.rapporteur.reports.building.common import Setting, certified, label, outline, said, sources, terms, value
from gija.rapporteur.reports.building.half_year import INVENTED, protected
from gija.rapporteur.reports.building.known import Handed
from gija.rapporteur.reports.values import Block, Cell, Column, Notice, Paragraph, ReportData, Section, Table
from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

ALL = Text("All", "Iš viso")
NUMBER = Text("Number", "Skaičius")
WHAT = Text("What", "Kas")


def one_table(period: str, handed: Sequence[Handed], points: Iterable[Point], setting: Setting) -> ReportData:
    """The report of one table. Refuses a period without it (`reports.no_table`)."""
    own = sorted(points, key=_order)
    if not handed or not own:
        raise GijaError("reports.no_table", period=period)
    one, when = handed[0], Period.of(period).text
    words = _words(own)
    blocks: list[Block] = [Notice(INVENTED)] if setting.invented else []
    blocks += [Paragraph(said(words["text"])), Notice(protected(setting)), _table(one, own)]
    return ReportData(
        code=f"table-{one.table.replace('_', '-')}-{period.lower()}",
        kind="table",
        title=Text(f"{one.title.en}, {when.en}", f"{one.title.lt}, {when.lt}"),
        subtitle=said(words["subtitle"], vintage=one.vintage, by=one.approved_by),
        period=period,
        day=one.approved_on,
        publisher=setting.publisher,
        vintage=setting.vintage,
        sections=(Section("table", one.title, tuple(blocks)),),
        methods=(*(said(raw) for raw in words["methods"]), *certified(setting)),
        sources=sources(own),
        glossary=terms(),
        foreword=setting.foreword,
    )


def _words(points: Iterable[Point]) -> Mapping[str, Any]:
    """What is said of the table: of the register, or of an institution whose own it is."""
    if any(p.source in OF_INSTITUTIONS for p in points):
        return dict(outline("table")["own"])
    return {**outline("table"), "methods": outline("half_year")["methods"]}


def _names(points: Iterable[Point]) -> list[str]:
    return list(dict.fromkeys(name for p in points for name, _ in p.breakdown))


def _order(point: Point) -> tuple[object, ...]:
    """The total first, then level by level, codes in the order of their lists."""
    places = tuple((n, list(code_list(breakdowns.list_of(n)).codes).index(c)) for n, c in point.breakdown)
    return (point.indicator, len(point.breakdown), places)


def _table(one: Handed, points: Sequence[Point]) -> Table:
    names, several = _names(points), len({p.indicator for p in points}) > 1
    rows = tuple((*_what(p, several), *_labels(p, names), value(p)) for p in points)
    columns = (
        *((Column(WHAT),) if several else ()), *(Column(breakdowns.dimension_text(name)) for name in names),
        Column(NUMBER, numeric=True),
    )  # fmt: skip
    sources = tuple(dict.fromkeys(p.source for p in points))
    return Table("table", one.title, columns, rows, (), sources, (*(3 for _ in columns[1:]), 1))


def _what(point: Point, several: bool) -> tuple[Cell, ...]:
    """What is counted, where a table counts several things."""
    return (label("indicator", point.indicator),) if several else ()


def _labels(point: Point, names: Sequence[str]) -> tuple[Cell, ...]:
    codes = dict(point.breakdown)
    return tuple(label(breakdowns.list_of(n), codes[n]) if n in codes else ALL for n in names)
