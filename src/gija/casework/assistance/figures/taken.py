"""What is taken away as a file: people assisted in a year, service events without identity. Each leaves one entry."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.assistance import queries
from gija.casework.assistance.counting import AT_RISK, STATUS, VICTIM, status_on
from gija.casework.assistance.figures.queries import AGES, of_year
from gija.casework.assistance.rules import EXPORT
from gija.casework.cases.file import FILE
from gija.commons.audit.services import record
from gija.commons.casefile.forms import language
from gija.commons.permissions import Actor, require
from gija.vocabulary.lists import code_list

ZONE = FILE.zone
EVENT_HEADS = ["month", "service", "hours", "outcome", "assisted_status", "sex"]


def exported(actor: Actor | None, asked: dict[str, Any]) -> list[list[Any]]:
    """The events that fit the filters, to be taken away without identity: no number of a case, no note, a month for a
    day. One entry of the audit trail."""
    who = require(actor, EXPORT, actor.institution if actor else None)
    events, today = queries.events(who, asked), timezone.localdate()
    cases = queries.assisted_by_case(who.institution, (), events.order_by().values("case_id"))
    statuses = {pk: STATUS.get(status_on([case], today), "") for pk, case in cases.items()}
    rows = [
        [f"{on:%Y-%m}", kind, hours, outcome, statuses[case], cases[case].sex]
        for on, kind, hours, outcome, case in events.order_by("first_on", "pk").values_list(
            "first_on", "service__kind", "hours", "outcome", "case_id"
        )
    ]  # fmt: skip
    with transaction.atomic(using=ZONE):
        record(ZONE, who, EXPORT, object_type="service_events", object_id="list", details={"rows": len(rows)})
    return rows


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
