"""An act that was refused leaves one entry too."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from gija.commons.audit.models import Entry
from gija.commons.audit.services import record
from gija.commons.permissions.actor import Actor


def database_of_action(action: str) -> str:
    """The database an action belongs to: actions are named `zone.subject.act`, those of no zone belong to accounts."""
    zone = action.partition(".")[0]
    return zone if zone in settings.DATABASES else "default"


def record_refusal(actor: Actor | None, action: str) -> Entry:
    """Note that `actor` was refused `action`. Call it after the refused act's transaction has been rolled back."""
    database = database_of_action(action)
    with transaction.atomic(using=database):
        return record(database, actor, action, outcome="refused")
