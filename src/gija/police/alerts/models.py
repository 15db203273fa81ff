"""Saved questions and alerts. An alert says which database, never which record: that is asked anew, by right."""

from __future__ import annotations

from django.db import models

from gija.police.search.ids import LENGTH, new_id

POLICE = "police"  # the zone's database


class Saved(models.Model):
    """A question that had no hit, asked again after each new index until its day."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    query = models.CharField(max_length=LENGTH)  # id of the question; it may be erased before this is
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=300)
    reason = models.TextField()
    saved_at = models.DateTimeField()
    expires_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-saved_at", "id"]
        indexes = [models.Index(fields=["institution", "-saved_at"], name="alerts_own_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["query", "account"], condition=models.Q(ended_at=None), name="alerts_question_saved_once"
            )
        ]

    def __str__(self) -> str:
        return self.id


class Alert(models.Model):
    """A database that had nothing has something now. Told once for each saved question and database."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    saved = models.ForeignKey(Saved, models.CASCADE, related_name="alerts")
    database = models.CharField(max_length=60)
    name_en = models.CharField(max_length=300)
    name_lt = models.CharField(max_length=300)
    refer = models.BooleanField(default=False)  # all that may be told is: ask the owner
    as_of = models.DateTimeField(null=True)
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    asked_as = models.CharField(max_length=LENGTH, blank=True, default="")  # the question it was opened with

    class Meta:
        ordering = ["-raised_at", "id"]
        constraints = [models.UniqueConstraint(fields=["saved", "database"], name="alerts_told_once")]

    def __str__(self) -> str:
        return self.id
