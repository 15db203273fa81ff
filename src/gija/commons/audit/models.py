"""The entry of the audit trail. The same table stands in every database of an installation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gija.commons.audit.canonical import CanonicalJSON, chained, written_time


class Entry(models.Model):
    """Who did what to what, when, in which role, for what purpose and reason. Never changed, never removed.

    Unmanaged (its migration makes the table), so that the flush after a test, which its triggers would refuse, leaves
    it alone.
    """

    number = models.BigIntegerField(primary_key=True)  # gapless in each database, from 1
    at = models.DateTimeField(_("Time"))
    account = models.BigIntegerField(null=True)  # empty: the console of the server, or nobody signed in
    actor = models.CharField(_("Who"), max_length=150, blank=True)  # the name as it was
    role = models.CharField(_("Role"), max_length=40, blank=True)
    institution = models.CharField(max_length=60, blank=True)
    institution_name = models.CharField(_("Institution"), max_length=200, blank=True)
    action = models.CharField(_("Action"), max_length=80)
    purpose = models.CharField(_("Purpose"), max_length=60, blank=True)
    reason = models.TextField(_("Reason"), blank=True)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(_("Outcome"), max_length=20, default="done")
    details = CanonicalJSON(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        managed = False
        db_table = "audit_entry"
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"

    def fields(self) -> dict[str, object]:
        """All that is hashed: every column but the two hashes."""
        columns = {f.attname: getattr(self, f.attname) for f in self._meta.concrete_fields}
        columns["at"] = written_time(self.at)
        return {name: value for name, value in columns.items() if name not in ("previous", "hash")}

    def expected_hash(self) -> str:
        return chained(self.previous, self.fields())
