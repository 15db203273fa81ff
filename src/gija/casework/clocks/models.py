"""Periods that run in a case, and their log. Numbers of decisions and own words are encrypted."""

from __future__ import annotations

from django.db import models

from gija.casework.cases.models import Case
from gija.commons.casefile.models import Entry, Owned
from gija.commons.encryption.fields import EncryptedText
from gija.commons.feeds.models import BaseFeed

OWN = "own_date"  # a day that is no period of law: a hearing, a deadline that a court set


class Period(Entry):
    """One period, or one day to keep. It is struck out where it was entered in error, never deleted."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="periods")
    kind = models.CharField(max_length=40)  # a period of `methods.clocks`, or an own date
    title = EncryptedText(blank=True)  # of an own date
    began_on = models.DateField()
    last_on = models.DateField()
    written = models.BooleanField(default=False)  # the last day stands in a decision; else it was counted
    times = models.PositiveSmallIntegerField(default=1)  # which of a chain of renewals
    first_on = models.DateField()  # on which the chain began
    reference = EncryptedText(blank=True)  # number of the decision
    met = models.JSONField(default=list)  # conditions of a permit that were ticked
    interrupted_on = models.DateField(null=True)
    ground = models.CharField(max_length=40, blank=True)
    decided_on = models.DateField(null=True)
    cooperates = models.BooleanField(null=True)
    done_on = models.DateField(null=True)  # the deadline was met
    replaced = models.BooleanField(default=False)  # a renewal follows
    version = models.PositiveIntegerField(default=1)

    class Meta(Entry.Meta):
        indexes = [models.Index(fields=["institution", "last_on"])]


class Turn(Owned):
    """One line of the log of a period."""

    of = models.ForeignKey(Period, models.CASCADE, related_name="turns")
    act = models.CharField(max_length=20)
    on = models.DateField()
    by = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]


class Told(models.Model):
    """A reminder that was written: once for each period and day of the calendar."""

    of = models.ForeignKey(Period, models.CASCADE, related_name="told")
    last_on = models.DateField()
    before = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "last_on", "before"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.of_id} {self.before}"


class Feed(BaseFeed):
    """Somebody's calendar of periods."""

    institution = models.CharField(max_length=60)  # for which it was made
