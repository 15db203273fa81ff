"""Tables of this zone whose rows are never changed or removed: triggers on both engines, and a queryset that refuses.

The model refuses too, the triggers hold for everybody else. Every migration that alters such a table must end with
`remade` again: SQLite rebuilds an altered table and drops its triggers without a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import migrations, models
from django.db.backends.base.base import BaseDatabaseWrapper

from gija.vocabulary.errors import GijaError

SQLITE = {
    "no_update": "BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'figures are never changed'); END",
    "no_delete": "BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'figures are never removed'); END",
    # INSERT OR REPLACE would remove a row without the trigger above seeing it.
    "no_replace": "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'figures are never replaced'); END",
}
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_deny() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'figures are never changed or removed'; END $$
"""
POSTGRESQL = {
    "no_change": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_deny()",
    "no_truncate": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_deny()",
}


class AppendOnly(models.QuerySet[Any]):
    """Refuses to change or remove: a figure is never overwritten, a correction is a new vintage."""

    def update(self, **kwargs: Any) -> int:
        raise GijaError("statistics.never_overwritten")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise GijaError("statistics.never_overwritten")


class OnlyNew(models.Model):
    """A row that is only ever added."""

    objects = AppendOnly.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever a new row."""
        if not self._state.adding:
            raise GijaError("statistics.never_overwritten")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise GijaError("statistics.never_overwritten")


def wanted(connection: BaseDatabaseWrapper, table: str) -> Mapping[str, str]:
    """Name -> statement of the triggers that this engine needs on the table."""
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[connection.vendor]
    return {f"{table}_{name}": statement.format(table=table) for name, statement in statements.items()}


def present(connection: BaseDatabaseWrapper, table: str) -> set[str]:
    """Names of the triggers that stand on the table and are switched on."""
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal "
        "AND tgenabled IN ('O', 'A')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked, [table])
        return {row[0] for row in cursor.fetchall()}


def remade(table: str) -> migrations.RunPython:
    """The last operation of every migration of the table: its triggers made anew."""

    def make(apps: Any, schema_editor: Any) -> None:
        connection = schema_editor.connection
        remove(apps, schema_editor)
        if connection.vendor == "postgresql":
            schema_editor.execute(POSTGRESQL_FUNCTION.format(table=table))
        for name, statement in wanted(connection, table).items():
            schema_editor.execute(f"CREATE TRIGGER {name} {statement}")

    def remove(apps: Any, schema_editor: Any) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        for name in present(schema_editor.connection, table):
            schema_editor.execute(f"DROP TRIGGER {name}{on}")

    return migrations.RunPython(make, remove)
