"""Plans and their editions, drafts with what was said of them, progress on measures, evaluations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.append_only import OnlyNew
from gija.vocabulary.text import Text

ZONE = "rapporteur"  # the zone's database


class Kind(models.TextChoices):
    PROGRAMME = "programme", _("Programme")
    PLAN = "plan", _("Action plan")


class Plan(models.Model):
    """A programme, or a plan (of a programme, where one is named). What it says stands in its editions."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title_en = models.CharField(max_length=300)
    title_lt = models.CharField(max_length=300)
    starts = models.DateField()
    ends = models.DateField()
    coordinator = models.CharField(max_length=60)  # institution
    enforcers = models.JSONField(default=list)  # institutions that carry it out, an open list
    programme = models.CharField(max_length=60, blank=True)  # code of the programme it carries out
    replaces = models.CharField(max_length=60, blank=True)  # code of the plan it took the place of
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-starts", "code"]

    def __str__(self) -> str:
        return self.code

    @property
    def text(self) -> Text:
        return Text(self.title_en, self.title_lt)


class Acted(OnlyNew):
    """Who did something, for which institution, when. What it is about is not bound by the database: a row that can
    never go would bind the other for ever, even where a test empties its tables."""

    account = models.BigIntegerField(default=0)
    actor_name = models.CharField(max_length=200, blank=True)
    institution = models.CharField(max_length=60, blank=True)
    institution_name = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Edition(Acted):
    """What a plan says since an act. Never changed: an amendment is the next edition."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="editions", db_constraint=False)
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=20)  # adopted, amended
    document_en = models.CharField(max_length=300, blank=True)  # resolution and its number
    document_lt = models.CharField(max_length=300, blank=True)
    adopted_by = models.CharField(max_length=60, blank=True)  # institution
    day = models.DateField(null=True)  # of adoption; None where no source tells it
    content = models.JSONField()  # see `tree.written`
    hash = models.CharField(max_length=64)  # SHA-256 of the canonical content
    reason = models.TextField(blank=True)

    class Meta:
        managed = False
        db_table = "plan_edition"
        ordering = ["plan_id", "number"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"


class Standing(models.TextChoices):
    DRAFTING = "drafting", _("Being drafted")
    CONSULTING = "consulting", _("With the institutions for their opinion")
    PRESENTED = "presented", _("Presented for adoption")


class Draft(models.Model):
    """The next edition on its way. One at a time; `version` grows with every change."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="draft")
    standing = models.CharField(max_length=20, choices=Standing.choices, default=Standing.DRAFTING)
    content = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.plan_id} {self.standing}"


class Opinion(Acted):
    """What an institution said of a draft, of all of it or of one item."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="opinions", db_constraint=False)
    item = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    version = models.PositiveIntegerField()  # of the draft it was about

    class Meta:
        managed = False
        db_table = "plan_opinion"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.item}"


class State(models.TextChoices):
    WRITING = "writing", _("Being written")
    SENT = "sent", _("Sent, with the coordinator")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")


OPEN = (State.WRITING, State.RETURNED)


class Progress(models.Model):
    """What one institution tells of one measure and half-year. `execution`: code of the list `plan_execution`."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="progress")
    measure = models.CharField(max_length=40)
    period = models.CharField(max_length=10)  # 2014-H1
    institution = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WRITING)
    execution = models.CharField(max_length=20, blank=True)
    text_en = models.TextField(blank=True)
    text_lt = models.TextField(blank=True)
    actuals = models.JSONField(default=list)  # what was reached, in the order of the measure's targets; "" for untold
    evidence = models.JSONField(default=list)  # pairs: what it is, where it is found
    files = models.JSONField(default=list)  # keys of `EvidenceFile`, those that are in it now
    spent = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="EUR")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-period", "measure", "institution"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "measure", "period", "institution"], name="one_progress_of_a_measure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.measure} {self.period}"


class ProgressAct(Acted):
    """What was done with it, with what it said then: nothing that was sent is lost."""

    progress = models.ForeignKey(Progress, models.PROTECT, related_name="acts", db_constraint=False)
    act = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    content = models.JSONField()
    version = models.PositiveIntegerField()

    class Meta:
        managed = False
        db_table = "plan_progress_act"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.progress_id} {self.act}"


class EvidenceFile(Acted):
    """A document of the institution, as it was put beside a report. It stays even where it is taken out again."""

    progress = models.ForeignKey(Progress, models.PROTECT, related_name="kept", db_constraint=False)
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=120)  # of the file, of harmless signs only
    ending = models.CharField(max_length=10)  # by its bytes
    hash = models.CharField(max_length=64)  # SHA-256
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        managed = False
        db_table = "plan_evidence_file"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.progress_id} {self.hash[:12]}"


class Evaluation(Acted):
    """A judgement on a measure, or (no measure) on the plan, by one criterion. A later one stands beside it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="evaluations", db_constraint=False)
    measure = models.CharField(max_length=40, blank=True)
    criterion = models.CharField(max_length=40)  # of the list `evaluation_criterion`
    grade = models.PositiveSmallIntegerField(null=True)  # 1 poor … 4 good; None: cannot be judged
    text_en = models.TextField(blank=True)
    text_lt = models.TextField(blank=True)

    class Meta:
        managed = False
        db_table = "plan_evaluation"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.measure} {self.criterion}"
