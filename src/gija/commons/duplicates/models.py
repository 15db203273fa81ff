"""Pairs of cases that may be of one person, what was decided of each and why, cases joined: abstract, each zone makes
them concrete in its own database.

A pair holds weights and levels, never a name. Joining leaves both cases as they are: a join is a row that says they are
of one person, and undoing it loses nothing that was entered meanwhile.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from gija.commons.casefile.models import Owned
from gija.commons.encryption.fields import EncryptedText


class Answer(models.TextChoices):
    """What a person says of a pair: the codes of the list `duplicate_answer`."""

    SAME = "same"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


class BasePair(Owned):
    """Two cases, `one` and `other` (the lesser number first), with what the model says of them."""

    weight = models.FloatField()  # bits, prior and all evidence together
    prior = models.FloatField()  # bits
    evidence = models.JSONField()  # [comparison, level, bits]
    model = models.CharField(max_length=20)  # version
    found_at = models.DateTimeField()
    stands = models.BooleanField(default=True)  # found again at the latest look
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)  # the latest decision

    one: Any
    other: Any

    class Meta:
        abstract = True
        ordering = ["-weight", "id"]

    @property
    def short(self) -> str:
        return str(self.pk)[:8].upper()

    @property
    def probability(self) -> float:
        return float(1 / (1 + 2**-self.weight))

    @property
    def percent(self) -> int:
        """Whole per cent, never 100: certainty is not for a model to claim."""
        return min(99, round(100 * self.probability))


class BaseDecision(Owned):
    """What somebody decided of a pair. All are kept; the latest holds."""

    pair: Any
    answer = models.CharField(max_length=20, choices=Answer.choices)
    reason = EncryptedText()
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-at", "id"]


class BaseJoin(Owned):
    """Two cases that are of one person, until it is undone."""

    class Register(models.TextChoices):
        """What happens to the records when both are in the register."""

        STAY = "stay"
        WITHDRAW = "withdraw"  # the record that was sent later

    pair: Any
    register = models.CharField(max_length=20, choices=Register.choices)
    withdrawn = models.CharField(max_length=36, blank=True)  # number of the record that was withdrawn
    reason = EncryptedText()
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=200, blank=True)
    undone_reason = EncryptedText(blank=True)

    class Meta:
        abstract = True
        ordering = ["-at", "id"]
