"""A table as a file: CSV with a status in each line. True numbers, for inner use: the heading says so."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from gija.methods.tables import TOTAL, Cell
from gija.register.tables.captures import Captures, words
from gija.register.tables.contents import Figures
from gija.register.tables.models import DIMENSIONS
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

ALL = Text("All", "Iš viso")
MEASURES = {
    "records": Text("Records", "Įrašai"),
    "people": Text("People", "Asmenys"),
    "people_lower": Text("People, at least", "Asmenų ne mažiau kaip"),
    "people_upper": Text("People, at most", "Asmenų ne daugiau kaip"),
}
NAMES = {
    "status": Text("Status", "Statusas"),
    "sex": Text("Sex", "Lytis"),
    "age_group": Text("Age group", "Amžiaus grupė"),
    "form": Text("Main form of exploitation", "Pagrindinė išnaudojimo forma"),
    "organisation": Text("Kind of organisation", "Organizacijos rūšis"),
}
HEADINGS = (
    Text("Period", "Laikotarpis"),
    Text("Vintage", "Redakcija"),
    Text("Measure", "Kas skaičiuojama"),
    Text("Breakdown", "Pjūvis"),
    Text("Code", "Kodas"),
    Text("What", "Reikšmė"),
    Text("Number", "Skaičius"),
    Text("Status of the number", "Skaičiaus būsena"),
    Text("Use", "Naudojimas"),
)
KINDS = Text("Known to exactly these kinds of institutions", "Žinomi būtent šių rūšių įstaigoms")
INNER = Text("not protected: for inner use", "neapsaugota: tik vidaus reikmėms")
USE = (HEADINGS[-1], INNER)  # heading and content of the column that says so


def words_of(cell: Cell) -> tuple[str, str, Text]:
    """(dimension, code, words) of a cell; the total has an empty dimension."""
    for name, code in zip(DIMENSIONS, cell.key, strict=True):
        if code != TOTAL:
            return name, code, code_list(DIMENSIONS[name])[code].text
    return "", TOTAL, ALL


def as_csv(found: Figures, vintage: int, language: str) -> str:
    """UTF-8 with a byte order mark so that spreadsheets read it, semicolons. Every word is of our own lists: none
    begins a formula."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(_rows(found, vintage, language))
    return "\ufeff" + out.getvalue()


def _rows(found: Figures, vintage: int, language: str) -> Iterator[list[str]]:
    yield [heading.in_(language) for heading in HEADINGS]
    statuses = code_list("value_status")
    for measure, cell in found.cells():
        name, code, words = words_of(cell)
        yield [
            str(found.period),
            str(vintage),
            MEASURES[measure].in_(language),
            NAMES[name].in_(language) if name else "",
            code,
            words.in_(language),
            "" if cell.value is None else str(cell.value),
            statuses[cell.status].text.in_(language),
            INNER.in_(language),
        ]


def captures_csv(found: Captures, vintage: int, language: str) -> str:
    """Capture histories in the same form: codes and words of the kinds of institutions, and the people."""
    out, heads = io.StringIO(), (*HEADINGS[:2], HEADINGS[4], KINDS, MEASURES["people"], HEADINGS[-1])
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow([heading.in_(language) for heading in heads])
    for kinds, people in found.histories.items():
        first = (str(found.period), vintage, " ".join(kinds), words(kinds, language))
        lines.writerow([*first, people, INNER.in_(language)])
    return "\ufeff" + out.getvalue()
