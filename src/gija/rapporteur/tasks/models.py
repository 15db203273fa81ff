"""A task, and every act on it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.append_only import OnlyNew

ZONE = "rapporteur"  # the zone's database


class State(models.TextChoices):
    OPEN = "open", _("To do")
    DONE = "done", _("Done")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Task(models.Model):
    """What is to be done. `about_kind` and `about_id` say what it came from; the room that gave it knows what they mean
    and where they lead. `account`: who of the institution has taken it on, if anybody."""

    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    institution = models.CharField(max_length=60)
    giver = models.CharField(max_length=60)  # institution
    account = models.BigIntegerField(null=True)
    account_name = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="task_about")]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Act(OnlyNew):
    """What was done with a task: given, taken on, done (with evidence), given back, withdrawn. Unmanaged, as every
    table whose rows the database keeps from change; so it has no foreign key."""

    task = models.BigIntegerField(db_index=True)
    act = models.CharField(max_length=20)  # see `rules.SAID`
    reason = models.TextField(blank=True)
    evidence = models.CharField(max_length=300, blank=True)
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "tasks_act"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.task} {self.act}"
