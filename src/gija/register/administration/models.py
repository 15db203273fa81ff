"""Samples that are entered a second time, by the field types of `gija.register.fields`. What was typed is not kept."""

from __future__ import annotations

from django.db import models

from gija.register.administration.keys import KEYS
from gija.register.fields import Code, Count, Flag, Id, Institution, Month, new_id
from gija.register.records.models import Record


class Sample(models.Model):
    """A random sample of a member's records."""

    id = Id(primary_key=True, default=new_id)
    institution = Institution()
    month = Month()
    drawn_by = Count()  # number of the account

    class Meta:
        ordering = ["-month", "id"]

    def __str__(self) -> str:
        return str(self.id)


class Drawn(models.Model):
    """A record of a sample, at the revision that held when it was drawn."""

    id = Id(primary_key=True, default=new_id)
    sample = models.ForeignKey(Sample, models.CASCADE, related_name="drawn")
    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    revision = Count()
    entered_by = Count(null=True)

    class Meta:
        ordering = ["record_id"]
        constraints = [models.UniqueConstraint(fields=["sample", "record"], name="drawn_once")]

    def __str__(self) -> str:
        return str(self.id)


class Compared(models.Model):
    """Does the second entry say in a field what the record said?"""

    id = Id(primary_key=True, default=new_id)
    drawn = models.ForeignKey(Drawn, models.CASCADE, related_name="compared")
    field = Code(codes=tuple(KEYS))
    agrees = Flag()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["drawn", "field"], name="compared_once")]

    def __str__(self) -> str:
        return str(self.id)
