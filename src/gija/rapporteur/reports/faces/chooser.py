"""A report's tables to choose from: one page that leads to each table, and to each part of it by fewer breakdowns, as
CSV. Static files, made when the report is published, of published cells only: whoever serves them needs no database."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import combinations

from gija.figures.charts import Value
from gija.rapporteur.reports.building.one_table import ALL
from gija.rapporteur.reports.faces import words
from gija.rapporteur.reports.values import Cell, Column, ReportData, Table
from gija.vocabulary.text import LANGUAGES, Language, Text

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet runs (OWASP, CSV injection); a quote before it
TITLE = Text("Choose a table", "Pasirinkite lentelę")
LEAD = Text(
    "Every table of this report, whole or by fewer breakdowns, as a spreadsheet file (CSV). Closed numbers say so.",
    "Visos šios ataskaitos lentelės, ištisos arba pagal mažiau požymių, skaičiuoklei tinkamomis bylomis (CSV). Prie "
    "neskelbiamo skaičiaus tai nurodyta.",
)
WHOLE, BY = Text("Whole table", "Visa lentelė"), Text("By: {names}", "Pagal: {names}")
REPORT = Text("The report", "Ataskaita")
ROWS = Text("{count} rows", "eilučių: {count}")
STATUS = Text("Status", "Būsena")


@dataclass(frozen=True, slots=True)
class Part:
    """A table, or a part of it, as a file. `code` is the middle of the file's name."""

    code: str
    name: Text
    table: Table


def parts(table: Table) -> tuple[Part, ...]:
    """The whole table; of one by several breakdowns also each of its margins, those by most breakdowns first."""
    places = [n for n, column in enumerate(table.columns) if not column.numeric]
    if len(places) < 2 or not any(ALL in row for row in table.rows):
        return (Part(_code(table), WHOLE, table),)
    kept = [chosen for size in range(len(places) - 1, 0, -1) for chosen in combinations(places, size)]
    return (Part(_code(table), WHOLE, table), *(_margin(table, places, chosen) for chosen in kept))


def _code(table: Table) -> str:
    """As a file's name may be."""
    return table.code.replace("_", "-")


def _margin(table: Table, places: Sequence[int], chosen: tuple[int, ...]) -> Part:
    """Only the rows that are not broken down by the other columns, without these."""
    gone = [place for place in places if place not in chosen]
    rows = (row for row in table.rows if all(row[place] == ALL for place in gone))
    columns = tuple(column for n, column in enumerate(table.columns) if n not in gone)
    cut = tuple(tuple(cell for n, cell in enumerate(row) if n not in gone) for row in rows)
    names = [table.columns[place].text for place in chosen]
    text = BY.fill(names=Text(", ".join(name.en for name in names), ", ".join(name.lt for name in names)))
    return Part(
        f"{_code(table)}.{'-'.join(str(n + 1) for n in chosen)}", text, replace(table, columns=columns, rows=cut)
    )


def names(data: ReportData) -> tuple[str, ...]:
    """The names of the page and of the files, in both languages; none of a report without tables."""
    files = [f"{data.code}.{part.code}.{lang}.csv" for t in data.tables for part in parts(t) for lang in LANGUAGES]
    return (*(f"{data.code}.tables.{language}.html" for language in LANGUAGES), *files) if files else ()


def file(data: ReportData, name: str) -> bytes:
    """One of the files named by `names`."""
    head, language, ending = name.rsplit(".", 2)
    spoken: Language = "lt" if language == "lt" else "en"
    if ending == "html":
        return page(data, spoken)
    code = head.removeprefix(f"{data.code}.")
    return csv_of(next(part.table for t in data.tables for part in parts(t) if part.code == code), spoken)


def csv_of(table: Table, language: Language) -> bytes:
    """UTF-8 with a byte order mark, semicolons; beside each number whether it is told or why not."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(safe([title for column in table.columns for title in _heading(column, language)]))
    for row in table.rows:
        cells = zip(row, table.columns, strict=True)
        writer.writerow(safe([said for cell, column in cells for said in _cell(cell, column, language)]))
    return ("\ufeff" + out.getvalue()).encode()


def _heading(column: Column, language: Language) -> list[str]:
    title = column.text.in_(language)
    return [title, f"{title}: {STATUS.in_(language).lower()}"] if column.numeric else [title]


def _cell(cell: Cell, column: Column, language: Language) -> list[str]:
    if not column.numeric:
        return [cell.in_(language)]
    if not isinstance(cell, Value):
        return ["", cell.in_(language)]
    return ["" if cell.number is None else str(cell.number), cell.in_(language) if cell.number is None else ""]


def safe(cells: list[str]) -> list[str]:
    """The cells so that a spreadsheet runs none of them."""
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]


def page(data: ReportData, language: Language) -> bytes:
    """The page that leads to the files; it needs `report.css` beside it and no script."""
    other = "en" if language == "lt" else "lt"
    title = f"{TITLE.in_(language)}: {data.title.in_(language)}"
    lines = [
        "<!doctype html>", f'<html lang="{language}">', "<head>", '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">', f"<title>{escape(title)}</title>",
        '<link rel="icon" href="icon.svg" type="image/svg+xml">', '<link rel="stylesheet" href="report.css">',
        "</head>",
        "<body>", f'<a class="skip" href="#content">{words.SKIP.in_(language)}</a>', "<header>",
        f"<h1>{escape(TITLE.in_(language))}</h1>", f'<p class="lead">{escape(data.title.in_(language))}</p>',
        f'<p class="other"><a href="{data.code}.tables.{other}.html" hreflang="{other}" lang="{other}">'
        f"{'English' if other == 'en' else 'Lietuvių'}</a></p>", "</header>", '<main id="content" tabindex="-1">',
        f"<p>{escape(LEAD.in_(language))}</p>",
        f'<p><a href="{data.code}.{language}.html">{REPORT.in_(language)}</a></p>',
        *(line for table in data.tables for line in _choices(data, table, language)), "</main>", "</body>", "</html>",
    ]  # fmt: skip
    return ("\n".join(lines) + "\n").encode()


def _choices(data: ReportData, table: Table, language: Language) -> Iterator[str]:
    yield f'<section aria-labelledby="{table.code}"><h2 id="{table.code}">{escape(table.title.in_(language))}</h2><ul>'
    for part in parts(table):
        address = f"{data.code}.{part.code}.{language}.csv"
        label = escape(f"{part.name.in_(language)} (CSV)")
        hidden = f'<span class="hidden"> {escape(table.title.in_(language))}</span>'
        yield f'<li><a href="{address}">{label}{hidden}</a>, {ROWS.fill(count=len(part.table.rows)).in_(language)}</li>'
    yield "</ul></section>"
