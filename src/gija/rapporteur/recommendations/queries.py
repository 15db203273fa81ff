"""What is seen of recommendations: all, those of an institution, two years of them, how far they are followed."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from gija.commons.permissions import Actor, may, require
from gija.rapporteur.recommendations import rules
from gija.rapporteur.recommendations.models import FollowUp, Recommendation, Source, State
from gija.vocabulary.errors import GijaError

DONE = "done"  # of the list `plan_execution`


def recommendations(actor: Actor | None, source: str = "", institution: str = "") -> QuerySet[Recommendation]:
    """All, by source and by an addressee."""
    require(actor, rules.READ)
    found = Recommendation.objects.prefetch_related("follow_ups")
    if source in Source.values:
        found = found.filter(source=source)
    return found.filter(follow_ups__institution=institution).distinct() if institution else found


def recommendation(actor: Actor | None, pk: int) -> Recommendation:
    """`recommendations.not_found` where there is none."""
    found = recommendations(actor).filter(pk=pk).first()
    if found is None:
        raise GijaError("recommendations.not_found")
    return found


def follow_up(actor: Actor | None, pk: int) -> FollowUp:
    """What an addressee told: for who decides on it, for its institution, and for all once it was approved."""
    who = require(actor, rules.READ)
    found = FollowUp.objects.select_related("recommendation").filter(pk=pk).first()
    if found is None or not sees(who, found):
        raise GijaError("recommendations.not_found")
    return found


def sees(actor: Actor, one: FollowUp) -> bool:
    """What it says; that there is one, and how it stands, is seen by all who read recommendations."""
    return one.state == State.APPROVED or may(actor, rules.KEEP) or may(actor, rules.ANSWER, one.institution)


def open_of(institution: str) -> list[tuple[Recommendation, FollowUp]]:
    """What an institution has yet to follow: not withdrawn, and not approved as carried out."""
    found = FollowUp.objects.filter(institution=institution, recommendation__withdrawn=False)
    left = found.exclude(state=State.APPROVED, approved=DONE).select_related("recommendation")
    return [(one.recommendation, one) for one in left]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a recommendation is followed: addressees, those with an approved answer, those that carried it out."""

    addressees: int
    answered: int
    done: int
    late: bool
    withdrawn: bool

    @property
    def code(self) -> str:
        """`withdrawn`, `done`, `late`, `under_way` or `open`."""
        if self.withdrawn:
            return "withdrawn"
        if self.addressees and self.done == self.addressees:
            return "done"
        return "late" if self.late else "under_way" if self.answered else "open"


def standing(of: Recommendation, today: dt.date | None = None) -> Standing:
    """By what was approved: what an addressee only claims is not counted."""
    follow = list(of.follow_ups.all())
    done = sum(one.approved == DONE for one in follow)
    past = of.due_on is not None and of.due_on < (today or timezone.localdate())
    answered = sum(bool(one.approved) for one in follow)
    return Standing(len(follow), answered, done, past and done < len(follow), of.withdrawn)


HALVES = 4  # of two years


@dataclass(frozen=True, slots=True)
class Programme:
    """Two years of recommendations: the half-years from a day, and of each recommendation the half in which it is due
    (0 to 3), -1 before the first, 4 after the last, None without a deadline."""

    starts: tuple[dt.date, ...]
    ends: dt.date
    rows: tuple[tuple[Recommendation, int | None], ...]


def programme(actor: Actor | None, start: dt.date, source: str = "") -> Programme:
    """What was recommended before the end of the two years and is due after their beginning, or has no deadline."""
    starts = tuple(_months_on(start, 6 * n) for n in range(HALVES + 1))
    found = recommendations(actor, source).filter(day__lt=starts[-1], withdrawn=False)
    within = found.filter(Q(due_on__isnull=True) | Q(due_on__gte=start)).order_by("due_on", "code")
    rows = tuple((one, _half(starts, one.due_on)) for one in within)
    return Programme(starts[:-1], starts[-1] - dt.timedelta(days=1), rows)


def _months_on(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _half(starts: Iterable[dt.date], due: dt.date | None) -> int | None:
    return None if due is None else sum(one <= due for one in starts) - 1


def of_measure(plan: str, measure: str) -> list[Recommendation]:
    """Those that a measure of a plan answers."""
    return list(Recommendation.objects.filter(plan=plan, measure=measure))


def waiting(actor: Actor) -> int:
    """What waits for a decision, for who decides; else what the actor's institution has yet to follow."""
    if may(actor, rules.KEEP):
        return FollowUp.objects.filter(state=State.SENT).count()
    return len(open_of(actor.institution)) if may(actor, rules.ANSWER, actor.institution) else 0
