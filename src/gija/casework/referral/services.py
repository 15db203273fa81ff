"""Referring, answering, revoking. One act, one transaction, one audit entry, its letter in the outbox."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gija.casework.cases import services as cases
from gija.casework.cases.file import FILE
from gija.casework.exchange import contents
from gija.casework.exchange import queries as exchange
from gija.casework.exchange.duties import each
from gija.casework.memoranda import queries as memoranda
from gija.casework.pathway.queries import refuse_closed
from gija.casework.referral import queries
from gija.casework.referral.letters import answer, audited, letter, noted
from gija.casework.referral.models import OPEN, Referral, Side, Way
from gija.casework.referral.received import received_page
from gija.casework.referral.rules import ANSWER, REVIEW, SEND
from gija.commons.casefile.acts import held as case_held
from gija.commons.casefile.ids import is_id, new_id
from gija.commons.casefile.reading import Fault, FaultsError
from gija.commons.directory.queries import institution, name_on
from gija.commons.permissions import Actor, require
from gija.messages.referral import VictimReferral
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ZONE = FILE.zone
WITHIN = dt.timedelta(days=5)  # an answer, unless another day is chosen
TOLD = ("identity", "contact", "status", "event")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a referral. `abroad`: a body that is not in the directory, with its country: on paper only.
    `ground` and `why`: without consent."""

    partner: str = ""
    reason: str = ""
    services: Collection[str] = ()
    note: str = ""
    answer_by: dt.date | None = None
    ground: str = ""
    why: str = ""
    paper: bool = False
    abroad: str = ""
    country: str = ""
    installation: str = ""


def refer(actor: Actor | None, case_id: str, said: Said, number: str = "") -> Referral:
    """Hand the person of a case on. The same form sent twice (`number`) refers once.

    Refuses faults (`FaultsError`), and, without the person's consent to sharing for referral, no ground
    (`referral.no_consent`). An override is told to a supervisor.
    """
    if number and not is_id(number):
        raise GijaError("referral.not_found")
    if not case_id:
        raise FaultsError([Fault("case", "casefile.required")])
    with case_held(FILE, actor, case_id, "read") as (_reader, case):
        who = require(actor, SEND, case.institution)
        if there := Referral.objects.filter(referral=number or "-", institution=who.institution).first():
            return there
        refuse_closed(case)
        _check(who, case, said)
        made = _made(who, case, said, number or new_id())
        made.save(force_insert=True)
        content = {
            "package": contents.package(case, TOLD), "reason": made.reason, "services": made.services,
            "note": made.note, "ground": made.ground, "answer_by": made.answer_by.isoformat(),
        }  # fmt: skip
        sent = letter(made, VictimReferral, content)
        noted(made, "send", who.name, sent)
        audited(who, "send", made, case=str(case.pk), ground=made.ground, letter=sent)
    return made


def _check(who: Actor, case: Any, said: Said) -> None:
    faults = [Fault(name, "casefile.required") for name in ("reason", "services") if not getattr(said, name)]
    if not said.partner and not (said.abroad and said.country):
        faults.append(Fault("partner", "casefile.required"))
    elif said.partner == who.institution:
        faults.append(Fault("partner", "referral.to_oneself"))
    if said.partner and not said.paper and institution(said.partner).kind in exchange.NOT_CASEWORK:
        faults.append(Fault("partner", "referral.paper_only"))
    if not exchange.agrees(case) and said.ground not in code_list("referral_override"):
        faults.append(Fault("ground", "referral.no_consent"))
    if said.ground and not said.why.strip():
        faults.append(Fault("why", "casefile.required"))
    if said.answer_by and said.answer_by < timezone.localdate():
        faults.append(Fault("answer_by", "exchange.day"))
    if faults:
        raise FaultsError(faults)


def _made(who: Actor, case: Any, said: Said, number: str) -> Referral:
    paper = said.paper or not said.partner
    agreed = memoranda.with_body(who.institution, said.partner, said.abroad)
    home = "" if paper else said.installation or exchange.home_of(said.partner) or exchange.installations()[0]
    return Referral(
        institution=who.institution, referral=number, side=Side.SENDS, way=Way.PAPER if paper else Way.LETTER,
        partner=said.partner, partner_name=name_on(said.partner) if said.partner else said.abroad[:300],
        installation=home, country="" if said.partner else said.country, case=case, state="in_progress",
        reason=said.reason, services=sorted(said.services), note=said.note.strip()[:2000],
        ground="" if exchange.agrees(case) else said.ground, why=said.why.strip()[:1000],
        answer_by=said.answer_by or timezone.localdate() + WITHIN, account=who.account, actor_name=who.name,
        made_at=timezone.now(), memorandum=agreed.memorandum, memorandum_state=agreed.state,
    )  # fmt: skip


def accept(
    actor: Actor | None, pk: str, version: int, case_id: str = "", *, opens: bool = False, anyway: bool = False
) -> Referral:
    """Take the person: the other side is told. `case_id`: the own case it is about, where there is one already.

    `opens`: a case is opened with what was received of the person, in the same transaction. Somebody who has a case
    here is met as wherever a case is opened (`casefile.already_there`), unless `anyway`. Refuses both
    (`referral.one_of_two`).
    """
    with _held(actor, pk, version, ANSWER, Side.TAKES, ("in_progress",)) as (who, found):
        if case_id and opens:
            raise FaultsError([Fault("case", "referral.one_of_two")])
        if opens:
            found.case = cases.open_case(who, received_page(found), anyway=anyway)
        if case_id:
            with case_held(FILE, actor, case_id, "read") as (_reader, case):
                refuse_closed(case)
                found.case = case
        _settle(who, found, "accept", "accepted")
    return found


def reject(actor: Actor | None, pk: str, version: int, refusal: str, said: str = "") -> Referral:
    """Do not take the person: the reason is told, and what was received is deleted."""
    with _held(actor, pk, version, ANSWER, Side.TAKES, ("in_progress",)) as (who, found):
        if refusal not in code_list("referral_refusal"):
            raise FaultsError([Fault("refusal", "casefile.required")])
        found.refusal, found.answer = refusal, said.strip()[:1000]
        _settle(who, found, "reject", "rejected", refusal=refusal, answer=found.answer)
    return found


def done(actor: Actor | None, pk: str, version: int) -> Referral:
    """What was asked for was given."""
    with _held(actor, pk, version, ANSWER, Side.TAKES, ("accepted",)) as (who, found):
        _settle(who, found, "done", "done")
    return found


def revoke(actor: Actor | None, pk: str, version: int) -> Referral:
    """Call one's own referral back: the other side deletes what it received and has not taken into a case."""
    with _held(actor, pk, version, SEND, Side.SENDS, OPEN) as (who, found):
        _settle(who, found, "revoke", "revoked")
    return found


def answered(actor: Actor | None, pk: str, version: int, state: str, refusal: str = "") -> Referral:
    """Note what the other side answered to a referral on paper."""
    with _held(actor, pk, version, SEND, Side.SENDS, OPEN) as (who, found):
        if found.way != Way.PAPER or state not in ("accepted", "rejected", "done"):
            raise GijaError("referral.wrong_state")
        if state == "rejected" and refusal not in code_list("referral_refusal"):
            raise FaultsError([Fault("refusal", "casefile.required")])
        found.refusal = refusal if state == "rejected" else ""
        _settle(who, found, "note", state)
    return found


def opened(actor: Actor | None, pk: str) -> tuple[Referral, dict[str, Any]]:
    """A referral with who it is about, for its page; each look at somebody leaves one entry. Empty: nobody is told."""
    found = queries.one(actor, pk)
    content: dict[str, Any] = json.loads(found.content) if found.content else {}
    if content:
        with transaction.atomic(using=ZONE):
            audited(actor, "read", found)
    return found, content


def looked_at(actor: Actor | None, pk: str) -> Referral:
    """A supervisor looked at a referral without consent."""
    with transaction.atomic(using=ZONE):
        Referral.objects.select_for_update().filter(pk=pk).first()
        found = queries.one(actor, pk, REVIEW)
        who = require(actor, REVIEW, found.institution)
        if found.ground and found.seen_at is None:
            found.seen_at, found.seen_by = timezone.now(), who.name
            found.save(update_fields=["seen_at", "seen_by"])
            noted(found, "review", who.name)
            audited(who, "review", found, ground=found.ground)
    return found


def revoke_withdrawn() -> int:
    """Each day: what rests on a consent that was taken back is called back. Returns how many."""
    return each(_revoked, _resting())


def _resting() -> QuerySet[Referral]:
    return Referral.objects.filter(side=Side.SENDS, state__in=OPEN, ground="", case__isnull=False)


def _revoked(pk: str) -> bool:
    with transaction.atomic(using=ZONE):
        Referral.objects.select_for_update().filter(pk=pk).first()
        found = _resting().select_related("case").filter(pk=pk).first()
        if found is None or exchange.agrees(found.case):
            return False
        _settle(None, found, "revoke", "revoked")
    return True


def forget(found: Referral) -> None:
    """What was received of the person is deleted, also what the other body wrote; one's own note stays."""
    found.content = ""
    if found.side == Side.TAKES:
        found.note = ""


def _settle(who: Actor | None, found: Referral, act: str, state: str, **told: Any) -> None:
    found.state, found.version = state, found.version + 1
    if state not in OPEN:
        found.settled_at = timezone.now()
        forget(found)
    if who is not None:
        found.account, found.actor_name = who.account, who.name
    found.save()
    sent = answer(found, state, **told)
    noted(found, act, who.name if who else name_on(found.institution), sent)
    audited(who, act, found, state=state, letter=sent)


@contextmanager
def _held(
    actor: Actor | None, pk: str, version: int, action: str, side: Side, states: Collection[str]
) -> Iterator[tuple[Actor, Referral]]:
    with transaction.atomic(using=ZONE):
        Referral.objects.select_for_update().filter(pk=pk).first()  # judged is what stands once it is held
        found = queries.one(actor, pk, action)
        if found.version != version:
            raise GijaError("casefile.changed_meanwhile")
        if found.side != side or found.state not in states:
            raise GijaError("referral.wrong_state")
        yield require(actor, action, found.institution), found
