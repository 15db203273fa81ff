"""What suppliers and the Rapporteur see: calls, submissions, findings with their answers, who has not sent."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from django.db.models import Count, Q, QuerySet
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
    """All calls, for who watches over them, with how many were `asked`, have `sent` and were `accepted`."""
    require(actor, rules.WATCH)
    return Call.objects.annotate(
        asked=Count("submissions"),
        sent=Count("submissions", filter=Q(submissions__state__in=SENT)),
        accepted=Count("submissions", filter=Q(submissions__state=State.ACCEPTED)),
    ).order_by("-due_on", "code")


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
    """Every supplier's submission, those who have not sent first; how often each was `reminded`."""
    order = [State.RETURNED, State.FILLING, State.HANDED, State.APPROVED, State.ACCEPTED]
    found = list(of.submissions.select_related("call").annotate(reminded=Count("reminders")))
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
    known = dict(_history([of]).values_list("call__period", "cells"))
    return [cells.read(known[period]) for period in takewhile(known.__contains__, _before(of.call.period))]


def _history(of: Sequence[Submission]) -> QuerySet[Submission]:
    """Of submissions to one call: what their suppliers told in the periods before that are looked at."""
    call = of[0].call
    return Submission.objects.filter(
        institution__in=[one.institution for one in of], call__entry=call.entry,
        call__period__in=_before(call.period), state=State.ACCEPTED,
    )  # fmt: skip


def _before(period: str) -> list[str]:
    """The periods before, latest first."""
    found = [period]
    for _ in range(HISTORY):
        found.append(periods.previous(found[-1]))
    return found[1:]


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


def weights(of: Sequence[Submission]) -> Counter[str]:
    """How many errors and warnings the checks find in submissions to one call, each by itself. Of each it is kept until
    it, or what its supplier told before, changes."""
    if not of:
        return Counter()
    stamps: dict[str, list[object]] = defaultdict(list)
    for institution, *stamp in _history(of).order_by("pk").values_list("institution", "pk", "version", "changed_at"):
        stamps[institution] += stamp
    return Counter(
        level for one in of for level in _weights(one.pk, (one.version, one.changed_at, *stamps[one.institution]))
    )


@lru_cache(maxsize=2000)
def _weights(pk: int, _stamp: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(one.level for one in checking.own(looked(Submission.objects.select_related("call").get(pk=pk))))


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
