"""Pairs of cases of case work, what was decided of each, cases joined, hints from the register."""

from __future__ import annotations

from django.db import models

from gija.casework.cases.models import Case
from gija.commons.duplicates.models import BaseDecision, BaseJoin, BasePair
from gija.commons.hints.models import BaseHint


class Pair(BasePair):
    """Two cases (the lesser number first) with what the model says of them."""

    one = models.ForeignKey(Case, models.CASCADE, related_name="+")
    other = models.ForeignKey(Case, models.CASCADE, related_name="+")

    class Meta(BasePair.Meta):
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="duplicate_pair_once")]


class Decision(BaseDecision):
    """What somebody decided of a pair."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="decisions")


class Join(BaseJoin):
    """Two cases that are of one person, until it is undone."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="joins")

    class Meta(BaseJoin.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["pair"], condition=models.Q(undone_at__isnull=True), name="duplicate_join_stands_once"
            )
        ]


class Hint(BaseHint):
    """A hint from the register, as this institution got it."""

    class Meta(BaseHint.Meta):
        constraints = [models.UniqueConstraint(fields=["hint", "institution"], name="casework_hint_once")]
