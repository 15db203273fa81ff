"""Capture tables, runs, their results and their way into a report: rows that are only ever added.

A job is how far a run is, and the only thing that changes.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.append_only import OnlyNew

ZONE = "rapporteur"  # the zone's database


class Origin(models.TextChoices):
    FILE = "file", _("A file")
    REGISTER = "register", _("The register")


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being computed")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
    STOPPED = "stopped", _("Stopped by a fault")


GOING = (State.WAITING, State.RUNNING)


class Signed(OnlyNew):
    """Who did it, and when."""

    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Capture(Signed):
    """The people of a period by the lists they are on. `content`: canonical JSON of a table, by group where the file
    had sex, age or form. `people_low`, `people_high`: the 90 % interval of counting once, where it is known."""

    title = models.CharField(max_length=200)
    period = models.CharField(max_length=10)
    vintage = models.PositiveIntegerField(default=1)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    people_low = models.PositiveIntegerField(null=True)
    people_high = models.PositiveIntegerField(null=True)

    class Meta:
        managed = False
        db_table = "estimates_capture"
        ordering = ["-period", "-id"]

    def __str__(self) -> str:
        return f"{self.title} {self.period}"


class Run(Signed):
    """What was asked: `asked` is canonical JSON of tables, lists, answers and options; `digest` is of the data."""

    period = models.CharField(max_length=21)
    asked = models.TextField()
    digest = models.CharField(max_length=64)
    repeats = models.BigIntegerField(null=True)  # the run that this one asks again

    class Meta:
        managed = False
        db_table = "estimates_run"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk} {self.period}"


class Result(OnlyNew):
    """What came of a run: canonical JSON, and its hash. Same data, options, seed and versions: the same bytes."""

    run = models.BigIntegerField(unique=True)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    label = models.CharField(max_length=1)
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "estimates_result"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.run} {self.label}"


class Choice(Signed):
    """A run taken into the report of its period (`used`), or out of it. The last row of a period counts."""

    run = models.BigIntegerField()
    period = models.CharField(max_length=10)
    used = models.BooleanField()

    class Meta:
        managed = False
        db_table = "estimates_choice"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.period} {self.run} {self.used}"


class Job(models.Model):
    """How far a run is. `claimed_until`: a worker has it in hand until then."""

    run = models.BigIntegerField(unique=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    method = models.CharField(max_length=30, blank=True, default="")
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=80, blank=True, default="")
    claim = models.CharField(max_length=40, blank=True, default="")
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["run"]

    def __str__(self) -> str:
        return f"{self.run} {self.state}"
