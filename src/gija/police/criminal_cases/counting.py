"""The figures of a year, counted from the days of the stages: its events, and what became of the cases it began."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gija.police.criminal_cases.models import Sentence, Stage

Key = tuple[str, ...]
OVER = ("ended", "received")  # from then on an investigation is no longer under way


@dataclass(frozen=True, slots=True)
class Line:
    """A stage as it is counted: of which case, whose, the first day of it. `kind`, `sex`: of the person."""

    case: str
    stage: str
    day: dt.date
    party: str = ""
    kind: str = ""
    sex: str = ""


def lines(institution: str) -> list[Line]:
    """Every stage that stands, of the institution's cases."""
    rows = Stage.objects.filter(institution=institution, struck_on=None).values_list(
        "case_id", "stage", "day", "party_id", "party__kind", "party__sex"
    )
    return [Line(c, s, day, party or "", kind or "", sex or "") for c, s, day, party, kind, sex in rows]


def year(found: Iterable[Line], first: dt.date, end: dt.date) -> dict[str, dict[Key, int]]:
    """Counts of the days from `first` up to, not including, `end`. A case or person counts once in each measure: the
    rows hold each stage once. `procedure_sent` is of the cases begun then, whenever they were sent."""
    rows = list(found)
    here = [one for one in rows if first <= one.day < end]
    begun = {one.case for one in here if one.stage == "begun"}
    natural = [one for one in here if one.kind == "natural"]
    return {
        "procedure_begun": _number(len(begun)),
        "procedure_under_way": _number(_under_way(rows, first, end)),
        "procedure_suspected": _by_sex(natural, "suspected"),
        "procedure_sent": _number(sum(o.stage == "sent" and o.kind == "natural" and o.case in begun for o in rows)),
        "procedure_received": _number(sum(one.stage == "received" for one in here)),
        "procedure_decided": _number(sum(one.stage == "decided" for one in here)),
        "procedure_convicted": _by_sex(natural, "convicted"),
        "procedure_legal_suspected": _number(sum(o.stage == "suspected" and o.kind == "legal" for o in here)),
        "procedure_legal_convicted": _number(sum(o.stage == "convicted" and o.kind == "legal" for o in here)),
        "administrative_noted": _number(sum(one.stage == "noted" for one in here)),
        "administrative_exempted": _number(sum(one.stage == "exempted" for one in here)),
        "administrative_fined": _number(sum(one.stage == "fined" for one in here)),
    }


def sentences(institution: str, first: dt.date, end: dt.date) -> dict[Key, int]:
    """Sentences of those convicted on these days, by kind."""
    rows = Sentence.objects.filter(
        institution=institution, stage__stage="convicted", stage__struck_on=None,
        stage__day__gte=first, stage__day__lt=end,
    )  # fmt: skip
    return {(kind,): number for kind, number in Counter(rows.values_list("kind", flat=True)).items()}


def _number(found: int) -> dict[Key, int]:
    return {(): found}


def _by_sex(rows: Iterable[Line], stage: str) -> dict[Key, int]:
    return {(sex,): number for sex, number in Counter(one.sex for one in rows if one.stage == stage).items()}


def _under_way(rows: Iterable[Line], first: dt.date, end: dt.date) -> int:
    """Begun before `end`, and neither ended nor received by a court before `first`. A case whose beginning was not
    noted is not counted: nobody knows since when it is under way."""
    days: dict[str, dict[str, dt.date]] = defaultdict(dict)
    for one in rows:
        if not one.party:
            days[one.case][one.stage] = one.day
    return sum(
        "begun" in of and of["begun"] < end and not any(of[stage] < first for stage in OVER if stage in of)
        for of in days.values()
    )
