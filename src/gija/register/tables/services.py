"""Making and approving a table. Approval by a second person and handing over to the Rapporteur are one act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connections, transaction
from django.utils import timezone

from gija.commons.audit.services import LOCK, record
from gija.commons.courier.services import send
from gija.commons.permissions import Actor, require
from gija.messages.captures import CaptureCounts
from gija.messages.keyed import KeyedTable
from gija.messages.tables import StatisticsTable
from gija.methods.tables import Cell as Figure
from gija.methods.tables import Period
from gija.register.analysis.dimensions import Way, rules_version
from gija.register.records import leaving
from gija.register.records.models import REGISTER
from gija.register.tables import captures, contents, crosses, fine, queries
from gija.register.tables.contents import Figures
from gija.register.tables.models import Cell, CrossCell, Listed, Table
from gija.register.tables.queries import APPROVE, BUILD, READ, Act
from gija.vocabulary.errors import GijaError

RAPPORTEUR = "rapporteur"
Sent = StatisticsTable | KeyedTable | CaptureCounts


def build(actor: Actor | None, period: Period | str, of: tuple[Way, ...] = ()) -> Table:
    """Freeze the figures of a period (`2014-H1`) as its next vintage; earlier vintages stay. `of`: crossed by these
    dimensions.

    Refuses a period that is not over (`register.period_open`) and one of which nothing has changed since its latest
    vintage (`register.table_unchanged`).
    """
    actor = require(actor, BUILD)
    period = Period.of(period) if isinstance(period, str) else period
    return _frozen(period, lambda: _crossed(actor, period, of) if of else _standard(actor, period))


def build_fine(actor: Actor | None, period: Period) -> Table:
    """Freeze the finest table of a period for self-service tables as its next vintage; refuses as `build` does."""
    actor = require(actor, BUILD)
    return _frozen(period, lambda: _finest(actor, period))


def build_captures(actor: Actor | None, period: Period) -> Table:
    """Freeze who is known to exactly which kinds of institutions, for estimates, as the next vintage of the period;
    refuses as `build` and as `captures.captures` does."""
    actor = require(actor, BUILD)
    return _frozen(period, lambda: _captured(actor, period))


def _frozen(period: Period, make: Callable[[], Table]) -> Table:
    """A table made of a period that is over, one at a time."""
    if not period.over(timezone.localdate()):
        raise GijaError("register.period_open", period=str(period))
    with transaction.atomic(using=REGISTER):
        _alone()
        leaving.forgotten()
        made = make()
        leaving.counted(period.year)
    return made


def _standard(actor: Actor, period: Period) -> Table:
    latest = queries.of_period(period).first()
    figures = contents.figures(period)
    if latest and contents.digest(figures, 1) == contents.digest(queries.figures_of(latest), 1):
        raise GijaError("register.table_unchanged", vintage=latest.vintage)
    made = _made(actor, period, latest)
    _keep(made, figures.cells())
    _audit(actor, BUILD, made, sha256=contents.digest(figures, made.vintage))
    return made


def _finest(actor: Actor, period: Period) -> Table:
    latest, found = queries.of_period(period, fine=True).first(), fine.fine(period)
    made_before = queries.acts(latest).get("build") if latest else None
    if latest and made_before and made_before.details.get("sha256") == fine.digest(found, latest.vintage):
        raise GijaError("register.table_unchanged", vintage=latest.vintage)
    made = _made(actor, period, latest, fine=True)
    _keep(made, found.counts())
    _audit(actor, BUILD, made, sha256=fine.digest(found, made.vintage))
    return made


def _captured(actor: Actor, period: Period) -> Table:
    latest, found = queries.of_period(period, captures=True).first(), captures.captures(period)
    if latest and captures.digest(found, 1) == captures.digest(queries.captures_of(latest), 1):
        raise GijaError("register.table_unchanged", vintage=latest.vintage)
    made = _made(actor, period, latest, captures=True)
    _keep(made, found.cells())
    Listed.objects.bulk_create(Listed(table=made, **row) for row in found.listed())
    _audit(actor, BUILD, made, sha256=captures.digest(found, made.vintage))
    return made


def _keep(made: Table, cells: Iterable[tuple[str, Figure]]) -> None:
    rows = (Cell(table=made, place=at, **contents.fields(unit, cell)) for at, (unit, cell) in enumerate(cells))
    Cell.objects.bulk_create(rows)


def _crossed(actor: Actor, period: Period, of: tuple[Way, ...]) -> Table:
    latest = queries.of_period(period, of).first()
    found = crosses.cross(period, of)
    if latest and found == queries.cross_of(latest):
        raise GijaError("register.table_unchanged", vintage=latest.vintage)
    made = _made(actor, period, latest, of)
    CrossCell.objects.bulk_create(
        CrossCell(table=made, place=place, value=value, measure=unit, **dict(zip(crosses.PLACES, key, strict=False)))
        for place, (key, value, unit) in enumerate(crosses.rows(found))
    )
    _audit(actor, BUILD, made, sha256=crosses.digest(period, found, made.vintage))
    return made


def _made(actor: Actor, period: Period, latest: Table | None, of: tuple[Way, ...] = (), **kind: bool) -> Table:
    """A table without cells yet. `kind`: `fine` or `captures`."""
    return Table.objects.create(
        year=period.year,
        part=queries.part_of(period),
        vintage=latest.vintage + 1 if latest else 1,
        made_by=actor.account,
        rules=rules_version(),
        **queries.fields_of(of),
        **kind,
    )


def approve(actor: Actor | None, table: Table | str) -> Table:
    """Approve a colleague's table and hand it over, in one transaction.

    Refuses one's own (`register.own_approval`), one approved already, one with a later vintage, one whose figures are
    not those that were frozen (`register.table_changed`), and a finest table whose people or keys are others by now
    (`register.keys_changed`).
    """
    actor = require(actor, APPROVE)
    with transaction.atomic(using=REGISTER):
        _alone()
        found = queries.table(actor, table.pk if isinstance(table, Table) else table)
        made = _may_be_approved(actor, found)
        message = _checked(found, made, actor)
        found.approved_by = actor.account
        found.save(update_fields=["approved_by"])
        letter = send(REGISTER, message, to_zone=RAPPORTEUR)
        _audit(actor, APPROVE, found, sha256=str(made.details["sha256"]), letter=letter.pk)
    return found


def _checked(found: Table, made: Act, actor: Actor) -> Sent:
    """The message of a table, if its figures are those that were frozen."""
    signed, vintage, period = _signed(made, actor), found.vintage, queries.period_of(found)
    message: Sent
    if found.fine:
        message = fine.message(fine.fine(period), vintage, signed)
    elif found.captures:
        message = captures.message(queries.captures_of(found), vintage, signed)
    elif queries.ways_of(found):
        message = crosses.message(period, queries.cross_of(found), vintage, signed)
    else:
        message = contents.message(queries.figures_of(found), vintage, signed)
    if made.details.get("sha256") != message.hash:
        raise GijaError("register.keys_changed" if found.fine else "register.table_changed")
    return message


def _may_be_approved(actor: Actor, found: Table) -> Act:
    """The making of a table that this actor may approve now."""
    if found.approved_by is not None:
        raise GijaError("register.already_approved")
    if found.made_by == actor.account:
        raise GijaError("register.own_approval")
    latest = queries.vintages(found).first()
    if latest is not None and latest.pk != found.pk:
        raise GijaError("register.older_vintage")
    made = queries.acts(found).get("build")
    if made is None or made.account != found.made_by:
        raise GijaError("register.table_changed")
    return made


def _alone() -> None:
    """One table at a time: two who make the same make one. SQLite holds all writers anyway."""
    connection = connections[REGISTER]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _signed(made: Act, actor: Actor) -> dict[str, Any]:
    by = {"account": actor.account, "role": actor.role, "institution": actor.institution}
    return {
        "frozen_on": _day(made.at),
        "approved_on": _day(timezone.now()),
        "made_by": {"account": made.account, "role": made.role, "institution": made.institution},
        "approved_by": by,
    }


def _day(moment: dt.datetime) -> str:
    return timezone.localtime(moment).date().isoformat()


def exported(actor: Actor, found: Table) -> Figures:
    """The figures of a half-year table for a file, which leaves an entry."""
    noted(actor, found)
    return queries.figures_of(found)


def noted(actor: Actor, found: Table) -> None:
    """The entry of a table that is taken as a file."""
    require(actor, READ)
    with transaction.atomic(using=REGISTER):
        _audit(actor, "register.table.export", found)


def _audit(actor: Actor, act: str, found: Table, **details: str) -> None:
    told: dict[str, Any] = {"period": str(queries.period_of(found)), "vintage": found.vintage, **details}
    if of := queries.ways_of(found):
        told["dimensions"] = ", ".join(way.code for way in of)
    if found.fine:
        told["finest"] = True
    if found.captures:
        told["captures"] = True
    record(REGISTER, actor, act, object_type="table", object_id=found.pk, details=told)
