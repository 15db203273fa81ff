"""Each zone's tables stand in its own database, and what all share (audit trail, letters) in every one of them."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections

from gija.commons.audit.triggers import TABLE
from gija.config.routers import EVERYWHERE, ZoneRouter, aliases, database_of

EVERY = pytest.mark.parametrize("database", aliases())


@EVERY
@pytest.mark.django_db(databases="__all__")
def test_a_database_holds_the_tables_of_its_zone_and_what_all_share_and_nothing_else(database: str) -> None:
    with connections[database].cursor() as cursor:
        tables = set(connections[database].introspection.table_names(cursor))
    own = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if database_of(model._meta.app_label) == database and model._meta.app_label not in EVERYWHERE
    }
    everywhere = {m._meta.db_table for m in apps.get_models() if m._meta.app_label in EVERYWHERE}
    kept_by_django = {"django_migrations", "shared_cache"}
    assert TABLE in everywhere
    assert tables - kept_by_django == own | everywhere


@pytest.mark.django_db(databases="__all__")
def test_every_change_of_a_model_has_its_migration() -> None:
    labels = [config.label for config in apps.get_app_configs() if config.name.startswith("gija.")]
    call_command("makemigrations", *labels, check=True, dry_run=True, verbosity=0)


def test_no_relation_crosses_from_one_zone_to_another() -> None:
    router = ZoneRouter()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            other = field.related_model if field.is_relation else None
            if isinstance(other, type) and field.concrete:
                assert router.allow_relation(model(), other()), f"{model.__name__}.{field.name}"
