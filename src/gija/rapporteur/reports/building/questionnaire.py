"""The questionnaire on the National Rapporteur, 9.1–9.6: numbered, versioned, our answers with their source lines, and
those of other countries beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gija.rapporteur.reports.building.common import Setting, certified, outline, said
from gija.rapporteur.reports.building.known import Knowledge
from gija.rapporteur.reports.values import (
    Block,
    Column,
    Heading,
    Origin,
    Paragraph,
    Points,
    ReportData,
    Section,
    Source,
    Table,
)
from gija.rapporteur.statistics import published
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

COUNTRY, ANSWER, FROM = Text("Country", "Šalis"), Text("Answer", "Atsakymas"), Text("Source", "Šaltinis")
OTHERS = Text("Answers of other countries to {number}", "Kitų šalių atsakymai į {number} klausimą")
LINES = Text("{source}, lines {lines}", "{source}, eilutės: {lines}")
NO_ANSWER = Text("The source gives no answer to this question.", "Šaltinyje atsakymo į šį klausimą nėra.")
NUMBERED = Text("{number} {question}", "{number} {question}")


def questionnaire(period: str, known: Knowledge, setting: Setting) -> ReportData:
    """The questionnaire with our answers. A section's code is its number with hyphens (`q-9-2-1`): what the author
    writes in it is a newer answer and stands before the one from the source."""
    words = outline("questionnaire")
    return ReportData(
        code=f"questionnaire-{period}",
        kind="questionnaire",
        title=said(words["title"]),
        subtitle=said(words["subtitle"], version=words["version"]),
        period=period,
        day=max(str(words["day"]), known.entered_on),
        publisher=setting.publisher,
        vintage=setting.vintage,
        sections=tuple(_section(one, known) for one in words["sections"]),
        methods=(*(said(raw) for raw in words["methods"]), *certified(setting)),
        sources=(*_sources(words), *_others(known)),
        glossary=(),
        foreword=setting.foreword,
        numbered=False,
    )


def _section(raw: Mapping[str, Any], known: Knowledge) -> Section:
    blocks: list[Block] = []
    for one in (raw, *raw.get("parts", ())):
        if one is not raw:
            number = str(one["number"])
            blocks.append(Heading(NUMBERED.fill(number=number, question=Text.of(one["question"]))))
        blocks += _answer(one, known)
    return Section(raw["code"], said(raw["title"]), tuple(blocks))


def _answer(raw: Mapping[str, Any], known: Knowledge) -> Iterator[Block]:
    if "answer" in raw:
        yield from (Paragraph(Text.of(one)) for one in raw["answer"])
    elif not raw.get("parts"):
        yield Paragraph(NO_ANSWER)
    if "points" in raw:
        yield Points(tuple(Text.of(one) for one in raw["points"]))
    if "lines" in raw:
        yield Origin(LINES.fill(source="S2", lines=raw["lines"]))
    yield from known.entered.get(raw.get("code", ""), ())
    own = [one for one in known.answers if one.question == str(raw["number"])]
    if own:
        rows = tuple((code_list("country")[one.country].text, one.text, one.source) for one in own)
        title = OTHERS.fill(number=raw["number"])
        code = f"others-{str(raw['number']).replace('.', '-')}"
        yield Table(code, title, tuple(map(Column, (COUNTRY, ANSWER, FROM))), rows, widths=(2, 8, 3))


def _sources(words: Mapping[str, Any]) -> Iterator[Source]:
    every = [part for raw in words["sections"] for part in (raw, *raw.get("parts", ()))]
    lines = [line for one in every for line in str(one.get("lines", "")).split(", ") if line]
    raw = words["source"]
    yield Source("S2", Text.of(raw), str(raw.get("published", "")), tuple(dict.fromkeys(lines)))


def _others(known: Knowledge) -> Iterator[Source]:
    """Documents that only what registers hold comes from."""
    tables = [block for blocks in known.entered.values() for block in blocks if isinstance(block, Table)]
    for code in sorted({code for one in tables for code in one.sources} - {"S2"}):
        yield Source(code, published.sources()[code].text, published.sources()[code].published)
