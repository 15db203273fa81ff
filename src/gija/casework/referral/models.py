"""A referral as one institution sees it, and its log. Notes and what was received are encrypted."""

from __future__ import annotations

from django.db import models

from gija.casework.cases.models import Case
from gija.commons.casefile.models import Owned
from gija.commons.encryption.fields import EncryptedText


class Side(models.TextChoices):
    SENDS = "sends"
    TAKES = "takes"


class Way(models.TextChoices):
    LETTER = "letter"  # sealed, by the courier
    PAPER = "paper"  # printed; what the other side answers is noted by hand


OPEN = ("in_progress", "accepted")  # of the code list `referral_status`


class Referral(Owned):
    """One person, handed on to one other body."""

    referral = models.CharField(max_length=36, db_index=True)  # the same for both sides
    side = models.CharField(max_length=10, choices=Side.choices)
    way = models.CharField(max_length=10, choices=Way.choices)
    partner = models.CharField(max_length=60)  # of the directory; empty: a body abroad or not in it
    partner_name = models.CharField(max_length=300)
    installation = models.CharField(max_length=60, blank=True)
    country = models.CharField(max_length=3, blank=True)  # of a referral to another country
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="referrals")
    state = models.CharField(max_length=20)  # code list `referral_status`
    reason = models.CharField(max_length=40)  # code list `referral_reason`
    services = models.JSONField(default=list)  # code list `service`
    ground = models.CharField(max_length=40, blank=True)  # `referral_override`; empty: consent
    why = EncryptedText(blank=True)  # of the override: it stays home
    note = EncryptedText(blank=True)  # for the other side
    content = EncryptedText(blank=True)  # what was received, as JSON; only on the side that takes, until it is settled
    refusal = models.CharField(max_length=40, blank=True)  # code list `referral_refusal`
    answer = EncryptedText(blank=True)
    answer_by = models.DateField()
    memorandum = models.CharField(max_length=36, blank=True)  # of cooperation with the other body, if there was one
    memorandum_state = models.CharField(max_length=20, blank=True)  # how it stood on the day of the referral
    seen_at = models.DateTimeField(null=True)  # the override, by a supervisor
    seen_by = models.CharField(max_length=200, blank=True)
    account = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["referral", "institution"], name="referral_once_a_side")]

    @property
    def short(self) -> str:
        return str(self.referral)[:8].upper()


class Step(Owned):
    """One line of the log: what was done, by whom, with which letter."""

    of = models.ForeignKey(Referral, models.CASCADE, related_name="steps")
    act = models.CharField(max_length=20)
    ours = models.BooleanField()
    by = models.CharField(max_length=300)
    at = models.DateTimeField()
    letter = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ["at", "id"]
