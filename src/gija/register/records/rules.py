"""Who may see what of the register: its administrator all of it, an institution what it sent itself."""

from __future__ import annotations

from django.db.models import QuerySet

from gija.commons.permissions import Actor, may
from gija.register.records.models import Record

READ = "register.record.read"
MEMBERS = "register.member.read"

# Institutions that act without a legal duty to report: their records count only by consent to statistics.
BY_CONSENT = frozenset({"ngo", "igo"})


def visible(actor: Actor, action: str = READ) -> QuerySet[Record]:
    """The records the actor may see for this action."""
    if not may(actor, action):
        return Record.objects.none()
    everything = may(actor, action, "")  # `own` never reaches an institution without a code
    return Record.objects.all() if everything else Record.objects.filter(sender=actor.institution)


def sees_all(actor: Actor, action: str) -> bool:
    """Does the actor's right reach the records of every institution?"""
    return may(actor, action, "")
