"""Reports as they stand, the data a report is built from, and its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db.models import Q, QuerySet

from gija.commons.directory.queries import text_on
from gija.commons.permissions import Actor, may, require
from gija.rapporteur.authoring import checking, passages
from gija.rapporteur.duties import calendar
from gija.rapporteur.gate import populations, rounding
from gija.rapporteur.gate.going import Passed
from gija.rapporteur.gate.ways import way
from gija.rapporteur.reports import building, faces, rules, stored
from gija.rapporteur.reports.building.templates import template
from gija.rapporteur.reports.choosing import words
from gija.rapporteur.reports.gathering import OF_REGISTER, Wanted, collected, gathered, handed_over, own_points
from gija.rapporteur.reports.gathering import unjudged as not_judged
from gija.rapporteur.reports.models import OPEN, Kind, Report, State
from gija.rapporteur.reports.values import ReportData
from gija.rapporteur.statistics.models import ReceivedTable
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.indicators import indicators
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


def vintage_of(kind: str, period: str, table: str = "") -> int:
    """The version the next report of this kind, period and table will be: after all that were published or sent."""
    told = Q(state__in=(State.PUBLISHED, State.WITHDRAWN)) | Q(dispatches__isnull=False)
    there = Report.objects.filter(told, kind=kind, period=period, table=table)
    return max(there.values_list("vintage", flat=True), default=0) + 1


def open_report(kind: str, period: str, table: str = "") -> Report | None:
    return Report.objects.filter(kind=kind, period=period, table=table, state__in=OPEN).first()


def last_release(one: Report) -> str:
    """The release that a new one of this kind, period and table revises; empty for the first."""
    same = Report.objects.filter(kind=one.kind, period=one.period, table=one.table)
    found = same.exclude(release="").order_by("-vintage").first()
    return found.release if found else ""


def checked_period(kind: str, period: str) -> str:
    """The period, if this kind of report has one like it (`reports.period`)."""
    if kind not in Kind.values or not template(kind).periods.fits(period):
        raise GijaError("reports.period")
    return period


@dataclass(frozen=True, slots=True)
class Built:
    """A report, what the disclosure gate let pass of its figures, and the figures that texts may tell."""

    data: ReportData
    passed: Passed
    points: tuple[Point, ...]


def name_of(kind: str, period: str, table: str, vintage: int) -> str:
    """What a release of the ledger is called."""
    return "-".join(filter(None, (kind, table, period, f"v{vintage}")))


def build(kind: str, period: str, setting: building.Setting, table: str = "", plan: str = "") -> ReportData:
    """The data of a report as they are known now, for who may read reports. Refuses what cannot be built."""
    return built(Wanted(kind, period, name_of(kind, period, table, setting.vintage), table, plan), setting).data


def built(wanted: Wanted, setting: building.Setting, texts: Mapping[str, Text] | None = None) -> Built:
    """The same, with what the gate says of it. `texts`: what authors wrote, by section; refused with its place
    (`authoring.…`) where it cannot be told."""
    checked_period(wanted.kind, wanted.period)
    found = gathered(wanted)
    if wanted.kind in OF_REGISTER:
        left_out = tuple(map(words.axis, sorted(wanted.without)))
        base = way(wanted.protection).base
        rounded = rounding.told(base) if base else None
        setting = replace(setting, certificate=found.passed.hash, left_out=left_out, rounded=rounded)
    make = partial(template(wanted.kind).build, wanted.period, found.known)
    data = make(setting)
    points = data.observations or found.known.points
    if texts:
        data = make(replace(setting, passages=checking.blocks(wanted.kind, texts, points)))
    return Built(data, found.passed, points)


@dataclass(frozen=True, slots=True)
class Candidate:
    """The true figures that a report would tell, before the gate: `name` and `day` of their release."""

    name: str
    day: str
    points: tuple[Point, ...]


def candidate(one: Report) -> Candidate | None:
    """What would go through the gate, whatever is left out; None where all figures are cited. For inner roles only."""
    handed = handed_over(one.period, one.table) if one.kind in OF_REGISTER else []
    own = own_points(one.period, handed)
    if not own:
        return None
    name = name_of(one.kind, one.period, one.table, one.vintage)
    return Candidate(name, max(each.approved_on for each in handed), tuple(own))


def breakdowns_of(one: Report) -> tuple[str, ...]:
    """By what a report's figures are broken down, as axes of the gate."""
    found = candidate(one)
    places = (populations.where(p)[1] for p in found.points) if found else ()
    named = {axis for place in places for axis, _ in place}
    return tuple(sorted(named - {populations.TIME}))


def unjudged(one: Report) -> tuple[Text, ...]:
    """What suppliers told numbers of that this report cannot tell: the gate does not judge them."""
    told = collected(one.period) if one.kind == Kind.EU19A else ()
    return tuple(indicators()[code].text for code in not_judged(told))


def tables() -> list[tuple[str, Text]]:
    """The tables that were handed over, to choose from, as their latest version is called, with who handed it over:
    several institutions count by one rule, and call their tables alike."""
    rows = {row.table: row for row in ReceivedTable.objects.order_by("table", "period", "vintage")}
    found = [(row, text_on(row.approved_by, row.approved_on)) for row in rows.values()]
    return [(row.table, Text(f"{row.title_en} ({by.en})", f"{row.title_lt} ({by.lt})")) for row, by in found]


def setting_of(one: Report) -> building.Setting:
    both = zip(paragraphs(one.foreword_en), paragraphs(one.foreword_lt), strict=True)
    foreword = tuple(Text(en, lt) for en, lt in both)
    reason = Text(one.reason_en, one.reason_lt) if one.reason_en else None
    return building.Setting(
        text_on(one.institution), one.vintage, foreword, settings.DEMO, reason=reason, addressees=addressees(one)
    )  # fmt: skip


def addressees(one: Report) -> tuple[Text, ...]:
    """To whom the calendar of duties says that a report of this kind is owed."""
    owed = [to for duty in calendar.duties().values() if duty.report == one.kind != "" for to in duty.to]
    return tuple(text_on(to) for to in dict.fromkeys(owed) if to != one.institution)


def wanted(one: Report) -> Wanted:
    """Which report it is, as it is gathered for."""
    without = tuple(filter(None, one.without.split(",")))
    name = name_of(one.kind, one.period, one.table, one.vintage)
    return Wanted(one.kind, one.period, name, one.table, one.plan, without, one.protection, one)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: what stands between empty lines."""
    return [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def would_be(one: Report) -> Built:
    """What would be frozen now. Refuses, with the place, a text that cannot be told."""
    return built(wanted(one), setting_of(one), passages.written(one) if one.pk else {})


def bare(one: Report) -> Built:
    """The same without what authors wrote: what stands beside their texts."""
    return built(wanted(one), setting_of(one))


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


@lru_cache(maxsize=96)  # a page and its files are asked for one after the other
def _file(canonical: str, name: str) -> bytes:
    return faces.file(stored.read(canonical), name, fonts())


def fonts() -> list[Path]:
    """Where DejaVu lies if the browser files were fetched; without it typst's own letters are used."""
    folder = finders.find("vendor/fonts")
    return [Path(folder)] if isinstance(folder, str) else []
