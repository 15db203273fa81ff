"""The figures of an institution by year: people assisted, services they had, hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from gija.casework.assistance import counting, queries
from gija.casework.assistance.counting import AT_RISK, VICTIM, Days, Key
from gija.casework.assistance.rules import NOT_GIVEN
from gija.commons.permissions import Actor

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
    counted = counting.count(queries.assisted(actor.institution, period), period)
    groups = [_group(status, counted.people, counted.services) for status in (VICTIM, AT_RISK)]
    return Year(year, groups, counted.left_out, _hours(actor, period))


def _group(status: str, counted: Mapping[Key, int], had: Mapping[tuple[str, str], int]) -> Group:
    rows = [(sex, [counted.get((status, sex, age), 0) for age in AGES]) for sex in SEXES]
    totals = [counting.total(counted, status, age_group=age) for age in AGES]
    services = sorted((service, n) for (of, service), n in had.items() if of == status)
    shown = [(sex, cells, sum(cells)) for sex, cells in rows if sum(cells) or sex in ("F", "M")]
    return Group(status, shown, totals, counting.total(counted, status), services)


def _hours(actor: Actor, period: Days) -> list[tuple[str, int, Decimal | None, int]]:
    """Of what was given: who did not come, declined or was called off had no hours."""
    rows = queries.events(actor, {"first": period.first, "last": period.last}).exclude(outcome__in=NOT_GIVEN)
    found = (
        rows.order_by("service__kind").values_list("service__kind").annotate(Count("pk"), Sum("hours"), Count("hours"))
    )
    return [(kind, events, hours, events - known) for kind, events, hours, known in found]
