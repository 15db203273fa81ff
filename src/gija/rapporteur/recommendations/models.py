"""A recommendation, and what each addressee tells of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gija.vocabulary.text import Text

ZONE = "rapporteur"  # the zone's database


class Source(models.TextChoices):
    GRETA = "greta", _("GRETA")
    OMBUDSMAN = "ombudsman", _("Children's Rights Ombudsman")
    EVALUATOR = "evaluator", _("Independent evaluator")
    WORKING_GROUP = "working_group", _("Working group")
    PROJECT = "project", _("Joint project")
    OTHER = "other", _("Another")


class Recommendation(models.Model):
    """What was recommended, in which document of which day, to whom, until when."""

    code = models.SlugField(max_length=60, unique=True)
    source = models.CharField(max_length=20, choices=Source.choices)
    document_en = models.CharField(max_length=300)
    document_lt = models.CharField(max_length=300)
    place = models.CharField(max_length=100, blank=True)  # paragraph of the document
    day = models.DateField()  # of the document
    text_en = models.TextField()
    text_lt = models.TextField()
    action_en = models.TextField(blank=True)  # what is to be done about it
    action_lt = models.TextField(blank=True)
    addressees = models.JSONField(default=list)  # institutions
    due_on = models.DateField(null=True)
    plan = models.CharField(max_length=60, blank=True)  # code of the plan, with its measure
    measure = models.CharField(max_length=40, blank=True)
    cited = models.CharField(max_length=300, blank=True)  # line of the source document
    withdrawn = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-day", "code"]

    def __str__(self) -> str:
        return self.code

    @property
    def document(self) -> Text:
        return Text(self.document_en, self.document_lt)


class State(models.TextChoices):
    OPEN = "open", _("Not answered")
    WRITING = "writing", _("Being written")
    SENT = "sent", _("Sent, to be decided on")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")


WRITABLE = (State.OPEN, State.WRITING, State.RETURNED, State.APPROVED)


class FollowUp(models.Model):
    """What one addressee tells. `execution`: code of the list `plan_execution`. An approved one may be written anew: it
    goes on until all is carried out; what was approved stays in the trail."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="follow_ups")
    institution = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    execution = models.CharField(max_length=20, blank=True)
    text_en = models.TextField(blank=True)
    text_lt = models.TextField(blank=True)
    evidence = models.JSONField(default=list)  # pairs: what it is, where it is found
    approved = models.CharField(max_length=20, blank=True)  # the execution that was approved last
    sent_by = models.BigIntegerField(default=0)  # account: another one approves
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["institution"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "institution"], name="one_follow_up_of_an_addressee")
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.institution}"
