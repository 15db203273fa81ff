"""A shift, a call, a warning. What a caller says is not here: it is a tip, sealed to the desk."""

from __future__ import annotations

from django.db import models

from gija.commons.encryption.fields import EncryptedText
from gija.police.search.ids import LENGTH, new_id

POLICE = "police"


class Shift(models.Model):
    """One officer's time on the telephone."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    institution = models.CharField(max_length=60)
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    handover = EncryptedText(blank=True, default="")  # what the next officer must know

    class Meta:
        ordering = ["-begun_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "account"], condition=models.Q(ended_at=None), name="hotline_one_shift"
            )
        ]

    def __str__(self) -> str:
        return self.id


class Call(models.Model):
    """One call: when, on which number, in which language, what came of it; `tip`: where what was said is kept."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    shift = models.ForeignKey(Shift, models.PROTECT, related_name="calls")
    institution = models.CharField(max_length=60)
    at = models.DateTimeField()
    line = models.CharField(max_length=40)  # directory.yaml
    caller = models.CharField(max_length=20)  # list caller_kind
    language = models.CharField(max_length=10)  # list language
    result = models.CharField(max_length=20)  # list call_result
    tip = models.CharField(max_length=LENGTH, blank=True, default="")

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return self.id


class Outreach(models.Model):
    """A person who was warned about an offer, and what became of it. Who it is, is encrypted and erased first."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    institution = models.CharField(max_length=60)
    at = models.DateTimeField()
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    person = EncryptedText(blank=True, default="")
    contact = EncryptedText(blank=True, default="")
    offer = EncryptedText()
    country = models.CharField(max_length=3, blank=True, default="")  # list country: where the offer leads
    outcome = models.CharField(max_length=20, default="unknown")  # list outreach_outcome
    referred_to = models.CharField(max_length=60, blank=True, default="")  # institution of the directory
    follow_up_on = models.DateField(null=True)
    tip = models.CharField(max_length=LENGTH, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return self.id
