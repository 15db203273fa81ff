"""What an actor sees: the memoranda of their own institution, how each stands, whether there is one with a body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from gija.casework.memoranda.models import Memorandum, Party
from gija.casework.memoranda.rules import READ, SOON
from gija.commons.permissions import Actor, may, require
from gija.vocabulary.errors import GijaError


class State(StrEnum):
    """How a memorandum stands on a day."""

    AHEAD = "ahead"
    IN_FORCE = "in_force"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    ENDED = "ended"
    RENEWED = "renewed"  # it is over, and another follows
    STRUCK = "struck"
    MISSING = "missing"  # there is none


RUNS = (State.IN_FORCE, State.EXPIRING)


def own(actor: Actor) -> QuerySet[Memorandum]:
    """Every memorandum that the actor's institution keeps; none without the right."""
    if not may(actor, READ, actor.institution):
        return Memorandum.objects.none()
    return _kept(actor.institution)


def _kept(institution: str) -> QuerySet[Memorandum]:
    return Memorandum.objects.filter(institution=institution).select_related("renewal").prefetch_related("parties")


def one(actor: Actor | None, pk: str, action: str = READ) -> Memorandum:
    """One memorandum. Refused: `memoranda.not_found`; another institution's is `NotPermittedError`."""
    found = Memorandum.objects.select_related("renewal", "renews").filter(pk=pk).first()
    if found is None:
        require(actor, action)
        raise GijaError("memoranda.not_found")
    require(actor, action, found.institution)
    return found


def renewal(found: Memorandum) -> Memorandum | None:
    """What renews it, unless that was struck out."""
    after = getattr(found, "renewal", None)
    return after if after is not None and after.struck_at is None else None


def last(found: Memorandum) -> dt.date | None:
    """The last day on which it holds; None: open-ended."""
    return found.ended_on or found.valid_to


def state(found: Memorandum, day: dt.date | None = None) -> State:
    """How it stands on a day (today)."""
    day = day or timezone.localdate()
    until = last(found)
    if found.struck_at:
        return State.STRUCK
    if until and until < day:
        over = State.ENDED if found.ended_on else State.EXPIRED
        return State.RENEWED if renewal(found) else over
    if found.valid_from > day:
        return State.AHEAD
    soon = until and until <= day + dt.timedelta(days=SOON) and not renewal(found)
    return State.EXPIRING if soon else State.IN_FORCE


def _until(day: dt.date) -> Q:
    """Holds on this day or later."""
    ended = Q(ended_on=None) | Q(ended_on__gte=day)
    return ended & (Q(valid_to=None) | Q(valid_to__gte=day) | Q(ended_on__gte=day)) & Q(struck_at=None)


NOT_RENEWED = Q(renewal=None) | Q(renewal__struck_at__isnull=False)


def expiring(rows: QuerySet[Memorandum]) -> QuerySet[Memorandum]:
    """Those that end within the days of the calendar and that nothing renews."""
    today = timezone.localdate()
    ends = Q(valid_to__lte=today + dt.timedelta(days=SOON)) | Q(ended_on__isnull=False)
    return rows.filter(_until(today) & ends & NOT_RENEWED, valid_from__lte=today)


def listed(actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Memorandum]:
    """The memoranda that fit the filters of the list: in force, expiring, expired; with one body."""
    rows, today = own(actor), timezone.localdate()
    if body := asked.get("body"):
        rows = rows.filter(pk__in=Party.objects.filter(institution=actor.institution, body=body).values("of"))
    if asked.get("show") == "in_force":
        return rows.filter(_until(today), valid_from__lte=today)
    if asked.get("show") == "expiring":
        return expiring(rows)
    if asked.get("show") == "expired":
        return rows.filter(~_until(today), struck_at=None)
    return rows


def waiting(actor: Actor) -> int:
    """How many end soon and are not renewed."""
    return expiring(own(actor)).count()


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an institution has a memorandum with a body: the best there is, its number, the day on which it ends or
    ended, and the asked services that are not among the body's competences in it (it names none: all are)."""

    state: State
    memorandum: str = ""
    until: dt.date | None = None
    outside: tuple[str, ...] = ()


ORDER = (State.IN_FORCE, State.EXPIRING, State.AHEAD, State.RENEWED, State.EXPIRED, State.ENDED)


def with_body(
    institution: str, body: str, name: str = "", services: Collection[str] = (), day: dt.date | None = None
) -> Standing:
    """How an institution stands with a body of the directory, or with one that is called `name`. For rooms that tell
    it: it asks for no right and blocks nothing."""
    parties = Party.objects.filter(institution=institution, of__struck_at=None).select_related("of__renewal")
    named = body or " ".join(name.split()).casefold()
    found = [one for one in parties.filter(body=body) if body or " ".join(one.name.split()).casefold() == named]
    if not found or not named:
        return Standing(State.MISSING)

    def rank(one: Party) -> tuple[int, int, int]:
        until = last(one.of) or dt.date.max
        return ORDER.index(state(one.of, day)), len(_outside(one, services)), -until.toordinal()

    best = min(found, key=rank)
    there = state(best.of, day)
    outside = _outside(best, services) if there in RUNS else ()
    return Standing(there, str(best.of.pk), last(best.of), outside)


def _outside(party: Party, services: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(set(services) - set(party.services))) if party.services else ()


def bodies(institution: str, day: dt.date | None = None) -> dict[str, State]:
    """Every body of the directory with which there is or was a memorandum, and how the best of them stands."""
    found: dict[str, State] = {}
    for one in Party.objects.filter(institution=institution, of__struck_at=None).select_related("of__renewal"):
        if one.body:
            there = state(one.of, day)
            found[one.body] = min(there, found.get(one.body, there), key=ORDER.index)
    return found
