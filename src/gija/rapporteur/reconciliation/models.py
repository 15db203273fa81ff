"""Dialogues about a difference, and the trace of all that was said in them."""

from __future__ import annotations

from django.db import models

from gija.rapporteur.append_only import OnlyNew

ZONE = "rapporteur"  # the zone's database


class State(models.TextChoices):
    OPEN = "open"  # in words: the list `reconciliation_state`
    EXPLAINED = "explained"
    ACCEPTED = "accepted"


class Dialogue(models.Model):
    """What stands between two figures, and who is asked. Without bodies it is the Rapporteur's own note.

    `a`, `b`: keys of the figures (`comparing.key_of`); `a_value`, `b_value`: their values when its state was last said,
    so that other figures open it again.
    """

    code = models.SlugField(max_length=20, unique=True)
    family = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    a = models.CharField(max_length=300)
    b = models.CharField(max_length=300)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    a_value = models.BigIntegerField(null=True)
    b_value = models.BigIntegerField(null=True)
    body_a = models.CharField(max_length=60, blank=True)  # institution
    body_b = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "code"]
        constraints = [models.UniqueConstraint(fields=["family", "period", "a", "b"], name="one_dialogue_of_a_pair")]

    def __str__(self) -> str:
        return self.code

    @property
    def bodies(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.body_a, self.body_b)))


class Entry(OnlyNew):
    """One thing that was said or done. Unmanaged, as every table whose rows the database keeps from change: it has no
    foreign key, for the flush after a test could then not empty the other table."""

    dialogue = models.CharField(max_length=20, db_index=True)  # code of a dialogue
    act = models.CharField(max_length=20)  # see `rules.ACTS`
    text = models.TextField(blank=True)
    step = models.CharField(max_length=20, blank=True)  # reconciliation_step
    low = models.BigIntegerField(null=True)  # of an amount, from the first figure to the second
    high = models.BigIntegerField(null=True)
    agrees = models.BigIntegerField(null=True)  # entry with the amount that was agreed to
    due_on = models.DateField(null=True)
    a_value = models.BigIntegerField(null=True)  # the figures it was said of
    b_value = models.BigIntegerField(null=True)
    account = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150, blank=True)
    institution = models.CharField(max_length=60, blank=True)
    institution_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "reconciliation_entry"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.dialogue} {self.act}"
