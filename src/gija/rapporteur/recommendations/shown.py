"""How recommendations are shown."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gija.commons.pages.tables import Column
from gija.rapporteur.bodies.shown import names, said
from gija.rapporteur.plan.shown import EXECUTION_KIND, execution
from gija.rapporteur.recommendations import queries
from gija.rapporteur.recommendations.models import FollowUp, Recommendation, Source, State

KIND = {"open": "", "writing": "", "sent": "warn", "returned": "bad", "approved": "good"}
STANDING = {
    "open": _("Not answered"), "under_way": _("Under way"), "late": _("Overdue"), "done": _("Carried out"),
    "withdrawn": _("Withdrawn"),
}  # fmt: skip
STANDING_KIND = {"open": "", "under_way": "warn", "late": "late", "done": "good", "withdrawn": "quiet"}
ACTS = {
    "load": _("Entered from the sources"), "add": _("Entered"), "withdraw": _("Withdrawn"), "write": _("Written"),
    "send": _("Sent"), "approve": _("Approved"), "return": _("Returned"),
}  # fmt: skip


def state(one: FollowUp) -> Any:
    return State(one.state).label


def kind(one: FollowUp) -> str:
    return KIND[one.state]


def standing(of: Recommendation) -> tuple[Any, str]:
    """(in words, kind of tag)."""
    code = queries.standing(of).code
    return STANDING[code], STANDING_KIND[code]


def columns() -> tuple[Column, ...]:
    return (
        Column("day", _("Day"), lambda r: r.day, sort="day"),
        Column("source", _("Who recommended it"), lambda r: Source(r.source).label, sort="source"),
        Column("text", _("What is recommended"), lambda r: said(r, "text"), link=address),
        Column("addressees", _("Addressees"), lambda r: names(r.addressees)),
        Column("due", _("Deadline"), lambda r: r.due_on, sort="due_on"),
        Column("state", _("State"), lambda r: standing(r)[0], tag=True),
    )


def address(of: Recommendation) -> str:
    return reverse("recommendations:recommendation", args=[of.pk])


def approved(one: FollowUp) -> tuple[Any, str]:
    """The execution that was approved last: (in words, kind of tag)."""
    return execution(one.approved), EXECUTION_KIND.get(one.approved, "")
