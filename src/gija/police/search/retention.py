"""How long questions and answers are kept, and the sweep that erases them, leaving the audit trail. Data in YAML.

Other rooms read their own periods with `read`, and say with `keeps` which questions something of theirs rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from itertools import islice

import yaml
from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.rowlevel.session import EVERY, acting_for
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

    def start(self, today: date) -> datetime:
        """What was settled before this moment is past its day."""
        return datetime.combine(today - timedelta(days=self.days), time(), timezone.get_current_timezone())


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep came to: rows erased, and rows past their day that something still rests on."""

    erased: int
    held: int


@cache
def periods() -> Mapping[str, Period]:
    """The period of each kind of question: `glass`, an outcome, or `other`."""
    return read("gija.police.search")


def read(package: str) -> Mapping[str, Period]:
    """The periods that a room keeps in its `retention.yaml`, by what they are for."""
    raw = yaml.safe_load(files(package).joinpath("retention.yaml").read_text(encoding="utf-8"))
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


def needed(queries: Collection[str]) -> set[str]:
    """Which of these questions something rests on, asked of every room."""
    return set().union(*(keeper(queries) for keeper in _KEEPERS.values())).intersection(queries)


def sweep(today: date | None = None) -> Swept:
    """Erase every question past its day that nothing rests on: what was sought, answers, hits. The audit trail stays.

    Of a hit on a record that its owner may no longer hold the reasons go at once. Questions asked before there were
    periods are kept for their period from the day they were asked. Safe to run at any time and by two at once; one
    audit entry for each `AT_ONCE` questions.
    """
    today = today or timezone.localdate()
    erased = held = 0
    with acting_for(EVERY):
        _give_dates()
        _forget_expired(today)
        due = iter(list(SearchQuery.objects.filter(retain_until__lt=today).order_by("pk").values_list("pk", flat=True)))
        while some := list(islice(due, AT_ONCE)):
            swept = _erase(some)
            erased, held = erased + swept.erased, held + swept.held
    return Swept(erased, held)


def _give_dates() -> None:
    for query in SearchQuery.objects.filter(retain_until=None).only("outcome", "glass", "asked_at").iterator():
        query.retain_until = until(query.outcome, bool(query.glass), query.asked_at)
        query.save(update_fields=["retain_until"])


def _forget_expired(today: date) -> None:
    rows = Candidate.objects.filter(expires__lt=today).exclude(explanation=[])
    with transaction.atomic(using=POLICE):
        gone = list(rows.values_list("pk", flat=True))
        if gone:
            Candidate.objects.filter(pk__in=gone).update(explanation=[])
            record(POLICE, None, "police.search.forget", object_type="search_hit", details={"hits": list(gone)})


def _erase(queries: list[str]) -> Swept:
    """Held is looked at under the lock of the hits: who takes one for a dossier meanwhile waits, or was first."""
    with transaction.atomic(using=POLICE):
        hits = Candidate.objects.filter(answer__query__in=queries)
        if transaction.get_connection(POLICE).features.has_select_for_update_of:
            list(hits.select_for_update(of=("self",)).values_list("pk", flat=True))
        there = set(SearchQuery.objects.filter(pk__in=queries).values_list("pk", flat=True))
        held = needed(there)
        gone = sorted(there - held)
        if gone:
            hits.filter(answer__query__in=gone).delete()
            DatabaseAnswer.objects.filter(query__in=gone).delete()
            SearchQuery.objects.filter(pk__in=gone).delete()
            record(POLICE, None, "police.search.erase", object_type="search_query", details={"queries": list(gone)})
    return Swept(len(gone), len(held))
