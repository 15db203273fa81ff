"""The ledger of questions: who asked for which table, when, and what was answered. Only ever a new row."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.append_only import OnlyNew

ZONE = "rapporteur"  # the zone's database


class Outcome(models.TextChoices):
    ANSWERED = "answered", _("Answered")
    REFUSED = "refused", _("Refused")


class Why(models.TextChoices):
    """Why a table is refused."""

    NONE = "", "–"
    PUBLISHED = "published", _("By itself, or with what was published, it would tell of few people.")
    OWN = "own", _("With what your institution asked before, it would tell of few people.")
    OTHERS = "others", _("With what other institutions asked before, it would tell of few people.")
    TIME = "time", _("It could not be checked against all earlier tables in the time allowed.")


class Ask(OnlyNew):
    """One question. `content`: of an answered one the table as it was shown (numbers with noise, never true ones), as
    the methods keep it. Unmanaged: triggers of the database refuse change, too."""

    period = models.CharField(max_length=10)
    vintage = models.PositiveIntegerField()  # of the cube
    day = models.CharField(max_length=10)  # ISO: its state of the records
    axes = models.CharField(max_length=200)  # dimensions, sorted, parted by commas
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    cells = models.PositiveIntegerField()
    content = models.TextField(blank=True)
    hash = models.CharField(max_length=64, blank=True)  # SHA-256 of the content
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
