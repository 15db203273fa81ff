"""What happens: a table is brought in, a run is asked for, asked again, cancelled, looked at, taken into a report.

One act, one transaction, one audit entry. Nothing half-written: a file with one fault leaves nothing behind.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.methods.estimation import Strata
from gija.methods.estimation.capture.reading import rows_in
from gija.methods.estimation.strata.groups import strata_in
from gija.rapporteur.estimates import queries, rules, values
from gija.rapporteur.estimates.models import GOING, ZONE, Capture, Choice, Job, Origin, Run, State
from gija.rapporteur.estimates.values import Asked
from gija.rapporteur.statistics.periods import checked
from gija.vocabulary.errors import GijaError

LARGEST = 1_000_000  # bytes of a file


def upload(actor: Actor | None, raw: bytes, title: str, period: str, people: tuple[int, int] | None = None) -> Capture:
    """A CSV table of who was on which lists; columns sex, age_group and form part it into groups. Refuses what
    `strata_in` refuses, with row and column, and an interval that does not hold the people of the file."""
    actor = require(actor, rules.RUN)
    if len(raw) > LARGEST:
        raise GijaError("estimates.too_large", most=LARGEST // 1000)
    checked(period)
    rows = rows_in(raw, title)
    by = [name for name in values.COVARIATES if name in rows[0]]
    return keep(actor, strata_in(rows, by, title), title, period, Origin.FILE, people)


def keep(
    actor: Actor | None, strata: Strata, title: str, period: str, origin: str, people: tuple[int, int] | None,
    vintage: int = 0,
) -> Capture:  # fmt: skip
    """Keep a table, as the next version of one of the same title, period and origin unless its version is given."""
    if people and not 0 < people[0] <= strata.whole.observed <= people[1]:
        raise GijaError("estimates.interval", observed=strata.whole.observed)
    content = values.content_of(strata)
    with transaction.atomic(using=ZONE):
        before = Capture.objects.filter(title=title, period=period, origin=origin).order_by("-vintage").first()
        low, high = people or (None, None)
        made = Capture(
            title=title, period=period, origin=origin, content=content, digest=values.sha256(content),
            vintage=vintage or (before.vintage + 1 if before else 1), people_low=low, people_high=high,
            **_signed(actor),
        )  # fmt: skip
        made.save(using=ZONE)
        if actor is not None:
            _note(actor, "rapporteur.estimate.upload", "capture", made.pk, period=period, sha256=made.digest)
    return made


def ask(actor: Actor | None, asked: Asked, repeats: int | None = None) -> Run:
    """Let a run be computed in the background. Refuses tables whose lists or groups differ in kind, fewer than two
    lists, and a question about lists that share nobody which was not answered (`estimates.unanswered`)."""
    from gija.methods.estimation.telling.gates import never_meet
    from gija.rapporteur.estimates.computing import chosen

    actor = require(actor, rules.RUN)
    given = queries.given(asked.tables)
    before = values.kept(values.pooled([one.strata for one in given]), asked.lists)
    if missing := [pair for pair in never_meet(before.whole) if pair not in asked.answers]:
        raise GijaError("estimates.unanswered", pairs=", ".join(missing))
    table, periods = chosen(asked, given).whole, sorted({one.period for one in given})
    period = periods[0] if len(periods) == 1 else f"{periods[0]}/{periods[-1]}"
    with transaction.atomic(using=ZONE):
        made = Run(period=period, asked=asked.as_json(), digest=table.digest, repeats=repeats, **_signed(actor))
        made.save(using=ZONE)
        Job.objects.create(run=made.pk)
        _note(
            actor, "rapporteur.estimate.run", "estimate", made.pk, sha256=table.digest, seed=asked.seed,
            methods=",".join(asked.methods), repeats=repeats or 0,
        )  # fmt: skip
    return made


def again(actor: Actor | None, pk: int) -> Run:
    """The same run once more, under its own number: same data, options and seed."""
    actor = require(actor, rules.RUN)
    found = queries.one(actor, pk)
    return ask(actor, found.asked, repeats=pk)


def cancel(actor: Actor | None, pk: int) -> Job:
    """Compute it no further. Refuses one that has ended (`estimates.ended`)."""
    actor = require(actor, rules.RUN)
    with transaction.atomic(using=ZONE):
        job: Job | None = Job.objects.select_for_update().filter(run=pk).first()
        if job is None:
            raise GijaError("estimates.unknown")
        if job.state not in GOING:
            raise GijaError("estimates.ended")
        job.state, job.claim, job.claimed_until = State.CANCELLED, "", None
        job.save()
        _note(actor, "rapporteur.estimate.cancel", "estimate", pk)
    return job


def read(actor: Actor | None, pk: int) -> queries.Standing:
    """One run for a page or a file; that its result was read is noted."""
    found = queries.one(actor, pk)
    if found.result is not None:
        with transaction.atomic(using=ZONE):
            _note(require(actor, rules.READ), rules.READ, "estimate", pk, sha256=found.result.sha256)
    return found


def choose(actor: Actor | None, pk: int, used: bool) -> Choice:
    """Take a run into the report of its year, or out of it. Refuses one without a result, of label D, or of several
    years (`estimates.not_for_report`)."""
    actor = require(actor, rules.RUN)
    found = queries.one(actor, pk)
    if used and (found.result is None or found.result.label == "D" or "/" in found.run.period):
        raise GijaError("estimates.not_for_report")
    with transaction.atomic(using=ZONE):
        made = Choice(run=pk, period=found.run.period, used=used, **_signed(actor))
        made.save(using=ZONE)
        _note(actor, "rapporteur.estimate.choose", "estimate", pk, period=found.run.period, used=used)
    return made


def export(actor: Actor | None, pk: int, name: str) -> bytes:
    """A run as a file for inner use: `lt` or `en`, its chapter on paper with plots; `json`, everything. Refuses one
    without a result and a name it does not have (`estimates.unknown`)."""
    actor = require(actor, rules.EXPORT)
    found = queries.one(actor, pk)
    content = found.content
    if name not in ("lt", "en", "json"):
        raise GijaError("estimates.unknown")
    made = found.result.content.encode() if name == "json" and found.result else _paper(content, name, found)
    with transaction.atomic(using=ZONE):
        _note(actor, rules.EXPORT, "estimate", pk, file=name)
    return made


def _paper(content: dict[str, Any], language: str, found: queries.Standing) -> bytes:
    from gija.figures.estimation.paper import pdf
    from gija.methods.estimation.running import recalled
    from gija.rapporteur.estimates.stored import plot_of

    plots = [plot_of(raw) for _, raw in content["plots"]]
    return pdf(recalled(content["record"]), plots, language, timezone.localdate(found.run.at), queries.fonts())


def _signed(actor: Actor | None) -> dict[str, Any]:
    who = (
        {"account": 0, "actor_name": "", "role": "", "institution": "", "institution_name": ""}
        if actor is None
        else {
            "account": actor.account, "actor_name": actor.name, "role": actor.role, "institution": actor.institution,
            "institution_name": actor.institution_name,
        }
    )  # fmt: skip
    return {**who, "at": timezone.now()}


def _note(actor: Actor, act: str, kind: str, pk: int, **details: Any) -> None:
    record(ZONE, actor, act, object_type=kind, object_id=str(pk), details=details)
