"""A case, its people without names, the stages they reached, the sentences; and the frozen tables of years."""

from __future__ import annotations

from django.db import models

from gija.commons.encryption.fields import BlindIndex, EncryptedText
from gija.commons.handover.models import FrozenTable
from gija.police.search.ids import LENGTH, new_id

POLICE = "police"


class CriminalCase(models.Model):
    """One case. `offended_on`: the day the offence began, which says what law held; empty where it is not known."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    institution = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)  # case_kind
    number = EncryptedText()
    number_index = BlindIndex(of="number_to_find_by")
    offence = models.CharField(max_length=20)  # offence, administrative_offence
    offended_on = models.DateField(null=True)
    entered_at = models.DateTimeField()
    entered_by = models.BigIntegerField()
    entered_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-entered_at", "id"]
        constraints = [models.UniqueConstraint(fields=["institution", "number_index"], name="criminal_case_once")]

    def __str__(self) -> str:
        return self.id

    def number_to_find_by(self) -> str:
        return plain_number(self.number)


class Party(models.Model):
    """Somebody a case is against: the first, the second ... Never who it is."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    case = models.ForeignKey(CriminalCase, models.CASCADE, related_name="parties")
    institution = models.CharField(max_length=60)
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)  # person_kind
    sex = models.CharField(max_length=2, blank=True, default="")  # sex; of a natural person

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["case", "place"], name="criminal_party_once")]

    def __str__(self) -> str:
        return str(self.place)


class Stage(models.Model):
    """A stage the case, or one of its people, reached on a day. Struck out: entered in error, with the reason."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    case = models.ForeignKey(CriminalCase, models.CASCADE, related_name="stages")
    party = models.ForeignKey(Party, models.CASCADE, null=True, related_name="stages")
    institution = models.CharField(max_length=60)
    stage = models.CharField(max_length=20)  # procedure_stage
    day = models.DateField()
    grounds = models.JSONField(default=list)  # exemption_ground, of `exempted`
    struck = EncryptedText(blank=True, default="")
    struck_on = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["day", "noted_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "stage"], condition=models.Q(party=None, struck_on=None), name="criminal_stage_once"
            ),
            models.UniqueConstraint(
                fields=["party", "stage"], condition=models.Q(struck_on=None), name="criminal_person_stage_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.day}"


class Sentence(models.Model):
    """A sentence imposed with a conviction, or a fine. `verdict`: against the range of its article as it was then
    told; `why`: said where it lies outside."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="sentences")
    institution = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)  # sentence_kind
    months = models.PositiveIntegerField(null=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    verdict = models.CharField(max_length=20)  # sentence_verdict
    why = EncryptedText(blank=True, default="")

    class Meta:
        ordering = ["kind", "id"]
        constraints = [models.UniqueConstraint(fields=["stage", "kind"], name="criminal_sentence_once")]

    def __str__(self) -> str:
        return self.kind


class YearTable(FrozenTable):
    """Frozen counts of a year, for the Rapporteur."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_id, editable=False)

    class Meta:
        ordering = ["-period", "-vintage"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "period", "vintage"], name="criminal_table_once"),
        ]


def plain_number(text: str) -> str:
    """A number as it is compared: capitals, without spaces."""
    return "".join(text.upper().split())
