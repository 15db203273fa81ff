"""What happens to a plan: loaded, drafted, consulted on, presented, adopted, amended. One audit entry each."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.canonical import canonical
from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.rapporteur.plan import queries, rules
from gija.rapporteur.plan.models import ZONE, Draft, Edition, Opinion, Plan, Standing
from gija.rapporteur.plan.seeds import Written, known
from gija.rapporteur.plan.tree import Measure, Tree, read, with_measure, without, written
from gija.vocabulary.errors import GijaError
from gija.vocabulary.text import Text

NEXT = {Standing.DRAFTING: Standing.CONSULTING, Standing.CONSULTING: Standing.PRESENTED}


def who(actor: Actor) -> dict[str, object]:
    """What is kept of who acted."""
    return {
        "account": actor.account, "actor_name": actor.name, "institution": actor.institution,
        "institution_name": actor.institution_name, "at": timezone.now(),
    }  # fmt: skip


def load(actor: Actor | None, plans: tuple[Written, ...] | None = None) -> list[Plan]:
    """Make the plans of the source documents (or of a file), each with its first edition; those that are there stay."""
    actor = require(actor, rules.WRITE)
    with transaction.atomic(using=ZONE):
        made = [_make(actor, one) for one in (known() if plans is None else plans) if not _there(one.code)]
        if made:
            record(ZONE, actor, rules.WRITE, object_type="plan", object_id="load", details={"plans": len(made)})
    return made


def _there(code: str) -> bool:
    return Plan.objects.filter(code=code).exists()


def _make(actor: Actor, one: Written) -> Plan:
    plan = Plan.objects.create(
        code=one.code, kind=one.kind, title_en=one.text.en, title_lt=one.text.lt, starts=one.starts, ends=one.ends,
        coordinator=one.coordinator, enforcers=list(one.enforcers), programme=one.programme, replaces=one.replaces,
        source=one.source,
    )  # fmt: skip
    _edition(actor, plan, one.tree, Adoption(one.document, one.adopted_by, one.day))
    return plan


@dataclass(frozen=True, slots=True)
class Adoption:
    """By which act a plan was adopted or amended: the resolution with its number, who adopted it, when."""

    document: Text
    by: str
    day: dt.date | None
    reason: str = ""


def _edition(actor: Actor, plan: Plan, tree: Tree, by: Adoption) -> Edition:
    content = written(tree)
    number = plan.editions.count() + 1
    return Edition.objects.create(
        plan=plan, number=number, act="adopted" if number == 1 else "amended", document_en=by.document.en,
        document_lt=by.document.lt, adopted_by=by.by, day=by.day, content=content, reason=by.reason,
        hash=hashlib.sha256(canonical(content).encode()).hexdigest(), **who(actor),
    )  # fmt: skip


def start(actor: Actor | None, code: str) -> Draft:
    """Begin a draft of the next edition from the last one; `plan.draft_there` if one is under way."""
    actor = require(actor, rules.WRITE)
    plan = queries.plan(code)
    with transaction.atomic(using=ZONE):
        if Draft.objects.filter(plan=plan).exists():
            raise GijaError("plan.draft_there")
        made = Draft.objects.create(plan=plan, content=written(queries.tree(plan)), changed_at=timezone.now())
        _note(actor, rules.WRITE, plan, "start")
    return made


def put(actor: Actor | None, code: str, version: int, task: str, measure: Measure) -> Draft:
    """Add a measure to the draft, or put it in the place of that of the same code."""
    with _drafting(actor, code, version, "put") as draft:
        draft.content = written(read(written(with_measure(read(draft.content), task, measure))))
    return draft


def drop(actor: Actor | None, code: str, version: int, item: str) -> Draft:
    """Take an item out of the draft, with what stands below it."""
    with _drafting(actor, code, version, "drop") as draft:
        draft.content = written(without(read(draft.content), item))
    return draft


def replace(actor: Actor | None, code: str, version: int, tree: Tree) -> Draft:
    """The whole content anew, as from a file."""
    with _drafting(actor, code, version, "replace") as draft:
        draft.content = written(tree)
    return draft


@contextmanager
def _drafting(actor: Actor | None, code: str, version: int, act: str) -> Iterator[Draft]:
    """Under the draft's lock; refuses what was presented (`plan.presented`) and an older version (`plan.version`)."""
    actor = require(actor, rules.WRITE)
    plan = queries.plan(code)
    with transaction.atomic(using=ZONE):
        draft = _locked(plan, version)
        if draft.standing == Standing.PRESENTED:
            raise GijaError("plan.presented")
        yield draft
        _saved(draft)
        _note(actor, rules.WRITE, plan, act)


def _locked(plan: Plan, version: int) -> Draft:
    draft = Draft.objects.select_for_update().filter(plan=plan).first()
    if draft is None:
        raise GijaError("plan.not_found")
    if draft.version != version:
        raise GijaError("plan.version")
    return draft


def _saved(draft: Draft) -> None:
    draft.version += 1
    draft.changed_at = timezone.now()
    draft.save()


def forward(actor: Actor | None, code: str, version: int) -> Draft:
    """To the institutions for their opinion, then presented for adoption."""
    actor = require(actor, rules.WRITE)
    plan = queries.plan(code)
    with transaction.atomic(using=ZONE):
        draft = _locked(plan, version)
        if draft.standing == Standing.PRESENTED:
            raise GijaError("plan.presented")
        if not list(read(draft.content).measures()):
            raise GijaError("plan.empty")
        draft.standing = NEXT[Standing(draft.standing)]
        _saved(draft)
        _note(actor, rules.WRITE, plan, str(draft.standing))
    return draft


def back(actor: Actor | None, code: str, version: int) -> Draft:
    """Back to drafting."""
    actor = require(actor, rules.WRITE)
    plan = queries.plan(code)
    with transaction.atomic(using=ZONE):
        draft = _locked(plan, version)
        draft.standing = Standing.DRAFTING
        _saved(draft)
        _note(actor, rules.WRITE, plan, "back")
    return draft


def opinion(actor: Actor | None, code: str, text: str, item: str = "") -> Opinion:
    """What the actor's institution says of a draft that is with the institutions (`plan.not_consulting` else)."""
    actor = require(actor, rules.REPORT, actor.institution if actor else None)
    plan, text = queries.plan(code), " ".join(text.split())[:4000]
    if len(text) < 2:
        raise GijaError("plan.text")
    with transaction.atomic(using=ZONE):
        draft = queries.draft(plan)
        if draft is None or draft.standing != Standing.CONSULTING:
            raise GijaError("plan.not_consulting")
        if item and item not in read(draft.content).codes():
            raise GijaError("plan.no_measure", measure=item[:40])
        made = Opinion.objects.create(plan=plan, item=item, text=text, version=draft.version, **who(actor))
        _note(actor, rules.REPORT, plan, "opinion")
    return made


def adopt(actor: Actor | None, code: str, version: int, by: Adoption) -> Edition:
    """Note that the presented draft was adopted: it becomes the next edition, the last one stays readable."""
    actor = require(actor, rules.ADOPT)
    plan = queries.plan(code)
    if not by.document.en or not by.document.lt or by.day is None:
        raise GijaError("plan.document")
    with transaction.atomic(using=ZONE):
        draft = _locked(plan, version)
        if draft.standing != Standing.PRESENTED:
            raise GijaError("plan.not_presented")
        if plan.editions.exists() and len(by.reason) < 10:
            raise GijaError("plan.reason", shortest=10)
        made = _edition(actor, plan, read(draft.content), by)
        draft.delete()
        _note(actor, rules.ADOPT, plan, made.act)
    return made


def _note(actor: Actor, action: str, plan: Plan, act: str) -> None:
    record(ZONE, actor, action, object_type="plan", object_id=plan.code, details={"act": act})
