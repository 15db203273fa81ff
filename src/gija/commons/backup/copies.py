"""A consistent copy of one database, with the head of its audit chain as it is in the copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, transaction

from gija.commons.backup import postgres
from gija.commons.backup.manifest import Database
from gija.vocabulary.errors import GijaError

PAGES = 2048  # a step of the SQLite copy: 8 MB

Tell = Callable[[int, int], None]  # done, of
HEAD = "SELECT number, hash FROM audit_entry ORDER BY number DESC LIMIT 1"
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"


def copied(alias: str, folder: Path, tell: Tell) -> Database:
    """Copy a database into a file of the folder. Others may go on writing meanwhile."""
    engine = connections[alias].vendor
    if engine == "sqlite":
        return _sqlite(alias, folder, tell)
    if engine == "postgresql":
        return _postgresql(alias, folder)
    raise GijaError("backup.engine", database=alias, engine=engine)


def _sqlite(alias: str, folder: Path, tell: Tell) -> Database:
    source = Path(settings.DATABASES[alias]["NAME"])
    if not source.exists():
        raise GijaError("backup.no_database", database=alias)
    copy = folder / source.name
    with closing(sqlite3.connect(source, timeout=60)) as live, closing(sqlite3.connect(copy)) as out:
        # With a read transaction open the copy is of one moment, and writers do not make it begin anew.
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_master").fetchone()
        live.backup(out, pages=PAGES, progress=lambda status, left, total: tell(total - left, total))
        out.execute("PRAGMA journal_mode=DELETE")
        fault = out.execute("PRAGMA quick_check(1)").fetchone()[0]
        if fault != "ok":
            raise GijaError("backup.broken_database", database=alias)
        head = out.execute(HEAD).fetchone()
        migrations = dict(out.execute(MIGRATIONS).fetchall())
    copy.chmod(0o600)
    return _described(alias, "sqlite", sqlite3.sqlite_version, copy, head, migrations)


def _postgresql(alias: str, folder: Path) -> Database:
    connection: Any = connections[alias]
    copy = folder / f"{alias}.pgdump"
    connection.cursor().close()  # now connected, and told for whom: nothing may come before SET TRANSACTION
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        # pg_dump looks through the eyes of this transaction, so the head told is the head in the copy.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        snapshot, version = cursor.fetchone()
        cursor.execute(HEAD)
        head = cursor.fetchone()
        cursor.execute(MIGRATIONS)
        migrations = dict(cursor.fetchall())
        arguments = ["--format=custom", "--no-owner", "--no-privileges", "--schema=public"]
        postgres.run("pg_dump", connection, [*arguments, f"--snapshot={snapshot}", f"--file={copy}"])
    copy.chmod(0o600)
    return _described(alias, "postgresql", str(version), copy, head, migrations)


def _described(alias: str, engine: Any, version: str, copy: Path, head: Any, migrations: dict[str, str]) -> Database:
    number, hash_ = head or (0, "")
    return Database(
        alias=alias, engine=engine, version=version, file=copy.name, number=number, hash=hash_, migrations=migrations
    )  # fmt: skip
