"""The faces of a report: the same data as PDF, as page, as annex, as files of figures and as a text to edit.

The same report gives the same bytes, in every process: no clock, no random number, no order by chance. Knows no Django.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path

from gija.rapporteur.reports.faces import annex, chooser, page, paper, told_figures
from gija.rapporteur.reports.stored import canonical
from gija.rapporteur.reports.values import ReportData
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import LANGUAGES, Language

BESIDE = ("report.css", "icon.svg")
BOTH = "both.pdf"  # Lithuanian first
Fonts = Sequence[Path | str]
MAKERS: dict[str, Callable[[ReportData, Language, Fonts], bytes]] = {
    "pdf": paper.pdf,
    "html": lambda data, language, _: page.html(data, language),
    "xlsx": lambda data, language, _: annex.xlsx(data, language),
}
OF_FIGURES: dict[str, Callable[[ReportData], bytes]] = {
    "csv": told_figures.csv_of,
    "sdmx.csv": told_figures.sdmx_csv,
    "sdmx.xml": told_figures.sdmx_xml,
}


@dataclass(frozen=True, slots=True)
class Files:
    """The three faces in one language."""

    pdf: bytes
    html: bytes
    xlsx: bytes


def report(data: ReportData, language: Language, font_paths: Fonts = ()) -> Files:
    """The three faces in one language. Refuses what typst's checks refuse (`reports.not_made`)."""
    return Files(paper.pdf(data, language, font_paths), page.html(data, language), annex.xlsx(data, language))


def names(data: ReportData) -> tuple[str, ...]:
    """The names of everything that is published of a report: faces in both languages, both in one file, its tables to
    choose from, its figures, data, and what a page needs."""
    faced = (f"{data.code}.{language}.{ending}" for language in LANGUAGES for ending in MAKERS)
    figures = (f"{data.code}.{ending}" for ending in OF_FIGURES) if data.observations else ()
    return (*faced, f"{data.code}.{BOTH}", *chooser.names(data), *figures, f"{data.code}.json", *BESIDE)


def inside(data: ReportData) -> tuple[str, ...]:
    """The names of what is made to be worked on, and is not published: a text to edit in each language."""
    return tuple(f"{data.code}.{language}.docx" for language in LANGUAGES)


def trial(data: ReportData) -> tuple[str, ...]:
    """The names of those that show that all can be made: both languages through typst's checks, and both pages."""
    return (f"{data.code}.{BOTH}", *(f"{data.code}.{language}.html" for language in LANGUAGES))


def file(data: ReportData, name: str, font_paths: Fonts = ()) -> bytes:
    """One of the files named by `names` or `inside`; `reports.not_found` for any other."""
    if name not in names(data) and name not in inside(data):
        raise GijaError("reports.not_found")
    if name in BESIDE:  # a page with a strict policy has no style of its own
        return resources("gija.rapporteur.reports").joinpath("faces", name).read_bytes()
    if name in chooser.names(data):
        return chooser.file(data, name)
    rest = name.removeprefix(f"{data.code}.")
    if rest == "json":
        return canonical(data)
    if rest == BOTH:
        return paper.pdf(data, ("lt", "en"), font_paths)
    if rest in OF_FIGURES:
        return OF_FIGURES[rest](data)
    said, _, ending = rest.partition(".")
    language: Language = "lt" if said == "lt" else "en"
    if ending == "docx":
        from gija.rapporteur.reports.faces import editable

        return editable.docx(data, language, font_paths)
    return MAKERS[ending](data, language, font_paths)


def all_files(data: ReportData, font_paths: Fonts = ()) -> dict[str, bytes]:
    """Everything that is published of a report."""
    return {name: file(data, name, font_paths) for name in names(data)}
