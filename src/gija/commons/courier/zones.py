"""Which database a zone keeps, and which zones this installation runs. `commons` is accounts and the directory."""

from __future__ import annotations

from django.conf import settings

COMMONS = "commons"


def zone_of(database: str) -> str:
    """The zone whose database this is."""
    return COMMONS if database == "default" else database


def database_of(zone: str) -> str:
    """The alias of a zone's database."""
    return "default" if zone == COMMONS else zone


def local_zones() -> tuple[str, ...]:
    """The zones of this installation: those with a database here."""
    return tuple(zone_of(alias) for alias in settings.DATABASES)
