"""What stands beside an author's text: the figures of the section with their references, how far each section is
written, what would stop the freezing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gija.rapporteur.authoring import checking, passages, words
from gija.rapporteur.authoring.words import Problem
from gija.rapporteur.reports import queries
from gija.rapporteur.reports.building.templates import SectionPlan, template
from gija.rapporteur.reports.models import Report
from gija.rapporteur.statistics import breakdowns
from gija.rapporteur.statistics.points import Point, place
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import LANGUAGES, Text

MOST = 60  # figures on a page; the author chooses an indicator to see the others


@dataclass(frozen=True, slots=True)
class Live:
    """A figure beside the text. `reference`: what is pasted; empty for one that has no value to tell."""

    what: Text
    of: Text
    period: str
    value: Text
    reference: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a section is written. `said`: per language, whether anything stands there; `problems`: its own."""

    plan: SectionPlan
    said: tuple[bool, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """A report as authors see it: the figures their texts may tell."""

    report: Report
    points: tuple[Point, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return checking.problems(self.report.kind, passages.written(self.report), self.points)

    def standings(self) -> list[Standing]:
        """Every section that is written, in order."""
        texts, found = passages.written(self.report), self.problems
        return [
            Standing(
                plan, tuple(bool(texts.get(plan.code, checking.NOTHING).in_(one).strip()) for one in LANGUAGES),
                tuple(p for p in found if p.section == plan.code),
            )
            for plan in template(self.report.kind).sections
        ]  # fmt: skip

    def indicators(self) -> list[tuple[str, Text]]:
        """What the report has figures of, in the order of the vocabulary."""
        there = {p.indicator for p in self.points}
        return [(one.code, one.text) for one in code_list("indicator") if one.code in there]

    def figures(self, section: str, indicator: str = "") -> list[Point]:
        """Of one indicator, or those that the section shows; of a section that shows none, the report's totals."""
        if indicator:
            return sorted((p for p in self.points if p.indicator == indicator), key=place, reverse=True)
        plan = next(one for one in template(self.report.kind).sections if one.code == section)
        own = [p for p in self.points if p.indicator in plan.indicators]
        return sorted(own or (p for p in self.points if p.is_total), key=place, reverse=True)

    def lines(self, points: Sequence[Point]) -> list[Live]:
        return [self._line(p) for p in points[:MOST]]

    def _line(self, point: Point) -> Live:
        value = words.told_value(point)
        return Live(
            code_list("indicator")[point.indicator].text, breakdowns.text(point.breakdown), point.period,
            Text(value.in_("en"), value.in_("lt")),
            words.reference_of(point, self.points) if point.value is not None else "",
        )  # fmt: skip


def desk(report: Report) -> Desk:
    """Refuses what keeps the report from being built at all."""
    return Desk(report, queries.bare(report).points)
