"""One activity with a partner abroad."""

from __future__ import annotations

from django.db import models

from gija.vocabulary.text import Text

ZONE = "rapporteur"  # the zone's database


class Entry(models.Model):
    """An activity. `countries`: codes of the list `country`; days are as exactly as they are known: a year (2007), a
    month (2007-10), a day; an empty first: no source tells it. `struck`: entered in error, with the reason."""

    partner_en = models.CharField(max_length=300)
    partner_lt = models.CharField(max_length=300)
    countries = models.JSONField(default=list)
    channel = models.CharField(max_length=40)  # cooperation_channel
    activity_en = models.TextField()
    activity_lt = models.TextField()
    first = models.CharField(max_length=10, blank=True)
    last = models.CharField(max_length=10, blank=True)
    papers = models.TextField(blank=True)  # numbers or addresses of papers
    outcome_en = models.TextField(blank=True)
    outcome_lt = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    struck = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-first", "id"]

    def __str__(self) -> str:
        return str(self.pk)

    def text(self, name: str) -> Text:
        """`partner`, `activity` or `outcome` in both languages."""
        return Text(str(getattr(self, f"{name}_en")), str(getattr(self, f"{name}_lt")))
