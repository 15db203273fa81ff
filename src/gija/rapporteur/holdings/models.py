"""One declared collection of personal data."""

from __future__ import annotations

from django.db import models

from gija.vocabulary.text import Text

ZONE = "rapporteur"  # the zone's database


class Holding(models.Model):
    """What is collected, on which ground, who keeps it where, until when. `last` empty: it goes on. `struck`: entered
    in error, with the reason."""

    title_en = models.CharField(max_length=300)
    title_lt = models.CharField(max_length=300)
    ground_en = models.TextField()
    ground_lt = models.TextField()
    kinds_en = models.TextField()  # of data, and of persons
    kinds_lt = models.TextField()
    keeper = models.CharField(max_length=60)  # institution of the directory
    place = models.CharField(max_length=20)  # holding_place
    months = models.PositiveIntegerField()  # kept after the last act
    first = models.DateField()
    last = models.DateField(null=True)
    struck = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-first", "id"]

    def __str__(self) -> str:
        return str(self.pk)

    def text(self, name: str) -> Text:
        """`title`, `ground` or `kinds` in both languages."""
        return Text(str(getattr(self, f"{name}_en")), str(getattr(self, f"{name}_lt")))
