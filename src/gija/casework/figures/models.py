"""Frozen tables of an institution, and the grants it reports on."""

from __future__ import annotations

from django.db import models

from gija.commons.casefile.ids import LENGTH, new_id
from gija.commons.handover.models import FrozenTable

ZONE = "casework"


class Table(FrozenTable):
    """One table of a period, in one of its vintages. `grant`: the number of the grant it reports on, else empty."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    table = models.CharField(max_length=60)
    grant = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ["-period", "-vintage"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "table", "grant", "period", "vintage"], name="figures_table_once"
            ),
        ]


class Grant(models.Model):
    """A grant that the institution was awarded, as the Rapporteur told it."""

    grant = models.CharField(primary_key=True, max_length=60)  # its number, for ever
    institution = models.CharField(max_length=60)
    title_en = models.CharField(max_length=300)
    title_lt = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    revision = models.PositiveIntegerField()
    letter = models.CharField(max_length=36)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-first_day", "grant"]

    def __str__(self) -> str:
        return self.grant
