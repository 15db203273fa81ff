"""Tables of one's own records, and those of the common register as they were told."""

from __future__ import annotations

from django.db.models import QuerySet

from gija.commons.permissions import Actor, may, require
from gija.methods.tables import Period
from gija.register.analysis.crossing import Cross, whole
from gija.register.analysis.dimensions import Way, ways
from gija.register.analysis.memory import Told as Table
from gija.register.analysis.models import NONE, PARTS, Asked
from gija.register.analysis.persons import bounds, merged, said
from gija.register.records import rules as records
from gija.vocabulary.errors import GijaError

OWN = "register.analysis.own"
COMMON = "register.analysis.common"


def own(actor: Actor, period: Period, of: tuple[Way, ...]) -> tuple[Cross, tuple[int, int]]:
    """The records this actor may see, as they are, and the bounds of the people; the administrator sees all."""
    require(actor, OWN, "" if may(actor, OWN, "") else actor.institution)
    found = said(period, of, records=records.visible(actor, OWN), common=False)
    return whole(merged(found, of), of), bounds(found)


def periods(actor: Actor) -> list[Period]:
    """The half-years and years in which records this actor may see were registered, latest first."""
    months = set(
        records.visible(actor, OWN).order_by().values_list("revisions__registration_month", flat=True).distinct()
    ) - {None}
    return sorted({p for m in months for p in (Period.half_of(m), Period(int(m[:4])))}, reverse=True)


def asked(actor: Actor) -> QuerySet[Asked]:
    """What the actor's institution was told of the common register."""
    return Asked.objects.filter(institution=actor.institution) if may(actor, COMMON) else Asked.objects.none()


def one(actor: Actor, asked_id: str) -> Asked:
    """A table that was told. Refused: `register.analysis.not_found`; another institution's is `NotPermittedError`."""
    found = Asked.objects.filter(pk=asked_id).first()
    if found is None:
        raise GijaError("register.analysis.not_found")
    require(actor, COMMON, found.institution)
    return found


def period_of(found: Asked) -> Period:
    return Period(found.year, PARTS[found.part])


def ways_of(found: Asked) -> tuple[Way, ...]:
    return tuple(ways()[code] for code in (found.first, found.second, found.third) if code != NONE)


def table_of(found: Asked) -> Cross:
    """The table as it was told, from its rows."""
    of = ways_of(found)
    rows = found.told.values_list("first", "second", "third", "value")
    return Cross(
        of,
        {tuple(str(code) for code in (first, second, third)[: len(of)]): value for first, second, third, value in rows},
    )


def told_before(institution: str, year: int) -> list[Table]:
    """Everything an institution was told of a year and its halves."""
    found = Asked.objects.filter(institution=institution, year=year)
    return [Table(period_of(one), table_of(one)) for one in found]
