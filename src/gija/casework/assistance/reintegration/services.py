"""What happens on the way back into work: a measure begun and ended, a job found, asked after, struck out.

One act, one transaction, one audit entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.casework.assistance.models import Job, Kept, Measure
from gija.casework.assistance.reintegration import outcomes, queries
from gija.casework.assistance.rules import WRITE, happened
from gija.casework.cases.file import FILE
from gija.casework.pathway.queries import refuse_closed
from gija.commons.audit.services import record
from gija.commons.casefile.acts import held as case_held
from gija.commons.casefile.ids import is_id, new_id
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.permissions import Actor, require
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ZONE = FILE.zone
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a measure (`kind`) or of a job (no kind)."""

    on: dt.date | None
    kind: str = ""
    what: str = ""
    municipality: str = ""


def begin(actor: Actor | None, case_id: str, said: Said, number: str = "") -> Measure:
    """A course, a group, self-help or help in finding work begins. The same form sent twice begins one."""
    faults = [] if said.kind in code_list("reintegration_measure") else [Fault("kind", "casefile.required")]
    with _new(actor, case_id, Measure, said, number, faults) as (who, made, there):
        if there:
            return there  # type: ignore[no-any-return]
        made.kind, made.began_on = said.kind, said.on
        made.save(force_insert=True)
        _audited(who, "measure", made)
    return made  # type: ignore[no-any-return]


def found_work(actor: Actor | None, case_id: str, said: Said, number: str = "") -> Job:
    """Work was found. Six and twelve months later it is asked whether it was kept."""
    with _new(actor, case_id, Job, said, number, []) as (who, made, there):
        if there:
            return there  # type: ignore[no-any-return]
        assert said.on is not None  # noqa: S101  a fault otherwise
        made.found_on, made.ask_on = said.on, outcomes.next_to_ask(said.on, ())
        made.save(force_insert=True)
        _audited(who, "job", made)
    return made  # type: ignore[no-any-return]


@contextmanager
def _new(
    actor: Actor | None, case_id: str, model: Any, said: Said, number: str, faults: list[Fault]
) -> Iterator[tuple[Actor, Any, Any]]:
    """A row to be filled in the case, held; or the one that the same form made before."""
    if number and not is_id(number):
        raise GijaError("assistance.not_found")
    with case_held(FILE, actor, case_id, "read") as (_reader, case):
        who = require(actor, WRITE, case.institution)
        if there := model.objects.filter(pk=number or "-").first():
            if there.institution != who.institution:
                raise GijaError("assistance.not_found")
            yield who, there, there
            return
        refuse_closed(case)
        faults = [*faults, *happened("on", said.on)]
        if said.municipality and said.municipality not in code_list("municipality"):
            faults = [*faults, Fault("municipality", "casefile.required")]
        if faults:
            raise FaultsError(faults)
        made = model(
            id=number or new_id(), institution=case.institution, case=case, what=said.what.strip()[:LONGEST],
            municipality=said.municipality, account=who.account, actor_name=who.name, entered_at=timezone.now(),
        )  # fmt: skip
        yield who, made, None


def end(actor: Actor | None, pk: str, version: int, on: dt.date | None, outcome: str) -> Measure:
    """A measure ended: finished, left early, or not known how."""
    with _held(Measure, actor, pk, version) as (who, found):
        if found.ended_on:
            raise GijaError("assistance.not_now")
        faults = [] if outcome in code_list("measure_outcome") else [Fault("outcome", "casefile.required")]
        if on is None or not found.began_on <= on <= timezone.localdate():
            faults.append(Fault("on", "assistance.day" if on else "casefile.required"))
        if faults:
            raise FaultsError(faults)
        found.ended_on, found.outcome = on, outcome
        _saved(who, "measure_end", found, outcome=outcome)
    return found  # type: ignore[no-any-return]


def asked(actor: Actor | None, pk: str, version: int, months: int, answer: str, on: dt.date | None) -> Job:
    """What was answered after so many months: yes, no, not known, or the person was not reached.

    Refused before its day (`assistance.too_early`). Asked again, the earlier answer is struck out and stays readable.
    """
    with _held(Job, actor, pk, version) as (who, found):
        if months not in outcomes.MONTHS or answer not in code_list("still_employed"):
            raise FaultsError([Fault("answer", "casefile.required")])
        if faults := happened("on", on):
            raise FaultsError(faults)
        if on is None or on < outcomes.ask_on(found.found_on, months):
            raise FaultsError([Fault("on", "assistance.too_early")])
        standing = found.answers.filter(months=months, struck_at=None)
        standing.update(struck_at=timezone.now(), struck_by_name=who.name)
        Kept(
            institution=found.institution, case=found.case, job=found, months=months, answer=answer, on=on,
            account=who.account, actor_name=who.name, entered_at=timezone.now(),
        ).save(force_insert=True)  # fmt: skip
        found.ask_on = outcomes.next_to_ask(found.found_on, queries.answers(found))
        _saved(who, "job_asked", found, months=months, answer=answer)
    return found  # type: ignore[no-any-return]


def strike(model: Any, actor: Actor | None, pk: str, version: int, reason: str) -> Any:
    """A measure or a job was entered in error: it counts nowhere and stays readable."""
    with _held(model, actor, pk, version) as (who, found):
        refuse_closed(found.case)
        if not reason.strip():
            raise FaultsError([Fault("reason", "casefile.required")])
        found.struck_at, found.struck_by_name, found.struck_reason = timezone.now(), who.name, reason.strip()[:LONGEST]
        _saved(who, "strike", found)
    return found


@contextmanager
def _held(model: Any, actor: Actor | None, pk: str, version: int) -> Iterator[tuple[Actor, Any]]:
    queries.one(model, actor, pk, WRITE)
    with transaction.atomic(using=ZONE):
        found = model.objects.select_for_update().get(pk=pk)
        if found.version != version:
            raise GijaError("assistance.changed_meanwhile")
        if found.struck_at:
            raise GijaError("assistance.not_now")
        yield require(actor, WRITE, found.institution), found


def _saved(who: Actor, act: str, found: Any, **details: Any) -> None:
    found.version += 1
    found.save()
    _audited(who, act, found, **details)


def _audited(who: Actor, act: str, found: Any, **details: Any) -> None:
    record(
        ZONE, who, f"casework.reintegration.{act}", object_type=type(found).__name__.lower(), object_id=str(found.pk),
        details={"case": str(found.case_id), **details},
    )  # fmt: skip
