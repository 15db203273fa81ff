"""Writing the audit trail and proving it: each act leaves one entry in the database and transaction it happened in."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connections, transaction
from django.utils import timezone

from gija.commons.audit import anchors
from gija.commons.audit.canonical import FIRST, JSON
from gija.commons.audit.models import Entry
from gija.commons.audit.verify import Finding, findings
from gija.commons.permissions.actor import Actor

LOCK = 0x67696A61  # "gija": the one who holds it writes the next number of a PostgreSQL chain


def record(
    database: str,
    actor: Actor | None,
    action: str,
    *,
    purpose: str = "",
    reason: str = "",
    object_type: str = "",
    object_id: str = "",
    outcome: str = "done",
    details: Mapping[str, JSON] | None = None,
) -> Entry:
    """Write one entry at the end of the chain of `database`, in the transaction of the act it tells of.

    Raises `TransactionManagementError` outside `transaction.atomic(using=database)`: an act and its entry stand or fall
    together. `details` never hold names of persons. `actor` None: nobody signed in, or the console of the server.
    """
    connection = connections[database]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"an audit entry must be written in a transaction on {database!r}")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    last = Entry.objects.using(database).only("number", "hash").first()
    entry = Entry(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        action=action,
        purpose=purpose,
        reason=reason,
        object_type=object_type,
        object_id=object_id,
        outcome=outcome,
        details=dict(details or {}),
        previous=last.hash if last else FIRST,
        **_who(actor),
    )
    entry.hash = entry.expected_hash()
    entry.save(using=database, force_insert=True)
    return entry


def _who(actor: Actor | None) -> dict[str, int | str]:
    if actor is None:
        return {}
    return {
        "account": actor.account,
        "actor": actor.name,
        "role": actor.role,
        "institution": actor.institution,
        "institution_name": actor.institution_name,
    }


def verify(database: str) -> list[Finding]:
    """Every place where the chain of `database` does not hold, in itself or against the heads written down before;
    empty when it is whole. See `verify.findings` and `anchors.findings`."""
    return [*findings(database), *anchors.findings(database)]
