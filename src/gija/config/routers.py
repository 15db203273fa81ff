"""Each zone has its own database; what all zones share in code (audit) has its tables in every one of them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

EVERYWHERE = {"audit", "courier"}


def database_of(app_label: str) -> str:
    """The alias of the database an app's tables live in: its zone's, or `default` (accounts) for what has none."""
    config = apps.app_configs.get(app_label)  # None for Django's cache table, whose label is no app's
    return str(getattr(config, "zone", "default"))


class ZoneRouter:
    """Sends each app to its zone's database and refuses relations that would cross from one to another."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:
        return None if model._meta.app_label in EVERYWHERE else database_of(model._meta.app_label)

    db_for_write = db_for_read

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        return database_of(one._meta.app_label) == database_of(other._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return app_label in EVERYWHERE or database_of(app_label) == db


def aliases() -> tuple[str, ...]:
    """Every database of this installation, accounts first."""
    return tuple(settings.DATABASES)
