"""Synthetic rows in every table of Gija's own rooms, at any state of the migrations: filled, stored, loaded, compared.

python tests/migrations/dataset.py save v0.2     # once, when a version is tagged: tests/migrations/data/v0.2.json.gz
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import json
import os
import sys
import tempfile
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data")
ROWS = 3
AUDIT = "audit_entry"

# What conditions between the fields of a row ask for; where a field is gone, its line is without effect.
FIXED: dict[str, Any] = {
    "register_records.record.withdrawn": False,
    "register_records.answer.group": "record",
    "register_records.answer.item": 0,
    "register_records.answer.field": "education",
    "register_records.answer.code": "3",
    **{f"register_records.answer.{other}": None for other in ("count", "month", "flag", "money")},
    "register_clusters.run.half": 1,
    **{f"register_clusters.run.{one}": 7 for one in ("people", "low", "high")},
    "register_hints.hint.other": "ffffffff-0000-4000-8000-000000000000",
    "register_tables.table.approved_by": 999,
    "register_tables.cell.value_status": "reported",
    "rapporteur_statistics.observation.status": "reported",
    "rapporteur_statistics.observation.derived": True,
    "rapporteur_official.officialfigure.status": "reported",
}

Snapshot = dict[str, dict[str, list[dict[str, Any]]]]  # database -> table -> rows, in order of the primary key


def own_labels() -> list[str]:
    """The labels of Gija's own apps that have migrations."""
    from django.apps import apps

    return [c.label for c in apps.get_app_configs() if c.name.startswith("gija.") and c.models_module]


def migrate_to(targets: dict[str, str] | None) -> None:
    """Bring every database to these migrations (app -> name); None: each of our apps to its first one."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    for alias in connections:
        executor = MigrationExecutor(connections[alias])
        graph = executor.loader.graph
        wanted = dict(targets or {label: graph.root_nodes(label)[0][1] for label in _migrated(graph)})
        others = [node for node in graph.leaf_nodes() if node[0] not in own_labels() and node[0] not in wanted]
        executor.migrate([*wanted.items(), *others])


def _migrated(graph: Any) -> list[str]:
    return [label for label in own_labels() if graph.root_nodes(label)]


def state_apps(alias: str) -> Any:
    """The models as they are at the present state of the migrations."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    applied = [node for node in executor.loader.applied_migrations if node in executor.loader.graph.nodes]
    return executor.loader.project_state(applied).apps


def own_models(alias: str) -> list[Any]:
    """Our models whose tables stand in this database, each after those it refers to."""
    from django.db import router

    found = [
        model for model in state_apps(alias).get_models(include_auto_created=False)
        if model._meta.app_label in own_labels() and model._meta.db_table != AUDIT
        and router.allow_migrate(alias, model._meta.app_label)
    ]  # fmt: skip
    ordered: list[Any] = []
    while found:
        ready = [m for m in found if not {f.related_model for f in _relations(m)} & set(found) - {m}]
        ordered += ready
        found = [m for m in found if m not in ready]
        assert ready, [m._meta.label for m in found]
    return ordered


def _relations(model: Any) -> list[Any]:
    return [f for f in model._meta.concrete_fields if f.is_relation and not f.null]


def fill() -> None:
    """Rows in every table, and entries in every trail."""
    from django.db import connections, transaction

    from gija.commons.audit.services import record

    for alias in connections:
        with transaction.atomic(using=alias):
            for model in own_models(alias):
                for n in range(1, ROWS + 1):
                    model(**{f.attname: value(f, n, alias) for f in model._meta.concrete_fields}).save(
                        using=alias, force_insert=True
                    )
            _sequences_after(alias)
            for n in range(5):
                record(alias, None, "test.migration", details={"n": n})


def _sequences_after(alias: str) -> None:
    """The rows brought their keys: on PostgreSQL the next key must come after them, as it would in life."""
    from django.core.management.color import no_style
    from django.db import connections

    with connections[alias].cursor() as cursor:
        for statement in connections[alias].ops.sequence_reset_sql(no_style(), own_models(alias)):
            cursor.execute(statement)


def value(field: Any, n: int, alias: str) -> Any:
    """A value that a field accepts; another for each n."""
    from django.db import models

    if (name := f"{field.model._meta.label_lower}.{field.name}") in FIXED:
        return FIXED[name]
    if field.is_relation:
        if field.null:
            return None
        return list(field.related_model._base_manager.using(alias).order_by("pk").values_list("pk", flat=True))[n - 1]
    if field.choices:
        return field.choices[0][0]
    if hasattr(field, "allowed"):  # a field of the register, which takes little
        codes = tuple(getattr(field, "codes", ()))
        random = f"{n:08x}-0000-4000-8000-000000000000"
        offered = (*codes[n - 1 : n], *codes[:1], n, 2000 + n, f"2014-0{n}", f"viltis{n}", random, n % 2 == 0)
        return next(one for one in offered if field.allowed(one))
    # A later field has a later moment: what ends comes after what begins.
    place = dt.timedelta(days=list(field.model._meta.concrete_fields).index(field))
    kinds: list[tuple[type, Any]] = [
        (models.JSONField, {"n": n, "ą": ["ė", None, 1.5]}),
        (models.BooleanField, n % 2 == 0),
        (models.DateTimeField, dt.datetime(2014, 3, n, 12, 30, 15, 123456, tzinfo=dt.UTC) + place),
        (models.DateField, dt.date(2014, 3, n) + place),
        (models.DecimalField, n),
        (models.FloatField, n + 0.25),
        (models.IntegerField, n),
        (models.UUIDField, uuid.UUID(int=n)),
        (models.BinaryField, bytes([n])),
        (models.GenericIPAddressField, f"127.0.0.{n}"),
        (models.EmailField, f"zmogus{n}@gija.example"),
        (models.URLField, f"https://gija.example/{n}"),
        (models.SlugField, f"kodas{n}"),
        (models.CharField, f"{n} Šešių"),
        (models.TextField, f"Ąžuolų gatvė {n}"),
    ]
    made = next(made for kind, made in kinds if isinstance(field, kind))
    return made[: field.max_length] if isinstance(made, str) and field.max_length else made


def snapshot() -> Snapshot:
    """What stands in the tables of our apps, as the database gives it."""
    from django.db import connections

    found: Snapshot = {}
    for alias in connections:
        tables = {m._meta.db_table: m._meta.pk.column for m in own_models(alias)} | {AUDIT: "number"}
        found[alias] = {table: _rows(connections[alias], table, key) for table, key in tables.items()}
    return found


def _rows(connection: Any, table: str, key: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY CAST("{key}" AS text)')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def losses(before: Snapshot, after: Snapshot, gone: Iterable[str]) -> list[str]:
    """Tables, columns (`table.column`), rows and values that did not come through, but for those known to be gone."""
    found = []
    for tables in ((before[alias], after[alias]) for alias in before):
        for table, rows in tables[0].items():
            now = tables[1].get(table)
            if now is None or len(now) < len(rows):
                found += [table]
            else:
                found += _changed(table, rows, now)
    return sorted(set(found) - set(gone))


def _changed(table: str, rows: list[dict[str, Any]], now: list[dict[str, Any]]) -> list[str]:
    pairs = [(row, later) for row, later in zip(rows, now, strict=False)]
    return [
        f"{table}.{column}" for row, later in pairs for column in row if str(row[column]) != str(later.get(column))
    ]  # fmt: skip


# ---- stored data sets ----


def stored() -> list[Path]:
    """The data sets of tagged versions, the last one last."""
    return sorted(DATA.glob("*.json.gz"), key=lambda file: [int(p) for p in file.name[1:-8].split(".")])


def save(tag: str) -> Path:
    """Store what an installation of the present version holds, with its keys (made for this, of no other use)."""
    from django.db.migrations.recorder import MigrationRecorder

    from gija.commons.encryption.ring import file as ring_file

    applied = MigrationRecorder.Migration.objects.filter(app__in=own_labels()).order_by("id")
    told = {
        "migrations": dict(applied.values_list("app", "name")),
        "tables": _plain(snapshot()),
        "ring": ring_file().read_text(),
    }
    place = DATA / f"{tag}.json.gz"
    place.write_bytes(gzip.compress(json.dumps(told, ensure_ascii=False, indent=0).encode(), mtime=0))
    return place


def load(file: Path) -> None:
    """Bring the databases to the migrations of a stored data set and put its rows in."""
    from gija.commons.encryption.ring import file as ring_file

    told = json.loads(gzip.decompress(file.read_bytes()))
    ring_file().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    ring_file().write_text(told["ring"])
    ring_file().chmod(0o600)
    migrate_to(told["migrations"])
    for alias, tables in told["tables"].items():
        flags: dict[str, set[str]] = {AUDIT: set()}
        for model in [*reversed(own_models(alias))]:
            fields = model._meta.concrete_fields
            flags = {
                model._meta.db_table: {f.column for f in fields if f.get_internal_type() == "BooleanField"}
            } | flags
        for table in flags:
            if table in tables:
                _insert(alias, table, tables[table], flags[table])


def _insert(alias: str, table: str, rows: list[dict[str, Any]], flags: set[str]) -> None:
    from django.db import connections

    for row in rows:
        values = [_back(value, name in flags) for name, value in row.items()]
        names = ", ".join(f'"{name}"' for name in row)
        with connections[alias].cursor() as cursor:
            cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(["%s"] * len(row))})', values)


def _plain(found: Any) -> Any:
    if isinstance(found, dict):
        return {name: _plain(value) for name, value in found.items()}
    if isinstance(found, list):
        return [_plain(value) for value in found]
    if isinstance(found, bytes | memoryview):
        return {"bytes": base64.b64encode(bytes(found)).decode()}
    return found if found is None or isinstance(found, int | float | str) else str(found)


def _back(value: Any, boolean: bool) -> Any:
    if isinstance(value, dict):
        return base64.b64decode(value["bytes"])
    return bool(value) if boolean and value is not None else value


def main() -> None:
    import django

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"GIJA_VAR": folder, "DJANGO_SETTINGS_MODULE": "gija.config.settings"}
        django.setup()
        from gija.config.migrate import migrate_all

        migrate_all()
        fill()
        sys.stdout.write(f"{save(sys.argv[2])}\n")


if __name__ == "__main__" and sys.argv[1:2] == ["save"]:
    main()
