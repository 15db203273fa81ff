"""Memoranda, their parties, reminders that were written. Nothing here is personal data: name bodies, not people."""

from __future__ import annotations

from django.db import models

from gija.commons.casefile.models import Owned


class Memorandum(Owned):
    """One memorandum, as one institution keeps it; that institution is a party to it by itself."""

    subject = models.CharField(max_length=300)
    reference = models.CharField(max_length=100, blank=True)  # where the paper is
    signed_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # last day; empty: open-ended
    ended_on = models.DateField(null=True)  # last day, where it was ended early
    renews = models.OneToOneField("self", models.SET_NULL, null=True, related_name="renewal")
    struck_at = models.DateTimeField(null=True)
    struck_reason = models.CharField(max_length=300, blank=True)
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-signed_on", "id"]

    @property
    def short(self) -> str:
        return str(self.pk)[:8].upper()


class Party(Owned):
    """Another body that signed, and its competences: which services it gives, at which stages."""

    of = models.ForeignKey(Memorandum, models.CASCADE, related_name="parties")
    body = models.CharField(max_length=60, blank=True)  # an institution of the directory
    name = models.CharField(max_length=300)  # as it was; of a body that is not in the directory, what it is called
    services = models.JSONField(default=list)  # code list `service`
    stages = models.JSONField(default=list)  # code list `memorandum_stage`

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["institution", "body"])]


class Told(models.Model):
    """A reminder that was written: once for each memorandum, last day and day of the calendar."""

    of = models.ForeignKey(Memorandum, models.CASCADE, related_name="told")
    last_on = models.DateField()
    before = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "last_on", "before"], name="memorandum_told_once")]

    def __str__(self) -> str:
        return f"{self.of_id} {self.before}"
