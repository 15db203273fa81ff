"""What an actor sees: the referrals of their own institution, what waits for an answer, overrides to look at."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.casework.cases.file import FILE
from gija.casework.referral.models import OPEN, Referral, Side
from gija.casework.referral.rules import READ, REVIEW, SEND
from gija.commons.casefile import finding
from gija.commons.casefile.beside import Link
from gija.commons.permissions import Actor, may, require
from gija.vocabulary.errors import GijaError


def own(actor: Actor) -> QuerySet[Referral]:
    """Every referral of the actor's institution, sent and received; none without the right."""
    if not may(actor, READ, actor.institution):
        return Referral.objects.none()
    return Referral.objects.filter(institution=actor.institution).select_related("case")


def one(actor: Actor | None, pk: str, action: str = READ) -> Referral:
    """One referral. Refused: `referral.not_found`; another institution's is `NotPermittedError`."""
    found = Referral.objects.select_related("case__person").filter(pk=pk).first()
    if found is None:
        require(actor, action)
        raise GijaError("referral.not_found")
    require(actor, action, found.institution)
    return found


def to_answer(actor: Actor) -> QuerySet[Referral]:
    """Received, and neither taken nor refused yet."""
    return own(actor).filter(side=Side.TAKES, state="in_progress")


def unanswered(actor: Actor) -> QuerySet[Referral]:
    """Sent, and the day of the answer has passed without one."""
    return own(actor).filter(side=Side.SENDS, state="in_progress", answer_by__lt=timezone.localdate())


def to_review(actor: Actor) -> QuerySet[Referral]:
    """Sent without consent, and no supervisor has looked at it."""
    if not may(actor, REVIEW, actor.institution):
        return Referral.objects.none()
    return own(actor).filter(side=Side.SENDS, seen_at=None).exclude(ground="")


def waiting(actor: Actor) -> int:
    """How many wait for this institution."""
    return to_answer(actor).count() + unanswered(actor).count() + to_review(actor).count()


def listed(actor: Actor, asked: dict[str, Any]) -> QuerySet[Referral]:
    """The referrals that fit the filters of the list."""
    rows = own(actor)
    for name in ("state", "side"):
        if value := asked.get(name):
            rows = rows.filter(**{name: value})
    if asked.get("waits"):
        late = Q(pk__in=unanswered(actor)) | Q(pk__in=to_answer(actor)) | Q(pk__in=to_review(actor))
        rows = rows.filter(late)
    return rows


def candidates(found: Referral) -> list[Any]:
    """Own cases of who was referred, found as `search before you create` does."""
    if not found.content:
        return []
    return list(finding.known(FILE, found.institution, json.loads(found.content).get("identity", {})))


def beside(actor: Actor, case: Any) -> list[Link]:
    """What the page of a case leads to: its referrals, and referring the person."""
    shown = [
        Link(
            _("Referral %(short)s: %(partner)s") % {"short": one.short, "partner": one.partner_name},
            reverse("referral:one", args=[one.pk]),
        )
        for one in own(actor).filter(case=case.pk)
    ]
    if not may(actor, SEND, case.institution):
        return shown
    return [*shown, Link(_("Refer this person to another body"), reverse("referral:send") + f"?case={case.pk}")]


def open_in(cases: Iterable[Any]) -> Counter[str]:
    """How many referrals are not settled, as the sender sees them, of each of these cases."""
    there = Referral.objects.filter(case__in=list(cases), side=Side.SENDS, state__in=OPEN).order_by()
    return Counter(map(str, there.values_list("case_id", flat=True)))
