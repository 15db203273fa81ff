"""The faces of a report: the same data as PDF, as page and as annex, in one language each. Knows no Django.

The same report gives the same bytes, in every process: no clock, no random number, no order by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path

from gija.rapporteur.reports.faces import annex, chooser, page, paper
from gija.rapporteur.reports.stored import canonical
from gija.rapporteur.reports.values import ReportData
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import LANGUAGES, Language

BESIDE = ("report.css", "icon.svg")
MAKERS: dict[str, Callable[[ReportData, Language, Sequence[Path | str]], bytes]] = {
    "pdf": paper.pdf,
    "html": lambda data, language, _: page.html(data, language),
    "xlsx": lambda data, language, _: annex.xlsx(data, language),
}


@dataclass(frozen=True, slots=True)
class Files:
    """The three faces in one language."""

    pdf: bytes
    html: bytes
    xlsx: bytes


def report(data: ReportData, language: Language, font_paths: Sequence[Path | str] = ()) -> Files:
    """The three faces in one language. Refuses what typst's checks refuse (`reports.not_made`)."""
    return Files(paper.pdf(data, language, font_paths), page.html(data, language), annex.xlsx(data, language))


def names(data: ReportData) -> tuple[str, ...]:
    """The names of everything that is published of a report: faces in both languages, its tables to choose from, data,
    and what a page needs."""
    faced = (f"{data.code}.{language}.{ending}" for language in LANGUAGES for ending in MAKERS)
    return (*faced, *chooser.names(data), f"{data.code}.json", *BESIDE)


def file(data: ReportData, name: str, font_paths: Sequence[Path | str] = ()) -> bytes:
    """One of the files named by `names`; `reports.not_found` for any other."""
    if name not in names(data):
        raise GijaError("reports.not_found")
    if name in BESIDE:  # a page with a strict policy has no style of its own
        return resources("gija.rapporteur.reports").joinpath("faces", name).read_bytes()
    if name == f"{data.code}.json":
        return canonical(data)
    if name in chooser.names(data):
        return chooser.file(data, name)
    _, language, ending = name.rsplit(".", 2)
    return MAKERS[ending](data, "lt" if language == "lt" else "en", font_paths)


def all_files(data: ReportData, font_paths: Sequence[Path | str] = ()) -> dict[str, bytes]:
    """Everything that is published of a report."""
    return {name: file(data, name, font_paths) for name in names(data)}
