"""Acts on the databases of this installation, each with its one audit entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import transaction
from django.db.utils import OperationalError, ProgrammingError

from gija.commons.audit.services import record
from gija.commons.permissions import Actor, require
from gija.police.databases import changes, hooks, index, refreshing
from gija.police.databases import check as checking
from gija.police.databases.index import IndexReport
from gija.police.databases.mapping import Mapping as DatabaseMapping
from gija.vocabulary.errors import GijaError

ON_PAGE = 200_000  # records: larger databases are indexed by command, not while a browser waits
BUSY = ("database.index_running", "index.busy")  # another process is at it: no failure of the database
Told = Callable[[int], None] | None


def reindex(actor: Actor | None, mapping: DatabaseMapping, told: Told = None, *, whole: bool = True) -> IndexReport:
    """Bring the index of a database up to date; `whole` False reads only what has changed, where that will do.
    `actor` None is the operator at the server's console.

    Refused: NotPermittedError, and what `index.refresh` refuses; a failure leaves its entry, too, and is remembered.
    """
    if actor is not None:
        require(actor, "police.database.index")
    ready()
    try:
        report = (None if whole else changes.apply(mapping, told)) or index.refresh(mapping, told)
    except GijaError as error:
        if error.code not in BUSY:
            refreshing.remember(mapping, error)
        _audit(actor, "police.database.index", mapping, {"error": error.code}, outcome="failed")
        raise
    refreshing.remember(mapping, None)
    numbers = {"records": report.records, "rows": report.rows, "problems": report.problems}
    _audit(actor, "police.database.index", mapping, numbers | ({"changes_only": 1} if report.whole else {}))
    hooks.tell(mapping.code, index.opened(mapping))
    return report


def reindex_from_page(actor: Actor, mapping: DatabaseMapping) -> IndexReport:
    """As `reindex`, for a database whose last index was small enough. Refused: `database.too_large_for_page`."""
    require(actor, "police.database.index")
    last = index.last_report(mapping)
    if last is None or last.records > ON_PAGE:
        raise GijaError("database.too_large_for_page", database=mapping.code)
    return reindex(actor, mapping)


def check(mapping: DatabaseMapping, rows: int | None = None, told: Told = None, *, kept: bool) -> checking.Check:
    """Prove a mapping on its rows; `kept` remembers the numbers for the page of the database."""
    ready()
    if mapping.broken is not None:
        raise mapping.broken
    report = checking.check(mapping, rows, told)
    if kept:
        checking.remember(mapping, report)
    numbers = {"rows": sum(t.rows for t in report.tables), "bad": sum(t.bad for t in report.tables)}
    _audit(None, "police.database.check", mapping, numbers, outcome="done" if report.passed else "failed")
    return report


def read(actor: Actor, mapping: DatabaseMapping | None = None) -> None:
    """Leaves the entry of somebody looking at the list of databases, or at one."""
    require(actor, "police.database.read")
    _audit(actor, "police.database.read", mapping, {})


def ready() -> None:
    """Refused: `database.not_migrated`: without its audit trail nothing may be read."""
    from gija.commons.audit.models import Entry

    try:
        Entry.objects.using("police").first()
    except (OperationalError, ProgrammingError):
        raise GijaError("database.not_migrated") from None


def _audit(
    actor: Actor | None,
    action: str,
    mapping: DatabaseMapping | None,
    details: Mapping[str, int | str],
    outcome: str = "done",
) -> None:
    with transaction.atomic(using="police"):
        record(
            "police",
            actor,
            action,
            object_type="database" if mapping else "databases",
            object_id=mapping.code if mapping else "",
            outcome=outcome,
            details=dict(details),
        )
