"""Every opening of the glass: by whom, for which question and reason, until when, and what the auditor made of it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from gija.police.search.ids import LENGTH, new_id


class BreakGlass(models.Model):
    """Three hours in which one person may see, for one question, what the table keeps closed. Never removed."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=300)
    query = models.CharField(max_length=LENGTH, db_index=True)  # the question whose answer was closed
    purpose = models.CharField(max_length=60)
    reason = models.TextField()
    reason_key = models.CharField(max_length=64)  # SHA-256 of the folded reason: the same words are refused again
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # ended early, by the opener or the auditor
    ended_by_name = models.CharField(max_length=200, blank=True, default="")

    finding = models.CharField(max_length=20, blank=True, default="")  # words.FINDINGS
    reviewed_by = models.BigIntegerField(null=True)
    reviewed_by_name = models.CharField(max_length=200, blank=True, default="")
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-opened_at", "id"]
        constraints = [models.UniqueConstraint(fields=["account", "reason_key"], name="glass_reason_is_new")]

    def __str__(self) -> str:
        return self.id

    @property
    def is_open(self) -> bool:
        return self.ended_at is None and timezone.now() < self.ends_at

    @property
    def over_at(self) -> object:
        """When it was, or will be, over."""
        return self.ended_at or self.ends_at
