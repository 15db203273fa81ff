"""Four eyes: where a database's owner asks for it, a second person confirms a hit before anything moves.

The second is somebody of the same institution with the right to confirm, neither the asker nor the first.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gija.commons.permissions import Actor
from gija.police.search import questions
from gija.police.search.live import audit
from gija.police.search.models import POLICE, Candidate
from gija.police.search.services import locked, reaches
from gija.police.search.words import Decision
from gija.vocabulary.errors import GijaError


def agree(actor: Actor | None, candidate_id: str, reason: str) -> Candidate:
    """The second person confirms too: a dossier may now be gathered. Again by the same person: nothing happens.

    Refused: not awaiting (`search.not_awaiting`), the asker or the first themselves (`search.needs_another`).
    """
    return _decide(actor, candidate_id, reason, Decision.CONFIRMED, "police.search.agree")


def disagree(actor: Actor | None, candidate_id: str, reason: str) -> Candidate:
    """The second person finds it is not what was sought; the hit counts as rejected. Refused as for `agree`."""
    return _decide(actor, candidate_id, reason, Decision.REJECTED, "police.search.disagree")


def may_be_second(actor: Actor, found: Candidate) -> bool:
    """Is this actor another than the asker and the first?"""
    return actor.account not in (found.answer.query.account, found.decided_by)


def _decide(actor: Actor | None, candidate_id: str, reason: str, decision: Decision, act: str) -> Candidate:
    actor = reaches(actor, candidate_id)
    reason = questions.reason(reason)
    with transaction.atomic(using=POLICE):
        found = locked(candidate_id)
        if found.decision == decision and found.second_by == actor.account:
            return found  # the same form sent twice
        if found.decision != Decision.AWAITING:
            raise GijaError("search.not_awaiting")
        if not may_be_second(actor, found):
            raise GijaError("search.needs_another")
        found.decision = decision.value
        found.second_by, found.second_by_name = actor.account, actor.name
        found.second_at, found.second_reason = timezone.now(), reason
        found.save()
        audit(actor, act, found, reason, four_eyes="second")
    return found
