"""Calls, applications with their assessments, grants with instalments and amendments, and what is reported of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gija.vocabulary.text import Text

ZONE = "rapporteur"  # the zone's database


class CallState(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Published")
    ASSESSING = "assessing", _("Being assessed")
    AWARDED = "awarded", _("Grant awarded")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class Call(models.Model):
    """A call for projects. `criteria`: {code, en, lt, weight, most}, weights together 100, `most` the highest points;
    they stand from publication. `bound`: how many of 100 points assessors may differ without a third or a meeting."""

    code = models.SlugField(max_length=50, unique=True)
    title_en = models.CharField(max_length=200)
    title_lt = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    purpose_en = models.TextField()
    purpose_lt = models.TextField()
    conditions_en = models.TextField(blank=True)
    conditions_lt = models.TextField(blank=True)
    documents_en = models.TextField(blank=True)
    documents_lt = models.TextField(blank=True)
    contact = models.CharField(max_length=200)  # of the institution, never of a person
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    criteria = models.JSONField(default=list)
    bound = models.PositiveSmallIntegerField(default=20)
    institution = models.CharField(max_length=60)  # that calls
    state = models.CharField(max_length=20, choices=CallState.choices, default=CallState.DRAFT)
    awarded_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="call_closes_after_it_opens")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def text(self) -> Text:
        return Text(self.title_en, self.title_lt)


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Outcome(models.TextChoices):
    NONE = "", _("Not decided")
    AWARDED = "awarded", _("Grant awarded")
    REFUSED = "refused", _("Not awarded")


class Application(models.Model):
    """A project for which an institution asks money. `budget`: {words, amount}, amounts as text, together `requested`.
    `outcome` is told to the institution once the call is awarded."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    institution = models.CharField(max_length=60)
    title_lt = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    summary_lt = models.TextField()
    summary_en = models.TextField(blank=True)
    partners = models.TextField(blank=True)
    documents = models.TextField(blank=True)  # numbers of the documents that were asked for
    budget = models.JSONField(default=list)
    requested = models.DecimalField(max_digits=12, decimal_places=2)
    victims = models.PositiveIntegerField(default=0)  # persons the project plans to assist, each kind apart
    at_risk = models.PositiveIntegerField(default=0)
    statements = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=ApplicationState.choices, default=ApplicationState.DRAFT)
    submitted_at = models.DateTimeField(null=True)
    hash = models.CharField(max_length=64, blank=True)  # SHA-256 of what was submitted
    outcome = models.CharField(max_length=20, choices=Outcome.choices, default=Outcome.NONE, blank=True)
    awarded = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    reason_en = models.TextField(blank=True)
    reason_lt = models.TextField(blank=True)
    appeal_on = models.DateField(null=True)
    appeal = models.TextField(blank=True)
    appeal_outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(
            fields=["call", "institution"], condition=~Q(state="withdrawn"), name="one_application_of_an_institution",
        )]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"p{self.pk}"


class Assessment(models.Model):
    """What one assessor says of one application: first whether there is a conflict of interest, then points and words
    for every criterion, once. `met`: what a meeting about a wide spread came to."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="assessments")
    account = models.BigIntegerField()
    conflict = models.BooleanField()
    declared = models.TextField(blank=True)
    scores = models.JSONField(default=dict)  # criterion -> {points, words}
    done_at = models.DateTimeField(null=True)
    met = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["application", "account"], name="one_assessment_of_an_assessor")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.pk}"


class Grant(models.Model):
    """The contract of an awarded application. `revision` grows with each amendment and is told to the institution."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="grant")
    number = models.SlugField(max_length=60, unique=True)
    contract = models.CharField(max_length=100)  # number of the paper
    signed_on = models.DateField()
    starts = models.DateField()
    ends = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    revision = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts", "number"]
        constraints = [models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="grant_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.number

    @property
    def currency(self) -> str:
        return str(self.application.call.currency)


class Amendment(models.Model):
    """What was changed in a contract, and why; what held before stays to be seen."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="amendments")
    day = models.DateField()
    ended = models.DateField()  # last day before
    amount = models.DecimalField(max_digits=12, decimal_places=2)  # sum before
    reason = models.TextField()

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.day}"


class Instalment(models.Model):
    """A part of the sum: when it is due and on which condition; when and how much was paid."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="instalments")
    due_on = models.DateField()
    condition = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    paid = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    paid_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.due_on}"


class Owed(models.Model):
    """A report that the contract asks for: of persons assisted and of money, about a period, until a day."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="owed")
    period = models.CharField(max_length=10)
    due_on = models.DateField()
    reminded_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["grant", "period"], name="one_report_of_a_period")]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.period}"


class Verdict(models.TextChoices):
    RECEIVED = "received", _("Received, to be looked at")
    ACCEPTED = "accepted", _("Accepted")
    RETURNED = "returned", _("Returned")


class PersonsReport(models.Model):
    """Persons assisted, as the institution counted them by rule: `cells` are {key, value}, key by status, sex and age.
    A correction is another vintage; figures are never changed."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="persons")
    period = models.CharField(max_length=10)
    vintage = models.PositiveIntegerField()
    rule = models.CharField(max_length=60)
    cells = models.JSONField(default=list)
    victims = models.PositiveIntegerField()
    at_risk = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    approved_on = models.DateField()
    letter = models.CharField(max_length=36)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=Verdict.choices, default=Verdict.RECEIVED)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["period", "vintage"]
        constraints = [models.UniqueConstraint(fields=["grant", "period", "vintage"], name="one_grant_report_vintage")]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.period} v{self.vintage}"


class MoneyReport(models.Model):
    """Budget against what was spent. `lines`: {words, budget, spent}, sums as text. What is eligible the officer
    says."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="money")
    period = models.CharField(max_length=10)
    lines = models.JSONField(default=list)
    spent = models.DecimalField(max_digits=12, decimal_places=2)
    eligible = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=Verdict.choices, default=Verdict.RECEIVED)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["period", "id"]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.period}"
