"""A person's request about their own data, the records found, and the answer as it was given."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone

from gija.commons.encryption.fields import EncryptedText
from gija.police.search.ids import LENGTH, SHORT, new_id
from gija.police.subjects.words import State, Verdict

POLICE = "police"


class SubjectRequest(models.Model):
    """Who asks about themselves, since when, until when they must be answered, and how it ended."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=300)
    name = EncryptedText()
    birth_date = EncryptedText(blank=True, default="")
    personal_code = EncryptedText(blank=True, default="")
    wishes = EncryptedText()  # what the person asks, in their words or the officer's
    received_on = models.DateField()
    due_on = models.DateField()
    extended_because = EncryptedText(blank=True, default="")
    identity_checked = models.CharField(max_length=200, blank=True, default="")  # how; empty: not checked yet
    query = models.CharField(max_length=LENGTH, blank=True, default="")  # the latest search for what is held
    state = models.CharField(max_length=12, default=State.OPEN)
    answer = EncryptedText(blank=True, default="")  # JSON: what was told, as it was then
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=200, blank=True, default="")
    closed_because = EncryptedText(blank=True, default="")
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.id  # never whom it is about

    @property
    def short(self) -> str:
        return self.id[:SHORT]

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    def is_overdue(self, today: date | None = None) -> bool:
        return self.is_open and (today or timezone.localdate()) > self.due_on

    def values(self) -> dict[str, str]:
        """What is known of the person, by field of a question."""
        known = {"name": self.name, "birth_date": self.birth_date, "personal_code": self.personal_code}
        return {field: value for field, value in known.items() if value}


class Finding(models.Model):
    """A record found for the request, and whether it is about the person who asks."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    request = models.ForeignKey(SubjectRequest, models.PROTECT, related_name="findings")
    candidate = models.CharField(max_length=LENGTH)
    database = models.CharField(max_length=60)
    record_id = models.TextField()
    verdict = models.CharField(max_length=10, blank=True, default=Verdict.OPEN)
    decided_by_name = models.CharField(max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["database", "id"]
        constraints = [models.UniqueConstraint(fields=["request", "database", "record_id"], name="finding_once")]

    def __str__(self) -> str:
        return self.id
