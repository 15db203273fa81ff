"""What is seen of criminal cases: those of one's own institution."""

from __future__ import annotations

from django.db.models import QuerySet

from gija.commons.permissions import Actor, may, require
from gija.police.criminal_cases.models import CriminalCase, Stage, YearTable
from gija.police.criminal_cases.rules import READ, WRITE
from gija.vocabulary.errors import GijaError

MISSING = "criminal.not_found"


def cases(actor: Actor | None) -> QuerySet[CriminalCase]:
    """The institution's cases, the last entered first."""
    who = require(actor, READ, actor.institution if actor else None)
    return CriminalCase.objects.filter(institution=who.institution)


def case(actor: Actor | None, pk: str) -> CriminalCase:
    """`criminal.not_found` where it is not there; refused where it is another institution's."""
    found = CriminalCase.objects.filter(pk=pk).first()
    require(actor, READ, found.institution if found else None)
    if found is None:
        raise GijaError(MISSING)
    return found


def stage(actor: Actor | None, pk: str) -> Stage:
    """A stage for who may change it."""
    found = Stage.objects.filter(pk=pk).select_related("case", "party").first()
    require(actor, WRITE, found.institution if found else None)
    if found is None:
        raise GijaError(MISSING)
    return found


def tables(actor: Actor) -> QuerySet[YearTable]:
    return YearTable.objects.filter(institution=actor.institution)


def writes(actor: Actor | None) -> bool:
    return actor is not None and may(actor, WRITE, actor.institution)
