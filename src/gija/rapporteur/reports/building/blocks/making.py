"""What makes a report of figures: its points and years, and how an outline's sections become blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gija.rapporteur.reports.building.common import label, said
from gija.rapporteur.reports.building.known import Knowledge
from gija.rapporteur.reports.values import Block, Paragraph, Section
from gija.rapporteur.statistics import periods
from gija.rapporteur.statistics.checks import Finding
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.text import Text

Made = Iterable[Block | None]
Kind = Callable[["Making", str, Any, Mapping[str, Any]], Made]


@dataclass(frozen=True, slots=True)
class Making:
    """The figures of one report, those of `first` to `year`, and everything else that is known; `kinds`: what makes
    each kind of block."""

    year: int
    first: int
    points: tuple[Point, ...]
    known: Knowledge
    kinds: Mapping[str, Kind]

    @property
    def years(self) -> list[str]:
        return [str(year) for year in range(self.first, self.year + 1)]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.known.findings if self.first <= periods.year(f.period) <= self.year)

    def said(self, raw: Mapping[str, str]) -> Text:
        return said(raw, year=self.year, first=self.first, previous=self.year - 1)

    def section(self, raw: Mapping[str, Any]) -> Section:
        """A section of an outline; one that has only an author's words is empty here."""
        blocks: list[Block] = [Paragraph(self.said(one)) for one in raw.get("text", ())]
        for number, block in enumerate(raw.get("blocks", ()), 1):
            blocks += self.blocks(f"{raw['code']}-{number}", block)
        return Section(raw["code"], self.said(raw["title"]), tuple(blocks))

    def blocks(self, code: str, raw: Mapping[str, Any]) -> Iterator[Block]:
        kind = next(name for name in raw if name != "title")
        yield from (block for block in self.kinds[kind](self, code, raw[kind], raw) if block is not None)

    def title(self, indicators: Sequence[str], raw: Mapping[str, Any]) -> Text:
        return self.said(raw["title"]) if "title" in raw else label("indicator", indicators[0])

    def there(self, indicators: Sequence[str]) -> list[str]:
        """Those there are figures of."""
        found = {p.indicator for p in self.points}
        return [one for one in indicators if one in found]
