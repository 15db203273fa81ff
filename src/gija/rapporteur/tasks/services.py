"""What happens to a task: given, taken on, done, given back, withdrawn. One transaction, one audit entry each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.directory.queries import institution as known
from gija.commons.permissions import Actor, NotPermittedError, require
from gija.rapporteur.tasks import queries, rules
from gija.rapporteur.tasks.models import ZONE, Act, State, Task
from gija.vocabulary.errors import GijaError

SHORTEST = 10  # of a reason
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class About:
    """What a task came from: a word of the room that gives it (`alert`), and the thing's own id there."""

    kind: str = ""
    id: str = ""


def give(
    actor: Actor | None, about: About, title: str, detail: str, institution: str, due_on: dt.date | None
) -> Task:  # fmt: skip
    """Ask an institution to do something until a day. May stand inside the transaction of the act it follows from.

    Refuses no title (`tasks.title`), an institution that is not known (`directory.unknown`), a day gone by
    (`tasks.deadline`).
    """
    actor = require(actor, rules.GIVE)
    words = " ".join(title.split())[:200]
    if len(words) < SHORTEST:
        raise GijaError("tasks.title", shortest=SHORTEST)
    known(institution)
    if due_on is None or due_on < timezone.localdate():
        raise GijaError("tasks.deadline")
    with transaction.atomic(using=ZONE):
        made = Task.objects.create(
            about_kind=about.kind, about_id=about.id, title=words, detail=detail.strip()[:LONGEST],
            institution=institution, giver=actor.institution, due_on=due_on, given_at=timezone.now(),
        )  # fmt: skip
        _note(actor, rules.GIVE, made, "give")
    return made


def take(actor: Actor | None, pk: int, version: int) -> Task:
    """Say that one does it oneself, of one's institution."""
    return _act(actor, pk, version, "take")


def do(actor: Actor | None, pk: int, version: int, reason: str, evidence: str = "") -> Task:
    """Note that it was done: how, and where that can be seen."""
    return _act(actor, pk, version, "do", _words(reason), " ".join(evidence.split())[:300])


def give_back(actor: Actor | None, pk: int, version: int, reason: str) -> Task:
    """What was noted as done is not: it is to be done again, with the reason."""
    return _act(actor, pk, version, "give_back", _words(reason))


def withdraw(actor: Actor | None, pk: int, version: int, reason: str) -> Task:
    """It need not be done any more, with the reason."""
    return _act(actor, pk, version, "withdraw", _words(reason))


def close(actor: Actor, about: About, reason: str) -> int:
    """What they came from is settled: the open tasks of it are done; how many. Stands inside the transaction of the act
    that settled it, whose right it is: who settles a thing need not be of the institution that was asked."""
    found = list(Task.objects.select_for_update().filter(about_kind=about.kind, about_id=about.id, state=State.OPEN))
    for one in found:
        one.state, one.version = State.DONE, one.version + 1
        one.save(using=ZONE)
        _note(actor, rules.DO, one, "do", reason)
    return len(found)


def _words(reason: str) -> str:
    plain = " ".join(reason.split())[:LONGEST]
    if len(plain) < SHORTEST:
        raise GijaError("tasks.reason", shortest=SHORTEST)
    return plain


def _act(actor: Actor | None, pk: int, version: int, act: str, reason: str = "", evidence: str = "") -> Task:
    """Refuses another's task (`tasks.not_found`), one that changed meanwhile (`tasks.version`), and what its state does
    not allow (`tasks.state`)."""
    with transaction.atomic(using=ZONE):
        Task.objects.select_for_update().filter(pk=pk).first()
        found = queries.one(actor, pk)
        if actor is None or not rules.may_act(actor, found, act):
            raise NotPermittedError(actor, rules.GIVE if act in rules.OF_GIVER else rules.DO)
        states, after = rules.ACTS[act]
        if found.version != version:
            raise GijaError("tasks.version")
        if found.state not in states:
            raise GijaError("tasks.state")
        found.state, found.version = State(after), found.version + 1
        if act == "take":
            found.account, found.account_name = actor.account, actor.name
        found.save()
        _note(actor, rules.GIVE if act in rules.OF_GIVER else rules.DO, found, act, reason, evidence)
    return found


def _note(actor: Actor, action: str, task: Task, act: str, reason: str = "", evidence: str = "") -> None:
    Act.objects.create(
        task=task.pk, act=act, reason=reason, evidence=evidence, account=actor.account, actor_name=actor.name,
        institution=actor.institution, institution_name=actor.institution_name, at=timezone.now(),
    )  # fmt: skip
    record(
        ZONE, actor, action, object_type="task", object_id=str(task.pk),
        details={"act": act, "about": task.about_kind, "institution": task.institution},
    )  # fmt: skip
