"""What the last check of all series said; alerts and what became of them; threat notes in all their versions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gija.rapporteur.append_only import OnlyNew
from gija.vocabulary.text import Text

ZONE = "rapporteur"  # the zone's database


class Check(models.Model):
    """A check of all watched series together, and what it cost in tests."""

    at = models.DateTimeField()
    actor_name = models.CharField(max_length=200)
    series = models.PositiveIntegerField()
    tests = models.PositiveIntegerField()
    claims = models.PositiveIntegerField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.series}"


class Finding(models.Model):
    """What the last check said of one series; the next check takes its place. `published`: nothing but figures that
    others published stands behind it, so that everybody who reads may see it."""

    key = models.CharField(max_length=300, unique=True)
    indicator = models.CharField(max_length=60)
    name_en = models.CharField(max_length=400)
    name_lt = models.CharField(max_length=400)
    first = models.CharField(max_length=10)
    last = models.CharField(max_length=10)
    verdict = models.CharField(max_length=20)
    said_en = models.TextField()
    said_lt = models.TextField()
    p = models.FloatField()  # the smaller of the two corrected ones
    mean = models.FloatField()
    needed = models.PositiveIntegerField()
    figures = models.CharField(max_length=64)  # digest of the counts it was said of
    published = models.BooleanField()
    child = models.BooleanField()
    place = models.PositiveIntegerField()

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.key} {self.verdict}"

    @property
    def name(self) -> Text:
        return Text(self.name_en, self.name_lt)

    @property
    def said(self) -> Text:
        return Text(self.said_en, self.said_lt)


class Kind(models.TextChoices):
    TREND = "trend", _("A trend or change that passed the test")
    MISSING = "missing", _("A figure is missing")
    REVIEW = "review", _("A note is due for review")


class AlertState(models.TextChoices):
    OPEN = "open", _("Waits for a decision")
    TASK = "task", _("Became a task")
    DISMISSED = "dismissed", _("Put aside")


class Alert(models.Model):
    """Something that calls for a decision. `key` says of what and of which figures, so that the same is said once."""

    key = models.CharField(max_length=400, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    about = models.CharField(max_length=80)  # an indicator, or the code of a note
    text_en = models.TextField()
    text_lt = models.TextField()
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=AlertState.choices, default=AlertState.OPEN)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opened_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.about} {self.state}"

    @property
    def text(self) -> Text:
        return Text(self.text_en, self.text_lt)


class Standing(models.TextChoices):
    HOLDS = "holds", _("Holds")
    ENDED = "ended", _("Holds no longer")


class NoteVersion(OnlyNew):
    """A version of a threat note; the one with the highest number holds, all stay. An assessment of its author, with
    what it rests on: `evidence` is a list of [kind, reference, words], kind `series` (an indicator) or `source`."""

    code = models.CharField(max_length=20, db_index=True)
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=5)  # it was written in
    title = models.CharField(max_length=200)
    text = models.TextField()
    evidence = models.JSONField(default=list)
    handling = models.CharField(max_length=20)  # handling_code
    standing = models.CharField(max_length=20, choices=Standing.choices)
    review_on = models.DateField()
    account = models.BigIntegerField()
    author = models.CharField(max_length=200)
    institution = models.CharField(max_length=60)
    institution_name = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "monitoring_note"
        ordering = ["code", "number"]
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="one_version_of_a_number")]

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"
