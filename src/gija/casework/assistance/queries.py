"""What an actor sees: the service events of their own institution; whom it assisted."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.assistance.counting import Assisted, Given, Period
from gija.casework.assistance.models import Event
from gija.casework.assistance.rules import READ, WRITE
from gija.casework.cases.file import FILE
from gija.casework.duplicates.book import PAIRS
from gija.commons.casefile.beside import Link
from gija.commons.permissions import Actor, may, require
from gija.vocabulary.errors import GijaError


def events(actor: Actor, asked: Mapping[str, Any] | None = None) -> QuerySet[Event]:
    """The service events of the actor's institution that were not struck out and fit the filters."""
    if not may(actor, READ, actor.institution):
        return Event.objects.none()
    asked = asked or {}
    rows = Event.objects.filter(institution=actor.institution, struck_at=None)
    if kind := asked.get("kind"):
        rows = rows.filter(service__kind=kind)
    if outcome := asked.get("outcome"):
        rows = rows.filter(outcome=outcome)
    if first := asked.get("first"):
        rows = rows.filter(first_on__gte=first)
    if last := asked.get("last"):
        rows = rows.filter(first_on__lte=last)
    return rows.select_related("service", "case")


def one_event(actor: Actor | None, pk: str, action: str = READ) -> Event:
    """One event, struck out or not."""
    return one(Event.objects.select_related("service", "case", "under"), actor, pk, action)  # type: ignore[no-any-return]


def one(rows: Any, actor: Actor | None, pk: str, action: str = READ) -> Any:
    """One row of the room. Refused: `assistance.not_found`; another institution's is `NotPermittedError`."""
    found = rows.filter(pk=pk).first()
    if found is None:
        require(actor, action)
        raise GijaError("assistance.not_found")
    require(actor, action, found.institution)
    return found


def assisted(institution: str, period: Period | None = None) -> list[Assisted]:
    """The cases of an institution as the rule of counting looks at them: codes and days, no identity is read.

    Services are those of the case file, struck out ones left away. Cases that were joined as of one person are one.
    With a period only what matters to it: services in it, whoever had one, all cases of the same person.
    """
    given = _standing(FILE.assistance, institution, Q())
    if period is None:
        return list(assisted_by_case(institution, given).values())
    given = given.filter(Q(end=None) | Q(end__gte=period.first), start__lte=period.last)
    return list(assisted_by_case(institution, given, given.values("case_id")).values())


def assisted_by_case(institution: str, given: Any = (), *only: Any) -> dict[str, Assisted]:
    """The same by the number of the case, with the services `given` (rows; nothing: none are looked at).

    `only`: these cases (queries of their numbers), and those joined with any.
    """
    persons = _persons(institution)
    several = (*only, list(persons)) if only else ()
    among = Q(*(("case_id__in", one) for one in several), _connector=Q.OR)
    these = Q(*(("pk__in", one) for one in several), _connector=Q.OR)
    statuses: dict[str, list[tuple[str, dt.date | None]]] = defaultdict(list)
    for case, code, on in _standing(FILE.status, institution, among).values_list("case_id", "status", "on").iterator():
        statuses[case].append((code, on))
    services: dict[str, list[Given]] = defaultdict(list)
    if given != ():
        for case, *said in given.order_by().values_list("case_id", "service", "start", "end").iterator():
            services[case].append(Given(*said))
    rows = FILE.case.objects.filter(these, institution=institution).order_by("registered_on", "pk").values_list(
        "pk", "person_id", "sex", "registered_on", "age_group", "birth_year", "municipality"
    )  # fmt: skip
    return {
        pk: Assisted(
            persons.get(pk, person), sex, registered, age, born,
            tuple((code, on or registered) for code, on in statuses.get(pk, ())), tuple(services.get(pk, ())), town,
        )
        for pk, person, sex, registered, age, born, town in rows.iterator()
    }  # fmt: skip


def _standing(model: Any, institution: str, among: Q) -> Any:
    return model.objects.filter(among, institution=institution, struck_at=None).order_by("entered_at", "pk")


def _persons(institution: str) -> dict[str, str]:
    """Case -> one number for all cases that were joined with it, over however many steps."""
    ties = PAIRS.join.objects.filter(undone_at=None, institution=institution).values_list(
        "pair__one_id", "pair__other_id"
    )
    head: dict[str, str] = {}

    def of(case: str) -> str:
        while head.setdefault(case, case) != case:
            case = head[case]
        return case

    for one, other in ties:
        head[of(one)] = of(other)
    return {case: of(case) for case in list(head)}


def years(institution: str) -> list[int]:
    """The years from the first service to the last, the last first; a service that goes on reaches to this year."""
    rows, now = FILE.assistance.objects.filter(institution=institution, struck_at=None), timezone.localdate().year
    span = rows.aggregate(first=Min("start"), last=Max("end"), begun=Max("start"))
    if span["first"] is None:
        return []
    last = now if rows.filter(end=None).exists() else max(span["last"] or span["begun"], span["begun"]).year
    return list(range(max(last, span["first"].year), span["first"].year - 1, -1))


def beside(actor: Actor, case: Any) -> list[Link]:
    """What the page of a case leads to: its service events, and entering one."""
    count = events(actor).filter(case=case.pk).count()
    shown = []
    if count:
        shown = [Link(_("Service events: %(n)s") % {"n": count}, reverse("assistance:of_case", args=[case.pk]))]
    if not may(actor, WRITE, case.institution):
        return shown
    return [*shown, Link(_("Enter a service event"), reverse("assistance:sheet") + f"?case={case.short}")]
