"""The annual report: published figures alone, put together as the outline `data/annual.yaml` says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gija.rapporteur.reconciliation.comparing import Difference
from gija.rapporteur.reports.building import charted, compared, tabled
from gija.rapporteur.reports.building.common import Setting, label, outline, said, sources, terms
from gija.rapporteur.reports.values import Block, Notice, Paragraph, ReportData, Section
from gija.rapporteur.statistics import periods
from gija.rapporteur.statistics.checks import Finding
from gija.rapporteur.statistics.points import Point, place
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

BY_YEAR = Text("{indicator} by year", "{indicator} pagal metus")


def annual(
    year: int,
    points: Iterable[Point],
    differences: Iterable[Difference],
    findings: Iterable[Finding],
    setting: Setting,
) -> ReportData:
    """The report of a year from cited and computed points; others are left out.

    Refuses a year of which no figure is known (`reports.no_figures`).
    """
    first = year - outline("annual")["years"] + 1
    order = [code.code for code in code_list("indicator")]
    own = sorted(
        (p for p in points if p.basis.kind in ("cited", "computed") and first <= periods.year(p.period) <= year),
        key=lambda p: (order.index(p.indicator), place(p)),
    )
    if not any(periods.year(p.period) == year and p.value is not None for p in own):
        raise GijaError("reports.no_figures")
    found = tuple(f for f in findings if first <= periods.year(f.period) <= year)
    maker = _Maker(year, first, tuple(own), tuple(differences), found)
    own_words = outline("annual")
    return ReportData(
        code=f"annual-{year}",
        kind="annual",
        title=maker.said(own_words["title"]),
        subtitle=maker.said(own_words["subtitle"]),
        period=str(year),
        day=max(p.known_from for p in own).isoformat(),
        publisher=setting.publisher,
        vintage=setting.vintage,
        sections=tuple(maker.section(raw) for raw in own_words["sections"]),
        methods=tuple(maker.said(raw) for raw in own_words["methods"]),
        sources=sources(own),
        glossary=terms(),
        foreword=setting.foreword,
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """The figures of one report, and what each kind of block makes of them."""

    year: int
    first: int
    points: tuple[Point, ...]
    differences: tuple[Difference, ...]
    findings: tuple[Finding, ...]

    @property
    def years(self) -> list[str]:
        return [str(year) for year in range(self.first, self.year + 1)]

    def said(self, raw: Mapping[str, str]) -> Text:
        return said(raw, year=self.year, first=self.first, previous=self.year - 1)

    def section(self, raw: Mapping[str, Any]) -> Section:
        blocks: list[Block] = [Paragraph(self.said(one)) for one in raw.get("text", ())]
        for number, block in enumerate(raw["blocks"], 1):
            blocks += self.blocks(f"{raw['code']}-{number}", block)
        return Section(raw["code"], self.said(raw["title"]), tuple(blocks))

    def blocks(self, code: str, raw: Mapping[str, Any]) -> Iterator[Block]:
        kind = next(name for name in raw if name != "title")
        yield from (block for block in _KINDS[kind](self, code, raw[kind], raw) if block is not None)

    def title(self, indicators: Sequence[str], raw: Mapping[str, Any]) -> Text:
        return self.said(raw["title"]) if "title" in raw else label("indicator", indicators[0])

    def known(self, indicators: Sequence[str]) -> list[str]:
        """Those there are figures of."""
        there = {p.indicator for p in self.points}
        return [one for one in indicators if one in there]


Made = Iterable[Block | None]


def _names(of: Any) -> list[str]:
    return [of] if isinstance(of, str) else list(of)


def _key_figures(maker: _Maker, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return [compared.key_figures(code, maker.known(of), maker.points, maker.year)]


def _notice(maker: _Maker, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return [Notice(maker.said(of))]


def _series(maker: _Maker, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    names = maker.known(_names(of))
    return [charted.series(code, maker.title(names, raw), names, maker.points, maker.years)] if names else []


def _table(maker: _Maker, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    names = maker.known(_names(of))
    if not names:
        return []
    title = maker.said(raw["title"]) if "title" in raw else BY_YEAR.fill(indicator=label("indicator", names[0]))
    return [tabled.by_year(code, title, names, maker.points, maker.years)]


def _breakdown(maker: _Maker, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    title = maker.title([of["indicator"]], raw)
    year = str(maker.year)
    return [charted.breakdown(code, title, of["indicator"], maker.points, year, of["rows"], of.get("bars", ""))]


def _over_time(maker: _Maker, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    made = charted.over_time(
        code, maker.title([of["indicator"]], raw), of["indicator"], maker.points, maker.years, of["bars"]
    )  # fmt: skip
    return [made] if made.sources else []


def _side_by_side(maker: _Maker, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return compared.side_by_side(code, (d for d in maker.differences if d.comparison == of), maker.years)


def _findings(maker: _Maker, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return [tabled.findings(code, maker.findings)] if maker.findings else []


def _definitions(maker: _Maker, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return [tabled.definitions(code, maker.points)]


def _breaks(maker: _Maker, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return [tabled.breaks(code, list(dict.fromkeys(p.indicator for p in maker.points)), maker.points)]


def _evidence(maker: _Maker, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return [tabled.evidence(code, maker.points)]


_KINDS: Mapping[str, Callable[[_Maker, str, Any, Mapping[str, Any]], Made]] = {
    "key_figures": _key_figures,
    "notice": _notice,
    "series": _series,
    "table": _table,
    "breakdown": _breakdown,
    "over_time": _over_time,
    "side_by_side": _side_by_side,
    "findings": _findings,
    "definitions": _definitions,
    "breaks": _breaks,
    "evidence": _evidence,
}
