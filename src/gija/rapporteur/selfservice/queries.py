"""What may be asked, what was answered so far, and whose questions somebody may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.methods.disclosure.values import Release
from gija.rapporteur.gate import cubes as gate_cubes
from gija.rapporteur.gate import queries as gate
from gija.rapporteur.gate.going import published
from gija.rapporteur.gate.populations import TIME
from gija.rapporteur.gate.populations import setting as gate_setting
from gija.rapporteur.selfservice.answering import Fine
from gija.rapporteur.selfservice.models import Ask, Outcome
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

ASK = "rapporteur.selfservice.ask"
EXPORT = "rapporteur.selfservice.export"
WATCH = "rapporteur.selfservice.watch"


@dataclass(frozen=True, slots=True)
class Open:
    """A period of which tables may be asked, and by what."""

    period: str
    dimensions: tuple[tuple[str, Text], ...]


def cubes() -> list[Fine]:
    """The finest cubes the register handed over, of the latest period first."""
    return list(gate_cubes.cubes())


def open_periods() -> list[Open]:
    """Where the official table was published: from then on others may be asked for."""
    found, told = cubes(), _told(gate.ledger())
    return [Open(fine.period, dimensions(fine)) for fine in found if fine.period in told]


def dimensions(fine: Fine) -> tuple[tuple[str, Text], ...]:
    """By what the cube can be asked, in words."""
    return tuple((axis.code, code_list(axis.list).text) for axis in fine.table.axes)


def cube_of(period: str) -> Fine:
    """The cube of an open period; `selfservice.not_open` for any other."""
    if period not in _told(gate.ledger()):
        raise GijaError("selfservice.not_open", period=period)
    found = next((fine for fine in cubes() if fine.period == period), None)
    if found is None:
        raise GijaError("selfservice.not_open", period=period)
    return found


def _told(ledger: Iterable[Release]) -> set[str]:
    """The periods of which a published release of our own tells."""
    judged = set(gate_setting().judged.values())
    return {
        code
        for release in published(ledger)
        for table in release.tables
        if not release.cited and table.population in judged
        for cell in table
        for axis, code in table.where(cell.key)
        if axis == TIME
    }


def today(institution: str) -> int:
    """How many questions an institution asked today."""
    return Ask.objects.filter(institution=institution, at__date=timezone.localdate()).count()


def asks(actor: Actor | None) -> QuerySet[Ask]:
    """The questions of the actor's institution; all, for who watches over them."""
    if may(actor, WATCH):
        return Ask.objects.all()
    actor = require(actor, ASK, actor.institution if actor else None)
    return Ask.objects.filter(institution=actor.institution)


def ask(actor: Actor | None, pk: int) -> Ask:
    """One question; `selfservice.unknown` where there is none, or it is another institution's."""
    found: Ask | None = asks(actor).filter(pk=pk).first()
    if found is None:
        raise GijaError("selfservice.unknown")
    return found


def release_of(one: Ask) -> Release | None:
    """The table of an answered question."""
    return gate.release(one.release) if one.outcome == Outcome.ANSWERED else None
