"""The words every report has round its content, and how its pieces are told in a language."""

from __future__ import annotations

import re

from gija.rapporteur.reports.values import ReportData, Source
from gija.vocabulary.text import Text

CONTENTS = Text("Contents", "Turinys")
FIGURE = Text("Figure", "Pav.")
TABLE = Text("Table", "Lentelė")
NOTES = Text("Notes", "Pastabos")
NOTE = Text("Note", "Pastaba")
SOURCE = Text("Source", "Šaltinis")
SOURCES = Text("Sources", "Šaltiniai")
METHODS = Text("How the figures were made", "Kaip parengti skaičiai")
GLOSSARY = Text("Terms", "Sąvokos")
FOREWORD = Text("Foreword", "Įžanga")
WHY_YEARS = Text("Why these years", "Kodėl šie metai")
STEP = Text("Step", "Žingsnis")
ADDRESSEES = Text("Submitted to", "Teikiama")
SIGNED = Text("Signed", "Pasirašė")
SIGNATURE = Text("Signature", "Parašas")
NAME, PLACE_AND_DAY = Text("Name", "Vardas ir pavardė"), Text("Place, date", "Vieta, data")
DATA_OF = Text("Data of the chart", "Diagramos duomenys")
DAY = Text("Data as of {day}", "Duomenų data: {day}")
VINTAGE = Text("Version {vintage}", "Laida: {vintage}")
PAGE = Text("Page {page} of {pages}", "{page} puslapis iš {pages}")
TERM, MEANING = Text("Term", "Sąvoka"), Text("Meaning", "Reikšmė")
PUBLISHED = Text("published {day}", "paskelbta {day}")
LINES = Text("lines used: {lines}", "panaudotos eilutės: {lines}")
SKIP = Text("Skip to the content", "Pereiti prie turinio")
MADE = Text(
    "Where a value is missing, its place says why. Missing is never zero.",
    "Kur reikšmės nėra, jos vietoje nurodyta kodėl. Trūkstama reikšmė niekada nėra nulis.",
)
LICENCE = Text(
    "May be reused with its source named (CC BY 4.0).", "Galima naudoti nurodant šaltinį (CC BY 4.0)."
)  # fmt: skip

_EN = "January February March April May June July August September October November December"
_LT = "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio"
MONTHS = {"en": tuple(_EN.split(" ")), "lt": tuple(_LT.split(" "))}


_UNIT = re.compile(r"(?<=\d) (?=(?:m|d|val|proc|tūkst|mln)\.)")


def typeset(text: str, language: str) -> str:
    """The text with the spaces of its language that must not break: a number stays with its unit (`2014 m.`)."""
    return _UNIT.sub("\u00a0", text) if language == "lt" else text


def day(iso: str, language: str) -> str:
    """`31 December 2014`, `2014 m. gruodžio 31 d.`; spaces that do not break. Only a year or month: as it is."""
    parts = iso.split("-")
    if len(parts) != 3:
        return iso
    year, month, number = parts[0], MONTHS["lt" if language == "lt" else "en"][int(parts[1]) - 1], str(int(parts[2]))
    return f"{year}\u00a0m. {month} {number}\u00a0d." if language == "lt" else f"{number}\u00a0{month} {year}"


def source(one: Source, language: str) -> str:
    """A source in one line."""
    more = []
    if one.published:
        more.append(PUBLISHED.fill(day=day(one.published, language)).in_(language))
    if one.lines:
        more.append(LINES.fill(lines=", ".join(one.lines)).in_(language))
    return f"[{one.code}] {one.text.in_(language)}" + (f" ({'; '.join(more)})" if more else "")


def sources_of(codes: tuple[str, ...], language: str) -> str:
    """`Source: S1, register`; empty where none is named."""
    return f"{(SOURCES if len(codes) > 1 else SOURCE).in_(language)}: {', '.join(codes)}" if codes else ""


def front(data: ReportData, language: str) -> tuple[str, ...]:
    """What stands below the title."""
    return (
        data.publisher.in_(language),
        DAY.fill(day=Text(day(data.day, "en"), day(data.day, "lt"))).in_(language),
        VINTAGE.fill(vintage=data.vintage).in_(language),
    )
