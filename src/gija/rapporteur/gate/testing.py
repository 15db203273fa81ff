"""A finest table for tests, kept as if the register had handed it over. Everybody in it is made up."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping

from django.utils import timezone

from gija.commons.courier.envelope import Envelope
from gija.messages.keyed import KeyedCell, KeyedTable
from gija.messages.tables import Dimension, Official
from gija.rapporteur.gate import cubes
from gija.rapporteur.gate.handlers import keep_cube

Counts = Mapping[tuple[str, ...], int]
SOME: Counts = {("presumed", "F", "adult", "sexual", "ngo"): 7, ("presumed", "M", "adult", "labour", "ngo"): 1}
WAYS = {
    "status": "victim_status", "sex": "sex", "age_group": "age_group", "form": "exploitation",
    "organisation": "institution_kind",
}  # fmt: skip


def keyed(counts: Counts, period: str = "2014-H1", vintage: int = 1, changes: int = 0) -> KeyedTable:
    """The message: counts by code of `WAYS`, with made-up keys that are the same each time."""
    cells = tuple(
        KeyedCell(key=key, value=count, cell_key=hashlib.sha256("|".join(key).encode()).hexdigest()[:16])
        for key, count in sorted(counts.items())
    )
    return KeyedTable.sealed(
        table="victims_finest", period=period, vintage=vintage, frozen_on="2015-01-10", measure="people",
        dimensions=tuple(Dimension(name=name, list=of) for name, of in WAYS.items()), cells=cells, changes=changes,
        made_by=Official(account=1, role="register_administrator", institution="viltis"),
        approved_by=Official(account=2, role="register_administrator", institution="viltis"), approved_on="2015-01-11",
    )  # fmt: skip


def fine_cube(period: str = "2014-H1", counts: Counts = SOME, vintage: int = 1, changes: int = 0) -> cubes.Fine:
    """Keeps the table and gives it back as it is read."""
    message = keyed(counts, period, vintage, changes)
    sent = Envelope(str(uuid.uuid4()), "keyed_table", 1, "a", "register", "b", "rapporteur", 1, timezone.now())
    keep_cube(message, sent)
    return cubes.cube(period, vintage)
