"""The figures of an institution: people assisted, services they had, hours; on the page and to be taken away."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.assistance import counting, queries
from gija.casework.assistance.counting import AT_RISK, VICTIM, Days, Key
from gija.casework.assistance.rules import EXPORT
from gija.casework.cases.file import FILE
from gija.commons.audit.services import record
from gija.commons.casefile.forms import language
from gija.commons.permissions import Actor, require
from gija.vocabulary.lists import code_list

ZONE = FILE.zone
AGES = (counting.CHILD, counting.ADULT, counting.UNKNOWN)
SEXES = ("F", "M", "X", "U")


@dataclass(frozen=True, slots=True)
class Group:
    """People of one status: rows of sex with a number for each age group and their sum; services they had."""

    status: str
    rows: list[tuple[str, list[int], int]]
    totals: list[int]
    total: int
    services: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Year:
    """One year: victims, persons at risk apart, who stands in neither; events and hours by kind of service."""

    year: int
    groups: list[Group]
    left_out: int
    hours: list[tuple[str, int, Decimal | None, int]]  # kind, events, hours, events without hours


def years(actor: Actor) -> list[int]:
    """The years in which the institution assisted anybody, the last first."""
    return queries.years(actor.institution)


def of_year(actor: Actor, year: int) -> Year:
    """The figures of one year by the rule of `counting.people`."""
    period = Days.year(year)
    cases = queries.assisted(actor.institution, period)
    counted, had = counting.people(cases, period), counting.by_service(cases, period)
    groups = [_group(status, counted, had) for status in (VICTIM, AT_RISK)]
    return Year(year, groups, counting.left_out(cases, period), _hours(actor, period))


def _group(status: str, counted: Mapping[Key, int], had: Mapping[tuple[str, str], int]) -> Group:
    rows = [(sex, [counted.get((status, sex, age), 0) for age in AGES]) for sex in SEXES]
    totals = [counting.total(counted, status, age_group=age) for age in AGES]
    services = sorted((service, n) for (of, service), n in had.items() if of == status)
    shown = [(sex, cells, sum(cells)) for sex, cells in rows if sum(cells) or sex in ("F", "M")]
    return Group(status, shown, totals, counting.total(counted, status), services)


def _hours(actor: Actor, period: Days) -> list[tuple[str, int, Decimal | None, int]]:
    rows = queries.events(actor, {"first": period.first, "last": period.last}).order_by("service__kind")
    found = rows.values_list("service__kind").annotate(Count("pk"), Sum("hours"), Count("hours"))
    return [(kind, events, hours, events - known) for kind, events, hours, known in found]


def taken(actor: Actor | None, year: int, kind: str) -> bytes:
    """The figures of a year as `csv` or `xlsx`; codes in the first, words in the second. One entry of the trail."""
    who = require(actor, EXPORT, actor.institution if actor else None)
    found = of_year(who, year)
    rows = [
        (str(year), group.status, sex, age, n)
        for group in found.groups for sex, cells, _all in group.rows for age, n in zip(AGES, cells, strict=True)
    ]  # fmt: skip
    with transaction.atomic(using=ZONE):
        record(
            ZONE, who, EXPORT, object_type="figures", object_id="people_assisted",
            details={"year": year, "format": kind},
        )  # fmt: skip
    heads = ["year", "assisted_status", "sex", "age_group", "people"]
    return as_csv(heads, rows) if kind == "csv" else _workbook(year, rows)


def as_csv(heads: list[str], rows: Any) -> bytes:
    """Rows as CSV in UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows(rows)
    return out.getvalue().encode()


def _workbook(year: int, rows: list[tuple[str, str, str, str, int]]) -> bytes:
    """A sheet for victims and another for persons at risk: no sum can be drawn over both by mistake."""
    from gija.formats.xlsx import Column, Sheet, write

    spoken, lists = language(), [code_list(name) for name in ("sex", "age_group")]
    columns = (Column(_("Sex")), Column(_("Age group")), Column(_("People"), numeric=True))
    note = _("Each person once. Not for publication: small numbers give people away.")
    sheets = [
        Sheet(
            code_list("assisted_status")[status].text.in_(spoken)[:31],
            f"{code_list('assisted_status')[status].text.in_(spoken)}, {year}", columns,
            tuple(
                (lists[0][sex].text.in_(spoken), lists[1][age].text.in_(spoken), n)
                for _year, of, sex, age, n in rows if of == status
            ),
            (note,),
        )
        for status in (VICTIM, AT_RISK)
    ]  # fmt: skip
    return write(sheets, title=_("People assisted"), language=spoken, made=timezone.localtime())


EVENT_HEADS = ["month", "service", "hours", "outcome", "assisted_status", "sex"]


def event_book(rows: list[list[Any]]) -> bytes:
    """Service events as a workbook, in words."""
    from gija.formats.xlsx import Column, Missing, Sheet, write

    spoken = language()

    def said(name: str, code: str) -> Any:
        return code_list(name)[code].text.in_(spoken) if code in code_list(name) else Missing("–")

    columns = (
        Column(_("Month")), Column(_("Service")), Column(_("Hours given"), numeric=True), Column(_("Outcome")),
        Column(_("Status")), Column(_("Sex")),
    )  # fmt: skip
    told = tuple(
        (month, said("service", kind), Missing(_("not counted")) if hours is None else hours,
         said("service_outcome", outcome), said("assisted_status", status), said("sex", sex))
        for month, kind, hours, outcome, status, sex in rows
    )  # fmt: skip
    title = _("Service events")
    return write([Sheet(title, title, columns, told)], title=title, language=spoken, made=timezone.localtime())
