"""Tenders, bids with scores, contracts, what is delivered under them, and what was handed over."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.bodies.models import Acted
from gija.vocabulary.text import Text

ZONE = "rapporteur"  # the zone's database


class State(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    CALLED = "called", _("Call published")
    AWARDED = "awarded", _("Awarded")
    CONTRACTED = "contracted", _("Under contract")
    CANCELLED = "cancelled", _("Ended without a contract")


class Tender(models.Model):
    """A public competition for the independent report about some years. `criteria`: {code, en, lt, weight}, weights in
    per cent, together 100."""

    code = models.SlugField(max_length=60, unique=True)
    title_en = models.CharField(max_length=300)
    title_lt = models.CharField(max_length=300)
    first = models.PositiveSmallIntegerField()  # years the report is about
    last = models.PositiveSmallIntegerField()
    requirements_en = models.TextField(blank=True)
    requirements_lt = models.TextField(blank=True)
    required_by = models.CharField(max_length=60, default="moi")  # institution
    criteria = models.JSONField(default=list)
    reference = models.CharField(max_length=200, blank=True)  # number of the procurement
    called_on = models.DateField(null=True)
    bids_until = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-first", "code"]

    def __str__(self) -> str:
        return self.code

    @property
    def text(self) -> Text:
        return Text(self.title_en, self.title_lt)


class Bid(models.Model):
    """What an organisation offered. `admitted` None: not decided yet."""

    tender = models.ForeignKey(Tender, models.PROTECT, related_name="bids")
    name = models.CharField(max_length=300)
    organisation = models.CharField(max_length=60, blank=True)  # of the directory, where it stands there
    received_on = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="EUR")
    admitted = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["tender", "name"], name="one_bid_of_an_organisation")]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.name}"


class Score(Acted):
    """Points of one member (by seat) for one criterion; the last one counts, earlier ones stay."""

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="scores", db_constraint=False)
    criterion = models.CharField(max_length=40)
    member = models.CharField(max_length=200)  # the seat, never a person
    points = models.PositiveSmallIntegerField()  # 0 to 100

    class Meta:
        managed = False
        db_table = "evaluators_score"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.bid_id} {self.criterion}"


class Contract(models.Model):
    """The contract of a tender. Empty numbers and days: the source does not tell them."""

    tender = models.OneToOneField(Tender, models.PROTECT, related_name="contract")
    name = models.CharField(max_length=300)  # the contractor
    organisation = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=100, blank=True)
    day = models.DateField(null=True)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="EUR")
    why = models.TextField(blank=True)  # where another than the first of the ranking was chosen
    source = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                name="contract_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.tender_id} {self.number}"


class Delivery(models.TextChoices):
    DUE = "due", _("To be delivered")
    DELIVERED = "delivered", _("Delivered, to be accepted")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
    PAID = "paid", _("Accepted and paid")


class Deliverable(models.Model):
    """What the contract asks for, mostly the report; with its acceptance and payment."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="deliverables")
    title_en = models.CharField(max_length=300)
    title_lt = models.CharField(max_length=300)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=Delivery.choices, default=Delivery.DUE)
    delivered_on = models.DateField(null=True)
    reference = models.CharField(max_length=300, blank=True)  # where it is found
    hash = models.CharField(max_length=64, blank=True)  # SHA-256 of the document
    paid = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="EUR")
    paid_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.state}"


class Office(models.TextChoices):
    EVALUATOR = "evaluator", _("Independent evaluator")
    COORDINATOR = "coordinator", _("National Coordinator")
    OMBUDSMAN = "ombudsman", _("Children's Rights Ombudsman")
    RAPPORTEUR = "rapporteur", _("National Rapporteur")


class Handover(Acted):
    """That an office or the evaluator's work went from one to the next, with what was handed over. Never changed."""

    office = models.CharField(max_length=20, choices=Office.choices)
    given_by = models.CharField(max_length=300)  # organisation or office, never a person
    taken_by = models.CharField(max_length=300)
    day = models.DateField()
    what = models.TextField()
    reference = models.CharField(max_length=200, blank=True)
    hash = models.CharField(max_length=64, blank=True)  # of the package
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        managed = False
        db_table = "evaluators_handover"
        ordering = ["-day", "-id"]

    def __str__(self) -> str:
        return f"{self.office} {self.day}"
