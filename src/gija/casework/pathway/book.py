"""Where every case of an institution stands, in few questions: for the list, the file to take away, the times."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast

from gija.casework.cases.models import Case, Status
from gija.casework.pathway.definitions import CLOSURE, SCREENING, SIGNAL, moves, of_status, stages
from gija.casework.pathway.models import Closure, Screening, Step
from gija.casework.pathway.rules import AT_LEAST

Moment = tuple[dt.date, Any, str]  # day, when it was entered (none: first or last of all), stage


class Row(NamedTuple):
    """One case of the book: since when, its number, its stage; no name. Ten thousand are sorted as they are."""

    since: dt.date
    case: str
    stage: str

    @property
    def short(self) -> str:
        return self.case[:8].upper()

    @property
    def closed(self) -> bool:
        return self.stage == CLOSURE


def ends(institution: str) -> dict[str, dt.date]:
    """Closed case -> the day of its closure."""
    there = Closure.objects.filter(institution=institution, state=Closure.State.APPROVED).order_by()
    return {case: on for case, on in there.values_list("case_id", "decided_on") if on}


def moments(institution: str, *, closed: bool = True) -> Mapping[str, list[Moment]]:
    """Case -> its stages that hold, in order; by the same rule as `trail.of`. `closed`: of closed cases too."""
    began = dict(_rows(Case, institution, closed, "pk").values_list("pk", "registered_on"))
    found: dict[str, list[Moment]] = {pk: [] for pk in began}
    for pk, status, on, at in _there(Status, institution, closed, "case_id", "status", "on", "at"):
        if status in of_status():
            found[pk].append((on or began[pk], at, of_status()[status]))
    for pk, stage, on, at in _there(Step, institution, closed, "case_id", "stage", "on", "at"):
        found[pk].append((on, at, stage))
    for pk, on, at in _there(Screening, institution, closed, "case_id", "on", "at"):
        found[pk].append((on, at, SCREENING))
    end = {pk: [(on, None, CLOSURE)] for pk, on in ends(institution).items()} if closed else {}
    return {
        pk: [*_moved([(began[pk], None, SIGNAL), *sorted(of)]), *end.get(pk, ())] for pk, of in found.items()
    }  # fmt: skip


def _there(model: Any, institution: str, closed: bool, *fields: str) -> Any:
    """Also when it was entered, as text: it orders the same (the connection's zone is UTC) and nothing is parsed."""
    rows = _rows(model, institution, closed, "case_id").filter(struck_at=None)
    return rows.annotate(at=Cast("entered_at", CharField())).values_list(*fields)


def _rows(model: Any, institution: str, closed: bool, of: str) -> Any:
    """An institution's rows, unordered; without those of closed cases, which mostly are the most."""
    rows = model.objects.filter(institution=institution).order_by()
    if closed:
        return rows
    shut = Closure.objects.filter(institution=institution, state=Closure.State.APPROVED)
    return rows.exclude(**{f"{of}__in": shut.order_by().values("case_id")})


def _moved(found: list[Moment]) -> list[Moment]:
    """Without the screenings that moved nothing."""
    way = found[:1]
    for one in found[1:]:
        if moves(way[-1][2], one[2]):
            way.append(one)
    return way


def rows(institution: str) -> list[Row]:
    """Every case of the institution where it stands, the latest move first."""
    open_ = [Row(of[-1][0], pk, of[-1][2]) for pk, of in moments(institution, closed=False).items()]
    return sorted([*open_, *(Row(on, pk, CLOSURE) for pk, on in ends(institution).items())], reverse=True)


def by_stage(found: Iterable[Row]) -> dict[str, int]:
    """How many cases stand at each stage, in the order of the way; stages with none as well."""
    counted = dict.fromkeys(stages(), 0)
    for one in found:
        counted[one.stage] += 1
    return counted


@dataclass(frozen=True, slots=True)
class Between:
    """Days from one stage to the next, of how many cases. From fewer than `AT_LEAST` nothing but their number is told:
    a case that went to and fro is one case."""

    before: str
    after: str
    cases: int
    median: float | None = None
    shortest: int | None = None
    longest: int | None = None


def between(institution: str) -> list[Between]:
    """For each step from a stage to the next one: how many cases made it, and in how many days each time."""
    days: dict[tuple[str, str], list[int]] = {}
    made: dict[tuple[str, str], set[str]] = {}
    for pk, way in moments(institution).items():
        for before, after in pairwise(way):
            if before[2] != after[2] and after[0] >= before[0]:
                step = (before[2], after[2])
                days.setdefault(step, []).append((after[0] - before[0]).days)
                made.setdefault(step, set()).add(pk)
    order = list(stages())
    return [
        Between(a, b, cases, statistics.median(of), min(of), max(of)) if (cases := len(made[a, b])) >= AT_LEAST
        else Between(a, b, cases)
        for (a, b), of in sorted(days.items(), key=lambda one: (order.index(one[0][0]), order.index(one[0][1])))
    ]  # fmt: skip
