"""A programme year: projects, money, and persons assisted as an interval; what the sources told beside it.

One person may be helped by two projects, and nobody here knows who: over all projects there were at least as many
people as in the largest one, at most as many as in all together. Persons at risk and victims are never added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gija.commons.permissions import Actor, require
from gija.messages.grants import AT_RISK, VICTIM
from gija.methods.money import Money
from gija.rapporteur.activities import rules
from gija.rapporteur.activities.checks import MISSING, total
from gija.rapporteur.activities.models import Call, Grant, PersonsReport, Verdict
from gija.rapporteur.statistics import periods
from gija.rapporteur.statistics import queries as statistics
from gija.rapporteur.statistics.points import Point
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

STATUSES = (VICTIM, AT_RISK)
Counted = Callable[[PersonsReport], int]


@dataclass(frozen=True, slots=True)
class Interval:
    """At least, at most so many different people."""

    least: int
    most: int


def together(parts: Iterable[Interval]) -> Interval:
    """Of groups that may share people."""
    all_of = list(parts)
    return Interval(max((one.least for one in all_of), default=0), sum(one.most for one in all_of))


def in_force(of: Grant) -> list[PersonsReport]:
    """The last accepted vintage of each period; none of a period that another holds whole."""
    last: dict[str, PersonsReport] = {}
    for one in of.persons.all():  # by period and vintage
        if one.state == Verdict.ACCEPTED:
            last[one.period] = one
    return [one for period, one in last.items() if not any(_holds(other, period) for other in last)]


def _holds(whole: str, part: str) -> bool:
    first, begins = periods.begins(whole), periods.begins(part)
    ends = begins + periods.length(part)
    return whole != part and first <= begins and ends <= first + periods.length(whole)


def people(of: Grant, counted: Counted) -> Interval:
    """Different people of one grant; periods may share people."""
    return together(Interval(n, n) for n in map(counted, in_force(of)))


def by(status: str, place: int, code: str) -> Counted:
    """People of a status with a code at a place of the key (1: sex, 2: age)."""
    return lambda one: sum(c["value"] for c in one.cells if c["key"][0] == status and c["key"][place] == code)


def of_status(status: str) -> Counted:
    return lambda one: one.victims if status == VICTIM else one.at_risk


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of people: a list's code within a status; `code` empty: all of the status."""

    status: str
    list: str
    code: str
    people: Interval


@dataclass(frozen=True, slots=True)
class Year:
    """A programme year. Money in euro, each amount rounded before it is added; `waiting`: reports not accepted yet,
    `silent`: grants of which none was accepted."""

    year: int
    grants: tuple[Grant, ...]
    awarded: Decimal
    paid: Decimal
    rows: tuple[Row, ...]
    waiting: int
    silent: int


def of(actor: Actor | None, year: int) -> Year:
    """What is known of a programme year. Refuses one that no call can be of (`activities.not_found`)."""
    require(actor, rules.READ)
    if not 1990 <= year <= 2099:
        raise GijaError(MISSING)
    found = Grant.objects.filter(application__call__year=year).select_related("application__call")
    grants = tuple(found.prefetch_related("persons", "instalments"))
    return Year(
        year, grants, total(Money(one.amount, one.currency).euro for one in grants),
        total(Money(part.paid, one.currency).euro for one in grants for part in one.instalments.all() if part.paid),
        tuple(_rows(grants)) if any(in_force(one) for one in grants) else (),
        sum(r.state == Verdict.RECEIVED for one in grants for r in one.persons.all()),
        sum(not in_force(one) for one in grants),
    )  # fmt: skip


def _rows(grants: Sequence[Grant]) -> Iterable[Row]:
    for status in STATUSES:
        yield Row(status, "", "", _over(grants, of_status(status)))
        for place, name in ((1, "sex"), (2, "age_group")):
            for code in code_list(name).codes:
                row = Row(status, name, code, _over(grants, by(status, place, code)))
                if row.people.most:
                    yield row


def _over(grants: Sequence[Grant], counted: Counted) -> Interval:
    return together(people(one, counted) for one in grants)


def years(actor: Actor | None) -> list[int]:
    """Programme years that are known here or were told by the sources, the latest first."""
    require(actor, rules.READ)
    told = {int(one.period[:4]) for name in INDICATORS for one in statistics.points(name, kinds=CITED)}
    return sorted({*Call.objects.exclude(state="draft").values_list("year", flat=True), *told}, reverse=True)


CITED = ("cited",)
INDICATORS = ("ngo_projects_funded", "persons_assisted_ngo")


def told(year: int) -> list[Point]:
    """What published sources say of the year, each with document and line: the check of what is counted here."""
    return [one for name in INDICATORS for one in statistics.points(name, kinds=CITED) if one.period == str(year)]
