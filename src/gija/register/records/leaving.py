"""Consent taken back takes effect with the next half-year's tables: else the difference of two tables is the person.

The first table of a half-year that is counted on the people of a year fixes with whose consent all tables of that
half-year on them are counted. Who takes the consent back later stays in tables made out of turn until the half-year
ends, and is in none of the next. Nobody can look at such a record; what it said is deleted when the half-year ends.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record as audit
from gija.methods.tables import Period
from gija.register.records.models import REGISTER, Counting, Record, Revision

FORGET = "register.record.forget"


def this_month() -> str:
    """The month it is in Lithuania."""
    return timezone.localdate().strftime("%Y-%m")


def _turn() -> Period:
    return Period.half_of(this_month())


def counted(year: int) -> None:
    """Note that tables on the people of a year are counted in this half-year."""
    turn = _turn()
    Counting.objects.get_or_create(year=year, turn_year=turn.year, turn_half=turn.half)


def until(registered: Iterable[str]) -> str | None:
    """The month before which somebody registered in these months stays in tables; None: leaves them at once."""
    turn, years = _turn(), {int(month[:4]) for month in registered}
    if not Counting.objects.filter(year__in=years, turn_year=turn.year, turn_half=turn.half).exists():
        return None
    return f"{turn.year}-07" if turn.half == 1 else f"{turn.year + 1}-01"


def forgotten() -> int:
    """Delete what withdrawn records said that have left by now; how many those were. One entry where there were any.
    For each day, and before any table is counted."""
    with transaction.atomic(using=REGISTER):
        left = list(Record.objects.select_for_update().filter(leaves__lte=this_month()))
        gone = [one for one in left if one.withdrawn]
        for one in gone:
            Revision.objects.filter(record=one, number__lte=one.withdrawn_upto or 0).delete()
        Record.objects.filter(pk__in=[one.pk for one in left]).update(leaves=None, leaving=None)
        if gone:
            audit(REGISTER, None, FORGET, details={"records": len(gone)})
    return len(gone)
