"""Bodies, their members by office, meetings, decisions and what they led to; who holds which function."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.append_only import OnlyNew
from gija.vocabulary.text import Text

ZONE = "rapporteur"  # the zone's database


class Kind(models.TextChoices):
    COMMISSION = "commission", _("Commission")
    TASK_FORCE = "task_force", _("Task force")
    WORKING_GROUP = "working_group", _("Working group")
    OFFICE = "office", _("Office")
    PROJECT = "project", _("Joint project")


class Body(models.Model):
    """A body, with the act that set it up. `duties`: what it owes, each {code, en, lt, source} and perhaps `duty` (of
    the calendar) or `where` (a room of Gija that keeps it)."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title_en = models.CharField(max_length=300)
    title_lt = models.CharField(max_length=300)
    founder = models.CharField(max_length=60, blank=True)  # institution
    founder_en = models.CharField(max_length=200, blank=True)  # the office, as the Prime Minister
    founder_lt = models.CharField(max_length=200, blank=True)
    act_en = models.CharField(max_length=300, blank=True)
    act_lt = models.CharField(max_length=300, blank=True)
    day = models.DateField(null=True)  # of the act; None where no source tells it
    years = models.CharField(max_length=30, blank=True)  # as the source tells the period
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    chair = models.CharField(max_length=60, blank=True)  # institution
    chair_en = models.CharField(max_length=200, blank=True)  # the office
    chair_lt = models.CharField(max_length=200, blank=True)
    task_en = models.TextField(blank=True)
    task_lt = models.TextField(blank=True)
    duties = models.JSONField(default=list)
    follows = models.CharField(max_length=60, blank=True)  # code of the body it took the place of
    plan = models.CharField(max_length=60, blank=True)  # code of the plan it is about
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts", "code"]

    def __str__(self) -> str:
        return self.code

    @property
    def text(self) -> Text:
        return Text(self.title_en, self.title_lt)


class Member(models.Model):
    """A seat: an office of an institution, never a person."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="members")
    institution = models.CharField(max_length=60, blank=True)  # of the directory, where it stands there
    office_en = models.CharField(max_length=200)
    office_lt = models.CharField(max_length=200)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.body_id} {self.institution}"


class Session(models.TextChoices):
    CALLED = "called", _("Called")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Not held")


class Meeting(models.Model):
    """A meeting; `present`: institutions that took part, told with the minutes."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()
    day = models.DateField()
    state = models.CharField(max_length=20, choices=Session.choices, default=Session.CALLED)
    agenda_en = models.TextField(blank=True)
    agenda_lt = models.TextField()
    minutes_en = models.TextField(blank=True)
    minutes_lt = models.TextField(blank=True)
    reference = models.CharField(max_length=200, blank=True)  # register number of the minutes
    present = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-day", "-number"]
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="one_meeting_of_a_number")]

    def __str__(self) -> str:
        return f"{self.body_id} {self.number}"


class Acted(OnlyNew):
    """Who did something, for which institution, when."""

    account = models.BigIntegerField(default=0)
    actor_name = models.CharField(max_length=200, blank=True)
    institution = models.CharField(max_length=60, blank=True)
    institution_name = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Decision(Acted):
    """What was decided, with the votes. Never changed: another decision changes it."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions", db_constraint=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions", db_constraint=False, null=True)
    number = models.CharField(max_length=40)
    text_en = models.TextField()
    text_lt = models.TextField()
    strategic = models.BooleanField(default=False)  # a strategic question (S1 L54)
    ayes = models.PositiveSmallIntegerField(null=True)  # votes; None: without a vote
    noes = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)

    class Meta:
        managed = False
        db_table = "bodies_decision"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.body_id} {self.number}"


class Law(Acted):
    """A change of law that a decision, or the work of the body, led to."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="laws", db_constraint=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="laws", db_constraint=False, null=True)
    text_en = models.TextField()
    text_lt = models.TextField()
    reference = models.CharField(max_length=200, blank=True)
    day = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        managed = False
        db_table = "bodies_law"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.body_id} {self.reference}"


class Stand(models.TextChoices):
    FOUND = "found", _("Found, no proposal yet")
    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Proposal accepted")
    REFUSED = "refused", _("Proposal not accepted")
    SOLVED = "solved", _("Solved")


class Problem(models.Model):
    """A main problem that was found, and the proposal about it."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="problems")
    text_en = models.TextField()
    text_lt = models.TextField()
    state = models.CharField(max_length=20, choices=Stand.choices, default=Stand.FOUND)
    proposal_en = models.TextField(blank=True)
    proposal_lt = models.TextField(blank=True)
    to = models.CharField(max_length=60, blank=True)  # institution, mostly the Government
    found_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-found_on", "-id"]

    def __str__(self) -> str:
        return f"{self.body_id} {self.state}"


class Part(models.TextChoices):
    MAIN = "main", _("Holds it")
    SUPPORT = "support", _("Supports")


class Holding(models.Model):
    """A unit holds a function of the National Rapporteur, or a share of it in per cent, from a day to a day."""

    function = models.CharField(max_length=10)  # of functions.yaml: 9.1 … 9.6
    institution = models.CharField(max_length=60)
    part = models.CharField(max_length=10, choices=Part.choices)
    share = models.PositiveSmallIntegerField(null=True)
    starts = models.DateField()
    ends = models.DateField(null=True)
    note_en = models.CharField(max_length=300, blank=True)
    note_lt = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["function", "part", "institution", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | models.Q(share__lte=100), name="share_up_to_a_hundred"
            )
        ]

    def __str__(self) -> str:
        return f"{self.function} {self.institution}"


class Act(Acted):
    """What was done with anything of the rooms bodies, recommendations and evaluators; `content` as it was then."""

    kind = models.CharField(max_length=40)  # body, meeting, recommendation, tender …
    about = models.CharField(max_length=80, db_index=True)
    act = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    content = models.JSONField(default=dict)

    class Meta:
        managed = False
        db_table = "bodies_act"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.about} {self.act}"
