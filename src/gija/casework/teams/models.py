"""Who helps in a case, and what was handed from worker to worker. Names and contacts of outsiders are encrypted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gija.casework.cases.models import Case
from gija.commons.casefile.models import Entry, Owned
from gija.commons.encryption.fields import EncryptedText


class Member(Entry):
    """One person in the team of a case, from a day: a colleague with an account, or somebody of another body."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="members")
    role = models.CharField(max_length=40)  # code list `team_role`
    colleague = models.BigIntegerField(null=True)  # account of the own institution
    colleague_name = models.CharField(max_length=200, blank=True)  # as it was
    body = models.CharField(max_length=60, blank=True)  # another institution of the directory
    body_name = models.CharField(max_length=300, blank=True)  # as it was
    name = EncryptedText(blank=True)
    contact = EncryptedText(blank=True)
    told = models.JSONField(default=list)  # kinds of information an outsider may be told
    told_note = EncryptedText(blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)  # last day
    ended_at = models.DateTimeField(null=True)

    class Meta(Entry.Meta):
        indexes = [models.Index(fields=["institution", "colleague"])]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(role="lead", struck_at=None, ended_at=None), name="one_lead_of_a_case"
            )
        ]

    @property
    def who(self) -> str:
        return str(self.colleague_name or self.name)


class Handover(Owned):
    """Cases of one worker given to another, in one act of a supervisor."""

    giver = models.BigIntegerField(null=True)  # account; empty: cases that had no lead
    giver_name = models.CharField(max_length=200, blank=True)
    receiver = models.BigIntegerField()
    receiver_name = models.CharField(max_length=200)
    reason = EncryptedText()
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-made_at", "id"]

    @property
    def short(self) -> str:
        return str(self.pk)[:8].upper()


class Passed(Owned):
    """One case of a handover: its lead before and after."""

    of = models.ForeignKey(Handover, models.CASCADE, related_name="passed")
    case = models.ForeignKey(Case, models.CASCADE, related_name="handovers")
    before = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    after = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["case_id"]
        constraints = [models.UniqueConstraint(fields=["of", "case"], name="handed_over_once")]

    @property
    def passed_on(self) -> bool:
        """Another leads the case, or nobody, before it was acknowledged."""
        return self.after is not None and bool(self.after.struck_at or self.after.ended_at)
