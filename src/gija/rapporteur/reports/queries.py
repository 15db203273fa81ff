"""Reports as they stand, the data a report is built from, and its files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db.models import QuerySet

from gija.commons.directory.queries import text_on
from gija.commons.permissions import Actor, may, require
from gija.rapporteur.reports import building, faces, rules, stored
from gija.rapporteur.reports.models import OPEN, Kind, Report, State
from gija.rapporteur.reports.values import ReportData
from gija.rapporteur.statistics import queries as statistics
from gija.rapporteur.statistics.models import ReceivedTable
from gija.rapporteur.statistics.periods import checked
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text


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


def vintage_of(kind: str, period: str) -> int:
    """The version the next report of this kind and period will be."""
    published = Report.objects.filter(kind=kind, period=period, state__in=(State.PUBLISHED, State.WITHDRAWN))
    return max(published.values_list("vintage", flat=True), default=0) + 1


def open_report(kind: str, period: str) -> Report | None:
    return Report.objects.filter(kind=kind, period=period, state__in=OPEN).first()


def last_release(kind: str, period: str) -> str:
    """The release that a new one of this kind and period revises; empty for the first."""
    found = Report.objects.filter(kind=kind, period=period).exclude(release="").order_by("-vintage").first()
    return found.release if found else ""


def checked_period(kind: str, period: str) -> str:
    """The period, if this kind of report has one like it (`reports.period`)."""
    try:
        checked(period)
    except GijaError:
        raise GijaError("reports.period") from None
    if kind not in Kind.values or (len(period) == 4) is not (kind == Kind.ANNUAL):
        raise GijaError("reports.period")
    return period


def build(kind: str, period: str, setting: building.Setting) -> ReportData:
    """The report from the figures known now. Refuses what the builders refuse."""
    checked_period(kind, period)
    if kind == Kind.ANNUAL:
        points = statistics.points(kinds=("cited", "computed"))
        return building.annual(int(period), points, statistics.reconciliation(), statistics.validate(), setting)
    return building.half_year(period, _handed(period), statistics.points(kinds=("reported",)), setting)


def _handed(period: str) -> list[building.Handed]:
    """The latest version of each table of the period."""
    latest: dict[str, ReceivedTable] = {}
    for row in ReceivedTable.objects.filter(period=period).order_by("table", "vintage"):
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


def data_of(one: Report) -> ReportData:
    """What was frozen; of a draft, what would be frozen now. Refuses frozen data that changed (`reports.changed`)."""
    if not one.data:
        return build(one.kind, one.period, setting_of(one))
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
