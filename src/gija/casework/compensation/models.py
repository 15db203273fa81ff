"""Claims and what happened to them. Courts, numbers and words are encrypted; sums stay in the currency of their day."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from gija.casework.cases.models import Case
from gija.commons.casefile.models import Entry, Owned
from gija.commons.encryption.fields import EncryptedText
from gija.methods.money import Money


class Claim(Entry):
    """One claim of one person: against the offender, or to the state fund."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="claims")
    source = models.CharField(max_length=20)  # code list `compensation_source`
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)  # asked for; empty: not said yet
    currency = models.CharField(max_length=3, default="EUR")
    before = EncryptedText(blank=True)  # court, ministry
    reference = EncryptedText(blank=True)  # its number there
    documents = models.JSONField(default=list)  # codes of what is there
    state = models.CharField(max_length=20, blank=True)  # the last turn; empty: being prepared
    version = models.PositiveIntegerField(default=1)

    @property
    def short(self) -> str:
        return str(self.pk)[:8].upper()

    @property
    def asked(self) -> Money | None:
        return Money(self.amount, self.currency) if self.amount is not None else None


class Turn(Owned):
    """What happened to a claim, on a day; with a sum where there is one. Never changed; one in error is struck out."""

    of = models.ForeignKey(Claim, models.CASCADE, related_name="turns")
    turn = models.CharField(max_length=20)  # code list `claim_turn`
    on = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="EUR")
    note = EncryptedText(blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    part = models.CharField(max_length=36, blank=True)  # the part of the case file that tells the register
    struck_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["on", "at"]

    @property
    def money(self) -> Money | None:
        return Money(Decimal(self.amount), self.currency) if self.amount is not None else None


class Document(Owned):
    """A document that goes with a claim: its name and its bytes (base64) are encrypted. Taken out, both are empty."""

    of = models.ForeignKey(Claim, models.CASCADE, related_name="kept")
    code = models.CharField(max_length=20)  # of `documents.yaml`, or `other`
    name = EncryptedText(blank=True)  # of the file, as it came
    ending = models.CharField(max_length=10)  # by its bytes
    size = models.PositiveIntegerField()
    content = EncryptedText(blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]
