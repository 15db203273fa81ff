"""Which tables stand behind the wall, and the policies that make it.

In the zones that hold people, every model with a column `institution` shows its rows to that institution only; a model
without one, but with a foreign key to such a model, goes with the row it belongs to. Nothing is listed, so nothing new
is forgotten. The owner of the tables (who migrates and backs up) is not held by it; the role of the pages is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from gija.commons.rowlevel.postgresql.base import SETTING
from gija.commons.rowlevel.session import EVERY

COLUMN = "institution"
ZONES = ("police", "casework")  # the rest hold no people
NAME = "gija_institution"


@dataclass(frozen=True, slots=True)
class Policy:
    """How the rows of a table are told apart: by their own column, or by the row that `parent` is the key of."""

    table: str
    column: str
    parent: tuple[str, str] | None = None  # table and primary key

    def condition(self) -> sql.Composed:
        """True for the rows that may be seen and written."""
        if self.parent:  # the parent's own policy holds inside
            return sql.SQL("EXISTS (SELECT 1 FROM {parent} WHERE {parent}.{key} = {table}.{column})").format(
                parent=sql.Identifier(self.parent[0]), key=sql.Identifier(self.parent[1]),
                table=sql.Identifier(self.table), column=sql.Identifier(self.column),
            )  # fmt: skip
        # A session that was told nothing sees nothing: NULL is not true.
        told = sql.SQL("current_setting({}, true)").format(sql.Literal(SETTING))
        return sql.SQL("({column} = {told} OR {told} = {every})").format(
            column=sql.Identifier(self.column), told=told, every=sql.Literal(EVERY)
        )

    def statements(self) -> Iterator[sql.Composed]:
        names = {"table": sql.Identifier(self.table), "name": sql.Identifier(NAME)}
        yield sql.SQL("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY").format(**names)
        yield sql.SQL("DROP POLICY IF EXISTS {name} ON {table}").format(**names)
        both = {"condition": self.condition(), **names}
        yield sql.SQL("CREATE POLICY {name} ON {table} USING ({condition}) WITH CHECK ({condition})").format(**both)


def policies(database: str) -> tuple[Policy, ...]:
    """The policies of a database; none for one that holds no people."""
    found: dict[type[models.Model], Policy] = {}
    waiting = zone_models(database)
    while True:
        new = {model: policy for model in waiting if model not in found and (policy := _policy(model, found))}
        if not new:
            return tuple(found.values())
        found |= new


def zone_models(database: str) -> tuple[type[models.Model], ...]:
    """The models of the rooms of a zone that holds people."""
    if database not in ZONES:
        return ()
    rooms = [config for config in apps.get_app_configs() if getattr(config, "zone", "") == database]
    return tuple(model for room in rooms for model in room.get_models() if not model._meta.proxy)


def _policy(model: type[models.Model], found: dict[type[models.Model], Policy]) -> Policy | None:
    table = model._meta.db_table
    for field in model._meta.concrete_fields:
        if field.name == COLUMN and not field.is_relation:
            return Policy(table, str(field.column))
    for field in model._meta.concrete_fields:
        parent: Any = field.related_model
        if parent in found and not field.null:
            return Policy(table, str(field.column), (parent._meta.db_table, str(parent._meta.pk.column)))
    return None


def apply(using: str, **rest: Any) -> None:
    """Make the policies of a database anew, after it was migrated. Does nothing on SQLite."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for policy in policies(using):
            if policy.table in there:
                for statement in policy.statements():
                    cursor.execute(statement)
    if role := os.environ.get("GIJA_DATABASE_ROLE"):
        grant(connection, role)


def grant(connection: BaseDatabaseWrapper, role: str) -> None:
    """Let the role of the pages and the worker read and write all tables, but only add to the audit trail."""
    names = {"role": sql.Identifier(role), "audit": sql.Identifier("audit_entry")}
    with connection.cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            "REVOKE UPDATE, DELETE, TRUNCATE ON {audit} FROM {role}",
            "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
        ):
            cursor.execute(sql.SQL(statement).format(**names))
