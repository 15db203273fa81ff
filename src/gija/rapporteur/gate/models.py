"""The ledger as rows: one for each release or withdrawal, in order, chained by hashes. Beside it the register's finest
tables. Nothing is ever taken out of either."""

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

    @property
    def what(self) -> str:
        """Its kind, answers apart from what was published."""
        return "answer" if '"kind":"answer"' in self.content else self.kind


class FineCube(OnlyNew):
    """A finest table of the register with the keys of its cells. Unmanaged, as the ledger is.

    The key of a cell with one person in it is that person's for good: whoever knew it could take the noise off every
    number that the person stands in. So keys, and the true counts, are read by `cubes` alone and shown nowhere.
    """

    table = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    vintage = models.PositiveIntegerField()
    measure = models.CharField(max_length=20)  # people, records
    axes = models.TextField()  # JSON: [name, list] each
    cells = models.TextField()  # JSON: [[codes], count, key in hexadecimal digits] each
    changes = models.PositiveIntegerField()  # merges and splits of keys up to it
    hash = models.CharField(max_length=64)
    approved_by = models.CharField(max_length=60)  # institution
    approved_on = models.DateField()
    letter = models.CharField(max_length=40)  # envelope it came in
    received_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "gate_fine_cube"
        ordering = ["-period", "-vintage"]

    def __str__(self) -> str:
        return f"{self.table} {self.period} v{self.vintage}"
