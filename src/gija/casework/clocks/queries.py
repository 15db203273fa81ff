"""What an actor sees: the periods of their own institution's cases, where each stands today, what is late."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.clocks import words
from gija.casework.clocks.models import Period
from gija.casework.clocks.rules import READ, WRITE
from gija.commons.casefile.beside import Link
from gija.commons.permissions import Actor, may, require
from gija.methods.clocks import Standing, clocks, standing
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text

SOON = 14  # days: an own date, and what its period says nothing of
LIVE = Q(struck_at=None, replaced=False, done_on=None, interrupted_on=None)


def own(actor: Actor) -> QuerySet[Period]:
    """Every period of the actor's institution that was not struck out; none without the right."""
    if not may(actor, READ, actor.institution):
        return Period.objects.none()
    return Period.objects.filter(institution=actor.institution, struck_at=None).select_related("case")


def one(actor: Actor | None, pk: str, action: str = READ) -> Period:
    """One period. Refused: `clocks.not_found`; another institution's is `NotPermittedError`."""
    found = Period.objects.select_related("case__person").filter(pk=pk).first()
    if found is None:
        require(actor, action)
        raise GijaError("clocks.not_found")
    require(actor, action, found.institution)
    return found


def stands(period: Period, today: dt.date | None = None) -> Standing:
    """Where it stands today."""
    of = clocks().get(period.kind)
    soon = max(of.remind) if of else SOON
    today = today or timezone.localdate()
    return standing(period.began_on, period.last_on, today, soon, period.interrupted_on)


def grounds(kind: str) -> Mapping[str, Text]:
    """Why a period of this kind may be ended early: code -> text."""
    return {one.code: one.text for one in code_list("period_interruption") if kind in one.extra["of"]}


def running(case: Any) -> list[Period]:
    """The periods of a case that run today."""
    there = Period.objects.filter(LIVE, case=case, last_on__gte=timezone.localdate())
    return [one for one in there if stands(one).runs]


def running_in(cases: Iterable[Any]) -> Counter[str]:
    """How many periods run today, of each of these cases."""
    there = Period.objects.filter(LIVE, case__in=list(cases), last_on__gte=timezone.localdate())
    return Counter(str(one.case_id) for one in there if stands(one).runs)


def listed(actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Period]:
    """The periods that fit the filters of the list: what is late, what ends soon, what runs; of one kind."""
    rows = own(actor)
    if kind := asked.get("kind"):
        rows = rows.filter(kind=kind)
    today = timezone.localdate()
    if asked.get("show") == "late":
        return rows & (unmet(actor) | undecided(actor))
    if asked.get("show") == "soon":
        return rows & soon(actor)
    return rows.filter(LIVE, last_on__gte=today) if asked.get("show") == "live" else rows


def unmet(actor: Actor) -> QuerySet[Period]:
    """Deadlines that have passed and were not met, and permits that ended without a renewal: whoever must act."""
    late = Q(last_on__lt=timezone.localdate()) & ~Q(kind="reflection_period")
    return own(actor).filter(LIVE & late)


def undecided(actor: Actor) -> QuerySet[Period]:
    """Reflection periods that are over, and nobody wrote down what the person decided."""
    over = Q(kind="reflection_period", last_on__lt=timezone.localdate(), decided_on=None)
    return own(actor).filter(LIVE & over)


def soon(actor: Actor) -> QuerySet[Period]:
    """What ends soon, the nearest first; as `stands` says it of each."""
    today = timezone.localdate()
    near = ~Q(kind__in=list(clocks())) & Q(last_on__lte=today + dt.timedelta(days=SOON))
    for kind, of in clocks().items():
        near |= Q(kind=kind, last_on__lte=today + dt.timedelta(days=max(of.remind)))
    return own(actor).filter(LIVE, near, began_on__lte=today, last_on__gte=today).order_by("last_on")


def waiting(actor: Actor) -> int:
    """How many need somebody to act: late, undecided, or ending soon."""
    return unmet(actor).count() + undecided(actor).count() + soon(actor).count()


def of_the_union(case: Any) -> bool:
    """Is the person a citizen of the Union? Then no reflection period or permit is needed."""
    return bool(set(case.citizenship) & set(code_list("region")["eu27_2020"].extra["members"]))


def beside(actor: Actor, case: Any) -> list[Link]:
    """What the page of a case leads to: its periods, and beginning one."""
    found = [
        Link(
            _("%(period)s until %(day)s") % {"period": words.title(one), "day": f"{one.last_on:%Y-%m-%d}"},
            reverse("clocks:one", args=[one.pk]),
        )
        for one in own(actor).filter(case=case.pk, replaced=False)
    ]
    if not may(actor, WRITE, case.institution):
        return found
    return [*found, Link(_("Begin a period of law, or keep a date"), reverse("clocks:begin") + f"?case={case.pk}")]
