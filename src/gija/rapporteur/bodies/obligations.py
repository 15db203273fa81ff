"""All that is asked of an institution, from every room, in one list: duties, measures, tasks, recommendations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gija.commons.permissions import Actor, require
from gija.rapporteur.bodies import holding, queries, rules, seeds, shown
from gija.rapporteur.bodies.models import Member
from gija.rapporteur.choices import language
from gija.rapporteur.duties import shown as duties
from gija.rapporteur.duties.models import Due
from gija.rapporteur.duties.models import State as Sending
from gija.rapporteur.plan import queries as plans
from gija.rapporteur.plan import shown as measures
from gija.rapporteur.plan.models import Plan, Progress
from gija.rapporteur.recommendations import queries as recommendations
from gija.rapporteur.recommendations import shown as advised
from gija.rapporteur.tasks.models import State, Task

NEVER = dt.date.max


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing that is asked: what, of which kind, until when, how it stands, where it is answered."""

    text: str
    kind: Any
    due: dt.date | None
    state: Any
    tag: str
    address: str
    late: bool


def of(actor: Actor | None) -> list[Obligation]:
    """What is still open for the actor's institution, the earliest deadline first, what has none last."""
    actor = require(actor, rules.READ)
    today, own = timezone.localdate(), actor.institution
    found = [*_duties(own, today), *_measures(own, today), *_tasks(own, today), *_recommendations(own, today)]
    return sorted(found, key=lambda one: (one.due or NEVER, str(one.kind), one.text))


def waiting(actor: Actor) -> int:
    """How many are overdue."""
    return sum(one.late for one in of(actor))


def _duties(own: str, today: dt.date) -> Iterator[Obligation]:
    for one in Due.objects.filter(owes=own, state=Sending.OPEN):
        yield Obligation(
            duties.title(one), _("Duty"), one.due_on, duties.state(one), duties.kind(one),
            reverse("duties:duty", args=[one.pk]), one.due_on < today,
        )  # fmt: skip


def _measures(own: str, today: dt.date) -> Iterator[Obligation]:
    """Measures of plans in force, by the institution's last report; what is carried out or dropped is left out."""
    told = plans.latest(Progress.objects.filter(institution=own))
    for plan in Plan.objects.filter(starts__lte=today, ends__gte=today):
        for one in plans.tree(plan).measures():
            last = told.get((plan.pk, one.code))
            code = last.execution if last else ""
            if own in one.responsible and code not in ("done", "dropped"):
                due = one.ends or plan.ends
                yield Obligation(
                    one.text.in_(language()), pgettext_lazy("plan", "Measure"), due, measures.execution(code),
                    measures.EXECUTION_KIND.get(code, ""), reverse("plan:measure", args=[plan.code, one.code]),
                    due < today,
                )  # fmt: skip


def _tasks(own: str, today: dt.date) -> Iterator[Obligation]:
    for one in Task.objects.filter(institution=own, state=State.OPEN):
        late = one.due_on < today
        yield Obligation(
            one.title, pgettext_lazy("obligation", "Task"), one.due_on,
            _("Overdue") if late else State(one.state).label, "late" if late else "warn",
            reverse("tasks:task", args=[one.pk]), late,
        )  # fmt: skip


def _recommendations(own: str, today: dt.date) -> Iterator[Obligation]:
    for one, follow in recommendations.open_of(own):
        late = one.due_on is not None and one.due_on < today
        yield Obligation(
            shown.said(one, "text"), _("Recommendation"), one.due_on, advised.state(follow), advised.kind(follow),
            reverse("recommendations:recommendation", args=[one.pk]), late,
        )  # fmt: skip


def functions(actor: Actor) -> list[tuple[str, str]]:
    """(function, how the actor's institution holds it) today."""
    return [
        (f"{one.function} {seeds.function(one.function).in_(language())}", shown.holding(one))
        for one in holding.of_unit(actor.institution)
    ]


def seats(actor: Actor) -> list[tuple[str, str, str]]:
    """(code of the body, its name, the office) of the seats the actor's institution has today. Seats that only a source
    tells of are left out: of bodies long gone no source tells the end."""
    today = timezone.localdate()
    return [
        (one.body.code, one.body.text.in_(language()), shown.said(one, "office"))
        for one in Member.objects.filter(institution=actor.institution, source="").select_related("body")
        if queries.seated(one, today) and (one.body.ends is None or one.body.ends >= today)
    ]
