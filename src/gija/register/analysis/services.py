"""Asking the common register: one transaction, one entry; what is told is remembered."""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction
from django.utils import timezone

from gija.commons.audit.canonical import JSON
from gija.commons.audit.services import LOCK, record
from gija.commons.permissions import Actor, require
from gija.methods.tables import Period
from gija.register.analysis import queries
from gija.register.analysis.crossing import Cross, safe
from gija.register.analysis.dimensions import Way
from gija.register.analysis.memory import Told as Table
from gija.register.analysis.memory import clash
from gija.register.analysis.models import NONE, PARTS, Asked, Told
from gija.register.analysis.persons import bounds, linked, merged, said
from gija.register.records.models import REGISTER
from gija.vocabulary.errors import GijaError


def ask(actor: Actor | None, period: Period, of: tuple[Way, ...]) -> Asked:
    """A table of the common register through the gate, for the actor's institution.

    Refuses a period that is not over (`register.period_open`), and a table that beside what the institution was told
    before would tell of single people (`register.analysis.too_close`) — unless it was told this very table before:
    then that one is given again as it was.
    """
    actor = require(actor, queries.COMMON, actor.institution if actor else "")
    if not period.over(timezone.localdate()):
        raise GijaError("register.period_open", period=str(period))
    with transaction.atomic(using=REGISTER):
        alone()
        records = said(period, of)
        new = safe(merged(records, of), of, actor.institution)
        same = _same(actor, period, of)
        if same is None or queries.table_of(same).cells != new.cells:
            if clash(Table(period, new), queries.told_before(actor.institution, period.year)):
                if same is None:
                    raise GijaError("register.analysis.too_close")
            else:
                same = _remember(actor, period, new, bounds(records))
        _audit(actor, queries.COMMON, same)
    return same


def alone() -> None:
    """One at a time: what is safe depends on what was told. SQLite holds all writers anyway."""
    connection = connections[REGISTER]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _same(actor: Actor, period: Period, of: tuple[Way, ...]) -> Asked | None:
    """The table that was told last of the same period and dimensions."""
    return Asked.objects.filter(institution=actor.institution, **_about(period, of)).order_by("-number").first()


def _about(period: Period, of: tuple[Way, ...]) -> dict[str, Any]:
    codes = [way.code for way in of] + [NONE] * (3 - len(of))
    part = next(part for part, half in PARTS.items() if half == period.half)
    return {"year": period.year, "part": part, **dict(zip(("first", "second", "third"), codes, strict=True))}


def _remember(actor: Actor, period: Period, cross: Cross, people: tuple[int, int]) -> Asked:
    """Keep what is told. The lower bound of the people is told only where no single list can be read from it."""
    low, high = people if cross.total is not None else (None, None)
    made = Asked.objects.create(
        institution=actor.institution,
        number=Asked.objects.filter(institution=actor.institution).count() + 1,
        account=actor.account,
        month=timezone.localdate().strftime("%Y-%m"),
        low=low if linked() else None,
        high=high,
        **_about(period, cross.ways),
    )
    Told.objects.bulk_create(
        Told(asked=made, value=value, **dict(zip(("first", "second", "third"), key, strict=False)))
        for key, value in cross.ordered()
    )
    return made


def exported(actor: Actor, action: str, period: Period, of: tuple[Way, ...], asked: Asked | None = None) -> None:
    """A table is taken as a file: one entry."""
    require(actor, action, actor.institution)
    with transaction.atomic(using=REGISTER):
        details: dict[str, JSON] = {
            "period": str(period),
            "dimensions": ", ".join(way.code for way in of),
            "file": True,
        }
        record(REGISTER, actor, action, object_type="analysis", object_id=asked.pk if asked else "", details=details)


def _audit(actor: Actor, action: str, found: Asked) -> None:
    told = {"period": str(queries.period_of(found)), "dimensions": ", ".join(w.code for w in queries.ways_of(found))}
    record(REGISTER, actor, action, object_type="analysis", object_id=found.pk, details=told)
