"""What the tests of deliveries share: the cast of data calls."""

from __future__ import annotations

from gija.rapporteur.collection.tests.conftest import as_text, call, cast, kpb, step  # noqa: F401
