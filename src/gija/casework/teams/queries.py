"""What an actor sees: the teams of their own institution's cases, cases without a lead, who leads how many."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gija.casework.cases.file import FILE
from gija.casework.teams.models import Member
from gija.casework.teams.rules import CLOSED, COLLEAGUES, LEAD, READ
from gija.commons import letters
from gija.commons.casefile.beside import Link
from gija.commons.casefile.queries import own_cases
from gija.commons.permissions import Actor, may, require
from gija.vocabulary.errors import GijaError

STANDS = Q(struck_at=None, ended_at=None)
LEADS = STANDS & Q(role=LEAD)


def _on(day: dt.date) -> Q:
    return STANDS & Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))


def members(case: Any, day: dt.date | None = None) -> list[Member]:
    """Who is in the team of a case on a day (today), the lead first. Asks for no right: a room that says it to
    somebody asks first."""
    found = Member.objects.filter(_on(day or timezone.localdate()), case=case)
    return sorted(found, key=lambda one: (one.role != LEAD, one.from_on, one.entered_at))


def people(team: Iterable[Member]) -> int:
    """How many they are; a colleague in two roles is one."""
    return len({one.colleague or one.pk for one in team})


def lead(case: Any) -> Member | None:
    """Who is responsible for a case; nobody by itself: opening a case makes no lead."""
    return Member.objects.filter(LEADS, case=case).first()


def history(case: Any) -> QuerySet[Member]:
    """Everybody who was in the team, with what was struck out."""
    return Member.objects.filter(case=case).order_by("-from_on", "-entered_at")


def one(actor: Actor | None, pk: str, action: str = READ) -> Member:
    """One member. Refused: `teams.not_found`; another institution's is `NotPermittedError`."""
    found = Member.objects.select_related("case").filter(pk=pk).first()
    if found is None:
        require(actor, action)
        raise GijaError("teams.not_found")
    require(actor, action, found.institution)
    return found


def open_cases(actor: Actor) -> QuerySet[Any]:
    """The institution's cases that are not closed; none without the right to teams."""
    found = own_cases(FILE, actor) if may(actor, READ, actor.institution) else FILE.case.objects.none()
    # Asked so, and not by `exclude`, which would leave out every case that does not say its state.
    rows: QuerySet[Any] = found.exclude(Q(answers__has_key="case_status") & Q(answers__case_status__in=CLOSED))
    return rows


def listed(actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Any]:
    """Open cases with `team_now`, who is in the team today; filters: without a lead, of mine."""
    rows = open_cases(actor)
    if asked.get("show") == "none":
        rows = without_lead(actor)
    elif asked.get("show") == "mine":
        mine = Member.objects.filter(_on(timezone.localdate()), case=OuterRef("pk"), colleague=actor.account)
        rows = rows.filter(Exists(mine))
    today = Member.objects.filter(_on(timezone.localdate()))
    return rows.prefetch_related(Prefetch("members", today, to_attr="team_now"))  # of the rows of one page only


def without_lead(actor: Actor) -> QuerySet[Any]:
    """Open cases for which nobody is responsible."""
    return open_cases(actor).filter(~Exists(Member.objects.filter(LEADS, case=OuterRef("pk"))))


def colleagues(institution: str) -> dict[int, str]:
    """Who works on cases of an institution today: account -> name."""
    return {one.pk: one.name for one in letters.people(institution, COLLEAGUES)}


@dataclass(frozen=True, slots=True)
class Load:
    """How many open cases somebody leads. `here`: still works on cases of the institution. `account` None: nobody."""

    account: int | None
    name: str
    cases: int
    here: bool


def loads(actor: Actor) -> list[Load]:
    """Everybody who leads open cases, by name; then the cases that nobody leads."""
    there = colleagues(actor.institution)
    led = Member.objects.filter(LEADS, institution=actor.institution, case__in=open_cases(actor))
    rows = list(led.order_by("entered_at").values_list("colleague", "colleague_name"))
    names = {int(account or 0): name for account, name in rows}  # the latest as it was, of those who left
    counted = Counter(int(account or 0) for account, _name in rows)
    found = [Load(one, there.get(one, names[one]), n, one in there) for one, n in counted.items()]
    nobody = without_lead(actor).count()
    return sorted(found, key=lambda one: one.name) + ([Load(None, "", nobody, True)] if nobody else [])


def beside(actor: Actor, case: Any) -> list[Link]:
    """What the page of a case leads to: its team."""
    if not may(actor, READ, case.institution):
        return []
    there = members(case)
    address = reverse("teams:team", args=[case.pk])
    if not any(one.role == LEAD for one in there):
        return [Link(_("The team of this case: nobody leads it yet"), address)]
    n = people(there)
    said = ngettext("The team of this case: %(n)s person", "The team of this case: %(n)s people", n)
    return [Link(said % {"n": n}, address)]
