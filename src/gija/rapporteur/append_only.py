"""The triggers that deny change of observations, on both engines; the model refuses too, this holds for everybody else.

Every migration that alters the table must end with `remade` again: SQLite rebuilds an altered table and drops its
triggers without a word.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "statistics_observation"
SQLITE = {
    f"{TABLE}_no_update": f"BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, 'figures are never changed'); END",
    f"{TABLE}_no_delete": f"BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, 'figures are never removed'); END",
    # INSERT OR REPLACE would remove a row without the trigger above seeing it.
    f"{TABLE}_no_replace": f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) "  # noqa: S608
    "BEGIN SELECT RAISE(ABORT, 'figures are never replaced'); END",
}
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {TABLE}_deny() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'figures are never changed or removed'; END $$
"""
POSTGRESQL = {
    f"{TABLE}_no_change": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_deny()",
    f"{TABLE}_no_truncate": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_deny()",
}


def present(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the triggers that stand on the table and are switched on."""
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal "
        "AND tgenabled IN ('O', 'A')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked, [TABLE])
        return {row[0] for row in cursor.fetchall()}


def make(apps: Any, schema_editor: Any) -> None:
    """Make the triggers anew."""
    connection = schema_editor.connection
    remove(apps, schema_editor)
    if connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION)
    for name, statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[connection.vendor].items():
        schema_editor.execute(f"CREATE TRIGGER {name} {statement}")


def remove(apps: Any, schema_editor: Any) -> None:
    on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {TABLE}"
    for name in present(schema_editor.connection):
        schema_editor.execute(f"DROP TRIGGER {name}{on}")


def remade() -> migrations.RunPython:
    """The last operation of every migration of the table."""
    return migrations.RunPython(make, remove)
