"""The kinds of block an outline may name, and what each makes of the figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gija.rapporteur.reconciliation import chapter
from gija.rapporteur.reports.building.blocks import asked, beside, charted, compared, overview, tabled, ways
from gija.rapporteur.reports.building.blocks.making import Kind, Made, Making
from gija.rapporteur.reports.building.common import label
from gija.rapporteur.reports.values import Notice, Points
from gija.vocabulary.text import Text

BY_YEAR = Text("{indicator} by year", "{indicator} pagal metus")


def _names(of: Any) -> list[str]:
    return [of] if isinstance(of, str) else list(of)


def _key_figures(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return [compared.key_figures(code, making.there(of), making.points, making.year)]


def _overview(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    names = making.there(_names(of))
    return [overview.overview(code, making.said(raw["title"]), names, making.points, making.years)] if names else []


def _notice(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return [Notice(making.said(of))]


def _series(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    names = making.there(_names(of))
    return [charted.series(code, making.title(names, raw), names, making.points, making.years)] if names else []


def _table(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    names = making.there(_names(of))
    if not names:
        return []
    title = making.said(raw["title"]) if "title" in raw else BY_YEAR.fill(indicator=label("indicator", names[0]))
    return [tabled.by_year(code, title, names, making.points, making.years)]


def _breakdown(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    title = making.title([of["indicator"]], raw)
    year = str(making.year)
    return [charted.breakdown(code, title, of["indicator"], making.points, year, of["rows"], of.get("bars", ""))]


def _over_time(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    made = charted.over_time(
        code, making.title([of["indicator"]], raw), of["indicator"], making.points, making.years, of["bars"]
    )  # fmt: skip
    return [made] if made.sources else []


def _side_by_side(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return compared.side_by_side(code, (d for d in making.known.differences if d.comparison == of), making.years)


def _reconciled(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    """The way of the last year, drawn and told; the reasons stand beside the figures already."""
    results = [one for one in making.known.results if one.family.code == of]
    last = [str(making.year)]
    told = (block for block in chapter.blocks(f"{code}-way", results, last) if not isinstance(block, Points))
    return [*ways.waterfalls(code, results, last), *told]


def _findings(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return [tabled.findings(code, making.findings)] if making.findings else []


def _definitions(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return [tabled.definitions(code, making.points)]


def _breaks(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return [tabled.breaks(code, list(dict.fromkeys(p.indicator for p in making.points)), making.points)]


def _evidence(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return [tabled.evidence(code, making.points)]


def _beside(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return beside.beside(code, making.points, making.known.beside)


def _asked(making: Making, code: str, of: Any, raw: Mapping[str, Any]) -> Made:
    return asked.asked(code, of["indicator"], making.there(of.get("near", ())), making.points, making.years)


KINDS: Mapping[str, Kind] = {
    "key_figures": _key_figures,
    "overview": _overview,
    "notice": _notice,
    "series": _series,
    "table": _table,
    "breakdown": _breakdown,
    "over_time": _over_time,
    "side_by_side": _side_by_side,
    "reconciled": _reconciled,
    "findings": _findings,
    "definitions": _definitions,
    "breaks": _breaks,
    "evidence": _evidence,
    "beside": _beside,
    "asked": _asked,
}
