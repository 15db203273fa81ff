"""The report on paper: PDF 1.7, tagged, by typst's checks of PDF/UA-1 and PDF/A-2a, fonts embedded, nothing fetched.

Words reach typst as data, never as its language: what stands in a text is shown as it is.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from gija.figures.room import text_width
from gija.rapporteur.reports.faces import words
from gija.rapporteur.reports.faces.told import ToldCell, ToldFigure, ToldSection, ToldTable, told
from gija.rapporteur.reports.values import ReportData
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Language

STANDARDS = ["ua-1", "a-2a"]
PAPER_WIDTH = 482.0  # points between the margins of A4, as `paper.typ` sets them
BOLD = 1.12  # how much wider bold letters are
INSET, NORMAL, SMALL, MANY = 4.0, 8.0, 7.5, 5  # of a table: points; beyond so many columns the small letters


def pdf(data: ReportData, languages: Language | Sequence[Language], font_paths: Sequence[Path | str] = ()) -> bytes:
    """The report in a language, or in several one after the other in one file. Refuses what typst refuses: no
    alternative text, no heading, a letter without a glyph (`reports.not_made`). `font_paths` first (DejaVu Sans is
    asked for), else typst's own Libertinus Serif."""
    import typst

    template = files("gija.rapporteur.reports").joinpath("faces", "paper.typ").read_bytes()
    charts: dict[str, bytes] = {}
    wanted: Sequence[Language] = (languages,) if isinstance(languages, str) else languages
    told_ = _document(data, [_part(data, language, charts) for language in wanted], wanted)
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


def _document(data: ReportData, parts: list[dict[str, Any]], languages: Sequence[Language]) -> dict[str, Any]:
    return {
        "title": " / ".join(part["title"] for part in parts),
        "author": " / ".join(dict.fromkeys(data.publisher.in_(language) for language in languages)),
        "day": [int(part) for part in data.day.split("-")],
        "parts": parts,
    }


def _part(data: ReportData, language: Language, charts: dict[str, bytes]) -> dict[str, Any]:
    report = told(data, language)
    said = {name: text.in_(language) for name, text in WORDS.items()}
    return {
        "language": language,
        "title": report.title,
        "subtitle": report.subtitle,
        "front": report.front,
        "addressees": report.addressees,
        "signatures": report.signatures,
        "sections": [_section(section, charts) for section in report.sections],
        "numbered": report.numbered,
        "break": len(report.sections) > SHORT,
        "words": said,
    }


WORDS = {
    "contents": words.CONTENTS, "page": words.PAGE, "addressees": words.ADDRESSEES, "signed": words.SIGNED,
    "signature": words.SIGNATURE, "name": words.NAME, "place": words.PLACE_AND_DAY,
}  # fmt: skip
SHORT = 5  # a report of no more sections begins on its cover


def _section(section: ToldSection, charts: dict[str, bytes]) -> dict[str, Any]:
    return {"title": section.title, "blocks": [_block(block, charts) for block in section.blocks]}


def _block(block: object, charts: dict[str, bytes]) -> dict[str, Any]:
    if isinstance(block, ToldTable):
        return _table(block)
    if isinstance(block, ToldFigure):
        name = f"{len(charts)}.svg"
        charts[name] = block.svg.encode()
        own = {"caption": block.caption, "file": name, "alt": block.alt}
        return {"kind": "figure", **own, "notes": block.notes, "source": block.source}
    assert isinstance(block, tuple)  # noqa: S101 - told makes no other
    return {"kind": block[0], "words": block[1]}


def _table(one: ToldTable) -> dict[str, Any]:
    """The table as typst is told it; of a grouped one without its first column, which stands above the groups."""
    first = 1 if one.grouped else 0
    widths = one.widths[first:]
    size = SMALL if len(widths) > MANY else NORMAL
    rooms = [width * PAPER_WIDTH / sum(widths) - 2 * INSET for width in widths]
    heads = [
        {"text": words_, "part": _bursts(words_, room, size * BOLD)}
        for words_, room in zip(one.headings[first:], rooms, strict=True)
    ]
    own: dict[str, Any] = {"caption": one.caption, "headings": heads, "numeric": one.numeric[first:]}
    own |= {"size": size, "widths": widths, "count": len(one.rows), "grouped": one.grouped}
    if one.grouped:
        own["groups"] = [{"head": head, "rows": _rows(rows, rooms, size)} for head, rows in one.groups]
    else:
        own["rows"] = _rows(one.rows, rooms, size)
    return {"kind": "table", **own, "notes": one.notes, "source": one.source}


def _rows(
    rows: Iterable[tuple[ToldCell, ...]], rooms: Sequence[float], size: float
) -> list[list[dict[str, Any]]]:  # fmt: skip
    return [
        [
            {"text": cell.text, "missing": cell.missing, "part": _bursts(cell.text, room, size)}
            for cell, room in zip(row, rooms, strict=True)
        ]
        for row in rows
    ]


def _bursts(text: str, room: float, size: float) -> bool:
    """Is a word wider than its column? Only then may words be parted."""
    return any(text_width(word, size) > room for word in text.split())
