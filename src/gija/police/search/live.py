"""Looking at a hit in the database itself, before a person relies on it: an index may be a day old."""

from __future__ import annotations

from django.db import transaction

from gija.commons.audit.services import record
from gija.commons.permissions import Actor
from gija.methods.search.values import Query
from gija.police.databases import registry
from gija.police.databases.confirm import confirm
from gija.police.databases.values import State
from gija.police.search.models import POLICE, Candidate
from gija.police.search.words import Decision
from gija.vocabulary.errors import GijaError


def look(actor: Actor, candidate_id: str) -> None:
    """Refuse where the record is gone from its database or no longer answers the question (`search.gone`).

    A database that is silent now, or no longer connected, refuses nothing: nothing can be picked up from it either.
    Outside any transaction: a slow database must not hold our lock.
    """
    found = Candidate.objects.select_related("answer__query").get(pk=candidate_id)
    if found.decision != Decision.OPEN or not _connected(found.answer.database):
        return
    query = found.answer.query
    now = confirm(Query(query.type, query.values), found.answer.database, [found.record_id])
    if now.state is State.ANSWERED and not now.matches.found:
        with transaction.atomic(using=POLICE):
            audit(actor, "police.search.confirm", found, "", looked="gone")
        raise GijaError("search.gone")


def _connected(database: str) -> bool:
    return any(mapping.code == database for mapping in registry.all_mappings())


def audit(actor: Actor, act: str, found: Candidate, reason: str, **details: str) -> None:
    """The one entry of an act on a hit, with the purpose of its question."""
    query = found.answer.query
    record(
        POLICE,
        actor,
        act,
        purpose=query.purpose,
        reason=reason,
        object_type="candidate",
        object_id=found.id,
        details={"query": query.id, "database": found.answer.database, **details},
    )
