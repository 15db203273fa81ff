"""What may be done with assistance, plans and the way back into work."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from gija.commons.casefile.reading import EARLIEST, Fault

READ, WRITE, EXPORT = (f"casework.assistance.{act}" for act in ("read", "write", "export"))
APPROVE = "casework.plan.approve"  # a plan; by somebody else than who handed it in
NOT_GIVEN = ("absent", "declined", "cancelled")  # outcomes of an event: no service was given


def happened(field: str, on: dt.date | None) -> list[Fault]:
    """What is wrong with the day of something that happened: it is missing, of no time we know, or has not come."""
    if on is None:
        return [Fault(field, "casefile.required")]
    if on < EARLIEST:
        return [Fault(field, "casefile.day")]
    return [Fault(field, "casefile.future")] if on > timezone.localdate() else []
