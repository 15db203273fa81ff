"""A file of questions and what became of it. Rows and answers are kept encrypted, in chunks, until their day.

A chunk is asked whole or not at all: what a killed worker left undone is asked anew, what was done stays done.
"""

from __future__ import annotations

import base64
import json
import zlib
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q

from gija.commons.encryption.fields import EncryptedText
from gija.police.search.ids import LENGTH, new_id

POLICE = "police"  # the zone's database


class State(StrEnum):
    """How a batch stands. `WAITING` and `RUNNING` are taken on by any worker."""

    READING = "reading"  # the file is being read in; forgotten if that breaks off
    PREVIEW = "preview"
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"  # a fault, or whoever asked no longer may
    CANCELLED = "cancelled"
    DONE = "done"
    ERASED = "erased"  # rows and answers are gone; that it was asked stays


class Batch(models.Model):
    """One file: who asks what for which purpose and reason, how far it is."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=300)
    state = models.CharField(max_length=20, default=State.READING)
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    retain_until = models.DateField(null=True)
    looked_at = models.DateTimeField(null=True)  # the asker has seen the result
    purpose = models.CharField(max_length=60, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    fields = models.JSONField(default=list)  # canonical fields that the file has, in order
    unknown = models.JSONField(default=list)  # numbers of columns that mean nothing here, from 1
    faults = models.JSONField(default=list)  # [row, field, code of a sentence, its places]; no value of the file
    rows = models.PositiveIntegerField(default=0)  # that can be asked
    faulty = models.PositiveIntegerField(default=0)
    databases = models.JSONField(default=list)  # asked: code, names, owner, contact, handling, as they were
    error = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ["-made_at", "id"]
        indexes = [models.Index(fields=["institution", "-made_at"], name="batches_own_latest")]

    def __str__(self) -> str:
        return self.id


class Chunk(models.Model):
    """Some rows of a batch: what is asked and, once done, what each database said."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    asked = EncryptedText(blank=True, default="")  # packed: [row, reference, type, values] of each row
    found = EncryptedText(blank=True, default="")  # packed: [outcome, answer of each database] of each row
    claim = models.CharField(max_length=LENGTH, blank=True, default="")  # the worker that has it in hand
    claimed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)  # outcome -> rows
    states = models.JSONField(default=dict)  # database -> state -> rows
    as_of = models.JSONField(default=dict)  # database -> the oldest *as of* among its answers, ISO
    told = models.PositiveIntegerField(default=0)  # rows with something to look at: a hit, or an owner to ask

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batches_chunk_once"),
            models.CheckConstraint(condition=Q(rows__gt=0), name="batches_chunk_has_rows"),
        ]
        indexes = [models.Index(fields=["batch", "done_at"], name="batches_chunk_open")]

    def __str__(self) -> str:
        return self.id


def packed(value: Any) -> str:
    """Rows as short text, for an encrypted field."""
    raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return base64.b64encode(zlib.compress(raw, 3)).decode()


def unpacked(text: str) -> Any:
    """What `packed` packed; an empty list for nothing."""
    return json.loads(zlib.decompress(base64.b64decode(text)).decode("utf-8", "surrogatepass")) if text else []
