"""Sending a record to the register, correcting and withdrawing it: message, letter, audit entry in one transaction."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.casefile import gate, linking_letters, queries
from gija.commons.casefile.acts import CASE, audited, held
from gija.commons.casefile.file import Case, CaseFile
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.reading import Fault, FaultsError, text
from gija.commons.courier.services import send
from gija.commons.permissions import Actor
from gija.messages.base import Message, canonical, sha256
from gija.messages.victims import VictimRecord
from gija.vocabulary.errors import GijaError

REGISTER = "register"
RELEASED = frozenset({"referral", "research"})  # scopes beside statistics on which something may be given out


def digest(message: Message) -> str:
    """SHA-256 of the message as it leaves: what was shown is what is sent."""
    return sha256(message.data())


def submit(file: CaseFile, actor: Actor | None, case_id: str, *, seen: str = "") -> Any:
    """Send the record, or a correction of the one that was sent, and return the submission.

    `seen`: digest of what the sender was shown. Refuses what the gate refuses, and a record that is no longer what was
    shown (`casefile.not_as_shown`). The same form sent twice sends once; what the register has already is not sent
    again: the last submission is returned.
    """
    with held(file, actor, case_id, "submit") as (who, case):
        last = case.submissions.filter(record_id=case.record_id).order_by("-revision").first()
        if seen and last is not None and case.in_register and last.digest == seen:
            return last
        message = gate.depersonalise(case)
        if seen and digest(message) != seen:
            raise GijaError("casefile.not_as_shown")
        if case.in_register and last is not None and same(last.body, message.data()):
            case.sent_version = case.version  # changed and changed back, or in nothing that the register is told
            case.save(update_fields=["sent_version"])
            return last
        act = "correct" if case.in_register else "submit"
        case.revision, case.sent_version = message.revision, case.version
        case.save(update_fields=["revision", "sent_version"])
        return _send(file, who, case, message, act)


def withdraw(file: CaseFile, actor: Actor | None, case_id: str, reason: str) -> Case:
    """Have the register forget the record. `reason` is kept in the audit trail here and does not leave; name nobody.

    When the register has nothing of the case, nothing happens. Sent anew later, it gets a new number.
    """
    said = text(reason)[:1000]
    if not said:
        raise FaultsError([Fault("reason", "casefile.required")])
    with held(file, actor, case_id, "submit") as (who, case):
        if case.in_register:
            kept = take_back(file, who, case)
            record(
                file.zone, who, file.action("withdraw"), reason=said, object_type=CASE, object_id=case.pk,
                details=_details(kept),
            )  # fmt: skip
    return case


def take_back(file: CaseFile, actor: Actor, case: Any) -> Any:
    """Send the withdrawal and give the case a new number, in the transaction of an act that writes its audit entry."""
    message = gate.withdrawn(case, timezone.localdate())
    kept = _keep(file, actor, case, message)
    case.record_id, case.revision, case.sent_version = new_id(), 0, None
    case.save(update_fields=["record_id", "revision", "sent_version"])
    return kept


def correct_consents(file: CaseFile, actor: Actor, case: Any) -> Any | None:
    """Tell the register which consents still hold, and nothing else: what else was changed since waits for its sender.

    In the transaction of an act that writes its audit entry. None where the register is told already.
    """
    last = case.submissions.filter(record_id=case.record_id, kind=VictimRecord.kind).order_by("-revision").first()
    ended = (set(last.body["consents"]) & RELEASED) - set(queries.scopes(case)) if last is not None else set()
    if not ended:
        return None
    told = {**last.body, "revision": case.revision + 1, "consents": sorted(set(last.body["consents"]) - ended)}
    message = VictimRecord.model_validate_json(canonical(told))
    current = case.sent_version == case.version - 1  # nothing was changed but this consent
    case.revision = message.revision
    case.sent_version = case.version if current else case.sent_version
    case.save(update_fields=["revision", "sent_version"])
    return _keep(file, actor, case, message)


def _send(file: CaseFile, actor: Actor, case: Any, message: Message, act: str) -> Any:
    kept = _keep(file, actor, case, message)
    audited(file, actor, act, case, **_details(kept))
    return kept


def _details(kept: Any) -> dict[str, Any]:
    return {"record": kept.record_id, "revision": kept.revision, "letter": kept.letter, "digest": kept.digest}


def _keep(file: CaseFile, actor: Actor, case: Any, message: Any) -> Any:
    letter = send(file.zone, message, to_zone=REGISTER)
    linking_letters.beside(file, case, message)
    return file.submission.objects.create(
        institution=case.institution, case=case, record_id=message.record_id, revision=message.revision,
        kind=message.kind, body=message.data(), digest=digest(message), letter=letter.pk, account=actor.account,
        actor_name=actor.name, sent_at=timezone.now(),
    )  # fmt: skip


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return {**one, "revision": 0} == {**other, "revision": 0}
