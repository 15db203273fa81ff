"""Institutions and the names they had, each for its time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Institution(models.Model):
    """An institution or a unit of one. Its code never changes, whatever it is called or wherever it is moved."""

    code = models.SlugField(primary_key=True, max_length=60)
    kind = models.SlugField(max_length=40)  # code of the vocabulary list `institution_kind`
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    valid_from = models.DateField(null=True, blank=True)  # empty: since before anyone noted it
    valid_to = models.DateField(null=True, blank=True)  # last day; empty: still there

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="institution_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.code


class InstitutionName(models.Model):
    """What an institution is called in both languages from a day on, until the next name begins."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="names")
    en = models.CharField(max_length=200)
    lt = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = [F("valid_from").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "valid_from"], name="one_name_from_a_day", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["institution"], condition=Q(valid_to__isnull=True), name="one_name_that_has_not_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.lt
