"""Letters going out and come in, the installations we exchange them with, and what keeps repeats apart.

The tables stand in every database (`config.routers.EVERYWHERE`). `Outgoing` and `Incoming` are used in each; the rest
only in `default`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Outgoing(models.Model):
    """A letter in the outbox, written in the transaction of the act it tells of."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        FILED = "filed", _("in a file, no receipt")
        DELIVERED = "delivered", _("delivered")
        DEAD = "dead", _("given up")
        UNDONE = "undone", _("withdrawn unsent")

    id = models.CharField(primary_key=True, max_length=36)  # random, UUID 4
    kind = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    to_zone = models.CharField(max_length=20)
    to_installation = models.CharField(max_length=60, blank=True)  # empty: whichever runs the zone
    sequence = models.BigIntegerField()  # gapless for each zone and installation named
    body = models.TextField()  # canonical JSON of the message
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveIntegerField(default=0)  # answers that refused it
    next_try_at = models.DateTimeField()
    claim = models.CharField(max_length=32, blank=True)  # the worker that has it in hand
    claimed_until = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=80, blank=True)
    error_values = models.JSONField(default=dict, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # delivered, given up or withdrawn

    class Meta:
        ordering = ["made_at", "sequence"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="courier_outgoing_due")]
        constraints = [
            models.UniqueConstraint(fields=["to_zone", "to_installation", "sequence"], name="courier_one_in_sequence")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Incoming(models.Model):
    """A letter that was received: written once, in the transaction of what it brought about."""

    from_installation = models.CharField(max_length=60)
    letter = models.CharField(max_length=36)
    from_zone = models.CharField(max_length=20)
    sequence = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)  # of the message as it came
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["received_at", "id"]
        constraints = [models.UniqueConstraint(fields=["from_installation", "letter"], name="courier_received_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.letter}"


class Peer(models.Model):
    """Another installation: its public keys, the zones it runs, the line to it (if there is one)."""

    code = models.SlugField(primary_key=True, max_length=60)
    zones = models.JSONField()  # what it may send from and receive for
    institutions = models.JSONField(default=list)  # codes it may send records for; empty: not tied yet, any
    signing = models.CharField(max_length=60)  # Ed25519 public key, base64
    sealing = models.CharField(max_length=80)  # age recipient
    url = models.URLField(blank=True)  # empty: sealed files only
    certificate = models.TextField(blank=True)  # PEM it must prove itself with; empty: the authorities of this machine
    active = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)  # of the line, in a row
    next_try_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=80, blank=True)
    error_values = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Nonce(models.Model):
    """A packet we have seen; kept as long as its time would still be accepted."""

    peer = models.CharField(max_length=60)
    nonce = models.CharField(max_length=32)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["peer", "nonce"], name="courier_nonce_once")]

    def __str__(self) -> str:
        return self.nonce


class EntryRevision(models.Model):
    """How often an institution's entry in the directory was changed, here or elsewhere, and what it was then."""

    institution = models.SlugField(primary_key=True, max_length=60)
    revision = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    origin = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.institution} {self.revision}"


class Duty(models.Model):
    """When the worker last did what it does each day."""

    name = models.CharField(primary_key=True, max_length=80)
    done_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="courier_duty_has_a_name")]

    def __str__(self) -> str:
        return self.name
