"""What a report is built from, read from where it stands: figures through the gate, tables, plan, reconciliations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from gija.commons.directory.queries import text_on
from gija.formats.eu19a import Asked
from gija.formats.eu19a.values import FAMILY
from gija.methods.money import Money
from gija.rapporteur.authoring import passages
from gija.rapporteur.cooperation import chapters as cooperation
from gija.rapporteur.deliveries import queries as deliveries
from gija.rapporteur.estimates import chapters as unseen
from gija.rapporteur.gate import populations
from gija.rapporteur.gate import queries as gate
from gija.rapporteur.gate.going import Passed, Sorted
from gija.rapporteur.gate.ways import SUPPRESS, way
from gija.rapporteur.plan import queries as plans
from gija.rapporteur.plan.models import Progress
from gija.rapporteur.plan.models import State as Standing
from gija.rapporteur.reconciliation import families
from gija.rapporteur.reconciliation import queries as reconciliation
from gija.rapporteur.reports import building, stored
from gija.rapporteur.reports.building.known import Answer, Knowledge, PlanTold, Told
from gija.rapporteur.reports.choosing.series import series
from gija.rapporteur.reports.models import Kind, Report, State
from gija.rapporteur.reports.values import ReportData
from gija.rapporteur.statistics import queries as statistics
from gija.rapporteur.statistics.models import ReceivedTable
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators
from gija.vocabulary.text import Text

OF_REGISTER = (Kind.HALF_YEAR, Kind.TABLE)  # kinds that tell the register's own counts, which the gate closes


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report is to be built. `without`: breakdowns that are not told, as axes of the gate; `protection`: how the
    others are protected (`gate.ways`); `of`: the report that is written, where there is one: its answers of other
    countries are known then."""

    kind: str
    period: str
    name: str  # of its release, for the ledger
    table: str = ""
    plan: str = ""
    without: Collection[str] = ()
    protection: str = SUPPRESS
    of: Report | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is known for a report, and what the disclosure gate let pass of it."""

    known: Knowledge
    passed: Passed


def gathered(wanted: Wanted) -> Gathered:
    """All a template needs. Refuses what the gate refuses, and a report of the register without its table
    (`reports.no_table`)."""
    if wanted.kind in OF_REGISTER:
        return _of_register(wanted)
    points = statistics.points(kinds=("cited", "computed"))
    told = collected(wanted.period) if wanted.kind == Kind.EU19A else ()
    inside = tuple(p for p in told if not populations.is_judged(p))
    day = max((p.known_from for p in (*points, *told)), default=dt.date.min).isoformat()
    own = (p for p in told if p not in inside)
    passed = gate.passed(wanted.name, day, (*(p for p in points if p.basis.kind == "cited"), *own))
    more = _MORE.get(wanted.kind, _nothing)(wanted)
    known = Knowledge(
        points=(*points, *(p for p in passed.points if p.basis.kind == "reported"), *map(_closed, inside)),
        unjudged=unjudged(inside), differences=tuple(reconciliation.differences()),
        findings=tuple(statistics.validate()), **more,
    )  # fmt: skip
    return Gathered(known, passed)


def _of_register(wanted: Wanted) -> Gathered:
    handed = handed_over(wanted.period, wanted.table)
    own = own_points(wanted.period, handed)
    if not own:
        raise GijaError("reports.no_table", period=wanted.period)
    kept = coarser(own, wanted.without)
    base = way(wanted.protection).base
    fed = series(wanted.kind, wanted.table, wanted.period, wanted.protection) if base else None
    passed = gate.passed(wanted.name, max(one.approved_on for one in handed), kept, base, fed)
    return Gathered(Knowledge(points=passed.points, handed=tuple(handed)), passed)


def handed_over(period: str, table: str = "") -> list[building.Handed]:
    """The latest version of each table of the period: of the one named, or of the half-year tables."""
    latest: dict[str, ReceivedTable] = {}
    wanted = {"table": table} if table else {"table__in": building.HALF_YEAR_TABLES}
    for row in ReceivedTable.objects.filter(period=period, **wanted).order_by("table", "vintage"):
        latest[row.table] = row
    return [
        building.Handed(
            table=row.table,
            title=Text(row.title_en, row.title_lt),
            vintage=row.vintage,
            hash=row.hash,
            approved_on=row.approved_on.isoformat(),
            approved_by=text_on(row.approved_by, row.approved_on),
        )
        for row in latest.values()
    ]


def own_points(period: str, handed: Iterable[building.Handed]) -> list[Point]:
    """The true counts of the tables handed over, in just that vintage: they go through the gate."""
    held = {(one.table, one.vintage) for one in handed}
    reported = statistics.points(kinds=("reported",), inner=True)
    return [p for p in reported if p.period == period and (p.basis.dataset, p.vintage) in held]


def coarser(points: Iterable[Point], without: Collection[str]) -> list[Point]:
    """The figures that are not broken down by any of these axes of the gate."""
    return [p for p in points if not {axis for axis, _ in populations.where(p)[1]} & set(without)]


def collected(period: str) -> tuple[Point, ...]:
    """What suppliers told for the Union's tables of a year."""
    wanted = {code for code, one in indicators().items() if one.family == FAMILY}
    reported = statistics.points(kinds=("reported",))
    return tuple(p for p in reported if p.period == period and p.indicator in wanted and p.source == "collection")


def unjudged(points: Iterable[Point]) -> tuple[str, ...]:
    """The indicators of which suppliers told a number that the gate does not judge: such a number stays inside."""
    found = {p.indicator for p in points if p.value is not None and not populations.is_judged(p)}
    return tuple(code for code in indicators() if code in found)


def _closed(point: Point) -> Point:
    return Sorted.closed(point) if point.value is not None else point


def _nothing(wanted: Wanted) -> dict[str, Any]:
    return {}


def _years(period: str) -> list[str]:
    return [str(year) for year in range(int(period[:4]), int(period[-4:] if len(period) == 9 else period[:4]) + 1)]


def _figured(wanted: Wanted) -> dict[str, Any]:
    of = {one.code for one in families.compared()}
    years = _years(wanted.period)
    results = [one for year in years for one in reconciliation.whole_year(year) if one.family.code in of]
    chapters = [one for year in years[-1:] for one in unseen.chapters_of(year)]
    return {"results": tuple(results), "chapters": tuple(chapters)}


def _evaluator(wanted: Wanted) -> dict[str, Any]:
    return {**_figured(wanted), "beside": _ministry(wanted.period)}


def _ministry(period: str) -> ReportData | None:
    """The ministry's published report of the same year, latest version."""
    rows = Report.objects.filter(kind=Kind.ANNUAL, period=period, state=State.PUBLISHED).order_by("vintage")
    last = rows.last()
    return stored.read(last.data) if last else None


def _plan(wanted: Wanted) -> dict[str, Any]:
    return {"plan": plan_told(wanted.plan, wanted.period)}


def plan_told(code: str, period: str) -> PlanTold:
    """An adopted plan with the approved progress of a year. Refuses one that is not there (`plan.not_found`)."""
    found = plans.plan(code)
    edition = plans.edition(found)
    if edition is None:
        raise GijaError("plan.not_found")
    tree = plans.tree(found, edition.number)
    rows = Progress.objects.filter(plan=found, state=Standing.APPROVED, period__lte=f"{period}-Z").order_by(
        "period", "pk"
    )
    told = tuple(map(_told, rows))
    known_on = rows.aggregate(last=Max("changed_at"))["last"]
    bodies = {one for measure in tree.measures() for one in measure.institutions} | {found.coordinator}
    return PlanTold(
        code=found.code, title=found.text, starts=found.starts, ends=found.ends, coordinator=found.coordinator,
        edition=edition.number, tree=tree, known_on=known_on.date() if known_on else edition.day or found.starts,
        document=Text(edition.document_en, edition.document_lt), adopted_by=edition.adopted_by, adopted_on=edition.day,
        told=told, names={one: text_on(one) for one in sorted(filter(None, bodies))}, source=found.source,
    )  # fmt: skip


def _told(row: Progress) -> Told:
    evidence = tuple((str(one[0]), str(one[1])) for one in row.evidence)
    spent = Money(row.spent, row.currency) if row.spent is not None else None
    return Told(
        row.measure, row.period, row.institution, row.execution, Text(row.text_en, row.text_lt), tuple(row.actuals),
        evidence, spent,
    )  # fmt: skip


def _asked(wanted: Wanted) -> dict[str, Any]:
    found, names = deliveries.table_set(wanted.period)
    asked: list[Asked] = [line.asked for table in found.tables for line in table.lines]
    suppliers = {one: Text(names["en"][one], names["lt"][one]) for one in names["en"]}
    return {"asked": tuple(dict.fromkeys(asked)), "names": suppliers}


def _questionnaire(wanted: Wanted) -> dict[str, Any]:
    told = passages.answers(wanted.of) if wanted.of and wanted.of.pk else []
    answers = tuple(Answer(one.country, one.question, one.text, Text(one.source, one.source)) for one in told)
    return {**_figured(wanted), "answers": answers, **_entered(wanted.period)}


def _entered(period: str) -> dict[str, Any]:
    """What registers hold for the answers."""
    blocks = cooperation.answer(period)
    return {"entered": {"q-9-6": blocks}, "entered_on": cooperation.known_on()} if blocks else {}


_MORE: dict[str, Callable[[Wanted], dict[str, Any]]] = {
    Kind.ANNUAL: _figured,
    Kind.EVALUATOR: _evaluator,
    Kind.MULTI_YEAR: _figured,
    Kind.GRETA: _figured,
    Kind.PLAN_PROGRESS: _plan,
    Kind.QUESTIONNAIRE: _questionnaire,
    Kind.EU19A: _asked,
}
