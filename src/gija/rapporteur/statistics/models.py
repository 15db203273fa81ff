"""Observations, and the tables that came from the register."""

from __future__ import annotations

from django.db import models

from gija.rapporteur.append_only import OnlyNew

ZONE = "rapporteur"  # the zone's database


class Observation(OnlyNew):
    """One figure for one period as it was known from one day. Codes are of the vocabulary lists named beside them.

    Unmanaged (its migration makes the table with its constraints): triggers of the database refuse change too, and so
    would refuse the flush after a test.
    """

    IDENTITY = (
        "indicator", "period", "breakdown", "base", "stage", "definition", "authority", "kind", "dataset",
    )  # fmt: skip

    indicator = models.CharField(max_length=60)  # indicator
    period = models.CharField(max_length=10)  # see `periods`
    breakdown = models.CharField(max_length=400, default="{}")  # canonical JSON, see `breakdowns`
    value = models.BigIntegerField(null=True)
    status = models.CharField(max_length=20)  # value_status
    qualifier = models.CharField(max_length=20, blank=True)  # observation_qualifier; empty where there is no value
    base = models.CharField(max_length=20)  # observation_base
    stage = models.CharField(max_length=40)  # observation_stage
    definition = models.CharField(max_length=60)  # observation_definition
    authority = models.CharField(max_length=40)  # institution_kind: whose figure it is
    kind = models.CharField(max_length=20)  # observation_kind
    dataset = models.CharField(max_length=60, blank=True)  # of a reported figure: its table, or its supplier
    source = models.CharField(max_length=60)  # document of `data/sources.yaml`
    line = models.CharField(max_length=100, blank=True)
    quote = models.CharField(max_length=300, blank=True)  # the document's words
    derived = models.BooleanField(default=False)
    how = models.CharField(max_length=200, blank=True)  # the arithmetic of a derived figure
    revision = models.CharField(max_length=300, blank=True)  # why it was told anew
    vintage = models.PositiveIntegerField()  # 1, then one more each time the figure is told anew
    published_at = models.CharField(max_length=10, blank=True)  # as published: year, month or day
    known_from = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "statistics_observation"
        ordering = ["indicator", "period", "breakdown", "known_from", "vintage"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period} {self.breakdown} v{self.vintage}"


class ReceivedTable(models.Model):
    """A frozen table that the register handed over; its cells are observations of the dataset of its name."""

    table = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    vintage = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    title_en = models.CharField(max_length=200)
    title_lt = models.CharField(max_length=200)
    cells = models.PositiveIntegerField()
    made_by = models.CharField(max_length=60)  # institution
    approved_by = models.CharField(max_length=60)  # institution
    approved_on = models.DateField()
    letter = models.CharField(max_length=40)  # envelope it came in
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-period", "table", "-vintage"]
        constraints = [models.UniqueConstraint(fields=["table", "period", "vintage"], name="received_table_once")]

    def __str__(self) -> str:
        return f"{self.table} {self.period} v{self.vintage}"
