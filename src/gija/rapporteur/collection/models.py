"""Data calls, what each supplier has told so far, every act on it, receipts, comments, reminders."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from gija.vocabulary.errors import GijaError

ZONE = "rapporteur"  # the zone's database


class State(models.TextChoices):
    FILLING = "filling", _("Being filled in")
    HANDED = "handed", _("With the head for approval")
    APPROVED = "approved", _("Sent, with the Rapporteur")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")


OPEN = (State.FILLING, State.RETURNED)  # what is told may be changed
SENT = (State.APPROVED, State.ACCEPTED)


class Call(models.Model):
    """A request to suppliers for figures of a period. `plan`: pairs of an indicator and the kinds of institution
    it is asked of, in order (a JSON object would lose its order in PostgreSQL)."""

    code = models.SlugField(max_length=60, unique=True)  # criminal-justice-2014
    entry = models.CharField(max_length=40)  # of the calendar
    period = models.CharField(max_length=10)
    title_en = models.CharField(max_length=200)
    title_lt = models.CharField(max_length=200)
    plan = models.JSONField()
    opens_on = models.DateField()
    due_on = models.DateField()
    released_on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-due_on", "code"]
        constraints = [models.UniqueConstraint(fields=["entry", "period"], name="call_of_calendar_once")]

    def __str__(self) -> str:
        return self.code

    @property
    def asks(self) -> dict[str, list[str]]:
        """Indicator -> kinds of institution."""
        return dict(self.plan)


class Submission(models.Model):
    """What one supplier tells in one call. `version` grows with every change: who saw an older one is refused."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="submissions")
    institution = models.CharField(max_length=60)
    institution_en = models.CharField(max_length=200)
    institution_lt = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)  # institution_kind
    state = models.CharField(max_length=20, choices=State.choices, default=State.FILLING)
    cells = models.JSONField(default=dict)  # see `cells.stored`
    answers = models.JSONField(default=dict)  # code of a finding -> what the supplier says of it
    opened = models.JSONField(default=list)  # indicators that a return or reopening opened; empty: all
    delegate = models.BigIntegerField(null=True)  # account that was asked to fill it in
    delegate_name = models.CharField(max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["institution"]
        constraints = [models.UniqueConstraint(fields=["call", "institution"], name="one_submission_of_a_supplier")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.institution}"


class _OnlyNew(models.Model):
    """Who did something for which institution, and when. Only ever a new row."""

    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=150)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise GijaError("collection.only_new")
        super().save(*args, **kwargs)


class Act(_OnlyNew):
    """What was done with a submission; the reason where one is asked for."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    revision = models.CharField(max_length=20, blank=True)  # of a reopening: a kind of `data/policy.yaml`
    version = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.act}"


class Comment(_OnlyNew):
    """A remark of either side, of the whole or of one indicator."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="comments")
    indicator = models.CharField(max_length=60, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.indicator}"


class Receipt(_OnlyNew):
    """Proof of what was sent: `content` is the text that the hash was taken of."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="receipts")
    number = models.CharField(max_length=140, unique=True)
    content = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.number


class Reminder(models.Model):
    """A reminder of the calendar that was sent, once."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reminders")
    days = models.IntegerField()  # before (negative) or after the deadline
    people = models.PositiveIntegerField()  # how many it was sent to
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["submission", "days"], name="one_reminder_of_a_day")]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.days}"
