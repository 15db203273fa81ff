"""What an actor sees: measures and jobs of their institution's cases, whom to ask today, what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Choice
from django.db.models import F, QuerySet, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.assistance.counting import AT_RISK, STATUS, VICTIM, Assisted, status_on
from gija.casework.assistance.models import Job, Kept, Measure
from gija.casework.assistance.queries import assisted_by_case
from gija.casework.assistance.queries import one as row
from gija.casework.assistance.reintegration import outcomes
from gija.casework.assistance.rules import READ, WRITE
from gija.casework.cases.file import FILE
from gija.commons.casefile import queries as cases
from gija.commons.casefile.beside import Link
from gija.commons.permissions import Actor, may, require


def measures(actor: Actor) -> QuerySet[Measure]:
    """Every measure of the actor's institution that was not struck out; none without the right."""
    return _own(Measure, actor)  # type: ignore[no-any-return]


def jobs(actor: Actor, asked: Mapping[str, Any] | None = None) -> QuerySet[Job]:
    """Every job, those it is time to ask of first."""
    rows = _own(Job, actor).prefetch_related("answers")
    if (asked or {}).get("show") == "due":
        rows = rows.filter(ask_on__lte=timezone.localdate())
    return rows.order_by(F("ask_on").asc(nulls_last=True), "-found_on", "pk")  # type: ignore[no-any-return]


def _own(model: Any, actor: Actor) -> Any:
    if not may(actor, READ, actor.institution):
        return model.objects.none()
    return model.objects.filter(institution=actor.institution, struck_at=None).select_related("case")


def one(model: Any, actor: Actor | None, pk: str, action: str = READ) -> Any:
    """One measure or job. Refused: `assistance.not_found`; another institution's is `NotPermittedError`."""
    return row(model.objects.select_related("case"), actor, pk, action)


def answers(job: Job) -> dict[int, Kept]:
    """Months -> the answer that stands."""
    return {one.months: one for one in job.answers.all() if one.struck_at is None}


def may_ask(job: Job) -> list[int]:
    """The numbers of months of which the day to ask has come."""
    return [n for n in outcomes.MONTHS if outcomes.ask_on(job.found_on, n) <= timezone.localdate()]


def to_ask(job: Job) -> list[int]:
    """Those of which nobody has asked yet."""
    return [n for n in may_ask(job) if n not in answers(job)]


def waiting(actor: Actor) -> int:
    """Jobs of which it is time to ask."""
    return _own(Job, actor).filter(ask_on__lte=timezone.localdate()).count()  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it for victims, or for persons at risk: never for both together."""

    status: str
    uptake: list[outcomes.Uptake]
    people_with_work: int
    kept: list[outcomes.KeptAfter]
    coverage: Mapping[str, int]


def came_of_it(actor: Actor, year: int | None = None) -> list[Outcome]:
    """For victims and, apart, for persons at risk; of measures begun and jobs found in a year, or ever.

    Who stands in neither status today is in neither table.
    """
    rows = measures(actor).filter(began_on__year=year) if year else measures(actor)
    there = _own(Job, actor).filter(found_on__year=year) if year else _own(Job, actor)
    begun = list(rows.values_list("case_id", "kind", "began_on", "outcome", _PLACE))  # no word of it is opened
    got = list(there.values_list("pk", "case_id", "found_on", _PLACE))
    of = (one.order_by().values("case_id") for one in (rows, there))
    people, status = _people(assisted_by_case(actor.institution, (), *of))
    said = _said(actor.institution)
    took = [outcomes.Took(people[case], kind, began, outcome, place) for case, kind, began, outcome, place in begun]
    found = [outcomes.Found(people[case], on, said.get(pk, {}), place) for pk, case, on, place in got]
    return [_outcome(of, took, found, status) for of in (VICTIM, AT_RISK)]


_PLACE = Choice(When(municipality="", then="case__municipality"), default="municipality")


def _said(institution: str) -> dict[str, dict[int, str]]:
    """Job -> months -> the answer that stands."""
    found: dict[str, dict[int, str]] = {}
    rows = Kept.objects.filter(institution=institution, struck_at=None)
    for job, months, answer in rows.values_list("job_id", "months", "answer"):
        found.setdefault(job, {})[months] = answer
    return found


def _people(cases: Mapping[str, Assisted]) -> tuple[dict[str, str], dict[str, str]]:
    """Case -> person, and person -> status of today."""
    people: dict[str, str] = {}
    of: dict[str, list[Assisted]] = {}
    for pk, case in cases.items():
        people[pk] = case.person
        of.setdefault(case.person, []).append(case)
    today = timezone.localdate()
    return people, {person: STATUS.get(status_on(several, today), "") for person, several in of.items()}


def _outcome(of: str, took: list[outcomes.Took], found: list[outcomes.Found], status: Mapping[str, str]) -> Outcome:
    took = [one for one in took if status[one.person] == of]
    found = [one for one in found if status[one.person] == of]
    return Outcome(
        of, outcomes.uptake(took), outcomes.people_with_work(found), outcomes.kept(found, timezone.localdate()),
        outcomes.coverage(took, found),
    )  # fmt: skip


def years(actor: Actor) -> list[dt.date]:
    """The years in which a measure began or a job was found, the last first, as their first days."""
    found = {*measures(actor).order_by().dates("began_on", "year"), *_own(Job, actor).dates("found_on", "year")}
    return sorted(found, reverse=True)


def case_of(actor: Actor, pk: str, action: str = READ) -> Any:
    """A case of the actor's institution. Refused: `casefile.not_found`; another's is `NotPermittedError`."""
    found = cases.case(FILE, actor, pk)
    require(actor, action, found.institution)
    return found


def beside(actor: Actor, case: Any) -> list[Link]:
    """What the page of a case leads to: the person's way back into work."""
    there = measures(actor).filter(case=case.pk).exists() or _own(Job, actor).filter(case=case.pk).exists()
    if not (there or may(actor, WRITE, case.institution)):
        return []
    words = _("Reintegration: courses, groups, work") if there else _("Begin a reintegration plan")
    return [Link(words, reverse("assistance:way", args=[case.pk]))]
