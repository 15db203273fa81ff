"""Reports of published figures: annual, of the evaluator, of several years, for GRETA; each as its outline says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gija.rapporteur.reports.building.blocks.kinds import KINDS
from gija.rapporteur.reports.building.blocks.making import Making
from gija.rapporteur.reports.building.common import Setting, certified, outline, sources, terms
from gija.rapporteur.reports.building.known import Knowledge
from gija.rapporteur.reports.values import ReportData, Section
from gija.rapporteur.statistics import periods
from gija.rapporteur.statistics.points import Point, place
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

CHAPTERS_BEFORE = ("quality", "definitions")  # chapters of other rooms come before the first of these


def figured(kind: str, period: str, known: Knowledge, setting: Setting) -> ReportData:
    """The report of a year or of several from cited and computed points; others are left out.

    Refuses a period of which no figure is known (`reports.no_figures`).
    """
    words = outline(kind)
    year = int(period[-4:])
    first = int(period[:4]) if len(period) > 4 else year - words["years"] + 1
    own = _own(known.points, first, year)
    if not any(p.value is not None and (len(period) > 4 or periods.year(p.period) == year) for p in own):
        raise GijaError("reports.no_figures")
    making = Making(year, first, own, known, KINDS)
    return ReportData(
        code=f"{kind.replace('_', '-')}-{period}",
        kind=kind,
        title=making.said(words["title"]),
        subtitle=making.said(words["subtitle"]),
        period=period,
        day=max(p.known_from for p in own).isoformat(),
        publisher=setting.publisher,
        vintage=setting.vintage,
        sections=tuple(_sections(making, words["sections"])),
        methods=(*(making.said(raw) for raw in words["methods"]), *certified(setting)),
        sources=sources(own),
        glossary=terms(),
        foreword=setting.foreword,
        observations=own,
    )


def _own(points: Iterable[Point], first: int, year: int) -> tuple[Point, ...]:
    order = {code.code: number for number, code in enumerate(code_list("indicator"))}
    kept = (p for p in points if p.basis.kind in ("cited", "computed") and first <= periods.year(p.period) <= year)
    return tuple(sorted(kept, key=lambda p: (order[p.indicator], place(p))))


def _sections(making: Making, raw: Iterable[dict[str, Any]]) -> Iterator[Section]:
    """As the outline says, the chapters of other rooms before the findings."""
    left = list(making.known.chapters)
    for one in raw:
        if one["code"] in CHAPTERS_BEFORE:
            yield from left
            left = []
        yield making.section(whole(one))
    yield from left


def whole(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """A section of an outline; of one that is another outline's, with what stands here put over it."""
    if "of" not in raw:
        return raw
    base = next(one for one in outline(raw["of"])["sections"] if one["code"] == raw["code"])
    return {**base, **raw}
