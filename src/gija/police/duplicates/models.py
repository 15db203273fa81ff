"""A hint to an institution of the police."""

from __future__ import annotations

from django.db import models

from gija.commons.hints.models import BaseHint


class Hint(BaseHint):
    """As this institution got it."""

    class Meta(BaseHint.Meta):
        constraints = [models.UniqueConstraint(fields=["hint", "institution"], name="police_hint_once")]
