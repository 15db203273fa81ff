"""A frozen table, abstract: each room makes it concrete in its zone's database."""

from __future__ import annotations

from django.db import models


class FrozenTable(models.Model):
    """The counts of a period as they were on one day, who froze them, who approved them, the letter they left in.

    Counts of things by code, never what one of them says. `counts`: [measure, [code, …], number], see `counting`.
    """

    institution = models.CharField(max_length=60)
    period = models.CharField(max_length=8)
    vintage = models.IntegerField()
    counts = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField()
    made_by_name = models.CharField(max_length=200)
    made_role = models.CharField(max_length=40)
    approved_at = models.DateTimeField(null=True)
    approved_by_name = models.CharField(max_length=200, blank=True, default="")
    letter = models.CharField(max_length=36, blank=True, default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.period} v{self.vintage}"
