"""The report as a text to edit: DOCX with headings, tables with head rows, charts as pictures with their words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from gija.figures.raster import png
from gija.formats import docx as format_
from gija.rapporteur.reports.faces import words
from gija.rapporteur.reports.faces.told import Told, ToldFigure, ToldTable, told
from gija.rapporteur.reports.values import ReportData
from gija.vocabulary.text import Language

SHARP = 130.0  # pixels an inch, as wide as the page


def docx(data: ReportData, language: Language, font_paths: Sequence[Path | str] = ()) -> bytes:
    """The report in one language. What is edited in it is no longer the frozen report: it says its version in front."""
    report = told(data, language)
    blocks = (*_front(report), *_sections(report, font_paths), *_signed(report))
    made = dt.datetime.fromisoformat(f"{data.day}T00:00:00")
    return format_.write(
        format_.Document(report.title, language, data.publisher.in_(language), made, tuple(blocks))
    )  # fmt: skip


def _front(report: Told) -> Iterator[format_.values.Block]:
    yield format_.Heading(report.title, 0)
    yield from (format_.Paragraph(one) for one in (report.subtitle, *report.front) if one)
    if report.addressees:
        yield format_.Paragraph(words.ADDRESSEES.in_(report.language))
        yield format_.Bullets(report.addressees)


def _sections(report: Told, font_paths: Sequence[Path | str]) -> Iterator[format_.values.Block]:
    for number, section in enumerate(report.sections, 1):
        yield format_.Heading(f"{number}. {section.title}" if report.numbered else section.title)
        for block in section.blocks:
            yield from _block(block, font_paths)


def _block(block: object, font_paths: Sequence[Path | str]) -> Iterator[format_.values.Block]:
    if isinstance(block, ToldTable):
        columns = zip(block.headings, block.numeric, block.widths, strict=True)
        widest = max(block.widths[1:], default=1)
        made = tuple(format_.Column(title, numeric, wide) for title, numeric, wide in columns)
        if block.grouped:  # its first column is drawn above the groups elsewhere; here it is one
            made = (format_.Column(made[0].title, False, max(widest // 2, 2)), *made[1:])
        yield format_.Table(block.caption, made, tuple(tuple(cell.text for cell in row) for row in block.rows))
        yield from _below(block.notes, block.source)
    elif isinstance(block, ToldFigure):
        yield format_.Picture(png(block.svg, font_paths, ppi=SHARP), block.alt, block.caption)
        yield from _below(block.notes, block.source)
    else:
        assert isinstance(block, tuple)  # noqa: S101 - told makes no other
        yield _words(*block)


def _words(kind: str, said: str | tuple[str, ...]) -> format_.values.Block:
    if not isinstance(said, str):
        return format_.Bullets(said)
    if kind in ("h2", "h3"):
        return format_.Heading(said, int(kind[1]))
    return format_.Paragraph(said, {"notice": "notice", "origin": "small"}.get(kind, "plain"))


def _below(notes: tuple[str, ...], source: str) -> Iterator[format_.Paragraph]:
    yield from (format_.Paragraph(one, "small") for one in (*notes, source) if one)


def _signed(report: Told) -> Iterator[format_.values.Block]:
    if report.signatures:
        yield format_.Heading(words.SIGNED.in_(report.language))
        yield from (format_.Paragraph(", ".join(filter(None, one))) for one in report.signatures)
