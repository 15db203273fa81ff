"""What suppliers and the Rapporteur see: calls, submissions, findings with their answers, who has not sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.rapporteur.collection import calendar, cells, rules
from gija.rapporteur.collection.cells import Figures
from gija.rapporteur.collection.checking import all as checking
from gija.rapporteur.collection.checking.findings import Finding, Looked
from gija.rapporteur.collection.models import OPEN, SENT, Call, Receipt, State, Submission
from gija.rapporteur.statistics import periods
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

HISTORY = 6  # earlier periods that figures are set beside


def call(code: str) -> Call:
    """A call; `collection.not_found` if there is none."""
    found = Call.objects.filter(code=code).first()
    if found is None:
        raise GijaError("collection.not_found")
    return found


def calls(actor: Actor | None) -> QuerySet[Call]:
    """All calls, for who watches over them."""
    require(actor, rules.WATCH)
    return Call.objects.all()


def own(actor: Actor | None) -> QuerySet[Submission]:
    """What the actor's institution is asked for; calls that are not open yet stand there with their day."""
    actor = require(actor, rules.FILL, actor.institution if actor else None)
    found = Submission.objects.filter(institution=actor.institution).select_related("call")
    return found.order_by("-call__due_on", "call__code")


def one(actor: Actor | None, pk: int, action: str) -> Submission:
    """A submission the actor may do this with. Another institution's is not there (`collection.not_found`)."""
    actor = require(actor, action)
    found = Submission.objects.select_related("call").filter(pk=pk).first()
    if found is None or not may(actor, action, found.institution):
        raise GijaError("collection.not_found")
    return found


def of_call(of: Call) -> list[Submission]:
    """Every supplier's submission, those who have not sent first."""
    order = [State.RETURNED, State.FILLING, State.HANDED, State.APPROVED, State.ACCEPTED]
    found = list(of.submissions.select_related("call"))
    return sorted(found, key=lambda s: (order.index(State(s.state)), s.institution))


def asked(of: Submission) -> tuple[str, ...]:
    """The keys of every cell this supplier is asked for."""
    return calendar.asked_of(of.call.asks, of.kind)


def indicators_of(of: Submission) -> tuple[str, ...]:
    return tuple(name for name, kinds in of.call.asks.items() if of.kind in kinds)


def figures(of: Submission) -> dict[str, cells.Told]:
    return cells.read(of.cells)


def mark(of: Submission) -> str:
    """The version of the form this supplier fills in."""
    return cells.mark(of.call.code, of.institution, asked(of))


def late(of: Submission, today: dt.date | None = None) -> bool:
    """Has the deadline gone by, and nothing was sent?"""
    return of.state not in SENT and of.call.due_on < (today or timezone.localdate())


def is_open(of: Call, today: dt.date | None = None) -> bool:
    return of.opens_on <= (today or timezone.localdate())


def looked(of: Submission, *, between: bool = False) -> Looked:
    """What the checks look at: this submission, the same supplier's earlier ones; `between`: the others' sent ones."""
    return Looked(asked(of), figures(of), _earlier(of), _others(of) if between else {}, of.kind)


def _others(of: Submission) -> dict[tuple[str, str], Figures]:
    """What others sent of the same period. Only totals are set against each other, so only they are read."""
    sent = Submission.objects.filter(call__period=of.call.period, state__in=SENT).exclude(institution=of.institution)
    return {
        (institution, kind): cells.read({cell: one for cell, one in kept.items() if cell.endswith("|")})
        for institution, kind, kept in sent.values_list("institution", "kind", "cells")
    }


def _earlier(of: Submission) -> Sequence[Figures]:
    """The supplier's accepted figures of the periods before, latest first, without a gap, of the same entry."""
    wanted, period = [], of.call.period
    for _ in range(HISTORY):
        period = periods.previous(period)
        wanted.append(period)
    kept = Submission.objects.filter(
        institution=of.institution, call__entry=of.call.entry, call__period__in=wanted, state=State.ACCEPTED
    ).select_related("call")
    known = {one.call.period: figures(one) for one in kept}
    found: list[Figures] = []
    for period in wanted:
        if period not in known:
            break
        found.append(known[period])
    return found


@dataclass(frozen=True, slots=True)
class Answered:
    """A finding and what the supplier says of it; empty where nothing was said."""

    finding: Finding
    answer: str

    @property
    def label(self) -> Text:
        return cells.full_text(self.finding.cell)


def findings(of: Submission, *, between: bool = False) -> list[Answered]:
    """What the checks find; `between`: also against other suppliers, for the Rapporteur only."""
    found = checking.everything(looked(of, between=True)) if between else checking.own(looked(of))
    return [Answered(one, str(of.answers.get(one.code, ""))) for one in found]


def receipt(actor: Actor | None, number: str) -> Receipt:
    """A receipt of the actor's institution, or any for who watches; else `collection.not_found`."""
    found = Receipt.objects.select_related("submission__call").filter(number=number).first()
    own = found is not None and may(actor, rules.FILL, found.submission.institution)
    if found is None or not (own or may(actor, rules.WATCH)):
        raise GijaError("collection.not_found")
    return found


def waiting(actor: Actor) -> int:
    """How many open calls wait for this actor to fill in, not counting what a colleague was asked to."""
    found = own(actor).filter(state__in=OPEN, call__opens_on__lte=timezone.localdate())
    return sum(one.delegate in (None, actor.account) for one in found)


def to_approve(actor: Actor) -> int:
    return Submission.objects.filter(institution=actor.institution, state=State.HANDED).count()


def to_accept() -> int:
    return Submission.objects.filter(state=State.APPROVED).count()
