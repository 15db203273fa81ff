"""A request from one institution to the owner of a database, and each thing that happened to it.

The row stands behind the wall of the institution that asks; the owner's people are let past it by `queries`, for the
requests addressed to their institution only. What is asked and answered is encrypted.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone

from gija.commons.encryption.fields import EncryptedText
from gija.police.requests.deadlines import remind_before
from gija.police.requests.words import Kind, State
from gija.police.search.ids import LENGTH, SHORT, new_id
from gija.vocabulary.text import Text

POLICE = "police"


class OwnerRequest(models.Model):
    """What one institution asks of the owner of a database, by when, and what came back."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    kind = models.CharField(max_length=10)  # words.Kind
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    institution = models.CharField(max_length=60)  # that asks
    institution_name = models.CharField(max_length=300)
    owner = models.CharField(max_length=60, db_index=True)  # the institution that answers
    owner_en = models.CharField(max_length=300)
    owner_lt = models.CharField(max_length=300)
    contact = models.CharField(max_length=300, blank=True)
    database = models.CharField(max_length=60)
    database_en = models.CharField(max_length=300)
    database_lt = models.CharField(max_length=300)
    query = models.CharField(max_length=LENGTH, db_index=True)  # the question whose answer led here
    subject = models.CharField(max_length=LENGTH, blank=True, default="", db_index=True)  # the data subject's request
    type = models.CharField(max_length=40)
    purpose = models.CharField(max_length=60)
    values = EncryptedText()  # JSON: what was sought, which the owner needs to find the record
    records = EncryptedText()  # JSON: ids of the records in the owner's database; never shown to who asks
    question = EncryptedText()
    sent_at = models.DateTimeField()
    due_on = models.DateField()
    state = models.CharField(max_length=12, default=State.SENT)
    answer = EncryptedText(blank=True, default="")
    handling = models.CharField(max_length=10, blank=True, default="")  # under which the answer was given
    outside = models.BooleanField(default=False)  # it came by letter or telephone and was noted by who asked
    answered_by = models.BigIntegerField(null=True)
    answered_by_name = models.CharField(max_length=200, blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["query", "database", "kind", "subject"],
                condition=models.Q(state="sent"),
                name="request_open_once",
            )
        ]

    def __str__(self) -> str:
        return self.id

    @property
    def short(self) -> str:
        return self.id[:SHORT]

    @property
    def owner_text(self) -> Text:
        return Text(self.owner_en, self.owner_lt)

    @property
    def database_text(self) -> Text:
        return Text(self.database_en, self.database_lt)

    @property
    def is_open(self) -> bool:
        return self.state == State.SENT

    def clock(self, today: date | None = None) -> str:
        """`overdue`, `soon` or empty, of one that is open."""
        today = today or timezone.localdate()
        if not self.is_open or today + remind_before() < self.due_on:
            return ""
        return "overdue" if today > self.due_on else "soon"

    @property
    def about_subject(self) -> bool:
        return self.kind != Kind.TELL


class RequestEvent(models.Model):
    """One thing that happened to a request; never changed."""

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(OwnerRequest, models.PROTECT, related_name="events")
    act = models.CharField(max_length=12)  # words.ACTS
    at = models.DateTimeField()
    account = models.BigIntegerField(null=True)  # null: the clock
    actor_name = models.CharField(max_length=200, blank=True, default="")
    place_name = models.CharField(max_length=300, blank=True, default="")  # the institution they acted for

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.act}"
