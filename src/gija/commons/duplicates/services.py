"""Looking for duplicates, deciding, joining and undoing. One act, one transaction, one audit entry."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.casefile.reading import Fault, FaultsError, text
from gija.commons.casefile.submission import take_back
from gija.commons.duplicates import likeness, queries
from gija.commons.duplicates.book import Join, Pair, PairBook
from gija.commons.duplicates.models import Answer, BaseJoin
from gija.commons.duplicates.queries import DECIDE, JOIN, READ
from gija.commons.permissions import Actor, require
from gija.methods.sameness import Pair as Found
from gija.vocabulary.errors import GijaError

Register = BaseJoin.Register
MOST = 20_000  # cases compared at a time


def look(book: PairBook, actor: Actor | None) -> int:
    """Compare all cases of the actor's institution and keep the pairs that may be one person. Returns how many stand.

    Names are read for it, in memory: one entry says by whom and of how many cases. Decisions of before are kept; a pair
    that is no longer found stands no more unless it was decided. Refuses more than `MOST` cases (`duplicates.many`).
    """
    who = require(actor, book.action(READ), actor.institution if actor else "")
    cases = list(book.file.case.objects.filter(institution=who.institution).select_related("person")[: MOST + 1])
    if len(cases) > MOST:
        raise GijaError("duplicates.many", most=MOST)
    found = likeness.pairs(cases)
    with transaction.atomic(using=book.zone):
        there = {case.pk for case in cases}
        there &= set(book.file.case.objects.filter(pk__in=there).values_list("pk", flat=True))  # gone while we compared
        kept = [_keep(book, who, one) for one in found if {one.one, one.other} <= there]
        book.pair.objects.filter(institution=who.institution).exclude(pk__in=kept).update(stands=False)
        details: dict[str, Any] = {"cases": len(cases), "pairs": len(kept), "model": likeness.shipped().version}
        record(book.zone, who, book.action("look"), details=details)
    return len(kept)


def _keep(book: PairBook, who: Actor, found: Found) -> str:
    """The number of the pair, made or brought up to date."""
    said = {
        "weight": found.weight, "prior": found.prior, "stands": True, "model": likeness.shipped().version,
        "evidence": [[one.of, one.level, one.weight] for one in found.evidence],
    }  # fmt: skip
    made, _new = book.pair.objects.update_or_create(
        one_id=found.one, other_id=found.other, institution=who.institution, defaults=said,
        create_defaults={**said, "found_at": timezone.now()},
    )  # fmt: skip
    return str(made.pk)


def decide(book: PairBook, actor: Actor | None, pk: str, answer: str, reason: str) -> Pair:
    """Keep what somebody decided of a pair, and why. Refused while the two are joined (`duplicates.joined`)."""
    if answer not in Answer.values:
        empty = [] if text(reason) else [Fault("reason", "casefile.required")]
        raise FaultsError([Fault("answer", "casefile.required"), *empty])
    why = _reason(reason)
    with transaction.atomic(using=book.zone):
        found, who = _held(book, actor, pk, DECIDE)
        if queries.standing(found) is not None:
            raise GijaError("duplicates.joined")
        _decided(book, who, found, answer, why)
        _audit(book, who, DECIDE, found, answer=answer)
    return found


def _decided(book: PairBook, who: Actor, found: Pair, answer: str, why: str) -> None:
    found.answer = answer
    found.save(update_fields=["answer"])
    book.decision(
        institution=found.institution, pair=found, answer=answer, reason=why, account=who.account, actor_name=who.name,
        at=timezone.now(),
    ).save(force_insert=True)  # fmt: skip


def join(book: PairBook, actor: Actor | None, pk: str, reason: str, register: str = Register.STAY) -> Join:
    """Say that the two cases are of one person. Both stay as they are.

    `register`, where both are in the register: both records stay (they are counted by the register's own rules), or the
    one sent later is withdrawn. Joined already: the join that stands is returned.
    """
    why = _reason(reason)
    if register not in Register.values:
        raise FaultsError([Fault("register", "casefile.required")])
    with transaction.atomic(using=book.zone):
        found, who = _held(book, actor, pk, JOIN)
        if (there := queries.standing(found)) is not None:
            return there
        withdrawn = _withdrawn(book, who, found) if register == Register.WITHDRAW else ""
        made = book.join(
            institution=found.institution, pair=found, register=register, withdrawn=withdrawn, reason=why,
            account=who.account, actor_name=who.name, at=timezone.now(),
        )  # fmt: skip
        made.save(force_insert=True)
        if found.answer != Answer.SAME:
            _decided(book, who, found, Answer.SAME, why)
        _audit(book, who, JOIN, found, join=made.pk, register=register, withdrawn=withdrawn)
    return made


def _withdrawn(book: PairBook, who: Actor, found: Pair) -> str:
    """The number of the record that is withdrawn; empty where not both are in the register."""
    if not queries.both_in_register(found):
        return ""
    require(who, book.file.action("submit"), found.institution)
    case = book.file.case.objects.select_for_update().get(pk=queries.later(found).pk)
    number = str(case.record_id)
    take_back(book.file, who, case)
    return number


def undo(book: PairBook, actor: Actor | None, pk: str, reason: str) -> Join:
    """Take the join back. A record that was withdrawn with it does not come back by itself: it is sent anew by whoever
    sends records, under a new number. Undone already: nothing happens. Refused: `duplicates.not_joined`."""
    why = _reason(reason)
    with transaction.atomic(using=book.zone):
        found, who = _held(book, actor, pk, JOIN)
        last = found.joins.first()
        if last is None:
            raise GijaError("duplicates.not_joined")
        if last.undone_at is None:
            last.undone_at, last.undone_by_name, last.undone_reason = timezone.now(), who.name, why
            last.save(update_fields=["undone_at", "undone_by_name", "undone_reason"])
            _decided(book, who, found, Answer.UNDECIDED, why)
            _audit(book, who, "undo", found, join=last.pk)
    return last


def opened(book: PairBook, actor: Actor | None, pk: str) -> Pair:
    """The pair with both persons, for the page that shows who they are: each look leaves one entry."""
    found = queries.pair(book, actor, pk)
    with transaction.atomic(using=book.zone):
        _audit(book, actor, READ, found, cases=[found.one_id, found.other_id])
    return found


def _held(book: PairBook, actor: Actor | None, pk: str, act: str) -> tuple[Pair, Actor]:
    found = queries.pair(book, actor, pk, act)
    book.pair.objects.select_for_update().get(pk=found.pk)
    return found, require(actor, book.action(act), found.institution)


def _reason(reason: str) -> str:
    why = text(reason)[:1000]
    if not why:
        raise FaultsError([Fault("reason", "casefile.required")])
    return why


def _audit(book: PairBook, who: Actor | None, act: str, found: Pair, **details: Any) -> None:
    record(book.zone, who, book.action(act), object_type="pair", object_id=str(found.pk), details=details)
