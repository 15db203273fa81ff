"""The workbook and the CSV a supplier fills in: one sheet an indicator, checks built in, marked with its version."""

from __future__ import annotations

import csv
import io
from collections import defaultdict

from gija.formats.xlsx import entry
from gija.rapporteur.collection import cells, queries, rules
from gija.rapporteur.collection.checking.findings import rules as checks
from gija.rapporteur.collection.models import Submission
from gija.rapporteur.statistics import breakdowns
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import UNVERIFIED, code_list
from gija.vocabulary.text import Text

COLUMNS = ("call", "period", "indicator", "breakdown", "value", "status", "note", "qualifier")
HEADINGS = (
    Text("Figure", "Reikšmė"),
    Text("Number", "Skaičius"),
    Text("How exact", "Tikslumas"),
    Text("If there is none, why", "Jei skaičiaus nėra – kodėl"),
    Text("Note", "Pastaba"),
    Text("Check", "Patikra"),
)
HELP = Text(
    "Fill in the yellow cells. Leave no cell empty: 0 is none, a reason says why there is no number.",
    "Pildykite geltonus langelius. Nepalikite tuščių: 0 reiškia, kad nebuvo, priežastis – kodėl skaičiaus nėra.",
)


def statuses(language: str) -> dict[str, str]:
    """Code -> words, of what may stand in place of a number."""
    known = code_list("value_status")
    return {code: known[code].text.in_(language) for code in cells.MISSING}


def qualifiers(language: str) -> dict[str, str]:
    """Code -> words, of how exact a number may be; exact first."""
    known = code_list("observation_qualifier")
    return {one.code: one.text.in_(language) for one in sorted(known, key=lambda one: one.code != cells.EXACT)}


def workbook(of: Submission, language: str) -> bytes:
    """The template with what was told so far. Made of the state of the submission: the same state, the same bytes."""
    figures = queries.figures(of)
    words, exact = statuses(language), qualifiers(language)
    sheets = [
        _sheet(of, name, number, figures, language, words | exact)
        for number, name in enumerate(queries.indicators_of(of), 1)
    ]
    mark = {
        "call": of.call.code, "period": of.call.period, "supplier": of.institution, "mark": queries.mark(of),
        "language": language,
    }  # fmt: skip
    title = of.call.title_lt if language == "lt" else of.call.title_en
    return entry.write(
        sheets, mark=mark, statuses=list(words.values()), qualifiers=list(exact.values()), language=language,
        title=title, made=of.changed_at,
    )  # fmt: skip


def _sheet(
    of: Submission, name: str, number: int, figures: cells.Figures, language: str, words: dict[str, str]
) -> entry.EntrySheet:
    known = indicators()[name]
    keys = cells.asked(name)
    label = known.text.in_(language)
    figure_, number_, exact, why, note, check = (one.in_(language) for one in HEADINGS)
    unsure = f" ({UNVERIFIED.in_(language)})" if known.legal and not known.legal.verified else ""
    return entry.EntrySheet(
        name=f"{number} {label}",
        title=f"{label}, {of.call.period}",
        help=f"{known.definition.in_(language)}{unsure} {HELP.in_(language)}",
        headings=(figure_, number_, exact, why, note, check),
        rows=tuple(_row(of, cell, figures, language, words) for cell in keys),
        sums=_sums(keys),
    )  # fmt: skip


def _row(of: Submission, cell: str, figures: cells.Figures, language: str, words: dict[str, str]) -> entry.Row:
    one = figures.get(cell)
    return entry.Row(
        key=cell,
        label=("   " * len(cells.parts(cell)[1])) + cells.text(cell).in_(language),
        value=one.value if one else None,
        qualifier=words[one.qualifier] if one and not one.is_exact else "",
        status=words.get(one.status, "") if one and one.value is None else "",
        note=one.note if one else "",
        locked=rules.locked(of, cell) is not None,
        strong=not cells.parts(cell)[1],
    )


def _sums(keys: tuple[str, ...]) -> tuple[entry.Sum, ...]:
    """Which rows are parts of which, by dimensions whose parts lie apart."""
    place = {cell: number for number, cell in enumerate(keys)}
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for cell in keys:
        indicator, pairs = cells.parts(cell)
        for name, _code in pairs:
            whole = cells.key(indicator, breakdowns.without(pairs, name))
            if whole in place and name in checks()["dimensions"]["apart"]:
                found[place[whole], name].append(place[cell])
    closed = checks()["dimensions"]["whole"]
    return tuple(entry.Sum(total, tuple(parts), name in closed) for (total, name), parts in found.items())


def table(of: Submission) -> bytes:
    """The same as CSV: UTF-8 with a byte order mark, semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    figures = queries.figures(of)
    for cell in queries.asked(of):
        indicator, _, breakdown = cell.partition("|")
        one = figures.get(cell)
        value = "" if one is None or one.value is None else str(one.value)
        status = one.status if one is not None and one.value is None else ""
        note = one.note if one else ""
        exact = one.qualifier if one and one.value is not None and not one.is_exact else ""
        writer.writerow([of.call.code, of.call.period, indicator, breakdown, value, status, _plain(note), exact])
    return ("\ufeff" + out.getvalue()).encode()


def _plain(text: str) -> str:
    """A note that a spreadsheet would take for a formula begins with a quote (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text
