"""Reports as they stand, the data a report is built from, and its files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db.models import QuerySet

from gija.commons.directory.queries import text_on
from gija.commons.permissions import Actor, may, require
from gija.rapporteur.estimates import chapters as unseen
from gija.rapporteur.gate import populations
from gija.rapporteur.gate import queries as gate
from gija.rapporteur.gate.protecting import Passed
from gija.rapporteur.reconciliation import chapter, families
from gija.rapporteur.reconciliation import queries as reconciliation
from gija.rapporteur.reports import building, faces, rules, stored
from gija.rapporteur.reports.choosing import words
from gija.rapporteur.reports.models import OPEN, Kind, Report, State
from gija.rapporteur.reports.values import ReportData, Section
from gija.rapporteur.statistics import queries as statistics
from gija.rapporteur.statistics.models import ReceivedTable
from gija.rapporteur.statistics.periods import checked
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

COMPARED = "state_and_ngo"  # the section that sets the state's figures beside those of NGOs


def reports() -> QuerySet[Report]:
    return Report.objects.all()


def report(actor: Actor | None, pk: int) -> Report:
    """One report, for who may read reports; `reports.unknown` where there is none."""
    require(actor, rules.READ)
    try:
        return Report.objects.get(pk=pk)
    except Report.DoesNotExist:
        raise GijaError("reports.unknown") from None


def waiting(actor: Actor) -> int:
    """How many reports wait for this actor: to approve as the second person, to publish."""
    count = Report.objects.filter(state=State.APPROVED).count() if may(actor, rules.PUBLISH) else 0
    if may(actor, rules.APPROVE):
        count += sum(rules.is_second(actor, one) for one in Report.objects.filter(state=State.FROZEN))
    return count


def vintage_of(kind: str, period: str, table: str = "") -> int:
    """The version the next report of this kind, period and table will be."""
    published = Report.objects.filter(
        kind=kind, period=period, table=table, state__in=(State.PUBLISHED, State.WITHDRAWN)
    )
    return max(published.values_list("vintage", flat=True), default=0) + 1


def open_report(kind: str, period: str, table: str = "") -> Report | None:
    return Report.objects.filter(kind=kind, period=period, table=table, state__in=OPEN).first()


def last_release(one: Report) -> str:
    """The release that a new one of this kind, period and table revises; empty for the first."""
    same = Report.objects.filter(kind=one.kind, period=one.period, table=one.table)
    found = same.exclude(release="").order_by("-vintage").first()
    return found.release if found else ""


def checked_period(kind: str, period: str) -> str:
    """The period, if this kind of report has one like it (`reports.period`)."""
    try:
        checked(period)
    except GijaError:
        raise GijaError("reports.period") from None
    annual, yearly = kind == Kind.ANNUAL, len(period) == 4
    if kind not in Kind.values or (kind != Kind.TABLE and annual is not yearly):
        raise GijaError("reports.period")
    return period


@dataclass(frozen=True, slots=True)
class Built:
    """A report, and what the disclosure gate let pass of its figures."""

    data: ReportData
    passed: Passed


def build(kind: str, period: str, setting: building.Setting, table: str = "") -> ReportData:
    """The report from the figures known now, through the disclosure gate. Refuses what the builders and it refuse."""
    return built(kind, period, setting, table).data


def name_of(kind: str, period: str, table: str, vintage: int) -> str:
    """The name the release has in the ledger."""
    return "-".join(filter(None, (kind, table, period, f"v{vintage}")))


def built(
    kind: str, period: str, setting: building.Setting, table: str = "", without: Collection[str] = ()
) -> Built:  # fmt: skip
    """The same, with what the gate says of it; `without`: breakdowns that are not told, as axes of the gate."""
    checked_period(kind, period)
    name = name_of(kind, period, table, setting.vintage)
    if kind == Kind.ANNUAL:
        points = statistics.points(kinds=("cited", "computed"))
        data = building.annual(int(period), points, reconciliation.differences(), statistics.validate(), setting)
        data = replace(data, sections=(*map(_explained(period), data.sections), *unseen.chapters_of(period)))
        return Built(data, gate.passed(name, data.day, (p for p in points if p.basis.kind == "cited")))
    handed = _handed(period, table)
    own = _own(period, handed)
    if not own:
        raise GijaError("reports.no_table", period=period)
    kept = coarser(own, without)
    passed = gate.passed(name, max(one.approved_on for one in handed), kept)
    setting = replace(setting, certificate=passed.hash, left_out=tuple(map(words.axis, sorted(without))))
    builder = building.one_table if kind == Kind.TABLE else building.half_year
    return Built(builder(period, handed, passed.points, setting), passed)


def _explained(period: str) -> Callable[[Section], Section]:
    """To the section on state and NGOs: how far the difference of the year is explained, step by step."""
    of = {one.code for one in families.compared()}
    results = [one for one in reconciliation.whole_year(period) if one.family.code in of]

    def more(section: Section) -> Section:
        if section.code != COMPARED:
            return section
        return replace(section, blocks=(*section.blocks, *chapter.blocks(f"{COMPARED}-why", results, [period])))

    return more


@dataclass(frozen=True, slots=True)
class Candidate:
    """The true figures that a report would tell, before the gate: `name` and `day` of their release."""

    name: str
    day: str
    points: tuple[Point, ...]


def candidate(one: Report) -> Candidate | None:
    """What would go through the gate, whatever is left out; None where all figures are cited. For inner roles only."""
    handed = [] if one.kind == Kind.ANNUAL else _handed(one.period, one.table)
    own = _own(one.period, handed)
    if not own:
        return None
    name = name_of(one.kind, one.period, one.table, one.vintage)
    return Candidate(name, max(each.approved_on for each in handed), tuple(own))


def coarser(points: Iterable[Point], without: Collection[str]) -> list[Point]:
    """The figures that are not broken down by any of these axes of the gate."""
    return [p for p in points if not {axis for axis, _ in populations.where(p)[1]} & set(without)]


def breakdowns_of(one: Report) -> tuple[str, ...]:
    """By what a report's figures are broken down, as axes of the gate."""
    found = candidate(one)
    places = (populations.where(p)[1] for p in found.points) if found else ()
    named = {axis for place in places for axis, _ in place}
    return tuple(sorted(named - {populations.TIME}))


def _own(period: str, handed: list[building.Handed]) -> list[Point]:
    """The true counts of the tables handed over, in just that vintage: they go through the gate."""
    held = {(one.table, one.vintage) for one in handed}
    reported = statistics.points(kinds=("reported",), inner=True)
    return [p for p in reported if p.period == period and (p.basis.dataset, p.vintage) in held]


def tables() -> list[tuple[str, Text]]:
    """The tables the register has handed over, to choose from."""
    rows = ReceivedTable.objects.order_by("table", "-vintage")
    return list({row.table: (row.table, Text(row.title_en, row.title_lt)) for row in rows}.values())


def _handed(period: str, table: str = "") -> list[building.Handed]:
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


def setting_of(one: Report) -> building.Setting:
    words = zip(paragraphs(one.foreword_en), paragraphs(one.foreword_lt), strict=True)
    foreword = tuple(Text(en, lt) for en, lt in words)
    return building.Setting(text_on(one.institution), one.vintage, foreword, settings.DEMO)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: what stands between empty lines."""
    return [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def would_be(one: Report) -> Built:
    """What would be frozen now."""
    return built(one.kind, one.period, setting_of(one), one.table, tuple(filter(None, one.without.split(","))))


def chain(one: Report) -> list[Report]:
    """All that was published of this kind, period and table, earliest first, the withdrawn too."""
    same = Report.objects.filter(kind=one.kind, period=one.period, table=one.table)
    return list(same.filter(state__in=(State.PUBLISHED, State.WITHDRAWN)).order_by("vintage"))


def data_of(one: Report) -> ReportData:
    """What was frozen; of a draft, what would be frozen now. Refuses frozen data that changed (`reports.changed`)."""
    if not one.data:
        return would_be(one).data
    found = stored.read(one.data)
    if stored.digest(found) != one.hash:
        raise GijaError("reports.changed")
    return found


def files_of(data: ReportData, *names: str) -> dict[str, bytes]:
    """Files of the report, as they are or would be published: those named, or all. Refuses a name it has not."""
    canonical = stored.canonical(data).decode()
    return {name: _file(canonical, name) for name in names or faces.names(data)}


@lru_cache(maxsize=32)  # a page and its files are asked for one after the other
def _file(canonical: str, name: str) -> bytes:
    return faces.file(stored.read(canonical), name, fonts())


def fonts() -> list[Path]:
    """Where DejaVu lies if the browser files were fetched; without it typst's own letters are used."""
    folder = finders.find("vendor/fonts")
    return [Path(folder)] if isinstance(folder, str) else []
