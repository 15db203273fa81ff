"""Questions: who asked for which table, when, and whether it was answered. Only ever a new row.

What was answered stands in the gate's ledger, under the name that a question's table has.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.append_only import OnlyNew

ZONE = "rapporteur"  # the zone's database


class Outcome(models.TextChoices):
    ANSWERED = "answered", _("Answered")
    REFUSED = "refused", _("Refused")


class Ask(OnlyNew):
    """One question. Unmanaged: triggers of the database refuse change, too."""

    period = models.CharField(max_length=10)
    vintage = models.PositiveIntegerField()  # of the cube
    day = models.CharField(max_length=10)  # ISO: its state of the records
    axes = models.CharField(max_length=200)  # dimensions, sorted, parted by commas
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    why = models.CharField(max_length=10, blank=True)  # of a refusal before November 2026; since then none is said
    cells = models.PositiveIntegerField()
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "selfservice_ask"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.period} {self.axes}"

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.axes.split(","))

    @property
    def release(self) -> str:
        """The name of its table in the ledger."""
        return name_of(self.period, self.vintage, self.names)


def name_of(period: str, vintage: int, names: Sequence[str]) -> str:
    """What the table of a question is known by, however its dimensions were ordered."""
    return "-".join(("answer", period, f"v{vintage}", *sorted(names)))
