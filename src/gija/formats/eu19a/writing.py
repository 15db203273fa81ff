"""The table set as a workbook and as one CSV: each sheet and row says *unverified* while the article is not quoted."""

from __future__ import annotations

import csv as tables_of_text
import datetime as dt
import io
from collections.abc import Mapping

from gija.formats.eu19a.tables import Line, Table, TableSet
from gija.formats.eu19a.values import REPORTED, SILENT, Pairs, state_text
from gija.formats.xlsx import Cell, Column, Missing, Sheet, write
from gija.vocabulary.lists import UNVERIFIED, code_list
from gija.vocabulary.text import Text

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # a spreadsheet runs a cell that begins so (OWASP, CSV injection)
STATES = (REPORTED, "not_available", "not_applicable", "not_collected", "refused", "suppressed", SILENT)
TITLE = Text("Yearly statistics of the European Union, {year}", "Metinė Europos Sąjungos statistika, {year} m.")
NOT_ADDED = Text(
    "Kinds of authority are not added up: two may know of the same person.",
    "Skirtingų rūšių institucijų skaičiai nesumuojami: apie tą patį asmenį gali žinoti dvi.",
)
NOT_ASKED = Text("No supplier was asked for this.", "Nė vieno teikėjo to neprašyta.")
NOT_TOLD = Text("Not told by all", "Pateikė ne visi")
TOTAL = Text("Total", "Iš viso")
COMPLETENESS = Text("Completeness", "Išsamumas")
OF = Text("Of whom or what", "Kas skaičiuojama")
INDICATOR, SUPPLIER = Text("Indicator", "Rodiklis"), Text("Supplier", "Teikėjas")
ASKED = Text("Cells asked for", "Prašyta langelių")
HEADINGS = (
    Text("Year", "Metai"), Text("Article", "Straipsnis"), INDICATOR, Text("Breakdown", "Pjūvis"),
    Text("Kind of authority", "Institucijos rūšis"), SUPPLIER, Text("Value", "Reikšmė"), Text("State", "Būsena"),
    Text("Legal source", "Teisinis pagrindas"),
)  # fmt: skip


def csv(of: TableSet, language: str, names: Mapping[str, str]) -> bytes:
    """Each cell of each supplier a row; UTF-8 with a byte order mark, semicolons. `names`: of suppliers."""
    out = io.StringIO()
    writer = tables_of_text.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([one.in_(language) for one in HEADINGS])
    for table in of.tables:
        for line in table.lines:
            cells = _cells(of, table, line, language, names)
            writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return ("\ufeff" + out.getvalue()).encode()


def _cells(of: TableSet, table: Table, line: Line, language: str, names: Mapping[str, str]) -> tuple[str, ...]:
    return (
        of.year, table.indicator.legal.article if table.indicator.legal else "", _name(table, language),
        ";".join(f"{name}={code}" for name, code in line.breakdown),
        code_list("institution_kind")[line.asked.kind].text.in_(language),
        names.get(line.asked.supplier, line.asked.supplier), line.told.number if line.told else "",
        state_text(line.state).in_(language), legal(table, language),
    )  # fmt: skip


def legal(table: Table, language: str) -> str:
    """The paper and its article; with the word *unverified* while the article is not quoted."""
    known = table.indicator.legal
    if known is None:
        return ""
    said = f"{known.text.in_(language)}, {known.article}"
    return said if known.verified else f"{said} ({UNVERIFIED.in_(language)})"


def xlsx(of: TableSet, language: str, names: Mapping[str, str], *, made: dt.datetime) -> bytes:
    """A sheet for each indicator, then completeness by supplier and every cell that has no number."""
    title = TITLE.fill(year=of.year).in_(language)
    header = "" if of.verified else UNVERIFIED.in_(language)
    sheets = [_sheet(table, number, language, header) for number, table in enumerate(of.tables, 1)]
    sheets += [_completeness(of, language, names, header), _missing(of, language, names, header)]
    return write(sheets, title=title, language=language, made=made)


def _name(table: Table, language: str) -> str:
    return table.indicator.text.in_(language)


def words(pairs: Pairs, language: str) -> str:
    """`Child, Female`; the total says so."""
    if not pairs:
        return TOTAL.in_(language)
    return ", ".join(code_list(name.rpartition(":")[2])[code].text.in_(language) for name, code in pairs)


def _sheet(table: Table, number: int, language: str, header: str) -> Sheet:
    kinds = [code_list("institution_kind")[kind].text.in_(language) for kind in table.kinds]
    notes = [table.indicator.definition.in_(language)]
    if not table.kinds:
        notes.append(NOT_ASKED.in_(language))
    if len(table.kinds) > 1:
        notes.append(NOT_ADDED.in_(language))
    article = table.indicator.legal.article if table.indicator.legal else ""
    return Sheet(
        name=f"{number} {article}",
        title=f"{_name(table, language)}, {article}" + (f" ({header})" if header else ""),
        columns=(Column(OF.in_(language)), *(Column(kind, numeric=True) for kind in kinds)),
        rows=tuple(
            (words(pairs, language), *(_cell(table, pairs, kind, language) for kind in table.kinds))
            for pairs in table.indicator.cells()
        ),
        notes=tuple(notes),
        sources=(legal(table, language),),
        header=header,
    )


def _cell(table: Table, pairs: Pairs, kind: str, language: str) -> Cell:
    """The sum; one supplier's number that is not exact, in its words; else why there is none."""
    value = table.value(pairs, kind)
    if value is not None:
        return value
    lines, state = table.of(pairs, kind), table.state(pairs, kind)
    if len(lines) == 1 and lines[0].told and lines[0].told.value is not None:
        return lines[0].told.number
    mixed = len({one.state for one in lines}) > 1 or state == REPORTED
    return Missing((NOT_TOLD if mixed else state_text(state)).in_(language))


def _completeness(of: TableSet, language: str, names: Mapping[str, str], header: str) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (_called(code, language), names.get(supplier, supplier), found.total(), *(found[one] for one in STATES))
        for (code, supplier), found in of.completeness().items()
    ]
    heads = (INDICATOR, SUPPLIER, ASKED, *(state_text(one) for one in STATES))
    return Sheet(
        name=COMPLETENESS.in_(language),
        title=COMPLETENESS.in_(language),
        columns=tuple(Column(one.in_(language), numeric=place > 1) for place, one in enumerate(heads)),
        rows=tuple(rows),
        notes=tuple(f"{_called(code, language)}: {NOT_ASKED.in_(language)}" for code in of.unasked),
        header=header,
    )


def _called(code: str, language: str) -> str:
    return code_list("indicator")[code].text.in_(language)


def _missing(of: TableSet, language: str, names: Mapping[str, str], header: str) -> Sheet:
    rows = tuple(
        (_name(table, language), words(line.breakdown, language), names.get(line.asked.supplier, line.asked.supplier),
         state_text(line.state).in_(language))
        for table in of.tables for line in table.lines if line.state != REPORTED
    )  # fmt: skip
    title = Text("Cells without a number", "Langeliai be skaičiaus").in_(language)
    heads = (INDICATOR, OF, SUPPLIER, HEADINGS[7])
    return Sheet(title, title, tuple(Column(one.in_(language)) for one in heads), rows, header=header)
