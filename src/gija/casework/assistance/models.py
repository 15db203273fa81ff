"""Services of an institution, what was done for whom, plans, and ways back into work. Words about people are encrypted.

That a service was given from a day to a day stands in the case file (`Assistance`) alone; an event adds hours and
outcome under it.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone

from gija.casework.cases.models import Assistance, Case
from gija.commons.casefile.models import Entry, Owned
from gija.commons.encryption.fields import EncryptedText
from gija.methods.money import Money


class Service(Owned):
    """One line of an institution's catalogue. No personal data. Retired by its last day, never deleted."""

    kind = models.CharField(max_length=40)  # code list `service`
    en = models.CharField(max_length=200)
    lt = models.CharField(max_length=200)
    body = models.CharField(max_length=60, blank=True)  # who gives it: a body of the directory; empty: see `other`
    other = models.CharField(max_length=200, blank=True)  # a provider outside the directory; both empty: we ourselves
    place = models.CharField(max_length=200, blank=True)
    groups = models.JSONField(default=list)  # code list `target_group`; empty: for everybody
    languages = models.JSONField(default=list)  # code list `language`
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)  # of one unit
    currency = models.CharField(max_length=3, default="EUR")
    unit = models.CharField(max_length=60, blank=True)  # hour, night
    capacity = models.PositiveIntegerField(null=True)  # people at once
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["institution", "kind"])]

    def name(self, language: str) -> str:
        return self.lt if language.startswith("lt") else self.en

    @property
    def cost(self) -> Money | None:
        return Money(self.amount, self.currency) if self.amount is not None else None

    def valid(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Event(Entry):
    """A service on a day or on days in a row, with its hours and outcome, under the case file's own entry."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="service_events")
    under = models.ForeignKey(Assistance, models.CASCADE, related_name="events", null=True)  # null: it was not given
    service = models.ForeignKey(Service, models.PROTECT, related_name="events")
    first_on = models.DateField()
    last_on = models.DateField()
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)  # null: not counted, which is not zero
    outcome = models.CharField(max_length=20)  # code list `service_outcome`
    note = EncryptedText(blank=True)
    began = models.BooleanField(default=False)  # it made the entry it stands under
    start_was = models.DateField(null=True)  # what the entry said before this event moved it
    end_was = models.DateField(null=True)

    class Meta(Entry.Meta):
        indexes = [
            models.Index(fields=["institution", "first_on"]),
            models.Index(fields=["institution", "entered_at"]),
        ]


class Plan(Entry):
    """One edition of the support plan of a case. What was approved is never changed: a new edition replaces it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="support_plans")
    edition = models.PositiveSmallIntegerField(default=1)
    wants = EncryptedText(blank=True)  # in the person's own words
    state = models.CharField(max_length=20, default="draft")  # code list `support_plan_state`
    agreed_on = models.DateField(null=True)
    interpreted = models.CharField(max_length=10, blank=True)  # code list `language`: through an interpreter
    writers = models.JSONField(default=list)  # accounts that wrote in it: none of them decides on it
    submitted_by = models.BigIntegerField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision = EncryptedText(blank=True)  # why it was returned
    next_on = models.DateField(null=True)  # the nearest day of a step or a review: null where nothing is open
    version = models.PositiveIntegerField(default=1)

    class Meta(Entry.Meta):
        indexes = [models.Index(fields=["institution", "state", "next_on"])]
        constraints = [models.UniqueConstraint(fields=["case", "edition"], name="support_plan_edition_once")]

    @property
    def short(self) -> str:
        return f"{str(self.case_id)[:8].upper()}/{self.edition}"

    @property
    def late(self) -> bool:
        return self.next_on is not None and self.next_on < timezone.localdate()


class Aim(Owned):
    """What is to be reached, in one field of life."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="aims")
    field = models.CharField(max_length=20)  # code list `support_field`
    text = EncryptedText()
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "id"]


class Step(Owned):
    """Who does what until when, for an aim."""

    aim = models.ForeignKey(Aim, models.CASCADE, related_name="steps")
    text = EncryptedText()
    account = models.BigIntegerField(null=True)  # of a colleague
    body = models.CharField(max_length=60, blank=True)  # of the directory; neither: the person themselves
    responsible = EncryptedText(blank=True)  # the name as it was
    by = models.DateField()
    done_on = models.DateField(null=True)
    dropped = models.BooleanField(default=False)  # it is no longer needed
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "by", "id"]

    @property
    def open(self) -> bool:
        return self.done_on is None and not self.dropped


class Review(Owned):
    """A day on which the plan is looked at together with the person."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviews")
    on = models.DateField()
    held_on = models.DateField(null=True)
    note = EncryptedText(blank=True)

    class Meta:
        ordering = ["on", "id"]


class Measure(Entry):
    """A course, a group, self-help, help in finding work: one part of a way back into work."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="measures")
    kind = models.CharField(max_length=20)  # code list `reintegration_measure`
    what = EncryptedText(blank=True)
    municipality = models.CharField(max_length=10, blank=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True)  # code list `measure_outcome`; empty: it goes on
    version = models.PositiveIntegerField(default=1)

    class Meta(Entry.Meta):
        indexes = [models.Index(fields=["institution", "began_on"])]


class Job(Entry):
    """Work that was found. Six and twelve months later it is asked whether it was kept."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="jobs")
    what = EncryptedText(blank=True)
    municipality = models.CharField(max_length=10, blank=True)
    found_on = models.DateField()
    ask_on = models.DateField(null=True)  # the nearest day to ask; null: everything was answered
    version = models.PositiveIntegerField(default=1)

    class Meta(Entry.Meta):
        indexes = [models.Index(fields=["institution", "ask_on"])]


class Kept(Entry):
    """Whether the job was kept, as the person or somebody else said. One in error is struck out."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    job = models.ForeignKey(Job, models.CASCADE, related_name="answers")
    months = models.PositiveSmallIntegerField()  # 6 or 12
    answer = models.CharField(max_length=20)  # code list `still_employed`
    on = models.DateField()
