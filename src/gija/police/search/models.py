"""A question put to the databases, each database's answer, and the records that may be what was sought.

Actor and institution are kept as id and the name as it was: no foreign key leaves the zone.
"""

from __future__ import annotations

from django.db import models

from gija.police.search.ids import LENGTH, SHORT, new_id

POLICE = "police"  # the zone's database


class SearchQuery(models.Model):
    """One question: who asked what of the databases, for which purpose and reason, and what it came to."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=300)
    type = models.CharField(max_length=40)
    values = models.JSONField()  # canonical field -> value as asked
    purpose = models.CharField(max_length=60)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    seconds = models.FloatField()
    outcome = models.CharField(max_length=20)  # words.Outcome, as the asker saw it
    glass = models.CharField(max_length=LENGTH, blank=True, default="", db_index=True)  # the break-glass it was under
    retain_until = models.DateField(null=True, db_index=True)  # see retention.py; null: asked before there was one

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [models.Index(fields=["institution", "-asked_at"], name="search_own_latest")]

    def __str__(self) -> str:
        return self.id  # never what was asked: a model's name lands in logs


class DatabaseAnswer(models.Model):
    """What one database said. Name, owner, contact and codes are kept as they were when it was asked."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    query = models.ForeignKey(SearchQuery, models.PROTECT, related_name="answers")
    database = models.CharField(max_length=60)
    name_en = models.CharField(max_length=300)
    name_lt = models.CharField(max_length=300)
    owner = models.CharField(max_length=60)
    owner_en = models.CharField(max_length=300)
    owner_lt = models.CharField(max_length=300)
    contact = models.CharField(max_length=300, blank=True)
    handling = models.CharField(max_length=10)
    state = models.CharField(max_length=20)
    as_of = models.DateTimeField(null=True)
    seconds = models.FloatField()
    cut = models.BooleanField(default=False)
    four_eyes = models.BooleanField(default=False)  # the owner wants a hit confirmed by two persons
    error = models.CharField(max_length=80, blank=True)  # code of an error sentence
    error_values = models.JSONField(default=dict)  # its places: rows, fields, files and codes; no person

    class Meta:
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.id


class Candidate(models.Model):
    """A record that may be what was sought, until a person decides. A referred one carries no score and no reasons."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    answer = models.ForeignKey(DatabaseAnswer, models.PROTECT, related_name="candidates")
    record_id = models.TextField()  # `TABLE:key:alias` in that database
    category = models.CharField(max_length=40)
    child = models.BooleanField(default=False)
    referred = models.BooleanField(default=False)
    level = models.CharField(max_length=10, default="refer")  # as the asker might see it when asked
    handling = models.CharField(max_length=10, blank=True, default="")  # of the record; empty: that of its database
    evaluation = models.CharField(max_length=20, blank=True, default="")  # as the owner grades it, with its scale
    kind = models.CharField(max_length=20, blank=True, default="")  # fact, assessment; empty: not kept at that time
    review_on = models.CharField(max_length=10, blank=True, default="")  # when its keeping is looked at again, as told
    expires = models.DateField(null=True)  # the last day on which its owner may hold it
    score = models.FloatField(null=True)
    explanation = models.JSONField(default=list)  # parts: left, right, how, weight, en, lt

    decision = models.CharField(max_length=20, blank=True, default="")  # words.Decision
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True, default="")
    second_by = models.BigIntegerField(null=True)  # the second of four eyes
    second_by_name = models.CharField(max_length=200, blank=True, default="")
    second_at = models.DateTimeField(null=True)
    second_reason = models.TextField(blank=True, default="")
    gathered_at = models.DateTimeField(null=True)  # the first dossier; a confirmation can no longer be withdrawn
    used = models.CharField(max_length=10, blank=True, default="")  # "", "used", "not_used"
    used_at = models.DateTimeField(null=True)
    used_note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-score", "id"]

    def __str__(self) -> str:
        return self.id

    @property
    def code(self) -> str:
        """The handling code that holds for this record."""
        return self.handling or str(self.answer.handling)

    @property
    def short(self) -> str:
        """The first letters of the id, as a person types them."""
        return self.id[:SHORT]
