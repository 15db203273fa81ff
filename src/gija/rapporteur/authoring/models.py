"""What was written, sent and received: only ever new rows. An earlier version that is taken again is a new one."""

from __future__ import annotations

from django.db import models

from gija.rapporteur.append_only import OnlyNew
from gija.rapporteur.reports.models import Report
from gija.vocabulary.text import Text

ZONE = "rapporteur"  # the zone's database


class Kept(OnlyNew):
    """A row with who made it, for whom, when."""

    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Passage(Kept):
    """One version of the text of one section in one language; the latest holds. `taken`: the version it repeats."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="passages", db_constraint=False)
    section = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    taken = models.CharField(max_length=60, blank=True)

    class Meta:
        managed = False
        db_table = "authoring_passage"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "section", "language", "number"], name="one_version_of_a_passage")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section} {self.language} {self.number}"


class Elsewhere(Kept):
    """What another country answered to a question, as it was entered, with its source."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="elsewhere", db_constraint=False)
    section = models.CharField(max_length=60)
    question = models.CharField(max_length=20)  # its number: 9.2.1
    country = models.CharField(max_length=10)  # of the list `country`
    text_en = models.TextField()
    text_lt = models.TextField()
    source = models.CharField(max_length=300)

    class Meta:
        managed = False
        db_table = "authoring_elsewhere"
        ordering = ["country", "id"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section} {self.country}"

    @property
    def text(self) -> Text:
        return Text(self.text_en, self.text_lt)


class Dispatch(Kept):
    """That a report was sent to an addressee, with what, how. `message`: the id of the e-mail."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="dispatches", db_constraint=False)
    to = models.CharField(max_length=60, blank=True)  # institution of the directory; empty: one named below
    name_en = models.CharField(max_length=300)
    name_lt = models.CharField(max_length=300)
    channel = models.CharField(max_length=40)  # of the list `sending_channel`
    day = models.DateField()
    reference = models.CharField(max_length=200, blank=True)  # number in the register of documents
    language = models.CharField(max_length=4)  # lt, en, both
    letter = models.TextField(blank=True)
    email = models.CharField(max_length=254, blank=True)
    message = models.CharField(max_length=300, blank=True)
    release = models.CharField(max_length=80, blank=True)
    hash = models.CharField(max_length=64)  # of the data that were sent

    class Meta:
        managed = False
        db_table = "authoring_dispatch"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.to or self.name_en}"

    @property
    def name(self) -> Text:
        return Text(self.name_en, self.name_lt)


class Receipt(Kept):
    """That an addressee received it: on which day, under which number; who entered it is who made the row."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="receipts", db_constraint=False)
    day = models.DateField()
    reference = models.CharField(max_length=200)

    class Meta:
        managed = False
        db_table = "authoring_receipt"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.dispatch_id} {self.day}"
