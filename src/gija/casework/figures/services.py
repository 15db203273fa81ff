"""Tables are made, approved, taken along as a file: one act, one transaction, one audit entry each."""

from __future__ import annotations

from typing import Any, cast

from django.db import transaction

from gija.casework.figures import queries, tables
from gija.casework.figures.models import ZONE, Table
from gija.casework.figures.rules import APPROVE, EXPORT, MAKE
from gija.commons.audit.services import record
from gija.commons.handover import counting, services
from gija.commons.handover.rules import Rule
from gija.commons.handover.services import Book
from gija.commons.permissions import Actor, require
from gija.messages.grants import GrantReport
from gija.messages.tables import Cell
from gija.methods.tables import Period
from gija.vocabulary.errors import GijaError

BOOK = Book(ZONE, Table, MAKE, APPROVE, {"make": MAKE, "approve": APPROVE}, "figures_table")
SAME = ("table", "grant")
COUNTED_BY = "assisted_people-v1"  # name and version of the rule, as a report of a grant names it


def make(actor: Actor | None, name: str, period: Period) -> Table:
    """Freeze a table of a period that is over, as its next vintage; see `handover.services.make`."""
    if name not in tables.RULES:
        raise GijaError("frozen.not_found")
    return cast(Table, services.make(BOOK, tables.RULES[name], actor, period, table=name, grant=""))


def make_report(actor: Actor | None, number: str, period: Period) -> Table:
    """The same of the people assisted under a grant. Refused: a period without a day of it (`figures.outside_grant`),
    another institution's grant (`figures.not_found`)."""
    who = require(actor, MAKE, actor.institution if actor else None)
    of = queries.grant(who, number)
    if str(of.last_day)[:7] < period.first_month or str(of.first_day)[:7] > period.last_month:
        raise GijaError("figures.outside_grant", period=str(period))
    return cast(Table, services.make(BOOK, tables.grant(of), who, period, table=tables.GRANT, grant=number))


def approve(actor: Actor | None, pk: str) -> Table:
    """Approve a colleague's table and hand it over; see `handover.services.approve`."""
    return cast(Table, services.approve(BOOK, _rule_of, actor, pk, _message, SAME))


def _rule_of(found: Any) -> Rule:
    return queries.rule_of(found)


def _message(found: Any, rule: Rule, by: Actor) -> Any:
    return _report(found, rule, by) if found.grant else services.message(found, rule, by)


def _report(found: Table, rule: Rule, by: Actor) -> GrantReport:
    kept = counting.kept(rule, found.counts)
    cells = [
        Cell(key=(status, *key), value=number, measure="people")
        for status, end in tables.TO_WHOM.items()
        for key, number in kept[f"assisted_{end}"].items()
    ]
    return GrantReport.sealed(
        grant=found.grant, institution=found.institution, period=found.period, vintage=found.vintage,
        rule=COUNTED_BY, cells=tuple(cells), **services.signed(found, by),
    )  # fmt: skip


def exported(actor: Actor | None, pk: str) -> Table:
    """A table to be taken along: one entry."""
    who = require(actor, EXPORT, actor.institution if actor else None)
    found = queries.one(who, pk)
    details: dict[str, Any] = {"table": found.table, "period": found.period, "vintage": found.vintage}
    with transaction.atomic(using=ZONE):
        record(ZONE, who, EXPORT, object_type="figures_table", object_id=found.pk, details=details)
    return found
