"""Putting releases into the ledger, in the transaction of the act that publishes them: that act has the audit entry."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import connections
from django.utils import timezone

from gija.commons.audit.services import LOCK
from gija.methods.disclosure.ledger import Ledger
from gija.methods.disclosure.stored import release_to
from gija.methods.disclosure.values import Release
from gija.rapporteur.gate import protecting, queries
from gija.rapporteur.gate.models import ZONE, Entry


def put(releases: Iterable[Release]) -> None:
    """Audit each against the ledger as it is now, and add it. Refuses what is not safe any more (`gate.unsafe`), and
    other figures under a name that is in (`disclosure.twice`); the same again is no new telling."""
    ledger = _alone()
    there = {one.name: one for one in ledger}
    for one in releases:
        if there.get(one.name) == one:
            continue
        if one.tables and not one.cited and one.name not in there:
            protecting.still(one, ledger)
        head = ledger.add(one)
        _row("release", one.name, release_to(one), head)


def withdraw(names: Iterable[str], day: str) -> None:
    """Note that releases were withdrawn: what they told stays known."""
    ledger = _alone()
    there = {one.name for one in ledger} - {one.name for one in ledger.withdrawn()}
    for name in names:
        if name in there:
            ledger.withdraw(name, day)
            _row("withdrawal", name, {"name": name, "day": day}, ledger.digest)


def _row(kind: str, name: str, content: dict[str, Any], head: str) -> None:
    raw = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    Entry(name=name, kind=kind, content=raw, head=head, at=timezone.now()).save(using=ZONE)


def _alone() -> Ledger:
    """The ledger, while nobody else adds to it. SQLite holds all writers anyway."""
    connection = connections[ZONE]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return queries.ledger()
