"""The day's work with hints: what may no longer stand ends, who owes an answer is asked again, old ones are closed.

New hints are sent by the administrator, never by the day.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.register.hints import queries, services
from gija.register.hints.models import Hint
from gija.register.records.models import REGISTER

AGAIN = 1  # months after which whoever has not answered is asked again
LASTS = 6  # months after which a hint that not both answered is closed


def keep_up() -> tuple[int, int]:
    """How many hints were asked again, and how many ended. One audit entry where anything happened."""
    with transaction.atomic(using=REGISTER):
        ended = services.end_untellable() + sum(_closed(hint) for hint in _open())
        asked = sum(_asked_again(hint) for hint in _open())
        if asked or ended:
            details: dict[str, Any] = {"asked_again": asked, "ended": ended}
            record(REGISTER, None, queries.SEND, details=details)
    return asked, ended


def _open() -> list[Hint]:
    return list(Hint.objects.select_for_update().filter(state="open"))


def _closed(hint: Hint) -> bool:
    if _months_since(hint.month) < LASTS:
        return False
    services.end(hint)
    return True


def _asked_again(hint: Hint) -> bool:
    if _months_since(hint.reminded or hint.month) < AGAIN:
        return False
    hint.reminded = timezone.localdate().strftime("%Y-%m")
    hint.save(update_fields=["reminded"])
    services.send_to_silent(hint)
    return True


def _months_since(month: str) -> int:
    today = timezone.localdate()
    return (today.year - int(month[:4])) * 12 + today.month - int(month[5:7])
