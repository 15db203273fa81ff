"""What the tests of official statistics share: the cast of data calls, and how a call is answered."""

from __future__ import annotations

from gija.rapporteur.collection.tests.conftest import as_text, call, cast, kpb, step  # noqa: F401
