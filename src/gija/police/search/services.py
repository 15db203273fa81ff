"""What happens to a question and its hits: asked, confirmed, rejected, taken back, used. One act, one audit entry."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.commons.permissions.matrix import NotPermittedError
from gija.police.access.queries import glass_of
from gija.police.search import live, questions
from gija.police.search.asking import ask
from gija.police.search.live import audit
from gija.police.search.models import POLICE, Candidate, SearchQuery
from gija.police.search.rules import view_of
from gija.police.search.words import Decision, Level
from gija.vocabulary.errors import GijaError

__all__ = ["ask", "confirm", "exported", "mark_used", "opened", "reject", "take_for_dossier", "withdraw"]

CONFIRM = "police.search.confirm"


def confirm(actor: Actor | None, candidate_id: str, reason: str) -> Candidate:
    """This is what was sought: a dossier may now be gathered, or, where the owner wants four eyes, a second person is
    awaited (see `second`). Again by the same person: nothing happens.

    A hit of an index is looked at in the database itself first; refused where the record is gone or no longer fits
    (`search.gone`). A database that is silent now refuses nothing: nothing can be picked up from it either.
    """
    live.look(reaches(actor, candidate_id), candidate_id)
    return _decide(actor, candidate_id, reason, Decision.CONFIRMED, "police.search.confirm")


def reject(actor: Actor | None, candidate_id: str, reason: str) -> Candidate:
    """This is not what was sought (not the same person). Again by the same person: nothing happens."""
    return _decide(actor, candidate_id, reason, Decision.REJECTED, "police.search.reject")


def _decide(actor: Actor | None, candidate_id: str, reason: str, decision: Decision, act: str) -> Candidate:
    actor = reaches(actor, candidate_id)
    reason = questions.reason(reason)
    with transaction.atomic(using=POLICE):
        found = locked(candidate_id)
        if decision is Decision.CONFIRMED and found.answer.four_eyes:
            decision = Decision.AWAITING
        if found.decided_by == actor.account and found.decision in (decision, _settled(decision)):
            return found  # the same form sent twice
        if found.decision != Decision.OPEN:
            raise GijaError("search.already_decided")
        _write_decision(found, decision, actor, reason)
        audit(actor, act, found, reason, **({"four_eyes": "first"} if decision is Decision.AWAITING else {}))
    return found


def _settled(decision: Decision) -> Decision:
    """What a decision becomes when a second person agrees; its own again for the rest."""
    return Decision.CONFIRMED if decision is Decision.AWAITING else decision


def withdraw(actor: Actor | None, candidate_id: str, reason: str) -> Candidate:
    """Take a decision back. Refused once a dossier has been gathered: what was seen cannot be unseen."""
    actor = reaches(actor, candidate_id)
    reason = questions.reason(reason)
    with transaction.atomic(using=POLICE):
        found = locked(candidate_id)
        if found.decision == Decision.OPEN:
            raise GijaError("search.not_decided")
        if found.gathered_at:
            raise GijaError("search.dossier_gathered")
        was = found.decision
        _write_decision(found, Decision.OPEN, None, "")
        audit(actor, "police.search.withdraw", found, reason, was=was)
    return found


def _write_decision(found: Candidate, decision: Decision, actor: Actor | None, reason: str) -> None:
    found.decision = decision.value
    found.decided_by = actor.account if actor else None
    found.decided_by_name = actor.name if actor else ""
    found.decided_at = timezone.now() if actor else None
    found.decision_reason = reason
    found.second_by, found.second_by_name, found.second_at, found.second_reason = None, "", None, ""
    found.used, found.used_at, found.used_note = "", None, ""
    found.save()


def mark_used(actor: Actor | None, candidate_id: str, used: bool, note: str = "") -> Candidate:
    """Whether a confirmed hit was of use. May be said anew as long as the case lasts; the same again does nothing."""
    actor = reaches(actor, candidate_id)
    said, note = ("used" if used else "not_used"), questions.clean(note)[:1000]
    with transaction.atomic(using=POLICE):
        found = locked(candidate_id)
        if found.decision != Decision.CONFIRMED:
            raise GijaError("search.not_confirmed")
        if (found.used, found.used_note) == (said, note):
            return found
        found.used, found.used_note, found.used_at = said, note, timezone.now()
        found.save(update_fields=["used", "used_note", "used_at"])
        audit(actor, "police.search.use", found, note, used=said)
    return found


def take_for_dossier(actor: Actor | None, candidate_id: str) -> Candidate:
    """The confirmed candidate, locked, for the room that gathers the dossier; from now on it stays confirmed.

    Call inside `transaction.atomic(using="police")` of the gathering, which writes the audit entry.
    """
    actor = reaches(actor, candidate_id)
    found = locked(candidate_id)
    if found.decision != Decision.CONFIRMED:
        raise GijaError("search.not_confirmed")
    if found.gathered_at is None:
        found.gathered_at = timezone.now()
        found.save(update_fields=["gathered_at"])
    return found


class OwnerDecidesError(NotPermittedError):
    """Refused by the level of the hit, not by the role: only its owner can say more."""

    def __init__(self, actor: Actor, action: str) -> None:
        GijaError.__init__(self, "search.owner_decides")
        self.actor = actor
        self.action = action


def reaches(actor: Actor | None, candidate_id: str) -> Actor:
    """The actor, if this candidate is of their institution and they may see its content; else `NotPermittedError`."""
    actor = require(actor, CONFIRM)
    found = Candidate.objects.select_related("answer__query").filter(pk=candidate_id).first()
    if found is None:
        raise GijaError("search.not_found")
    query = found.answer.query
    require(actor, CONFIRM, query.institution)
    if view_of(actor, query.purpose, found, glass_of(actor, query.glass)) is not Level.CONTENT:
        raise OwnerDecidesError(actor, CONFIRM)
    return actor


def locked(candidate_id: str) -> Candidate:
    """The candidate, held against others until the transaction ends (SQLite holds all of it anyway)."""
    rows = Candidate.objects.select_for_update(of=("self",)) if _locks_rows() else Candidate.objects.all()
    return rows.select_related("answer__query").get(pk=candidate_id)


def _locks_rows() -> bool:
    return bool(transaction.get_connection(POLICE).features.has_select_for_update_of)


def opened(actor: Actor, query: SearchQuery) -> None:
    """Keep that a colleague opened an answer that is not theirs; the asker's own look belongs to the asking."""
    if query.account != actor.account:
        _audit_query(actor, "police.search.read", query)


def exported(actor: Actor, query: SearchQuery) -> None:
    """Keep that an answer left the system as a file. A file may be made of one's own question only."""
    if query.account != actor.account:
        raise NotPermittedError(actor, "police.search.export")
    _audit_query(actor, "police.search.export", query)


def _audit_query(actor: Actor, act: str, query: SearchQuery) -> None:
    with transaction.atomic(using=POLICE):
        record(POLICE, actor, act, purpose=query.purpose, object_type="search_query", object_id=query.id)
