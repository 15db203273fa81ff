"""Tables as they were frozen, and who made and approved them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from gija.commons.audit.models import Entry
from gija.commons.permissions import Actor, may, require
from gija.methods.tables import Period
from gija.register.analysis.crossing import Cross
from gija.register.analysis.dimensions import Way, ways
from gija.register.analysis.models import NONE
from gija.register.records.models import REGISTER
from gija.register.tables import captures, crosses
from gija.register.tables.captures import Captures
from gija.register.tables.contents import Figures, margins_of, of_rows
from gija.register.tables.models import BOUNDS, PARTS, Table
from gija.vocabulary.errors import GijaError

READ = "register.table.read"
BUILD = "register.table.build"
APPROVE = "register.table.approve"
FIRST_YEAR = 2006  # the register's first


def period_of(table: Table) -> Period:
    return Period(table.year, PARTS[table.part])


def part_of(period: Period) -> str:
    """How a period's part of the year is kept."""
    return next(part for part, half in PARTS.items() if half == period.half)


def figures_of(table: Table) -> Figures:
    """The figures of a table, from its rows: of the finest table its margins, of capture histories the total."""
    return (margins_of if table.fine else of_rows)(period_of(table), table.cells.all())


def tables(actor: Actor) -> QuerySet[Table]:
    """All tables, latest period first."""
    return Table.objects.all() if may(actor, READ) else Table.objects.none()


def table(actor: Actor, table_id: str) -> Table:
    """One table; `register.tables.not_found` if there is none."""
    require(actor, READ)
    found = Table.objects.filter(pk=table_id).first()
    if found is None:
        raise GijaError("register.tables.not_found")
    return found


def ways_of(found: Table) -> tuple[Way, ...]:
    """The dimensions of a crossed table; none of the half-year table."""
    return tuple(ways()[code] for code in (found.first, found.second, found.third) if code != NONE)


def fields_of(of: tuple[Way, ...]) -> dict[str, str]:
    """How the dimensions of a table are kept."""
    codes = [way.code for way in of] + [NONE] * (len(crosses.PLACES) - len(of))
    return dict(zip(crosses.PLACES, codes, strict=True))


def cross_of(found: Table) -> Cross:
    """A crossed table, from its rows."""
    of = ways_of(found)
    rows = list(found.crossed.values_list(*crosses.PLACES, "value", "measure"))
    bounds = {measure: value for *_codes, value, measure in rows if measure in BOUNDS}
    counts = [row for row in rows if row[-1] not in BOUNDS]
    cells = {tuple(codes[: len(of)]): value for *codes, value, _measure in counts}
    interval = (bounds["people_lower"], bounds["people_upper"]) if bounds else None
    return Cross(of, cells, next((measure or "" for *_row, measure in counts), ""), interval)


def captures_of(found: Table) -> Captures:
    """The capture histories of a table, from its rows."""
    return captures.of_rows(period_of(found), found.listed.all(), found.cells.all())


def of_period(
    period: Period, of: tuple[Way, ...] = (), *, fine: bool = False, captures: bool = False
) -> QuerySet[Table]:
    """The vintages of a period's table of these dimensions, or of its finest one, or of its capture histories, latest
    first."""
    of_kind = {"fine": fine, "captures": captures, **fields_of(of)}
    return Table.objects.filter(year=period.year, part=part_of(period), **of_kind).order_by("-vintage")


def vintages(found: Table) -> QuerySet[Table]:
    """The vintages of the same table, latest first."""
    return of_period(period_of(found), ways_of(found), fine=found.fine, captures=found.captures)


def waiting_for(actor: Actor) -> int:
    """How many tables wait for this actor's approval."""
    return sum(may_approve(actor, t) for t in Table.objects.filter(approved_by__isnull=True))


def may_approve(actor: Actor, found: Table) -> bool:
    """Is this table still to be approved, the latest of its period, and made by somebody else?"""
    latest = vintages(found).first()
    return (
        may(actor, APPROVE)
        and found.approved_by is None
        and found.made_by != actor.account
        and latest is not None
        and latest.pk == found.pk
    )


def periods_over() -> list[Period]:
    """The periods of which a table can be made, latest first."""
    today = timezone.localdate()
    every = [Period(year, half) for year in range(today.year, FIRST_YEAR - 1, -1) for half in (0, 2, 1)]
    return [period for period in every if period.over(today)]


@dataclass(frozen=True, slots=True)
class Act:
    """Who made or approved a table, as the audit trail has it. `details` of the making hold the hash."""

    at: dt.datetime
    account: int
    actor: str
    role: str
    institution: str
    institution_name: str
    details: Mapping[str, object]


def acts(found: Table) -> dict[str, Act]:
    """`build`, and once it is approved `approve`."""
    entries = Entry.objects.using(REGISTER).filter(
        object_type="table", object_id=found.pk, outcome="done", action__in=(BUILD, APPROVE)
    )
    return {
        entry.action.rpartition(".")[2]: Act(
            entry.at, entry.account or 0, entry.actor, entry.role, entry.institution, entry.institution_name,
            entry.details,
        )
        for entry in entries.order_by("-number")
    }  # fmt: skip
