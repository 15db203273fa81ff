"""What is due and what became of it; every act with its proof; letters that were sent; keys of calendar feeds."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gija.commons.feeds.models import BaseFeed
from gija.rapporteur.append_only import OnlyNew
from gija.vocabulary.text import Text

ZONE = "rapporteur"  # the zone's database


class State(models.TextChoices):
    OPEN = "open", _("To be done")
    SENT = "sent", _("Sent")
    RECEIVED = "received", _("Sent and received")
    DROPPED = "dropped", _("Not to be done")


class Due(models.Model):
    """A duty for one period, or a single one that was entered by hand (no `duty`)."""

    duty = models.CharField(max_length=60, blank=True)
    period = models.CharField(max_length=10, blank=True)
    title_en = models.CharField(max_length=300)
    title_lt = models.CharField(max_length=300)
    owes = models.CharField(max_length=60)  # institution
    to = models.JSONField(default=list)  # institutions
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "period"], condition=~models.Q(duty=""), name="one_duty_of_a_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.period}".strip() or str(self.pk)

    @property
    def text(self) -> Text:
        return Text(self.title_en, self.title_lt)


class Act(OnlyNew):
    """What was done: made, sent (with its proof), received, put off, dropped, opened again."""

    due = models.ForeignKey(Due, models.PROTECT, related_name="acts", db_constraint=False)
    act = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    day = models.DateField(null=True)  # on which it was sent or received; the new day of what was put off
    channel = models.CharField(max_length=40, blank=True)  # of the list `sending_channel`
    reference = models.CharField(max_length=200, blank=True)  # register number of the letter
    release = models.CharField(max_length=80, blank=True)  # the published report that was sent
    hash = models.CharField(max_length=64, blank=True)  # of what was sent
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "duties_act"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.due_id} {self.act}"


class Letter(models.Model):
    """A reminder or an escalation that was sent, once for each day of the calendar."""

    due = models.ForeignKey(Due, models.PROTECT, related_name="letters")
    days = models.IntegerField()  # before (negative) or after the deadline
    due_on = models.DateField()  # the deadline it spoke of: a new one is reminded of anew
    people = models.PositiveIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["due", "due_on", "days"], name="one_letter_of_a_day")]

    def __str__(self) -> str:
        return f"{self.due_id} {self.days}"


class Feed(BaseFeed):
    """Somebody's calendar of duties."""
