"""Where encrypted values stand: the models of each database, the fields, and which key each value is under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import models, router
from django.db.models import CharField, Count, F, Q, QuerySet
from django.db.models.functions import Left

from gija.commons.encryption.fields import BlindIndex, EncryptedText
from gija.commons.encryption.sealing import VERSION

ID = 8  # letters of a key's id


@dataclass(frozen=True)
class Target:
    """The encrypted fields and blind indexes of one model in one database."""

    database: str
    model: type[models.Model]
    texts: tuple[EncryptedText, ...]
    indexes: tuple[BlindIndex, ...]

    @property
    def rows(self) -> QuerySet[models.Model]:
        return self.model._base_manager.using(self.database).all()

    def prefixes(self) -> Iterator[tuple[str, str]]:
        """Each column with what comes before the id of the key in it."""
        yield from ((field.attname, f"{VERSION}.") for field in self.texts)
        yield from ((field.attname, "") for field in self.indexes)

    def waiting(self, key: str) -> QuerySet[models.Model]:
        """The rows that hold a value under another key than this one."""
        rows, other = self.rows, Q(pk__in=[])
        for column, before in self.prefixes():
            prefix = f"{before}{key}."
            rows = rows.annotate(**{f"key_of_{column}": _left(column, len(prefix))})
            other |= ~Q(**{f"key_of_{column}__in": [prefix, ""]}) & Q(**{f"key_of_{column}__isnull": False})
        return rows.filter(other)

    def used(self) -> Counter[str]:
        """How many values are under each key, by its id."""
        found: Counter[str] = Counter()
        for column, before in self.prefixes():
            begun = self.rows.order_by().annotate(begun=_left(column, len(before) + ID)).values_list("begun")
            for text, count in begun.annotate(count=Count("pk")):
                if text:
                    found[text[len(before) :]] += count
        return found


def _left(column: str, length: int) -> Left:
    return Left(F(column), length, output_field=CharField())


def targets(database: str) -> tuple[Target, ...]:
    """Every model with encrypted values whose table stands in this database."""
    found = []
    for model in apps.get_models():
        if model._meta.proxy or not router.allow_migrate_model(database, model):
            continue
        fields = model._meta.local_concrete_fields
        texts = tuple(field for field in fields if isinstance(field, EncryptedText))
        indexes = tuple(field for field in fields if isinstance(field, BlindIndex))
        if texts or indexes:
            found.append(Target(database, model, texts, indexes))
    return tuple(found)


def all_targets() -> dict[str, tuple[Target, ...]]:
    """By database of this installation; those without encrypted values are left out."""
    return {name: found for name in settings.DATABASES if (found := targets(name))}


def used() -> dict[str, Counter[str]]:
    """For each database, how many values are under each key."""
    return {name: sum((one.used() for one in found), Counter()) for name, found in all_targets().items()}
