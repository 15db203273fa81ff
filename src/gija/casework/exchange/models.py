"""An exchange as one organisation sees it, and its log. Names and what was received are encrypted."""

from __future__ import annotations

from django.db import models

from gija.casework.cases.models import Case
from gija.commons.casefile.models import Owned
from gija.commons.encryption.fields import EncryptedText


class Side(models.TextChoices):
    GIVES = "gives"
    TAKES = "takes"


class State(models.TextChoices):
    """Where it stands; the same word on both sides once the letters have arrived."""

    OFFERED = "offered"
    ASKED = "asked"
    SENT = "sent"
    RECEIVED = "received"
    REFUSED = "refused"
    RECALLED = "recalled"  # the person took the consent back: what was received is deleted
    EXPIRED = "expired"


OPEN = (State.OFFERED, State.ASKED, State.SENT)


class Exchange(Owned):
    """One exchange with one other organisation about one person."""

    exchange = models.CharField(max_length=36, db_index=True)  # the same for both sides
    side = models.CharField(max_length=10, choices=Side.choices)
    partner = models.CharField(max_length=60)
    partner_name = models.CharField(max_length=300)  # as it was
    installation = models.CharField(max_length=60)  # where the partner works
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="exchanges")
    other_record = models.CharField(max_length=36, blank=True)  # number of the partner's record in the register
    state = models.CharField(max_length=20, choices=State.choices)
    kinds = models.JSONField(default=list)  # what is offered, asked for or sent: kinds of information
    purpose = EncryptedText(blank=True)
    about = EncryptedText(blank=True)  # who is asked about, as JSON; only on the side that gives, until it is settled
    content = EncryptedText(blank=True)  # what was received, as JSON, until it expires or is called back
    digest = models.CharField(max_length=64, blank=True)  # of what was sent
    expires_on = models.DateField()
    account = models.BigIntegerField(null=True)  # who of this side acted last; empty: only the partner did so far
    actor_name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["exchange", "institution"], name="exchange_once_a_side")]

    @property
    def short(self) -> str:
        return str(self.exchange)[:8].upper()


class Step(Owned):
    """One step of the log: what was done, by whom, with which letter."""

    of = models.ForeignKey(Exchange, models.CASCADE, related_name="steps")
    act = models.CharField(max_length=20)
    ours = models.BooleanField()
    by = models.CharField(max_length=300)  # our person, or the partner
    at = models.DateTimeField()
    letter = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ["at", "id"]
