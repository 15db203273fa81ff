"""The triggers that deny change of the audit table, on both engines.

Every migration that alters the table must end with `remade` again: SQLite rebuilds an altered table and drops its
triggers without a word. They are a hurdle, not the proof: whoever owns the server can lift them; the chain tells.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "audit_entry"

SQLITE = {
    f"{TABLE}_no_update": f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END",
    f"{TABLE}_no_delete": f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'audit entries are never removed'); END",
    # INSERT OR REPLACE would remove a row without the trigger above seeing it.
    f"{TABLE}_no_replace": f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} "  # noqa: S608
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE number = NEW.number) "
    "BEGIN SELECT RAISE(ABORT, 'audit entries are never replaced'); END",
}
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {TABLE}_deny() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit entries are never changed or removed'; END $$
"""
POSTGRESQL = {
    f"{TABLE}_no_change": f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_deny()",
    f"{TABLE}_no_truncate": f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_deny()",
}


def expected(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Trigger name -> the statement that makes it, for the engine of this connection."""
    return {"sqlite": SQLITE, "postgresql": POSTGRESQL}[connection.vendor]


def present(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the triggers that stand on the audit table and are switched on."""
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal "
        "AND tgenabled IN ('O', 'A')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked, [TABLE])
        return {row[0] for row in cursor.fetchall()}


def drop(connection: BaseDatabaseWrapper, name: str) -> str:
    return f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {TABLE}")


def make(apps: Any, schema_editor: Any) -> None:
    """Make the triggers anew."""
    connection = schema_editor.connection
    standing = present(connection)
    if connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION)
    for name, statement in expected(connection).items():
        if name in standing:
            schema_editor.execute(drop(connection, name))
        schema_editor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    for name in present(schema_editor.connection):
        schema_editor.execute(drop(schema_editor.connection, name))


def remade() -> migrations.RunPython:
    """The last operation of every migration of the audit table."""
    return migrations.RunPython(make, remove)
