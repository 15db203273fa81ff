"""Figures that an official publisher put out, row by row as they were, and what was said of differences."""

from __future__ import annotations

from django.db import models

from gija.rapporteur.append_only import OnlyNew

ZONE = "rapporteur"  # the zone's database


class OfficialFigure(OnlyNew):
    """One figure of a publication. Unmanaged: triggers of the database refuse change, too."""

    IDENTITY = ("publisher", "indicator", "period", "breakdown", "authority")

    publisher = models.CharField(max_length=40)  # of `data/publishers.yaml`
    document = models.CharField(max_length=200)  # what the publication is called
    published_on = models.DateField()
    file = models.CharField(max_length=64)  # SHA-256 of the file it was read from
    row = models.PositiveIntegerField()  # of the file
    indicator = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    breakdown = models.CharField(max_length=400, default="{}")  # canonical JSON
    authority = models.CharField(max_length=40)  # institution_kind: of whose work the figure tells
    value = models.BigIntegerField(null=True)
    status = models.CharField(max_length=20)  # value_status
    qualifier = models.CharField(max_length=20, blank=True)  # observation_qualifier
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "official_figure"
        ordering = ["indicator", "period", "breakdown", "published_on", "id"]

    def __str__(self) -> str:
        return f"{self.publisher} {self.indicator} {self.period} {self.breakdown}"


class Remark(models.Model):
    """Why an official figure and the collected one differ, said of two numbers: others make it void. A change is a new
    row, the latest holds."""

    publisher = models.CharField(max_length=40)
    indicator = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    breakdown = models.CharField(max_length=400)
    authority = models.CharField(max_length=40)
    reason = models.TextField()
    official = models.BigIntegerField()
    collected = models.BigIntegerField()
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=150)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["indicator", "period"], name="official_remark_of")]

    def __str__(self) -> str:
        return f"{self.publisher} {self.indicator} {self.period}"
