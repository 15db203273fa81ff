"""Grants that the Rapporteur's side awarded become rows to report on."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from gija.casework.figures.models import ZONE, Grant
from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.messages.grants import GrantAward
from gija.vocabulary.errors import GijaError


@receives(GrantAward.kind, ZONE)
def awarded(message: GrantAward, envelope: Envelope) -> None:
    """Keep a grant. A higher revision takes the place of a lower; the same or a lower one again: nothing.

    Refused: a number that another institution's grant has (`figures.grant_elsewhere`)."""
    there = Grant.objects.select_for_update().filter(pk=message.grant).first()
    if there is not None and there.institution != message.institution:
        raise GijaError("figures.grant_elsewhere", grant=message.grant)
    if there is not None and there.revision >= message.revision:
        return
    Grant(
        grant=message.grant, institution=message.institution, title_en=message.title.en, title_lt=message.title.lt,
        year=message.year, first_day=dt.date.fromisoformat(message.first_day),
        last_day=dt.date.fromisoformat(message.last_day), revision=message.revision, letter=envelope.id,
        received_at=timezone.now(),
    ).save(force_insert=there is None, force_update=there is not None)  # fmt: skip
