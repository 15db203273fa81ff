"""Returns, what was asked afterwards, help with them, and consular signals. Words are encrypted; sums keep the currency
of their day."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from gija.casework.cases.models import Case
from gija.commons.casefile.models import Entry, Owned
from gija.commons.encryption.fields import EncryptedText
from gija.methods.money import Money


class Return(Entry):
    """The return of one person to a country."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="returns")
    referral = models.CharField(max_length=36, blank=True, db_index=True)  # the referral it belongs to
    country = models.CharField(max_length=3)
    state = models.CharField(max_length=20, default="planned")  # code list `return_state`
    risk = models.CharField(max_length=20, blank=True)  # code list `return_risk`
    risk_on = models.DateField(null=True)
    consent_on = models.DateField(null=True)  # the person (of a child, its representative) agreed to return
    travel_on = models.DateField(null=True)
    plan = EncryptedText(blank=True)  # JSON: part -> what is written
    obstacle = models.CharField(max_length=40, blank=True)  # code list `return_obstacle`
    settled_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    @property
    def short(self) -> str:
        return str(self.pk)[:8].upper()


class FollowUp(Owned):
    """Somebody asked how the person is after the return."""

    of = models.ForeignKey(Return, models.CASCADE, related_name="followed")
    on = models.DateField()
    safe = models.BooleanField(null=True)  # null: could not be told
    note = EncryptedText(blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "at"]


class Help(Owned):
    """Something given so that the person can return: a document, a ticket, an escort, money."""

    of = models.ForeignKey(Return, models.CASCADE, related_name="helped")
    kind = models.CharField(max_length=40)  # code list `return_assistance`
    on = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="EUR")
    note = EncryptedText(blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["on", "at"]

    @property
    def money(self) -> Money | None:
        return Money(Decimal(self.amount), self.currency) if self.amount is not None else None


class Signal(Owned):
    """A consular post met or heard of somebody who may be a victim. Closed without a case: what was told is deleted."""

    class State(models.TextChoices):
        OPEN = "open"
        CASE = "case"
        CLOSED = "closed"

    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    country = models.CharField(max_length=3)
    signs = models.JSONField(default=list)  # code list `consular_sign`
    content = EncryptedText(blank=True)  # JSON: fields of the person as on page 1 of a case, and `note`
    outcome = models.CharField(max_length=40, blank=True)  # code list `signal_outcome`
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="signals")
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "id"]

    @property
    def short(self) -> str:
        return str(self.pk)[:8].upper()
