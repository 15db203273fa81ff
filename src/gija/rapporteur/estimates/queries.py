"""Capture tables, runs and results as they stand, for who may read them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from gija.commons.permissions import Actor, require
from gija.rapporteur.estimates import rules, values
from gija.rapporteur.estimates.models import Capture, Choice, Job, Result, Run
from gija.vocabulary.errors import GijaError


@dataclass(frozen=True, slots=True)
class Standing:
    """A run with how far it is, and its result where there is one."""

    run: Run
    job: Job
    result: Result | None

    @property
    def asked(self) -> values.Asked:
        return values.Asked.of(self.run.asked)

    @property
    def content(self) -> dict[str, Any]:
        """What was computed. Refuses a result that is not what was kept (`estimates.changed`)."""
        if self.result is None:
            raise GijaError("estimates.no_result")
        if values.sha256(self.result.content) != self.result.sha256:
            raise GijaError("estimates.changed")
        return dict(json.loads(self.result.content))


def captures(actor: Actor | None) -> list[Capture]:
    """The latest version of every table, latest period first."""
    require(actor, rules.READ)
    latest: dict[tuple[str, str, str], Capture] = {}
    for one in Capture.objects.order_by("vintage", "id"):
        latest[(one.title, one.period, one.origin)] = one
    return sorted(latest.values(), key=lambda one: (one.period, one.pk), reverse=True)


def runs(actor: Actor | None) -> list[Standing]:
    """All runs, latest first."""
    require(actor, rules.READ)
    jobs = {job.run: job for job in Job.objects.all()}
    results = {one.run: one for one in Result.objects.defer("content")}
    return [Standing(one, jobs[one.pk], results.get(one.pk)) for one in Run.objects.all() if one.pk in jobs]


def one(actor: Actor | None, pk: int) -> Standing:
    """One run; `estimates.unknown` where there is none."""
    require(actor, rules.READ)
    found, job = Run.objects.filter(pk=pk).first(), Job.objects.filter(run=pk).first()
    if found is None or job is None:
        raise GijaError("estimates.unknown")
    return Standing(found, job, Result.objects.filter(run=pk).first())


def given(tables: Sequence[int]) -> list[Any]:
    """The tables of a run as it takes them; `estimates.unknown_table` where one is not there."""
    from gija.rapporteur.estimates.computing import Given

    rows = {row.pk: row for row in Capture.objects.filter(pk__in=list(tables))}
    if not tables or len(rows) != len(set(tables)):
        raise GijaError("estimates.unknown_table")
    found = []
    for row in sorted(rows.values(), key=lambda row: (row.period, row.pk)):
        if values.sha256(row.content) != row.digest:
            raise GijaError("estimates.changed")
        known = row.people_low is not None and row.people_high is not None
        people = (row.people_low, row.people_high) if known else None
        found.append(Given(row.period, values.strata_of(row.content), people))
    return found


def in_report(period: str) -> Standing | None:
    """The run that was taken into the report of a period; None where none is."""
    choice = Choice.objects.filter(period=period).first()
    if choice is None or not choice.used:
        return None
    found, job = Run.objects.get(pk=choice.run), Job.objects.get(run=choice.run)
    return Standing(found, job, Result.objects.get(run=choice.run))


def is_in_report(found: Standing) -> bool:
    chosen = in_report(found.run.period)
    return chosen is not None and chosen.run.pk == found.run.pk


def fonts() -> list[Path]:
    """Where DejaVu lies if the browser files were fetched; without it typst's own letters are used."""
    folder = finders.find("vendor/fonts")
    return [Path(folder)] if isinstance(folder, str) else []
