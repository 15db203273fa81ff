"""What is seen of plans: editions as they were on a day, measures of an institution, progress, degree of execution."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.rapporteur.plan import rules
from gija.rapporteur.plan.models import OPEN, Draft, Edition, Plan, Progress, Standing, State
from gija.rapporteur.plan.tree import Measure, Tree, read
from gija.vocabulary.errors import GijaError


def plans(actor: Actor | None) -> QuerySet[Plan]:
    require(actor, rules.READ)
    return Plan.objects.all()


def plan(code: str) -> Plan:
    """A plan; `plan.not_found` if there is none."""
    found = Plan.objects.filter(code=code).first()
    if found is None:
        raise GijaError("plan.not_found")
    return found


def edition(of: Plan, number: int | None = None) -> Edition | None:
    """An edition by its number (`plan.not_found` where there is none), or the last; None of a plan not adopted yet."""
    found = of.editions.filter(number=number) if number is not None else of.editions.order_by("-number")
    first = found.first()
    if first is None and number is not None:
        raise GijaError("plan.not_found")
    return first


def tree(of: Plan, number: int | None = None) -> Tree:
    """What an edition says (the last if no number); an empty tree of a plan not adopted yet."""
    found = edition(of, number)
    return read(found.content) if found else Tree()


def draft(of: Plan) -> Draft | None:
    return Draft.objects.filter(plan=of).first()


def successor(of: Plan) -> Plan | None:
    """The plan that took its place."""
    return Plan.objects.filter(replaces=of.code).first()


@dataclass(frozen=True, slots=True)
class Promised:
    """A measure of a plan, with what its institution told last."""

    plan: Plan
    measure: Measure
    last: Progress | None

    @property
    def execution(self) -> str:
        return self.last.execution if self.last else ""


def own(actor: Actor | None) -> list[Promised]:
    """The measures the actor's institution answers for, of plans that are not over for more than a year."""
    actor = require(actor, rules.REPORT, actor.institution if actor else None)
    day = timezone.localdate() - dt.timedelta(days=366)
    found = [
        (one, measure)
        for one in Plan.objects.filter(ends__gte=day)
        for measure in tree(one).measures()
        if actor.institution in measure.responsible
    ]
    last = latest(Progress.objects.filter(institution=actor.institution))
    return [Promised(one, measure, last.get((one.pk, measure.code))) for one, measure in found]


def told(actor: Actor | None, of: Plan, measure: str) -> QuerySet[Progress]:
    """Progress on a measure: what was approved, what the actor's own institution writes, all for who decides on it."""
    actor = require(actor, rules.READ)
    found = Progress.objects.filter(plan=of, measure=measure).select_related("plan")
    if may(actor, rules.APPROVE):
        return found
    return found.filter(Q(state=State.APPROVED) | Q(institution=actor.institution))


def latest(of: Iterable[Progress]) -> dict[tuple[int, str], Progress]:
    """(plan, measure) -> what was told for its latest period."""
    found: dict[tuple[int, str], Progress] = {}
    for one in sorted(of, key=lambda p: p.period):
        found[one.plan_id, one.measure] = one
    return found


def progress(actor: Actor | None, pk: int, action: str) -> Progress:
    """One that the actor may do this with; another institution's is not there (`plan.not_found`)."""
    actor = require(actor, action)
    found = Progress.objects.select_related("plan").filter(pk=pk).first()
    if found is None or not may(actor, action, found.institution):
        raise GijaError("plan.not_found")
    return found


@dataclass(frozen=True, slots=True)
class Execution:
    """How far a plan is carried out: how many measures stand where. What nobody told is counted as untold, never as
    not done."""

    counts: dict[str, int]  # code of `plan_execution` -> measures; "" for untold
    measures: int

    @property
    def told(self) -> int:
        return self.measures - self.counts.get("", 0)

    @property
    def done(self) -> int:
        return self.counts.get("done", 0)


def execution(of: Plan, number: int | None = None, until: str = "9999") -> Execution:
    """By the latest approved progress up to a period, of the measures of an edition (the last if no number)."""
    told = latest(Progress.objects.filter(plan=of, state=State.APPROVED, period__lte=until))
    measures = list(tree(of, number).measures())
    counts = Counter(told[of.pk, m.code].execution if (of.pk, m.code) in told else "" for m in measures)
    return Execution(dict(counts), len(measures))


def waiting(actor: Actor) -> int:
    """Progress of the actor's institution that waits to be written or was returned."""
    return Progress.objects.filter(institution=actor.institution, state__in=OPEN).count()


def to_decide(actor: Actor) -> int:
    """Progress that was sent and drafts that were presented."""
    sent = Progress.objects.filter(state=State.SENT).count() if may(actor, rules.APPROVE) else 0
    ready = Draft.objects.filter(standing=Standing.PRESENTED).count() if may(actor, rules.ADOPT) else 0
    return sent + ready
