"""Reports on their way to the public, and every act on them. What was frozen is kept as the bytes that were frozen."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from gija.vocabulary.errors import GijaError

ZONE = "rapporteur"  # the zone's database


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    FROZEN = "frozen", _("Frozen")
    APPROVED = "approved", _("Approved")
    EMBARGOED = "embargoed", _("Approved, published later")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = "discarded", _("Discarded")


class Kind(models.TextChoices):
    HALF_YEAR = "half_year", _("Half-year report")
    ANNUAL = "annual", _("Annual report")
    EVALUATOR = "evaluator", _("Annual report of the independent evaluator")
    MULTI_YEAR = "multi_year", _("Report on several years")
    PLAN_PROGRESS = "plan_progress", _("Progress of the action plan")
    QUESTIONNAIRE = "questionnaire", _("Questionnaire of the National Rapporteur")
    EU19A = "eu19a", _("Tables for the Union's yearly statistics")
    GRETA = "greta", _("Statistics for GRETA")
    TABLE = "table", _("Table")


OPEN = (State.DRAFT, State.FROZEN, State.APPROVED, State.EMBARGOED)


class Report(models.Model):
    """One version of a report. `data` is empty in a draft; frozen, it is the canonical JSON its hash was taken of, and
    `gate` what the disclosure gate let pass."""

    kind = models.CharField(max_length=20, choices=Kind.choices)
    period = models.CharField(max_length=10)
    table = models.CharField(max_length=60, blank=True)  # of kind `table`: which of the register's
    protection = models.CharField(max_length=10, default="suppress")  # of `gija.rapporteur.gate.ways`
    without = models.CharField(max_length=400, blank=True)  # breakdowns left out, parted by commas
    vintage = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    plan = models.CharField(max_length=60, blank=True)  # of kind `plan_progress`: code of the plan
    reason_en = models.TextField(blank=True)  # why it is of just this period
    reason_lt = models.TextField(blank=True)
    foreword_en = models.TextField(blank=True)
    foreword_lt = models.TextField(blank=True)
    data = models.TextField(blank=True)
    hash = models.CharField(max_length=64, blank=True)
    gate = models.TextField(blank=True)
    embargo = models.DateTimeField(null=True)  # not to be read by anybody before
    release = models.CharField(max_length=80, blank=True)
    institution = models.CharField(max_length=60)  # that publishes it
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "period", "table"], condition=models.Q(state__in=OPEN), name="one_open_report"
            ),
            models.UniqueConstraint(
                fields=["kind", "period", "table", "vintage"],
                condition=models.Q(state__in=("published", "withdrawn")),
                name="report_vintage_once",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.kind, self.table, self.period, f"v{self.vintage}")))


class Act(models.Model):
    """What was done with a report, by whom, when; the reason where one is asked for. Only ever a new row."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    hash = models.CharField(max_length=64, blank=True)  # of the data it was about
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.act}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise GijaError("reports.state")
        super().save(*args, **kwargs)
