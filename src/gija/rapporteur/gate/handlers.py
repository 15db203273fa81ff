"""Finest tables that the register hands over are kept; what happened to keys since the last one, the ledger learns."""

from __future__ import annotations

import datetime as dt
import json

from django.db.models import Max
from django.utils import timezone

from gija.commons.courier.envelope import Envelope
from gija.commons.courier.handlers import receives
from gija.messages.keyed import KeyedTable
from gija.methods.disclosure.values import Release
from gija.rapporteur.gate import services
from gija.rapporteur.gate.models import ZONE, FineCube
from gija.vocabulary.errors import GijaError


@receives(KeyedTable.kind, ZONE)
def keep_cube(message: KeyedTable, envelope: Envelope) -> None:
    """Keep a finest table. The same again: nothing; another under its number: refused (`gate.cube_altered`)."""
    there = FineCube.objects.filter(table=message.table, period=message.period, vintage=message.vintage).first()
    if there is not None:
        if there.hash != message.hash:
            raise GijaError("gate.cube_altered", period=message.period, vintage=message.vintage)
        return
    before = FineCube.objects.aggregate(last=Max("changes"))["last"]
    _cube(message, envelope).save(using=ZONE)
    if before is not None and message.changes > before:
        services.put([_revision(message, message.changes - before)])


def _cube(message: KeyedTable, envelope: Envelope) -> FineCube:
    return FineCube(
        table=message.table,
        period=message.period,
        vintage=message.vintage,
        measure=message.measure,
        axes=json.dumps([[way.name, way.list] for way in message.dimensions]),
        cells=json.dumps([[cell.key, cell.value, cell.cell_key] for cell in message.cells]),
        changes=message.changes,
        hash=message.hash,
        approved_by=message.approved_by.institution,
        approved_on=dt.date.fromisoformat(message.approved_on),
        letter=envelope.id,
        received_at=timezone.now(),
    )


def _revision(message: KeyedTable, changes: int) -> Release:
    """So many keys were joined or parted: from now on the noise of those people is another. It tells no figure."""
    name = f"keys-{message.period}-v{message.vintage}"
    return Release(name, (), message.approved_on, "revision", source="register", changes=changes)
