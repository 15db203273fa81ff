"""Keys of its own for each test that asks, and a model with encrypted fields."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from gija.commons.encryption.fields import BlindIndex, EncryptedText


@pytest.fixture
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key ring that nobody else uses."""
    monkeypatch.setenv("GIJA_KEYS", str(tmp_path / "keys"))


@pytest.fixture
def person(own_keys: None, transactional_db: None) -> Iterator[Any]:
    """A model with two encrypted fields and an index, and its table."""
    with isolate_apps("gija.commons.encryption"):

        class Someone(models.Model):
            id = models.UUIDField(primary_key=True, default=uuid.uuid4)
            name = EncryptedText(blank=True)
            phone = EncryptedText(blank=True, null=True)
            name_index = BlindIndex(of="folded")

            class Meta:
                app_label = "encryption"

            def __str__(self) -> str:
                return str(self.pk)

            def folded(self) -> str:
                return str(self.name).casefold()

        with connection.schema_editor() as editor:
            editor.create_model(Someone)
        yield Someone
        with connection.schema_editor() as editor:
            editor.delete_model(Someone)
