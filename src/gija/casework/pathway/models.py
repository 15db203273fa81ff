"""What is kept of the way of a case. Statuses of the person stand in the case file and nowhere else.

Every text is encrypted. An entry made in error is struck out and stays readable; the log is only added to.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from gija.casework.cases.models import Case
from gija.commons.casefile.models import Entry, Owned
from gija.commons.encryption.fields import EncryptedText
from gija.vocabulary.errors import GijaError


class Step(Entry):
    """A stage that is no status of the person: signal, assistance."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="way_steps")
    stage = models.CharField(max_length=40)  # code list `pathway_stage`
    on = models.DateField()
    authority_kind = models.CharField(max_length=40)
    authority = EncryptedText(blank=True)
    note = EncryptedText(blank=True)


class Screening(Entry):
    """A first screening: the answers, what the rule proposed, what a person decided."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="screenings")
    on = models.DateField()
    asked_by = EncryptedText()
    language = models.CharField(max_length=10, blank=True)  # code list `language`
    interpreter = EncryptedText(blank=True)
    child = models.BooleanField(default=False)  # whether the questions of a child were asked
    answers = models.JSONField(default=dict)  # indicator -> code of `screening_answer`; left out: not asked
    note = EncryptedText(blank=True)
    proposed = models.CharField(max_length=20)  # code list `screening_result`
    decided = models.CharField(max_length=20, blank=True)
    reason = EncryptedText(blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)


class Risk(Entry):
    """A risk assessment. The latest of a case holds."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="risks")
    on = models.DateField()
    factors = models.JSONField(default=dict)  # code list `risk_factor` -> `risk_level`
    proposed = models.CharField(max_length=20)
    level = models.CharField(max_length=20)  # as a person judged it
    reason = EncryptedText(blank=True)
    measures = EncryptedText(blank=True)
    review_on = models.DateField()
    replaced = models.BooleanField(default=False)  # a later one is there

    class Meta(Entry.Meta):
        indexes = [models.Index(fields=["institution", "review_on"])]


class Contact(Entry):
    """How the person may be reached without danger, by one way. The latest of each way holds."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="contacts")
    channel = models.CharField(max_length=20)  # code list `contact_channel`
    safety = models.CharField(max_length=20)  # code list `contact_safety`
    where = EncryptedText(blank=True)  # number, address, through whom
    hours = EncryptedText(blank=True)
    word = EncryptedText(blank=True)  # code word
    replaced = models.BooleanField(default=False)


class ChildStep(Entry):
    """A step for a child: done on a day, or not needed, with the reason."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="child_steps")
    step = models.CharField(max_length=40)  # code list `child_step`
    on = models.DateField()
    needless = models.BooleanField(default=False)
    who = EncryptedText(blank=True)
    note = EncryptedText(blank=True)


class Closure(Entry):
    """A closure: asked for by a case worker, approved or returned by somebody else, perhaps reopened."""

    class State(models.TextChoices):
        ASKED = "asked"
        APPROVED = "approved"
        RETURNED = "returned"
        REOPENED = "reopened"

    case = models.ForeignKey(Case, models.CASCADE, related_name="closures")
    reason = models.CharField(max_length=40)  # code list `closure_reason`
    outcome = models.CharField(max_length=40)  # code list `case_status`
    words = EncryptedText(blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.ASKED)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    answer = EncryptedText(blank=True)  # of the supervisor
    missing = models.JSONField(default=list)  # steps for a child that were missing at the approval
    why = EncryptedText(blank=True)  # why it was approved all the same
    reopened_on = models.DateField(null=True)
    reopened_by = models.CharField(max_length=200, blank=True)
    reopened_why = EncryptedText(blank=True)

    class Meta(Entry.Meta):
        indexes = [models.Index(fields=["institution", "state"])]


class OnlyAdded(models.QuerySet[Any]):
    """Refuses to change and to take out."""

    def update(self, **kwargs: Any) -> int:
        raise GijaError("pathway.log")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise GijaError("pathway.log")


class Line(Owned):
    """One line of the log of a case's way; only ever added."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="way_lines")
    act = models.CharField(max_length=20)
    what = models.CharField(max_length=40, blank=True)  # a code
    entry = models.CharField(max_length=36, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = OnlyAdded.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise GijaError("pathway.log")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise GijaError("pathway.log")
