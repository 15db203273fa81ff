"""The European Union's yearly statistics as a report: completeness first, then each table, then what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from gija.figures.charts import Value
from gija.formats import eu19a
from gija.formats.eu19a import Line, TableSet, Told
from gija.formats.eu19a.values import EXACT, FAMILY, REPORTED, Pairs, state_text
from gija.formats.eu19a.writing import ASKED as CELLS_ASKED
from gija.formats.eu19a.writing import INDICATOR, NOT_ADDED, NOT_ASKED, NOT_TOLD, OF, STATES, SUPPLIER, legal, words
from gija.methods.tables.values import SUPPRESSED
from gija.rapporteur.reports.building.common import Setting, certified, label, outline, said, sources
from gija.rapporteur.reports.building.known import Knowledge
from gija.rapporteur.reports.values import (
    Block,
    Cell,
    Column,
    Notice,
    Origin,
    Paragraph,
    Points,
    ReportData,
    Section,
    Table,
)
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import UNVERIFIED
from gija.vocabulary.text import LANGUAGES, Text

STATE_NAMES = tuple(map(state_text, STATES))
WITHOUT = Text(
    "{count} more breakdowns have no number from anybody; why, the table of completeness tells.",
    "Dar {count} pjūvių skaičiaus niekas nepateikė; kodėl – žr. išsamumo lentelę.",
)
NO_NUMBER = Text("Nobody told a number.", "Skaičių niekas nepateikė.")
UNJUDGED = Text(
    "Suppliers told these numbers, but nothing has judged whether they give a single person away, so they are not "
    "printed here: {figures}. The table of completeness counts their cells as “{word}”; that is not zero.",
    "Šiuos skaičius teikėjai pateikė, bet niekas neįvertino, ar jie neišduoda pavienių asmenų, todėl čia jie "
    "nespausdinami: {figures}. Išsamumo lentelėje jų langelių būsena – „{word}“; tai nėra nulis.",
)
CLOSED = Text(
    "Suppliers told numbers of this; why they are not printed stands in front of the table of completeness.",
    "Šio rodiklio skaičius teikėjai pateikė; kodėl jie nespausdinami, parašyta prieš išsamumo lentelę.",
)
COMPLETENESS = Text("Cells by supplier and state", "Langeliai pagal teikėją ir būseną")


def eu_tables(period: str, known: Knowledge, setting: Setting) -> ReportData:
    """The table set of a year, from accepted figures as they were let pass. Refuses (`reports.no_call`) a year for
    which nobody was asked."""
    if not known.asked:
        raise GijaError("reports.no_call", year=period)
    own = tuple(p for p in known.points if p.period == period and indicators()[p.indicator].family == FAMILY)
    of = eu19a.tables(period, known.asked, map(_told, own))
    text = outline("eu19a")
    return ReportData(
        code=f"eu19a-{period}",
        kind="eu19a",
        title=said(text["title"], year=period),
        subtitle=said(text["subtitle"], year=period),
        period=period,
        day=max((p.known_from for p in own), default=dt.date(int(period), 12, 31)).isoformat(),
        publisher=setting.publisher,
        vintage=setting.vintage,
        sections=tuple(_sections(of, known)),
        methods=(*(said(raw) for raw in text["methods"]), *certified(setting)),
        sources=sources(own),
        glossary=(),
        foreword=setting.foreword,
        observations=own,
    )


def _told(point: Point) -> Told:
    basis = point.basis
    return Told(
        basis.dataset, basis.authority, point.indicator, point.breakdown, point.value, point.status,
        point.qualifier or EXACT,
    )  # fmt: skip


def _sections(of: TableSet, known: Knowledge) -> Iterable[Section]:
    text = outline("eu19a")
    for raw in text["sections"]:
        blocks: list[Block] = [Paragraph(said(one)) for one in raw.get("text", ())]
        if raw["code"] == "completeness":
            notices = [*([] if of.verified else [Notice(UNVERIFIED)]), *_unjudged(known)]
            blocks = [*notices, *blocks, _completeness(of, known)]
            unasked = tuple(_both(code, NOT_ASKED) for code in of.unasked)
            blocks += [Points(unasked)] if unasked else []
        if raw["code"] != "tables":
            yield Section(raw["code"], said(raw["title"]), tuple(blocks))
            continue
        for number, table in enumerate((t for t in of.tables if t.cells), 1):
            yield _table(table, number, CLOSED if table.indicator.code in known.unjudged else NO_NUMBER)


def _unjudged(known: Knowledge) -> list[Notice]:
    """Which numbers are closed although nobody asked for it, and how that is marked."""
    names = [label("indicator", code) for code in known.unjudged]
    figures = Text("; ".join(name.en for name in names), "; ".join(name.lt for name in names))
    return [Notice(UNJUDGED.fill(figures=figures, word=label("value_status", SUPPRESSED)))] if names else []


def _both(code: str, words_: Text) -> Text:
    name = label("indicator", code)
    return Text(f"{name.en}: {words_.en}", f"{name.lt}: {words_.lt}")


def _completeness(of: TableSet, known: Knowledge) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (label("indicator", code), known.names.get(supplier, Text(supplier, supplier)), Value(found.total()),
         *(Value(found[state]) for state in STATES))
        for (code, supplier), found in of.completeness().items()
    )  # fmt: skip
    columns = (
        Column(INDICATOR), Column(SUPPLIER), Column(CELLS_ASKED, numeric=True),
        *(Column(one, numeric=True) for one in STATE_NAMES),
    )  # fmt: skip
    return Table("completeness", COMPLETENESS, columns, rows, widths=(1, 4, *(3 for _ in (0, *STATES))), grouped=True)


def _table(table: eu19a.Table, number: int, empty: Text) -> Section:
    """`empty`: what is said where there is no number to print."""
    kinds = tuple(label("institution_kind", kind) for kind in table.kinds)
    told = [pairs for pairs in table.indicator.cells() if any(_number(table.of(pairs, k)) for k in table.kinds)]
    left = len(list(table.indicator.cells())) - len(told)
    columns = (Column(OF), *(Column(kind, numeric=True) for kind in kinds))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (_pairs(pairs), *(_cell(table, pairs, kind) for kind in table.kinds)) for pairs in told
    )
    notes = (table.indicator.definition, *((NOT_ADDED,) if len(kinds) > 1 else ()))
    notes += (WITHOUT.fill(count=left),) if left and rows else ()
    origin = Origin(Text(*(legal(table, language) for language in LANGUAGES)))
    if not rows:
        return Section(f"table-{number}", table.indicator.text, (Notice(empty), origin))
    made = Table(f"table-{number}-cells", table.indicator.text, columns, rows, notes, (), (4, *(2 for _ in kinds)))
    return Section(f"table-{number}", table.indicator.text, (made, origin))


def _number(lines: Iterable[Line]) -> bool:
    return any(one.told and one.told.value is not None for one in lines)


def _pairs(pairs: Pairs) -> Text:
    return Text(*(words(pairs, language) for language in LANGUAGES))


def _cell(table: eu19a.Table, pairs: Pairs, kind: str) -> Cell:
    """The sum, one supplier's number that is not exact, or why there is none."""
    value = table.value(pairs, kind)
    if value is not None:
        return Value(value)
    lines, state = table.of(pairs, kind), table.state(pairs, kind)
    if len(lines) == 1 and lines[0].told and lines[0].told.value is not None:
        return Value(lines[0].told.value, REPORTED, lines[0].told.qualifier)
    mixed = len({one.state for one in lines}) > 1 or state == REPORTED
    return NOT_TOLD if mixed else state_text(state)
