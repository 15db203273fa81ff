"""What happens when the linkage unit tells its clusters. The courier writes the inbox row and the audit entry."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.messages.linkage import ClusterAssignment
from gija.register.clusters import keys
from gija.register.clusters.models import Assignment, Run

ZONE = "register"


@receives(ClusterAssignment.kind, ZONE)
def keep(message: ClusterAssignment, envelope: Envelope) -> None:
    """Keep the run in place of an earlier one of the half-year; one that arrives late changes nothing."""
    with transaction.atomic(using=ZONE):
        there = Run.objects.select_for_update().filter(year=message.year, half=message.half).first()
        if there is not None:
            if there.number >= message.run:
                return
            there.delete()
        run = Run.objects.create(
            year=message.year, half=message.half, number=message.run,
            received_month=timezone.localdate().strftime("%Y-%m"), people=message.people, low=message.low,
            high=message.high,
        )  # fmt: skip
        Assignment.objects.bulk_create(
            (Assignment(run=run, **one.model_dump()) for one in message.assignments), batch_size=500
        )
        keys.brought_up_to_date()
