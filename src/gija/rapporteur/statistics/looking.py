"""Every indicator at a glance and all that the checks find, put together from shelves: when figures are added, only the
shelves they stand on are looked at again. Knows no database.

A shelf holds the figures of one indicator from one supplier or table; all published figures of an indicator share one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gija.rapporteur.statistics import checks, periods
from gija.rapporteur.statistics.checks import Finding
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.lists import code_list

Shelf = tuple[str, str]  # indicator, dataset


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one shelf. `shared`: its figures that checks set against those of other indicators."""

    periods: frozenset[str]
    told: int
    missing: int
    breaks: int
    findings: tuple[Finding, ...]
    shared: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator at a glance."""

    code: str
    periods: tuple[str, ...]
    figures: int
    missing: int
    breaks: int
    findings: int


@dataclass(frozen=True, slots=True)
class Looked:
    """All indicators there are figures of, in the order of the vocabulary; all findings, as `checks.findings`."""

    lines: tuple[IndicatorLine, ...]
    findings: tuple[Finding, ...]


def shelves(points: Iterable[Point]) -> dict[Shelf, list[Point]]:
    """The points of each shelf, in the order given."""
    found: dict[Shelf, list[Point]] = defaultdict(list)
    for point in points:
        found[point.indicator, point.basis.dataset].append(point)
    return found


def seen(points: list[Point]) -> Seen:
    """Look at one shelf, of which these are the figures that hold."""
    told, findings = sum(p.value is not None for p in points), tuple(checks.alone(tuple(points)))
    breaks = sum(one.rule == "break" for one in findings)
    told_of = frozenset(p.period for p in points)
    return Seen(told_of, told, len(points) - told, breaks, findings, tuple(shared(points)))


def shared(points: Iterable[Point]) -> Iterable[Point]:
    """Those that checks between indicators look at: published figures, and totals of the stages one after another."""
    stages = checks.rule("stage_order")["stages"]
    return (p for p in points if p.basis.kind != "reported" or (p.is_total and p.indicator in stages))


def together(of: Mapping[Shelf, Seen]) -> Looked:
    """All shelves put together."""
    between = checks.across(tuple(point for one in of.values() for point in one.shared))
    findings = checks.ordered([*(f for one in of.values() for f in one.findings), *between])
    counted = Counter(one.indicator for one in findings)
    own: dict[str, list[Seen]] = defaultdict(list)
    for (indicator, _dataset), found in of.items():
        own[indicator].append(found)
    codes = [one.code for one in code_list("indicator") if one.code in own]
    return Looked(tuple(_line(code, own[code], counted[code]) for code in codes), findings)


def _line(code: str, own: list[Seen], findings: int) -> IndicatorLine:
    order = sorted(frozenset[str]().union(*(one.periods for one in own)), key=periods.order)
    told, missing, breaks = (sum(getattr(one, name) for one in own) for name in ("told", "missing", "breaks"))
    return IndicatorLine(code, tuple(order), told, missing, breaks, findings)
