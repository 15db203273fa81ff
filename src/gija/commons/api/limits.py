"""How many calls a minute: a sliding window of two minutes, counted in the database and so across processes.

The calls of the minute before count by the part of it that still lies within the last 60 seconds (the sliding-window
counter; it takes them as spread evenly, so at a boundary it errs by what was uneven, never by a whole minute's calls).
"""

from __future__ import annotations

import math
import time

from django.db import transaction
from django.utils import timezone

from gija.commons.api.models import Token
from gija.vocabulary.errors import GijaError

MINUTE = 60


class TooManyError(GijaError):
    """Refused: too many calls. `wait`: whole seconds after which the next is let through."""

    def __init__(self, wait: int, limit: int) -> None:
        self.wait = wait
        super().__init__("api.too_many", limit=limit, seconds=wait)


def count(token: Token, now: float | None = None) -> None:
    """Count one call of the token at `now` (seconds since 1970). Refused: `TooManyError`, uncounted."""
    now = time.time() if now is None else now
    minute, into = int(now // MINUTE), now % MINUTE
    with transaction.atomic():
        row = Token.objects.select_for_update().get(pk=token.pk)
        if row.minute != minute:
            row.before = row.calls if row.minute == minute - 1 else 0
            row.minute, row.calls = minute, 0
        if row.before * (1 - into / MINUTE) + row.calls + 1 > row.per_minute:
            raise TooManyError(_wait(row, into), row.per_minute)
        row.calls, row.last_used_at = row.calls + 1, timezone.now()
        row.save(update_fields=["minute", "calls", "before", "last_used_at"])


def _wait(row: Token, into: float) -> int:
    """Seconds until one more call fits, if no other comes meanwhile."""
    room = row.per_minute - 1
    if row.calls <= room:  # the minute before must fade
        return max(1, math.ceil(MINUTE * (1 - (room - row.calls) / row.before) - into))
    return math.ceil(MINUTE - into + MINUTE * (1 - room / row.calls))
