"""The ledger as rows: one for each release or withdrawal, in order, chained by hashes. Nothing is ever taken out."""

from __future__ import annotations

from django.db import models

from gija.rapporteur.append_only import OnlyNew

ZONE = "rapporteur"  # the zone's database


class Entry(OnlyNew):
    """What went out, as the methods keep it. Unmanaged: triggers of the database refuse change, too."""

    name = models.CharField(max_length=120)  # of the release
    kind = models.CharField(max_length=20)  # release, withdrawal
    content = models.TextField()  # canonical JSON, see `gija.methods.disclosure`
    head = models.CharField(max_length=64)  # SHA-256 of this entry and, by it, of all before
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "gate_entry"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
