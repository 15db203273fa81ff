"""Asking for a table: answered or refused, and kept either way; taking an answered one away as a file."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.rapporteur.gate import services as gate
from gija.rapporteur.selfservice import exports, queries
from gija.rapporteur.selfservice.answering import Fine, answer
from gija.rapporteur.selfservice.models import ZONE, Ask, Outcome
from gija.rapporteur.selfservice.setting import setting, transitions
from gija.vocabulary.errors import GijaError


def ask(actor: Actor | None, period: str, names: Sequence[str]) -> Ask:
    """Ask for the table of a period by these dimensions. The row says what came of it; a refusal is kept, too, and says
    nothing of why: that could tell something.

    Refuses without a row: a period that is not open (`selfservice.not_open`), dimensions the register does not cross,
    none, or too many of them (`selfservice.dimensions`), more questions in a day than an institution has
    (`selfservice.too_many`).
    """
    actor = require(actor, queries.ASK, actor.institution if actor else None)
    fine = queries.cube_of(period)
    wanted = _checked(fine, names)
    if queries.today(actor.institution) >= setting().daily:
        raise GijaError("selfservice.too_many", most=setting().daily)
    told = answer(fine, wanted, transitions())
    weighed = gate.weigh(told)
    with transaction.atomic(using=ZONE):
        return _keep(actor, fine, wanted, gate.tell(told, weighed), sum(map(len, told.tables)))


def _checked(fine: Fine, names: Sequence[str]) -> tuple[str, ...]:
    there, wanted, most = {axis.code for axis in fine.table.axes}, sorted(set(names)), setting().dimensions
    if not 1 <= len(wanted) <= most or not set(wanted) <= there:
        raise GijaError("selfservice.dimensions", most=most)
    return tuple(wanted)


def _keep(actor: Actor, fine: Fine, names: tuple[str, ...], told: bool, cells: int) -> Ask:
    """The row and its one audit entry."""
    made = Ask(
        period=fine.period, vintage=fine.vintage, day=fine.day, axes=",".join(names),
        outcome=Outcome.ANSWERED if told else Outcome.REFUSED, why="", cells=cells, account=actor.account,
        actor_name=actor.name, role=actor.role, institution=actor.institution,
        institution_name=actor.institution_name, at=timezone.now(),
    )  # fmt: skip
    made.save(using=ZONE)
    details = {"table": made.release, "cells": str(cells), "outcome": str(made.outcome)}
    record(ZONE, actor, queries.ASK, object_type="selfservice", object_id=str(made.pk), details={**details})
    return made


def export(actor: Actor | None, pk: int, kind: str, language: str) -> bytes:
    """An answered table as `csv` or `xlsx`; one entry in the audit. `selfservice.no_table` for a refused one."""
    actor = require(actor, queries.EXPORT, actor.institution if actor else None)
    one = queries.ask(actor, pk)
    release = queries.release_of(one)
    if release is None or kind not in exports.KINDS:
        raise GijaError("selfservice.no_table")
    with transaction.atomic(using=ZONE):
        record(
            ZONE, actor, queries.EXPORT, object_type="selfservice", object_id=str(pk),
            details={"table": release.name, "kind": kind},
        )  # fmt: skip
    return exports.KINDS[kind](one, release, language)
