"""Figures as lines that may be drawn and tested: one stage of what was published, or one supplier's, period by period.

A line breaks where the basis changes from one told figure to the next, and where the indicator says that counting
changed; across a break nothing is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from gija.methods.trends import Counts
from gija.rapporteur.monitoring import catalogue
from gija.rapporteur.statistics import breakdowns, periods
from gija.rapporteur.statistics.breakdowns import Breakdown
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.indicators import indicators
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text


@dataclass(frozen=True)
class Line:
    """One line: every period from the first to the last told, the figure of each (None: nothing told), the places
    before which it breaks."""

    indicator: str
    breakdown: Breakdown
    stage: str
    kind: str
    dataset: str
    periods: tuple[str, ...]
    points: tuple[Point | None, ...]
    breaks: tuple[int, ...]

    @property
    def key(self) -> str:
        of = ";".join(f"{name}={code}" for name, code in self.breakdown)
        return "|".join((self.indicator, of, self.stage, self.kind, self.dataset, str(periods.length(self.periods[0]))))

    @property
    def authority(self) -> str:
        return next((p.basis.authority for p in reversed(self.points) if p is not None), "")

    @property
    def told(self) -> int:
        return sum(p is not None and p.value is not None for p in self.points)

    @property
    def text(self) -> Text:
        """Indicator, what of it, stage or supplier: enough to tell it from the others."""
        of = code_list("indicator")[self.indicator].text
        more = []
        if self.breakdown:
            more.append(breakdowns.text(self.breakdown))
        more.append(code_list("observation_stage")[self.stage].text)
        if self.dataset:
            more.append(Text(self.dataset, self.dataset))
        return Text(
            f"{of.en} ({', '.join(one.en for one in more)})", f"{of.lt} ({', '.join(one.lt for one in more)})"
        )  # fmt: skip

    @property
    def counts(self) -> Counts:
        """Its exact counts; a figure that says "about" or "more than" counts as not told."""
        values = tuple(
            p.value if p is not None and p.value is not None and p.qualifier == "exact" else None for p in self.points
        )
        return Counts(self.periods, values, self.breaks)

    @property
    def digest(self) -> str:
        """The same for the same counts."""
        counts = self.counts
        return sha256(repr((counts.periods, counts.values, counts.breaks)).encode()).hexdigest()

    @property
    def testable(self) -> bool:
        return catalogue.counted(self.indicator)


def lines(points: Iterable[Point]) -> tuple[Line, ...]:
    """Every line of these figures, those of more told periods first. What was published is one line a stage, whoever
    published it; what was reported is one line a supplier or table."""
    found: dict[tuple[object, ...], list[Point]] = {}
    for point in points:
        published = point.basis.kind != "reported"
        kind, dataset = ("published", "") if published else ("reported", point.basis.dataset)
        key = (point.indicator, point.breakdown, point.basis.stage, kind, dataset, periods.length(point.period))
        found.setdefault(key, []).append(point)
    made = [_line(key, own) for key, own in found.items()]
    order = {one.code: place for place, one in enumerate(code_list("indicator"))}
    return tuple(sorted(made, key=lambda one: (order[one.indicator], one.breakdown, one.kind, -one.told, one.key)))


def _line(key: tuple[object, ...], points: list[Point]) -> Line:
    # Where a period is told twice on one stage, a value stands before a gap, the wider basis before the narrower.
    ordered = sorted(points, key=lambda p: (p.value is not None, repr(p.basis)))
    own = {p.period: p for p in ordered}
    span = _span(list(own))
    told = tuple(own.get(period) for period in span)
    return Line(
        str(key[0]), key[1], str(key[2]), str(key[3]), str(key[4]), span, told,  # type: ignore[arg-type]
        tuple(sorted(set(_changed(told)) | set(_known(str(key[0]), span)))),
    )  # fmt: skip


def _span(told: list[str]) -> tuple[str, ...]:
    """Every period from the first to the last, of the same length."""
    first, last = min(told, key=periods.begins), max(told, key=periods.begins)
    span = [last]
    while span[-1] != first:
        span.append(periods.previous(span[-1]))
    return tuple(reversed(span))


def _changed(told: tuple[Point | None, ...]) -> Iterator[int]:
    valued = [(place, p) for place, p in enumerate(told) if p is not None and p.value is not None]
    for (_before, a), (place, b) in pairwise(valued):
        if a.basis != b.basis:
            yield place


def _known(indicator: str, span: tuple[str, ...]) -> Iterator[int]:
    """The first period that begins at a known break or after it: one that a break falls into is counted both ways, and
    stays with those before."""
    for one in indicators()[indicator].breaks:
        place = next((i for i, p in enumerate(span) if periods.begins(p) >= periods.begins(one.period)), 0)
        if place:
            yield place
