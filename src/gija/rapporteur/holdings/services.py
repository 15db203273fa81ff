"""What happens to the declaration of a collection: made, changed, struck out; one transaction, one audit entry each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from gija.commons.directory.queries import institutions
from gija.commons.permissions import Actor, may, require
from gija.rapporteur.activities.checks import no_person
from gija.rapporteur.bodies import trail
from gija.rapporteur.holdings import rules
from gija.rapporteur.holdings.models import ZONE, Holding
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

KIND, MISSING = "holding", "holdings.not_found"
LONGEST = 1200  # months


@dataclass(frozen=True, slots=True)
class Said:
    """What is declared. `kinds`: which data of which persons; `months`: how long they are kept after the last act."""

    title: Text
    ground: Text
    kinds: Text
    keeper: str
    place: str
    months: int
    first: dt.date
    last: dt.date | None = None

    def fields(self) -> dict[str, Any]:
        """Fields of `Holding`. Refuses one language only (`bodies.text`), a keeper or place that is none
        (`holdings.codes`), an end before its beginning or no time (`holdings.days`), a personal code anywhere
        (`activities.person`)."""
        title, ground, kinds = trail.both(self.title), trail.both(self.ground), trail.both(self.kinds)
        if self.place not in code_list("holding_place") or not institutions().filter(code=self.keeper).exists():
            raise GijaError("holdings.codes")
        if (self.last and self.last < self.first) or not 0 < self.months <= LONGEST:
            raise GijaError("holdings.days")
        no_person(*(words for one in (title, ground, kinds) for words in (one.en, one.lt)))
        return {
            "title_en": title.en, "title_lt": title.lt, "ground_en": ground.en, "ground_lt": ground.lt,
            "kinds_en": kinds.en, "kinds_lt": kinds.lt, "keeper": self.keeper, "place": self.place,
            "months": self.months, "first": self.first, "last": self.last,
        }  # fmt: skip


def holdings(actor: Actor | None) -> QuerySet[Holding]:
    """What is declared, the latest first; what was struck out only for who keeps the list."""
    who = require(actor, rules.READ)
    return Holding.objects.all() if may(who, rules.KEEP) else Holding.objects.filter(struck="")


def holding(actor: Actor | None, pk: int) -> Holding:
    """`holdings.not_found` where it is not there."""
    found = holdings(actor).filter(pk=pk).first()
    if found is None:
        raise GijaError(MISSING)
    return found


def declare(actor: Actor | None, said: Said) -> Holding:
    """Declare a collection."""
    actor, fields = require(actor, rules.KEEP), said.fields()
    with transaction.atomic(using=ZONE):
        made = Holding.objects.create(**fields)
        trail.note(actor, rules.KEEP, KIND, made.pk, "add")
    return made


def change(actor: Actor | None, pk: int, version: int, said: Said) -> Holding:
    """Change what is declared; what it said before stays in its trail."""
    actor, fields = require(actor, rules.KEEP), said.fields()
    with transaction.atomic(using=ZONE):
        found = trail.locked(Holding, pk, version, MISSING)
        if found.struck:
            raise GijaError("holdings.struck")
        before = {name: str(getattr(found, name)) for name in fields}
        for name, value in fields.items():
            setattr(found, name, value)
        found.save()
        trail.note(actor, rules.KEEP, KIND, pk, "change", content={"before": before})
    return found


def strike(actor: Actor | None, pk: int, version: int, reason: str) -> Holding:
    """Strike a declaration out that was made in error, with the reason."""
    actor, plain = require(actor, rules.KEEP), trail.reason(reason)
    with transaction.atomic(using=ZONE):
        found = trail.locked(Holding, pk, version, MISSING)
        if found.struck:
            raise GijaError("holdings.struck")
        found.struck = plain
        found.save()
        trail.note(actor, rules.KEEP, KIND, pk, "strike", reason=plain)
    return found
