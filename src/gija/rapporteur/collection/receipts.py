"""Receipts: proof of what was sent, by number and hash. The content is the text that the hash was taken of."""

from __future__ import annotations

import hashlib

from django.utils import timezone

from gija.commons.permissions import Actor
from gija.rapporteur.collection import cells, queries
from gija.rapporteur.collection.models import Receipt, Submission


def make(actor: Actor, of: Submission) -> Receipt:
    """The next receipt of a submission. Inside a transaction."""
    content = cells.canonical(of.call.code, of.institution, queries.figures(of))
    return Receipt.objects.create(
        submission=of, number=f"{of.call.code}-{of.institution}-{of.receipts.count() + 1}", content=content,
        hash=digest(content), account=actor.account, actor_name=actor.name, institution=actor.institution,
        institution_name=actor.institution_name, at=timezone.now(),
    )  # fmt: skip


def digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
