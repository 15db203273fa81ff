"""A tip, what was sent with it, what was done with it; and the key of the desk, which no administrator holds.

Plain here are only codes, numbers and times. What a tip says, who sent it, and what officers write about it is sealed
(age) to the key of the desk: with the database, the key ring and the server's files together it does not open.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone

from gija.commons.encryption.fields import EncryptedText
from gija.commons.handover.models import FrozenTable
from gija.police.search.ids import LENGTH, SHORT, new_id
from gija.police.tips.words import State

POLICE = "police"


class DeskKey(models.Model):
    """The public half of a desk's key. The private half stands nowhere in plain: see `Keyholder`."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    institution = models.CharField(max_length=60, db_index=True)
    recipient = models.CharField(max_length=100)  # age1…
    former = models.BinaryField(default=bytes)  # private halves of the keys before, sealed to this one
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution"], condition=models.Q(replaced_at=None), name="tips_one_key_a_desk"
            )
        ]

    def __str__(self) -> str:
        return self.id


class Keyholder(models.Model):
    """An officer who can open the desk: its private key, locked with a passphrase only this officer knows."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    key = models.ForeignKey(DeskKey, models.PROTECT, related_name="holders")
    account = models.BigIntegerField()
    name = models.CharField(max_length=200)
    locked = models.TextField()  # `sealing.lock`
    first = models.BooleanField(default=False)  # still under the word it was handed over with
    given_at = models.DateTimeField()
    given_by = models.BigIntegerField()
    failures = models.IntegerField(default=0)
    shut_until = models.DateTimeField(null=True)  # after too many wrong passphrases

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["key", "account"], name="tips_held_once")]

    def __str__(self) -> str:
        return self.id


class Tip(models.Model):
    """One tip. `raw_hash` says which mail, form or call it is, so that none is kept twice."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    institution = models.CharField(max_length=60)  # whose desk it came to
    key = models.ForeignKey(DeskKey, models.PROTECT)
    channel = models.CharField(max_length=20)  # list tip_channel
    kind = models.CharField(max_length=20, default="unsorted")  # list tip_kind
    urgency = models.CharField(max_length=20, default="unsorted")  # list tip_urgency
    state = models.CharField(max_length=12, default=State.NEW)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    account = models.BigIntegerField(null=True)  # whose it is now
    account_name = models.CharField(max_length=200, blank=True, default="")
    outcome = models.CharField(max_length=30, blank=True, default="")  # list tip_outcome
    closed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)  # bytes as it came
    unread = models.CharField(max_length=20, blank=True, default="")  # why no machine read it
    automatic = models.CharField(max_length=20, blank=True, default="")  # why it is no letter of a person
    authentic = models.BooleanField(default=False)
    raw_hash = models.CharField(max_length=64, unique=True)
    sender_index = models.CharField(max_length=60, blank=True, default="", db_index=True)
    text_index = models.CharField(max_length=60, blank=True, default="", db_index=True)
    acknowledge_to = EncryptedText(blank=True, default="")  # until the acknowledgement is sent; then empty
    acknowledged_at = models.DateTimeField(null=True)
    answers_by = models.CharField(
        max_length=12, blank=True, default=""
    )  # mail, receipt; empty: cannot be answered here
    receipt = models.CharField(
        max_length=36, blank=True, default="", db_index=True
    )  # number that a receipt code leads to
    pieces_all = models.IntegerField(default=0)  # of a tip that comes in several letters
    pieces_due = models.IntegerField(default=0)  # how many of them are still missing

    class Meta:
        ordering = ["-received_at", "id"]
        indexes = [models.Index(fields=["institution", "state", "due_on"], name="tips_queue")]

    def __str__(self) -> str:
        return self.id

    @property
    def short(self) -> str:
        return self.id[:SHORT]

    @property
    def is_open(self) -> bool:
        return self.state != State.CLOSED

    def overdue(self, today: date | None = None) -> bool:
        return self.is_open and (today or timezone.localdate()) > self.due_on


class Piece(models.Model):
    """A piece of what is sealed of a tip: `raw` as it came (in pieces of a mebibyte), `letter` as it was read."""

    id = models.BigAutoField(primary_key=True)
    tip = models.ForeignKey(Tip, models.CASCADE, related_name="pieces")
    part = models.CharField(max_length=10)
    place = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ["part", "place"]
        constraints = [models.UniqueConstraint(fields=["tip", "part", "place"], name="tips_piece_once")]

    def __str__(self) -> str:
        return f"{self.tip_id}/{self.part}/{self.place}"


class TipFile(models.Model):
    """A file that came with a tip: what it is, not what it is called or holds."""

    id = models.BigAutoField(primary_key=True)
    tip = models.ForeignKey(Tip, models.CASCADE, related_name="files")
    place = models.IntegerField()
    size = models.BigIntegerField()
    verdict = models.CharField(max_length=12)
    extension = models.CharField(max_length=10)
    file_index = models.CharField(max_length=60, blank=True, default="", db_index=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["tip", "place"], name="tips_file_once")]

    def __str__(self) -> str:
        return f"{self.tip_id}/{self.place}"


class Sighting(models.Model):
    """Where a mail lay in the mailbox. A mail met again under another number is the same tip."""

    id = models.BigAutoField(primary_key=True)
    tip = models.ForeignKey(Tip, models.CASCADE, related_name="sightings")
    mailbox = models.CharField(max_length=64)  # SHA-256 of account and folder
    validity = models.BigIntegerField()  # UIDVALIDITY
    uid = models.BigIntegerField()
    put_away_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "validity", "uid"], name="tips_seen_once")]

    def __str__(self) -> str:
        return f"{self.validity}/{self.uid}"


class Writing(models.Model):
    """What was written after the tip came: an answer to the sender, a message of theirs, a note; sealed."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    tip = models.ForeignKey(Tip, models.CASCADE, related_name="writings")
    kind = models.CharField(max_length=10)  # words.WRITINGS
    at = models.DateTimeField()
    account = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200, blank=True, default="")
    sealed = models.BinaryField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.id


class Link(models.Model):
    """What a tip belongs to: a question asked of the databases, or a case of a victim in proceedings."""

    id = models.BigAutoField(primary_key=True)
    tip = models.ForeignKey(Tip, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12)  # words.LINKS
    target = models.CharField(max_length=40)
    at = models.DateTimeField()
    account = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["tip", "kind", "target"], name="tips_linked_once")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.target}"


class Event(models.Model):
    """One thing that happened to a tip; never changed."""

    id = models.BigAutoField(primary_key=True)
    tip = models.ForeignKey(Tip, models.CASCADE, related_name="events")
    act = models.CharField(max_length=14)  # words.ACTS
    at = models.DateTimeField()
    account = models.BigIntegerField(null=True)  # null: the worker
    actor_name = models.CharField(max_length=200, blank=True, default="")
    detail = models.CharField(max_length=40, blank=True, default="")  # a code

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.tip_id}/{self.act}"


class HalfYear(FrozenTable):
    """Frozen counts of a half-year, for the Rapporteur: counts of tips by code, never what one says."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)

    class Meta:
        ordering = ["-period", "-vintage"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "period", "vintage"], name="tips_table_once"),
        ]
