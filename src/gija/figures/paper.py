"""A dossier on paper: PDF 1.7, tagged, by typst's checks of PDF/UA-1, fonts embedded, nothing fetched.

Handling code, legend and sources stand on every page. Words reach typst as data, never as its language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from gija.figures.drawing import FONT, n, text
from gija.figures.frame import VILNIUS, handling, sources
from gija.figures.looks import LINE, symbol
from gija.figures.room import text_width
from gija.figures.sentences import ASSESSMENT, type_name
from gija.methods.graph.printable import line
from gija.methods.graph.values import Chart
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

STANDARDS = ["ua-1"]
PAGE = Text("Page {page} of {pages}", "{page} puslapis iš {pages}")
LEGEND = Text("Legend", "Sutartiniai ženklai")
SOURCES = Text("Sources: {sources}", "Šaltiniai: {sources}")
FACT = Text("Fact", "Faktas")
WORD = 26  # a longer word without a space (an id, an address of a page) is parted, or it would leave its column
SOFT_BREAK = "\u200b"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture on a page of its own, and what it says in words."""

    title: str
    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A table; `widths` in shares of the page."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences, a line each."""

    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole: `number` tells which dossier and version, on every page; `notices` warn on the first."""

    chart: Chart
    title: str
    number: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Drawing | Listing | Told, ...]
    notices: tuple[str, ...] = ()
    author: str = "Gija"
    names: Mapping[str, str] = field(default_factory=dict)  # of databases


def pdf(paper: Paper, language: str, font_paths: Sequence[Path | str] = ()) -> bytes:
    """The dossier in one language; the same content gives the same bytes. `font_paths` first (DejaVu Sans).

    Refused: what typst refuses (`figures.paper_failed`).
    """
    import typst

    pictures = {"legend.svg": legend(paper.chart, language).encode()}
    sent: dict[str, bytes] = {
        "main.typ": files("gija.figures").joinpath("paper.typ").read_bytes(),
        "paper.json": json.dumps(_told(paper, language, pictures)).encode(),
    }
    day = paper.chart.created.astimezone(VILNIUS)
    try:
        made: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs want one type for input and font paths
            sent | pictures,
            format="pdf",
            font_paths=[str(path) for path in font_paths if Path(path).exists()],
            ignore_system_fonts=True,
            pdf_standards=STANDARDS,
            timestamp=int(day.timestamp()),
        )
    except (RuntimeError, ValueError, typst.TypstError):
        raise GijaError("figures.paper_failed") from None
    return made


def _told(paper: Paper, language: str, pictures: dict[str, bytes]) -> dict[str, Any]:
    day: datetime = paper.chart.created.astimezone(VILNIUS)
    used = ", ".join(_types(paper.chart, language))
    return {
        "language": language,
        "title": _plain(paper.title),
        "author": paper.author,
        "number": paper.number,
        "day": [day.year, day.month, day.day],
        "handling": handling(paper.chart, language),
        "legend": f"{LEGEND.in_(language)}: {used}",
        "sources": SOURCES.fill(sources="; ".join(sources(paper.chart, language, paper.names)) or "–").in_(language),
        "facts": [[_plain(term), _plain(value)] for term, value in paper.facts],
        "notices": [_plain(one) for one in paper.notices],
        "parts": [_part(one, pictures) for one in paper.parts],
        "words": {"page": PAGE.in_(language)},
    }


def _part(one: Drawing | Listing | Told, pictures: dict[str, bytes]) -> dict[str, Any]:
    if isinstance(one, Drawing):
        name = f"{len(pictures)}.svg"
        pictures[name] = one.svg.encode()
        return {"kind": "figure", "title": one.title, "file": name, "alt": _plain(one.alt)[:2000]}
    if isinstance(one, Listing):
        rows = [[_plain(cell) for cell in row] for row in one.rows]
        own = {"headings": one.headings, "rows": rows, "widths": one.widths}
        return {"kind": "table", "title": one.title, **own}
    return {"kind": "list", "title": one.title, "words": [_plain(words) for words in one.words]}


def _plain(words: str) -> str:
    """Text as typst can set it: legal, lines kept, words that are too long for a column breakable."""
    rows = ("".join(_parted(word) for word in _spaced(line(row))) for row in words.split("\n"))
    return "\n".join(rows)


def _spaced(row: str) -> list[str]:
    parts: list[str] = []
    for place, word in enumerate(row.split(" ")):
        parts += [" ", word] if place else [word]
    return parts


def _parted(word: str) -> str:
    if len(word) <= WORD:
        return word
    return SOFT_BREAK.join(word[start : start + WORD // 2] for start in range(0, len(word), WORD // 2))


def _types(chart: Chart, language: str) -> list[str]:
    return [type_name(code, language) for code in sorted({one.type for one in chart.entities})]


def legend(chart: Chart, language: str) -> str:
    """Shapes and lines of the chart's pictures in one row, small."""
    drawn, x = [], 14.0
    rows = [(symbol(code), type_name(code, language)) for code in sorted({one.type for one in chart.entities})]
    dash = f'<path d="M-18 0H18" stroke="{LINE}" stroke-width="3"'
    assessed = ASSESSMENT.in_(language)
    rows += [
        (dash + "/>", FACT.in_(language)),
        (dash + ' stroke-dasharray="8 6"/>', assessed[:1].upper() + assessed[1:]),
    ]
    for shape, words in rows:
        drawn.append(f'<g transform="translate({n(x)} 12) scale(0.5)">{shape}</g>' + text(x + 16, 16, words, size=11))
        x += 44 + text_width(words, 11)
    size = f'width="{n(max(x, 1400))}" height="24" viewBox="0 0 {n(max(x, 1400))} 24"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {FONT}>{"".join(drawn)}</svg>'
