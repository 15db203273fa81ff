"""The parts of a case file, abstract: each zone makes them concrete in its own database.

Identity stands in `Person` alone, encrypted. Every row says whose it is: a second wall, in the
database, can stand on it.
Actor and institution are kept as id and the name as it was: no foreign key leaves the zone.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from gija.commons.casefile.ids import LENGTH, new_id
from gija.commons.casefile.keys import code_key, name_key
from gija.commons.encryption.fields import BlindIndex, EncryptedText


def to_own(model: str, name: str, on_delete: Any = models.CASCADE, *, null: bool = False) -> Any:
    """A foreign key to a model of the zone's own app; an abstract model alone has none, as mypy remarks."""
    return models.ForeignKey(model, on_delete, related_name=name, null=null)


class Owned(models.Model):
    """A row of one institution, under a random number."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    institution = models.CharField(max_length=60, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)  # never what it is about: a model's name lands in logs


class BasePerson(Owned):
    """Who it is. Reading it leaves an audit entry (`services.read`); the gate never opens it."""

    given_names = EncryptedText(blank=True)
    family_name = EncryptedText(blank=True)
    other_names = EncryptedText(blank=True)
    birth_date = EncryptedText(blank=True)  # ISO, a year or a year and month will do
    personal_code = EncryptedText(blank=True)
    phone = EncryptedText(blank=True)
    email = EncryptedText(blank=True)
    representative = EncryptedText(blank=True)
    # Keyed hashes to find somebody before a case is opened; empty where there is nothing to hash.
    personal_code_index = BlindIndex(of="code_to_find_by")
    name_index = BlindIndex(of="name_to_find_by")

    class Meta:
        abstract = True

    def code_to_find_by(self) -> str:
        return code_key(self.institution, self.personal_code)

    def name_to_find_by(self) -> str:
        return name_key(self.institution, self.given_names, self.family_name, self.birth_date)


class BaseCase(Owned):
    """One person's case at one institution: the facts in codes, and how it stands with the register."""

    person = to_own("Person", "cases", models.PROTECT)  # type: ignore[misc]
    institution_name = models.CharField(max_length=300)
    institution_kind = models.CharField(max_length=40)  # as it was when the case was opened
    reference = models.CharField(max_length=60, blank=True)
    registered_on = models.DateField()
    sex = models.CharField(max_length=10)
    birth_year = models.PositiveSmallIntegerField(null=True)
    age_group = models.CharField(max_length=20)
    citizenship = models.JSONField(default=list)
    municipality = models.CharField(max_length=10, blank=True)
    missing = models.JSONField(default=dict)  # field -> reason
    exploitation_main = models.CharField(max_length=40, blank=True)
    exploitation_others = models.JSONField(default=list)
    exploitation_realised = models.CharField(max_length=20, blank=True)
    recruitment_methods = models.JSONField(default=list)
    means = models.JSONField(default=list)
    countries_recruitment = models.JSONField(default=list)
    countries_transit = models.JSONField(default=list)
    countries_exploitation = models.JSONField(default=list)
    answers = models.JSONField(default=dict)  # field of the record model -> code, codes, day, month, number
    kept = EncryptedText(blank=True)  # texts of the record model that stay home, as JSON: field -> text
    legal_duty = models.BooleanField(default=False)
    legal_basis = models.CharField(max_length=200, blank=True)
    review_on = models.DateField(null=True)

    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)  # the second page has been saved whole
    touched_at = models.DateTimeField(null=True)  # changed by hand since it was opened or imported
    imported = to_own("Import", "cases", models.PROTECT, null=True)  # type: ignore[misc]
    version = models.PositiveIntegerField(default=1)  # counts changes of what the register is told

    record_id = models.CharField(max_length=LENGTH, default=new_id, unique=True)  # new after a withdrawal
    revision = models.PositiveIntegerField(default=0)  # last one sent under `record_id`
    sent_version = models.PositiveIntegerField(null=True)  # null: the register has nothing of this case

    class Meta:
        abstract = True
        ordering = ["-opened_at", "id"]

    @property
    def short(self) -> str:
        return str(self.pk)[:8].upper()

    @property
    def in_register(self) -> bool:
        return self.sent_version is not None

    @property
    def changed_since_sent(self) -> bool:
        return self.in_register and self.sent_version != self.version


class Entry(Owned):
    """One entry of a case's history. It is never changed in place; one made in error is struck out, with a reason."""

    case: Any
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)
    struck_by_name = models.CharField(max_length=200, blank=True)
    struck_reason = EncryptedText(blank=True)

    class Meta:
        abstract = True
        ordering = ["entered_at", "id"]


class BaseStatus(Entry):
    """A status that an authority gave the person, from a day on."""

    case = to_own("Case", "statuses")  # type: ignore[misc]
    status = models.CharField(max_length=40)
    on = models.DateField(null=True)
    authority_kind = models.CharField(max_length=40)
    authority = EncryptedText(blank=True)

    class Meta(Entry.Meta):
        abstract = True


class BaseAssistance(Entry):
    """A service given, from a day to a day; no end: it goes on. Who gave it stays home; the kind is told."""

    case = to_own("Case", "assistance")  # type: ignore[misc]
    service = models.CharField(max_length=40)
    start = models.DateField()
    end = models.DateField(null=True)
    provider_kind = models.CharField(max_length=40, blank=True)
    provider = EncryptedText(blank=True)

    class Meta(Entry.Meta):
        abstract = True


class BaseConsent(Entry):
    """What the person (for a child, its representative) agreed to, until it is withdrawn."""

    case = to_own("Case", "consents")  # type: ignore[misc]
    scope = models.CharField(max_length=40)
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta(Entry.Meta):
        abstract = True


class BasePart(Entry):
    """One part of a group of the record model: a further event, a perpetrator without a name, a permit, a decision …

    A change strikes it out and enters another in its place (`replaces`).
    """

    case = to_own("Case", "parts")  # type: ignore[misc]
    group = models.CharField(max_length=40)
    said = models.JSONField(default=dict)  # field -> code, codes, day, month, number
    kept = EncryptedText(blank=True)  # texts that stay home, as JSON
    replaces = models.CharField(max_length=LENGTH, blank=True)

    class Meta(Entry.Meta):
        abstract = True


class BaseNote(Entry):
    """Free text: it stays home."""

    case = to_own("Case", "notes")  # type: ignore[misc]
    text = EncryptedText()

    class Meta(Entry.Meta):
        abstract = True


class BaseSubmission(Owned):
    """A message that left: exactly what was in it, who sent it, and the letter that carries it."""

    case = to_own("Case", "submissions")  # type: ignore[misc]
    record_id = models.CharField(max_length=LENGTH)
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    letter = models.CharField(max_length=LENGTH)
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    sent_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-sent_at", "-revision"]


class BaseImport(Owned):
    """A file of cases: looked at, applied as a whole, undone as a whole. Its rows are forgotten once applied."""

    class State(models.TextChoices):
        PREVIEW = "preview"
        APPLIED = "applied"
        UNDONE = "undone"

    state = models.CharField(max_length=20, choices=State.choices, default=State.PREVIEW)
    account = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)
    corrects = models.CharField(max_length=LENGTH, blank=True)  # the earlier try that this file mends
    warnings = models.JSONField(default=list)  # [row, code of the rule]
    content = EncryptedText(blank=True)  # the rows as JSON, until they are applied
    faults = models.JSONField(default=list)  # [row, field, code, values]: places and reasons, never what was read
    unknown = models.JSONField(default=list)  # numbers of columns that mean nothing here

    class Meta:
        abstract = True
        ordering = ["-made_at", "id"]
