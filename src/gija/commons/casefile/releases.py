"""What of a case was told to the register when, and in which half-year and yearly tables it may stand already.

A withdrawal takes the record out of every later table and release. Figures that were made before stay: for each sending
this names the periods whose tables may have been made with it. The register freezes a table after its period has ended
(counting rules of `register.tables`); which day it did is not told to the senders, so a period that has ended is named.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from gija.commons.casefile.file import Case
from gija.messages.victims import VictimRecord


@dataclass(frozen=True, slots=True)
class Told:
    """One sending of the record: when, which revision, the consents it stood on, periods whose tables may hold it."""

    sent_at: dt.datetime
    revision: int
    consents: tuple[str, ...]
    periods: tuple[str, ...]


def told(case: Case, on: dt.date | None = None) -> list[Told]:
    """Every sending of the record, the latest first, also of those withdrawn since; `on`: today."""
    today = on or timezone.localdate()
    sent = [one for one in case.submissions.all() if one.kind == VictimRecord.kind]
    gone = {one.record_id: one.sent_at for one in case.submissions.all() if one.kind != VictimRecord.kind}
    return [
        Told(one.sent_at, one.revision, tuple(one.body["consents"]), ended(
            one.body["registration_month"], timezone.localdate(gone[one.record_id]) if one.record_id in gone else today,
        ))
        for one in sent
    ]  # fmt: skip


def ended(month: str, until: dt.date) -> tuple[str, ...]:
    """The half-year and the year of a month (`2014-03`), as far as they had ended by a day."""
    year, half = month[:4], "H1" if month[5:7] <= "06" else "H2"
    ends = {f"{year}-{half}": f"{year}-06-30" if half == "H1" else f"{year}-12-31", year: f"{year}-12-31"}
    return tuple(period for period, last in ends.items() if last < until.isoformat())
