"""Which unit holds which function of the National Rapporteur: the matrix on a day, entered and ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gija.commons.directory.queries import institution as known
from gija.commons.permissions import Actor, require
from gija.rapporteur.bodies import rules, seeds, trail
from gija.rapporteur.bodies.models import ZONE, Holding, Part
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

NOTHING = Text("", "")
WHOLE = 100  # per cent


def on(actor: Actor | None, day: dt.date | None = None) -> list[Holding]:
    """Who holds what on a day (today if empty), ends included."""
    require(actor, rules.READ)
    return list(Holding.objects.filter(_holds(day or timezone.localdate())))


def _holds(day: dt.date) -> Q:
    return Q(starts__lte=day) & (Q(ends__isnull=True) | Q(ends__gte=day))


def matrix(found: Sequence[Holding]) -> tuple[list[str], Mapping[str, Mapping[str, Holding]]]:
    """(units, function -> unit -> what it holds); functions that nobody holds stand with an empty row."""
    units = list(dict.fromkeys(one.institution for one in sorted(found, key=lambda h: (h.part, h.institution))))
    rows: dict[str, dict[str, Holding]] = {code: {} for code in seeds.functions()}
    for one in found:
        rows[one.function][one.institution] = one
    return units, rows


def load(actor: Actor | None) -> int:
    """Enter what the source documents tell, once; how many were new."""
    actor = require(actor, rules.KEEP)
    if Holding.objects.exists():
        return 0
    with transaction.atomic(using=ZONE):
        made = [Holding.objects.create(**fields) for fields in seeds.holdings()]
        trail.note(actor, rules.KEEP, "function", "load", "load")
    return len(made)


def give(
    actor: Actor | None, function: str, institution: str, part: str, share: int | None, starts: dt.date,
    ends: dt.date | None = None, note: Text = NOTHING,
) -> Holding:  # fmt: skip
    """A unit holds a function, or a share of it. Refuses shares of more than the whole on any day (`bodies.share`), and
    a unit that holds it already then (`bodies.held`)."""
    actor = require(actor, rules.KEEP)
    seeds.function(function)
    known(institution)
    if part not in Part.values or (share is not None and not 1 <= share <= WHOLE):
        raise GijaError("bodies.share")
    if ends and ends < starts:
        raise GijaError("bodies.order")
    with transaction.atomic(using=ZONE):
        beside = [
            one for one in Holding.objects.select_for_update().filter(function=function) if _meet(one, starts, ends)
        ]
        if any(one.institution == institution for one in beside):
            raise GijaError("bodies.held")
        _check_whole(beside, share, starts)
        made = Holding.objects.create(
            function=function, institution=institution, part=part, share=share, starts=starts, ends=ends,
            note_en=note.en.strip(), note_lt=note.lt.strip(),
        )  # fmt: skip
        trail.note(actor, rules.KEEP, "function", made.pk, "give", content={"institution": institution})
    return made


def _meet(one: Holding, starts: dt.date, ends: dt.date | None) -> bool:
    return (ends is None or one.starts <= ends) and (one.ends is None or one.ends >= starts)


def _check_whole(beside: Sequence[Holding], share: int | None, starts: dt.date) -> None:
    """On the day it begins, and on each later day on which another begins."""
    for day in {starts, *(one.starts for one in beside if one.starts > starts)}:
        held = sum(one.share or 0 for one in beside if _meet(one, day, day))
        if held + (share or 0) > WHOLE:
            raise GijaError("bodies.share")


def end(actor: Actor | None, pk: int, version: int, day: dt.date, reason: str) -> Holding:
    """The unit holds it until a day, with the reason."""
    actor, plain = require(actor, rules.KEEP), trail.reason(reason)
    with transaction.atomic(using=ZONE):
        found = trail.locked(Holding, pk, version, "bodies.not_found")
        if day < found.starts or (found.ends and found.ends < day):
            raise GijaError("bodies.order")
        found.ends = day
        found.save()
        trail.note(actor, rules.KEEP, "function", pk, "end", plain)
    return found


def of_unit(institution: str, day: dt.date | None = None) -> list[Holding]:
    """What a unit holds on a day."""
    return list(Holding.objects.filter(_holds(day or timezone.localdate()), institution=institution))
