"""How long questions and answers are kept, and the sweep that erases them, leaving the audit trail. Data in YAML."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import islice

import yaml
from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.police.search.models import POLICE, Candidate, DatabaseAnswer, SearchQuery
from gija.vocabulary.text import Text

AT_ONCE = 200  # questions erased in one transaction, with one audit entry
Keeper = Callable[[Collection[str]], set[str]]
_KEEPERS: dict[str, Keeper] = {}


@dataclass(frozen=True, slots=True)
class Period:
    """How long, and why."""

    days: int
    because: Text


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep came to: questions erased, and questions past their day that some room still needs."""

    erased: int
    held: int


@cache
def periods() -> Mapping[str, Period]:
    """The period of each kind of question: `glass`, an outcome, or `other`."""
    raw = yaml.safe_load(files("gija.police.search").joinpath("retention.yaml").read_text(encoding="utf-8"))
    return {one["when"]: Period(one["days"], Text.of(one["because"])) for one in raw["periods"]}


def period(outcome: str, glass: bool) -> Period:
    """The period for a question with this outcome."""
    known = periods()
    return known["glass"] if glass else known.get(str(outcome), known["other"])


def until(outcome: str, glass: bool, asked_at: datetime) -> date:
    """The last day (of Vilnius) on which a question is kept."""
    return timezone.localdate(asked_at) + timedelta(days=period(outcome, glass).days)


def keeps(name: str) -> Callable[[Keeper], Keeper]:
    """Register what says which of these questions its room still needs: a dossier, an open request, an alert.

    A room says it in the `ready` of its `apps.py`. What it keeps is looked at again by every later sweep.
    """

    def registered(keeper: Keeper) -> Keeper:
        _KEEPERS[name] = keeper
        return keeper

    return registered


def sweep(today: date | None = None) -> Swept:
    """Erase every question past its day that no room needs: what was sought, answers, hits. The audit trail stays.

    Questions asked before there were periods are kept for their period from the day they were asked. Safe to run at
    any time and by two at once; one audit entry for each `AT_ONCE` questions.
    """
    today = today or timezone.localdate()
    _give_dates()
    due = iter(list(SearchQuery.objects.filter(retain_until__lt=today).order_by("pk").values_list("pk", flat=True)))
    erased = held = 0
    while some := list(islice(due, AT_ONCE)):
        kept = set().union(*(keeper(some) for keeper in _KEEPERS.values()))
        held += len(kept.intersection(some))
        erased += _erase([one for one in some if one not in kept])
    return Swept(erased, held)


def _give_dates() -> None:
    for query in SearchQuery.objects.filter(retain_until=None).only("outcome", "glass", "asked_at").iterator():
        query.retain_until = until(query.outcome, bool(query.glass), query.asked_at)
        query.save(update_fields=["retain_until"])


def _erase(queries: list[str]) -> int:
    with transaction.atomic(using=POLICE):
        there = list(SearchQuery.objects.filter(pk__in=queries).values_list("pk", flat=True))
        if not there:
            return 0
        Candidate.objects.filter(answer__query__in=there).delete()
        DatabaseAnswer.objects.filter(query__in=there).delete()
        SearchQuery.objects.filter(pk__in=there).delete()
        record(POLICE, None, "police.search.erase", object_type="search_query", details={"queries": list(there)})
    return len(there)
