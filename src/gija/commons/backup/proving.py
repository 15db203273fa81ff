"""The second half of a restore, with Django: databases are filled and everything is proven where it lies now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from gija.commons.audit.canonical import JSON
from gija.commons.audit.models import Entry
from gija.commons.audit.services import record, verify
from gija.commons.backup import postgres
from gija.commons.backup.manifest import Database, Manifest
from gija.commons.encryption.ring import ring
from gija.commons.encryption.targets import used
from gija.vocabulary.errors import GijaError

MARK = "gija_restoring"  # a schema that stands while a database is being filled

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Notes:
    """`pending`: migrations wait; `opened`: the key ring was opened and fits the data."""

    pending: bool
    opened: bool


@contextmanager
def filled(manifest: Manifest, folder: Path, tell: Tell) -> Iterator[None]:
    """Within it the PostgreSQL databases hold what the backup holds. After a fault they are empty again, as before.

    One that is not empty is refused (`backup.database_not_empty`), unless a killed restore left it so.
    """
    ours = [database for database in manifest.databases if database.engine == "postgresql"]
    for database in ours:
        _check_empty(connections[database.alias])
    try:
        for done, database in enumerate(ours):
            tell(database.alias, done, len(ours))
            _fill(database, folder)
        yield
    except BaseException:
        for database in ours:
            connections[database.alias].close()
            _empty(connections[database.alias])
        raise
    finally:
        connections.close_all()


def unmark(manifest: Manifest) -> None:
    """The databases are whole: from here on nobody takes them for the rest of a killed restore."""
    for database in manifest.databases:
        if database.engine == "postgresql":
            _run(connections[database.alias], f"DROP SCHEMA {MARK}")


def _check_empty(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [MARK])
        if cursor.fetchone()[0]:
            _empty(connection)
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
            "WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND relkind IN ('r', 'v', 'm', 'p')"
        )
        if cursor.fetchone()[0]:
            raise GijaError("backup.database_not_empty", database=connection.alias)


def _fill(database: Database, folder: Path) -> None:
    connection: Any = connections[database.alias]
    _run(connection, f"CREATE SCHEMA {MARK}")
    arguments = ["--no-owner", "--no-privileges", "--schema=public", "--single-transaction", "--exit-on-error"]
    place = f"--dbname={connection.settings_dict['NAME']}"
    postgres.run("pg_restore", connection, [*arguments, place, str(folder / database.file)])
    (folder / database.file).unlink()


def _empty(connection: Any) -> None:
    _run(connection, "DROP SCHEMA IF EXISTS public CASCADE", "CREATE SCHEMA public", f"DROP SCHEMA IF EXISTS {MARK}")


def _run(connection: Any, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def proven(manifest: Manifest) -> Notes:
    """Prove the restored databases: versions, chains, anchors, keys. One audit entry tells of the restore.

    Refuses a backup of a newer version (`backup.newer`), a chain that does not hold or does not end where it ended
    (`backup.chain`), and data under a key that is not in the ring (`backup.key_missing`).
    """
    for database in manifest.databases:
        _known(database)
        _chain(database)
    opened = _opens()
    with transaction.atomic(using="default"):
        heads: dict[str, JSON] = {database.alias: database.number for database in manifest.databases}
        record(
            "default", None, "backup.restore", object_type="backup", object_id=manifest.made, details={"heads": heads}
        )
    pending = any(_pending(database.alias) for database in manifest.databases)
    for database in manifest.databases:
        if not pending:  # what is not in a dump: the rights of the role of the pages
            call_command("migrate", database=database.alias, verbosity=0, interactive=False)
    return Notes(pending, opened)


def _known(database: Database) -> None:
    applied = MigrationRecorder(connections[database.alias]).applied_migrations()
    ours = MigrationExecutor(connections[database.alias]).loader.disk_migrations
    apps = {app for app, _ in ours}
    if any(key not in ours for key in applied if key[0] in apps):
        raise GijaError("backup.newer", database=database.alias)


def _pending(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _chain(database: Database) -> None:
    last = Entry.objects.using(database.alias).first()
    if (last.number, last.hash) != (database.number, database.hash) if last else database.number:
        raise GijaError("backup.chain", database=database.alias)
    if verify(database.alias):
        raise GijaError("backup.chain", database=database.alias)


def _opens() -> bool:
    """Does the key ring hold every key that is used? False where its passphrase was not given."""
    try:
        known = {key.id for key in ring().usable}
    except GijaError as error:
        if error.code in ("encryption.passphrase_missing", "encryption.passphrase_wrong"):
            return False
        raise
    for database, counted in used().items():
        if missing := set(counted) - known:
            raise GijaError("backup.key_missing", database=database, key=min(missing))
    return True
