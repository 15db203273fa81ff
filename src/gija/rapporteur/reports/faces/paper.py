"""The report on paper: PDF 1.7, tagged, by typst's checks of PDF/UA-1 and PDF/A-2a, fonts embedded, nothing fetched.

Words reach typst as data, never as its language: what stands in a text is shown as it is.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from gija.figures.room import text_width
from gija.rapporteur.reports.faces import words
from gija.rapporteur.reports.faces.told import ToldFigure, ToldSection, ToldTable, told
from gija.rapporteur.reports.values import ReportData
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Language

STANDARDS = ["ua-1", "a-2a"]
PAPER_WIDTH = 470.0  # points between the margins of A4, as `paper.typ` sets them
INSET, NORMAL, SMALL, MANY = 4.0, 8.5, 7.5, 5  # of a table: points; beyond so many columns the small letters


def pdf(data: ReportData, language: Language, font_paths: Sequence[Path | str] = ()) -> bytes:
    """The report in one language. Refuses what typst refuses: no alternative text, no heading, a letter without a
    glyph (`reports.not_made`). `font_paths` first (DejaVu Sans is asked for), else typst's own Libertinus Serif."""
    import typst

    template = files("gija.rapporteur.reports").joinpath("faces", "paper.typ").read_bytes()
    told_, charts = _told(data, language)
    sent: dict[str, bytes] = {"main.typ": template, "report.json": json.dumps(told_).encode(), **charts}
    try:
        made: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs want one type for input and font paths
            sent,
            format="pdf",
            font_paths=[str(path) for path in font_paths if Path(path).exists()],
            ignore_system_fonts=True,
            pdf_standards=STANDARDS,
            timestamp=int(dt.datetime.fromisoformat(f"{data.day}T00:00:00+00:00").timestamp()),
        )
    except (RuntimeError, ValueError, typst.TypstError) as error:
        raise GijaError("reports.not_made", reason=getattr(error, "message", "typst")) from None
    return made


def _told(data: ReportData, language: Language) -> tuple[dict[str, Any], dict[str, bytes]]:
    report = told(data, language)
    charts: dict[str, bytes] = {}
    sections = [_section(section, charts) for section in report.sections]
    own = {
        "language": language,
        "title": report.title,
        "subtitle": report.subtitle,
        "front": report.front,
        "author": data.publisher.in_(language),
        "day": [int(part) for part in data.day.split("-")],
        "sections": sections,
        "words": {
            "contents": words.CONTENTS.in_(language),
            "notes": words.NOTES.in_(language),
            "page": words.PAGE.in_(language),
        },
    }
    return own, charts


def _section(section: ToldSection, charts: dict[str, bytes]) -> dict[str, Any]:
    return {"title": section.title, "blocks": [_block(block, charts) for block in section.blocks]}


def _block(block: object, charts: dict[str, bytes]) -> dict[str, Any]:
    if isinstance(block, ToldTable):
        size = SMALL if len(block.headings) > MANY else NORMAL
        rooms = [width * PAPER_WIDTH / sum(block.widths) - 2 * INSET for width in block.widths]
        rows = [
            [
                {"text": cell.text, "missing": cell.missing, "part": _bursts(cell.text, room, size)}
                for cell, room in zip(row, rooms, strict=True)
            ]
            for row in block.rows
        ]
        own: dict[str, Any] = {"caption": block.caption, "headings": block.headings, "numeric": block.numeric}
        own |= {"rows": rows, "size": size}
        return {"kind": "table", **own, "notes": block.notes, "source": block.source, "widths": block.widths}
    if isinstance(block, ToldFigure):
        name = f"{len(charts)}.svg"
        charts[name] = block.svg.encode()
        own = {"caption": block.caption, "file": name, "alt": block.alt}
        return {"kind": "figure", **own, "notes": block.notes, "source": block.source}
    assert isinstance(block, tuple)  # noqa: S101 - told makes no other
    return {"kind": block[0], "words": block[1]}


def _bursts(text: str, room: float, size: float) -> bool:
    """Is a word wider than its column? Only then may words be parted."""
    return any(text_width(word, size) > room for word in text.split())
