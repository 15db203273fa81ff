"""Asking for a table: answered or refused, and kept either way; taking an answered one away as a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from django.db import connections, transaction
from django.utils import timezone

from gija.commons.audit.services import LOCK, record
from gija.commons.permissions import Actor, require
from gija.methods.disclosure.stored import release_to
from gija.methods.disclosure.values import Release
from gija.rapporteur.gate import queries as gate
from gija.rapporteur.gate.populations import setting as gate_setting
from gija.rapporteur.gate.protecting import KNOWN
from gija.rapporteur.selfservice import exports, queries
from gija.rapporteur.selfservice.answering import Fine, answer
from gija.rapporteur.selfservice.judging import verdict
from gija.rapporteur.selfservice.models import ZONE, Ask, Outcome, Why
from gija.rapporteur.selfservice.setting import setting, transitions
from gija.vocabulary.errors import GijaError


def ask(actor: Actor | None, period: str, names: Sequence[str]) -> Ask:
    """Ask for the table of a period by these dimensions. The row says what came of it; a refusal is kept, too.

    Refuses without a row: a period that is not open (`selfservice.not_open`), dimensions the register does not cross,
    none, or too many of them (`selfservice.dimensions`).
    """
    actor = require(actor, queries.ASK, actor.institution if actor else None)
    fine = queries.cube_of(period)
    wanted = _checked(fine, names)
    told = answer(fine, wanted, transitions())
    before, why = _state(), _why(actor, told)
    with transaction.atomic(using=ZONE):
        _alone()
        if _state() != before:  # somebody was told something meanwhile
            why = _why(actor, told)
        return _keep(actor, fine, wanted, told, why)


def _checked(fine: Fine, names: Sequence[str]) -> tuple[str, ...]:
    there, wanted, most = {axis.code for axis in fine.table.axes}, sorted(set(names)), setting().dimensions
    if not 1 <= len(wanted) <= most or not set(wanted) <= there:
        raise GijaError("selfservice.dimensions", most=most)
    return tuple(wanted)


def _why(actor: Actor, told: Release) -> Why:
    """Why the table must not be told; `NONE` where it may. What was told already tells nothing new."""
    published, others, own = list(gate.ledger()), queries.answers(), queries.answers(actor.institution)
    if _known(told, others):
        return Why.NONE
    reason = _found(published, told)
    if reason is Why.NONE and others:
        reason = _found([*published, *others], told, Why.OTHERS)
        if reason is Why.OTHERS and own and _found([*published, *own], told, Why.OWN) is Why.OWN:
            reason = Why.OWN
    return reason


def _found(earlier: Sequence[Release], told: Release, what: Why = Why.PUBLISHED) -> Why:
    judged = verdict(earlier, told, KNOWN, gate_setting().rule, setting().seconds)
    if judged.trouble is not None:
        return Why.TIME
    return Why.NONE if judged.safe else what


def _known(told: Release, answers: Iterable[Release]) -> bool:
    """Does every number of the table stand in answers of the same state already?"""
    shown = {
        (table.population, table.where(cell.key), cell.value)
        for one in answers
        if one.day == told.day
        for table in one.tables
        for cell in table
    }
    return all((t.population, t.where(cell.key), cell.value) in shown for t in told.tables for cell in t)


def _keep(actor: Actor, fine: Fine, names: tuple[str, ...], told: Release, why: Why) -> Ask:
    """The row and its one audit entry."""
    content = "" if why else json.dumps(release_to(told), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    made = Ask(
        period=fine.period, vintage=fine.vintage, day=fine.day, axes=",".join(names),
        outcome=Outcome.REFUSED if why else Outcome.ANSWERED, why=why, cells=sum(map(len, told.tables)),
        content=content, hash=hashlib.sha256(content.encode()).hexdigest() if content else "",
        account=actor.account, actor_name=actor.name, role=actor.role, institution=actor.institution,
        institution_name=actor.institution_name, at=timezone.now(),
    )  # fmt: skip
    made.save(using=ZONE)
    details = {"table": told.name, "cells": str(made.cells), "outcome": str(made.outcome), "why": str(made.why)}
    record(ZONE, actor, queries.ASK, object_type="selfservice", object_id=str(made.pk), details={**details})
    return made


def _state() -> tuple[str, int]:
    """What changes whenever anything is told."""
    last = Ask.objects.filter(outcome=Outcome.ANSWERED).order_by("-id").values_list("id", flat=True).first()
    return gate.ledger().digest, last or 0


def _alone() -> None:
    """Nobody else is told anything meanwhile. SQLite holds all writers anyway."""
    connection = connections[ZONE]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def insist(releases: Iterable[Release]) -> None:
    """Refuse (`selfservice.unsafe`) releases that, with the answers given so far, would tell of few people."""
    answers = queries.answers()
    people = {table.population for one in answers for table in one.tables}
    published = list(gate.ledger())
    there = {one.name for one in published}
    for one in releases:
        if one.cited or one.name in there or not any(table.population in people for table in one.tables):
            continue
        judged = verdict([*published, *answers], one, KNOWN, gate_setting().rule, setting().seconds)
        if not judged.safe:
            raise GijaError("selfservice.unsafe")


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
