"""The report as a page that stands alone: no script, no style of its own, nothing fetched but the sheet beside it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from gija.rapporteur.reports.faces import words
from gija.rapporteur.reports.faces.told import Told, ToldCell, ToldFigure, ToldSection, ToldTable, told
from gija.rapporteur.reports.values import ReportData
from gija.vocabulary.text import Language


def html(data: ReportData, language: Language) -> bytes:
    """The page in one language, UTF-8. It names `report.css` and the same report in the other language."""
    report = told(data, language)
    other = "en" if language == "lt" else "lt"
    other_name = "English" if other == "en" else "Lietuvių"
    parts = [
        "<!doctype html>",
        f'<html lang="{language}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_e(report.title)}</title>",
        '<link rel="icon" href="icon.svg" type="image/svg+xml">',
        '<link rel="stylesheet" href="report.css">',
        "</head>",
        "<body>",
        f'<a class="skip" href="#content">{words.SKIP.in_(language)}</a>',
        *_head(report),
        f'<p class="other"><a href="{data.code}.{other}.html" hreflang="{other}" lang="{other}">{other_name}</a></p>',
        "</header>",
        *_contents(report),
        '<main id="content" tabindex="-1">',
        *(line for section in report.sections for line in _section(section, language)),
        *_signatures(report),
        "</main>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _e(text: str) -> str:
    return escape(text, quote=True)


def _head(report: Told) -> Iterator[str]:
    yield "<header>"
    yield f'<p class="front">{_e(report.front[0])}</p>'
    yield f"<h1>{_e(report.title)}</h1>"
    if report.subtitle:
        yield f'<p class="lead">{_e(report.subtitle)}</p>'
    yield from (f'<p class="front">{_e(one)}</p>' for one in report.front[1:])
    if report.addressees:
        named = "; ".join(report.addressees)
        yield f'<p class="front">{_e(words.ADDRESSEES.in_(report.language))}: {_e(named)}</p>'


def _signatures(report: Told) -> Iterator[str]:
    if not report.signatures:
        return
    title = _e(words.SIGNED.in_(report.language))
    yield f'<section id="signed" aria-labelledby="signed-title"><h2 id="signed-title">{title}</h2><ul>'
    for one in report.signatures:
        yield f"<li>{_e(', '.join(filter(None, one)))}</li>"
    yield "</ul></section>"


def _contents(report: Told) -> Iterator[str]:
    title, kind = _e(words.CONTENTS.in_(report.language)), "ol" if report.numbered else "ul"
    yield f'<nav aria-label="{title}"><h2>{title}</h2><{kind}>'
    for section in report.sections:
        yield f'<li><a href="#{section.code}">{_e(section.title)}</a></li>'
    yield f"</{kind}></nav>"


def _section(section: ToldSection, language: str) -> Iterator[str]:
    yield f'<section id="{section.code}" aria-labelledby="{section.code}-title">'
    yield f'<h2 id="{section.code}-title">{_e(section.title)}</h2>'
    for block in section.blocks:
        yield from _block(block, language)
    yield "</section>"


def _block(block: object, language: str) -> Iterator[str]:
    if isinstance(block, ToldTable):
        yield from _table(block)
    elif isinstance(block, ToldFigure):
        yield from _figure(block, language)
    else:
        assert isinstance(block, tuple)  # noqa: S101 - told makes no other
        kind, said = block
        if kind == "list":
            yield "<ul>" + "".join(f"<li>{_e(one)}</li>" for one in said) + "</ul>"
        elif kind in ("h2", "h3"):  # below the heading of the section
            yield f"<h{int(kind[1]) + 1}>{_e(said)}</h{int(kind[1]) + 1}>"
        else:
            look = {"notice": ' class="notice"', "origin": ' class="note"'}.get(kind, "")
            yield f"<p{look}>{_e(said)}</p>"


def _table(one: ToldTable) -> Iterator[str]:
    yield f'<div class="frame" tabindex="0" role="region" aria-label="{_e(one.caption)}">'
    yield f"<table><caption>{_e(one.caption)}</caption><thead><tr>"
    first = 1 if one.grouped else 0
    numeric = one.numeric[first:]
    for heading, right in zip(one.headings[first:], numeric, strict=True):
        yield f'<th scope="col"{_numeric(right)}>{_e(heading)}</th>'
    yield "</tr></thead>"
    for head, rows in one.groups if one.grouped else [("", list(one.rows))]:
        yield "<tbody>"
        if head:
            yield f'<tr><th class="group" scope="rowgroup" colspan="{len(numeric)}">{_e(head)}</th></tr>'
        for row in rows:
            yield "<tr>" + "".join(_cells(row, numeric)) + "</tr>"
        yield "</tbody>"
    yield "</table></div>"
    yield from _below(one.notes, one.source)


def _cells(row: tuple[ToldCell, ...], numeric: tuple[bool, ...]) -> Iterator[str]:
    for place, cell in enumerate(row):
        said = f"<em>{_e(cell.text)}</em>" if cell.missing else _e(cell.text)
        yield f'<th scope="row">{said}</th>' if place == 0 else f"<td{_numeric(numeric[place])}>{said}</td>"


def _figure(one: ToldFigure, language: str) -> Iterator[str]:
    yield "<figure>"
    yield f"<figcaption>{_e(one.caption)}</figcaption>"
    yield f'<div class="frame" tabindex="0" role="region" aria-label="{_e(one.caption)}">{one.svg.rstrip()}</div>'
    yield from _below(one.notes, one.source)
    yield f"<details><summary>{_e(words.DATA_OF.in_(language))}</summary>"
    label = _e(f"{words.DATA_OF.in_(language)}: {one.caption}")
    yield f'<div class="frame" tabindex="0" role="region" aria-label="{label}"><table><thead><tr>'
    yield "".join(f'<th scope="col"{_numeric(i > 0)}>{_e(h)}</th>' for i, h in enumerate(one.data.headings))
    yield "</tr></thead><tbody>"
    for row in one.data.rows:
        yield (
            f'<tr><th scope="row">{_e(row[0])}</th>'
            + "".join(f'<td class="numeric">{_e(c)}</td>' for c in row[1:])
            + "</tr>"
        )
    yield "</tbody></table></div></details>"
    yield "</figure>"


def _below(notes: tuple[str, ...], source: str) -> Iterator[str]:
    yield from (f'<p class="note">{_e(note)}</p>' for note in notes)
    if source:
        yield f'<p class="note">{_e(source)}</p>'


def _numeric(yes: bool) -> str:
    return ' class="numeric"' if yes else ""
