"""A hint as one institution got it, abstract: each zone makes it concrete in its own database."""

from __future__ import annotations

from django.db import models

from gija.commons.casefile.models import Owned
from gija.commons.encryption.fields import EncryptedText


class BaseHint(Owned):
    """Records of this institution that may be of a person another institution has a record of.

    `state` is what the register says, `answer` what this institution said. The other's records are not known here.
    """

    hint = models.CharField(max_length=36, db_index=True)  # its number in the register, the same for both
    other = models.CharField(max_length=60)
    other_name = models.CharField(max_length=300)  # as it was
    records = models.JSONField()  # numbers of own records
    state = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)  # the register asked again
    settled_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=20, blank=True)
    reason = EncryptedText(blank=True)  # stays here
    account = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["-received_at", "id"]

    @property
    def short(self) -> str:
        return str(self.hint)[:8].upper()

    @property
    def waits(self) -> bool:
        """Does this institution still owe an answer?"""
        return self.state == "open" and not self.answer
