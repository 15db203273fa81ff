"""Acts of people on the records: opening one leaves its entry. Records change by messages only (`handlers`)."""

from __future__ import annotations

from django.db import transaction

from gija.commons.audit.services import record as audit
from gija.commons.permissions import Actor
from gija.register.records import queries, rules
from gija.register.records.models import REGISTER, Record


def open_record(actor: Actor, record_id: str) -> Record:
    """The record, its opening kept: also without a name it is personal data."""
    found = queries.record(actor, record_id)
    with transaction.atomic(using=REGISTER):
        audit(REGISTER, actor, rules.READ, object_type="record", object_id=found.pk, details={"sender": found.sender})
    return found
