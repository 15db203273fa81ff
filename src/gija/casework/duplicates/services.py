"""Looking for duplicates, deciding, joining and undoing. One act, one transaction, one audit entry."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.casework.cases.file import FILE
from gija.casework.cases.models import Case
from gija.casework.duplicates import likeness, queries
from gija.casework.duplicates.models import Answer, Decision, Join, Pair
from gija.casework.duplicates.queries import DECIDE, JOIN, READ
from gija.commons.audit.services import record
from gija.commons.casefile.reading import Fault, FaultsError, text
from gija.commons.casefile.submission import take_back
from gija.commons.permissions import Actor, require
from gija.methods.sameness import Pair as Found
from gija.vocabulary.errors import GijaError

ZONE = FILE.zone
MOST = 20_000  # cases compared at a time


def look(actor: Actor | None) -> int:
    """Compare all cases of the actor's institution and keep the pairs that may be one person. Returns how many stand.

    Names are read for it, in memory: one entry says by whom and of how many cases. Decisions of before are kept; a pair
    that is no longer found stands no more unless it was decided. Refuses more than `MOST` cases (`duplicates.many`).
    """
    who = require(actor, READ, actor.institution if actor else "")
    cases = list(Case.objects.filter(institution=who.institution).select_related("person")[: MOST + 1])
    if len(cases) > MOST:
        raise GijaError("duplicates.many", most=MOST)
    found = likeness.pairs(cases)
    with transaction.atomic(using=ZONE):
        there = {case.pk for case in cases}
        there &= set(Case.objects.filter(pk__in=there).values_list("pk", flat=True))  # gone while we compared
        kept = [_keep(who, one) for one in found if {one.one, one.other} <= there]
        Pair.objects.filter(institution=who.institution).exclude(pk__in=kept).update(stands=False)
        details: dict[str, Any] = {"cases": len(cases), "pairs": len(kept), "model": likeness.shipped().version}
        record(ZONE, who, "casework.duplicate.look", details=details)
    return len(kept)


def _keep(who: Actor, found: Found) -> str:
    """The number of the pair, made or brought up to date."""
    said = {
        "weight": found.weight, "prior": found.prior, "stands": True, "model": likeness.shipped().version,
        "evidence": [[one.of, one.level, one.weight] for one in found.evidence],
    }  # fmt: skip
    made, _new = Pair.objects.update_or_create(
        one_id=found.one, other_id=found.other, institution=who.institution, defaults=said,
        create_defaults={**said, "found_at": timezone.now()},
    )  # fmt: skip
    return str(made.pk)


def decide(actor: Actor | None, pk: str, answer: str, reason: str) -> Pair:
    """Keep what somebody decided of a pair, and why. Refused while the two are joined (`duplicates.joined`)."""
    if answer not in Answer.values:
        empty = [] if text(reason) else [Fault("reason", "casefile.required")]
        raise FaultsError([Fault("answer", "casefile.required"), *empty])
    why = _reason(reason)
    with transaction.atomic(using=ZONE):
        found, who = _held(actor, pk, DECIDE)
        if queries.standing(found) is not None:
            raise GijaError("duplicates.joined")
        _decided(who, found, answer, why)
        _audit(who, DECIDE, found, answer=answer)
    return found


def _decided(who: Actor, found: Pair, answer: str, why: str) -> None:
    found.answer = answer
    found.save(update_fields=["answer"])
    Decision(
        institution=found.institution, pair=found, answer=answer, reason=why, account=who.account, actor_name=who.name,
        at=timezone.now(),
    ).save(force_insert=True)  # fmt: skip


def join(actor: Actor | None, pk: str, reason: str, register: str = Join.Register.STAY) -> Join:
    """Say that the two cases are of one person. Both stay as they are.

    `register`, where both are in the register: both records stay (they are counted by the register's own rules), or the
    one sent later is withdrawn. Joined already: the join that stands is returned.
    """
    why = _reason(reason)
    if register not in Join.Register.values:
        raise FaultsError([Fault("register", "casefile.required")])
    with transaction.atomic(using=ZONE):
        found, who = _held(actor, pk, JOIN)
        if (there := queries.standing(found)) is not None:
            return there
        withdrawn = _withdrawn(who, found) if register == Join.Register.WITHDRAW else ""
        made = Join(
            institution=found.institution, pair=found, register=register, withdrawn=withdrawn, reason=why,
            account=who.account, actor_name=who.name, at=timezone.now(),
        )  # fmt: skip
        made.save(force_insert=True)
        if found.answer != Answer.SAME:
            _decided(who, found, Answer.SAME, why)
        _audit(who, JOIN, found, join=made.pk, register=register, withdrawn=withdrawn)
    return made


def _withdrawn(who: Actor, found: Pair) -> str:
    """The number of the record that is withdrawn; empty where not both are in the register."""
    if not queries.both_in_register(found):
        return ""
    require(who, FILE.action("submit"), found.institution)
    case = Case.objects.select_for_update().get(pk=queries.later(found).pk)
    number = str(case.record_id)
    take_back(FILE, who, case)
    return number


def undo(actor: Actor | None, pk: str, reason: str) -> Join:
    """Take the join back. A record that was withdrawn with it does not come back by itself: it is sent anew by whoever
    sends records, under a new number. Undone already: nothing happens. Refused: `duplicates.not_joined`."""
    why = _reason(reason)
    with transaction.atomic(using=ZONE):
        found, who = _held(actor, pk, JOIN)
        last = found.joins.first()
        if last is None:
            raise GijaError("duplicates.not_joined")
        if last.undone_at is None:
            last.undone_at, last.undone_by_name, last.undone_reason = timezone.now(), who.name, why
            last.save(update_fields=["undone_at", "undone_by_name", "undone_reason"])
            _decided(who, found, Answer.UNDECIDED, why)
            _audit(who, "casework.duplicate.undo", found, join=last.pk)
    return last


def opened(actor: Actor | None, pk: str) -> Pair:
    """The pair with both persons, for the page that shows who they are: each look leaves one entry."""
    found = queries.pair(actor, pk)
    with transaction.atomic(using=ZONE):
        _audit(actor, READ, found, cases=[found.one_id, found.other_id])
    return found


def _held(actor: Actor | None, pk: str, action: str) -> tuple[Pair, Actor]:
    found = queries.pair(actor, pk, action)
    Pair.objects.select_for_update().get(pk=found.pk)
    return found, require(actor, action, found.institution)


def _reason(reason: str) -> str:
    why = text(reason)[:1000]
    if not why:
        raise FaultsError([Fault("reason", "casefile.required")])
    return why


def _audit(who: Actor | None, action: str, found: Pair, **details: Any) -> None:
    record(ZONE, who, action, object_type="pair", object_id=str(found.pk), details=details)
