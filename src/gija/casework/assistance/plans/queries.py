"""What an actor sees: the plans of their institution, what is late in them, whose names may stand by a step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.assistance.models import Plan, Review, Step
from gija.casework.assistance.queries import one as row
from gija.casework.assistance.rules import APPROVE, READ, WRITE
from gija.commons.casefile.beside import Link
from gija.commons.casefile.forms import language
from gija.commons.letters import people
from gija.commons.permissions import Actor, may
from gija.vocabulary.lists import code_list

DRAFT, SUBMITTED, RETURNED, APPROVED, REPLACED, CLOSED = (
    "draft", "submitted", "returned", "approved", "replaced", "closed",
)  # fmt: skip
WRITABLE = (DRAFT, RETURNED)
COLLEAGUES = ("case_worker", "case_supervisor")


@dataclass(frozen=True, slots=True)
class Due:
    """A step or a review that is open: its day, and whether that has passed."""

    thing: Step | Review
    on: dt.date
    late: bool


def own(actor: Actor) -> QuerySet[Plan]:
    """Every plan of the actor's institution; none without the right."""
    if not may(actor, READ, actor.institution):
        return Plan.objects.none()
    return Plan.objects.filter(institution=actor.institution, struck_at=None).select_related("case")


def one(actor: Actor | None, pk: str, action: str = READ) -> Plan:
    """One edition. Refused: `assistance.not_found`; another institution's is `NotPermittedError`."""
    return row(Plan.objects.select_related("case"), actor, pk, action)  # type: ignore[no-any-return]


def listed(actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Plan]:
    """The plans that fit the filters; what is late stands first, then what comes next. Without a filter those that
    were replaced or closed are left away."""
    rows = own(actor)
    state = asked.get("state")
    rows = rows.filter(state=state) if state else rows.exclude(state__in=(REPLACED, CLOSED))
    if asked.get("show") == "late":
        rows = rows.filter(_late())
    return rows.order_by(F("next_on").asc(nulls_last=True), "-entered_at", "pk")


def _late() -> Q:
    return Q(state=APPROVED, next_on__lt=timezone.localdate())


def late(actor: Actor) -> int:
    """How many plans in force have a step or a review that is late."""
    return own(actor).filter(_late()).count()


def to_approve(actor: Actor) -> int:
    """How many wait for this supervisor: handed in, and written by others."""
    if not may(actor, APPROVE, actor.institution):
        return 0
    handed_in = own(actor).filter(state=SUBMITTED).only("case", "account", "writers", "submitted_by")
    return sum(not wrote(actor, one) for one in handed_in)


def wrote(actor: Actor, found: Plan) -> bool:
    """Whether the actor began the plan, wrote in it or handed it in: somebody else decides on it."""
    return actor.account in (found.account, found.submitted_by, *found.writers)


def waiting(actor: Actor) -> int:
    """How many need somebody to act."""
    return late(actor) + to_approve(actor)


def due(found: Plan) -> list[Due]:
    """Open steps and reviews of a plan, the most overdue first."""
    today = timezone.localdate()
    steps = [Due(one, one.by, one.by < today) for aim in found.aims.all() for one in aim.steps.all() if one.open]
    reviews = [Due(one, one.on, one.on < today) for one in found.reviews.all() if one.held_on is None]
    return sorted([*steps, *reviews], key=lambda one: one.on)


def editions(found: Plan) -> QuerySet[Plan]:
    """Every edition of the plan of the same case, the latest first."""
    return Plan.objects.filter(case_id=found.case_id, struck_at=None).order_by("-edition")


def colleagues(actor: Actor) -> dict[int, str]:
    """Who may stand by a step: account -> name, of one's own institution."""
    return {one.pk: one.name for one in people(actor.institution, COLLEAGUES)}


def beside(actor: Actor, case: Any) -> list[Link]:
    """What the page of a case leads to: its latest plan, or beginning one."""
    there = own(actor).filter(case=case.pk).order_by("-edition").first()
    if there:
        state = code_list("support_plan_state")[there.state].text.in_(language())
        words = _("Support plan %(short)s: %(state)s") % {"short": there.short, "state": state}
        return [Link(words, reverse("assistance:plan", args=[there.pk]))]
    if not may(actor, WRITE, case.institution):
        return []
    return [Link(_("Begin a support plan"), reverse("assistance:begin_plan", args=[case.pk]))]
