"""A record, its revisions, and the codes of each. Only the field types of `gija.register.fields`.

All revisions are kept. A withdrawn record is a tombstone: its number, who sent it and the month of withdrawal remain,
so that a revision that arrives late does not bring it back; what it said is deleted, at once or, where this half-year's
tables have been counted with it already, with the half-year (`leaving`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gija.messages.victims import MAY_BE_MISSING
from gija.register.fields import Code, Count, Flag, Id, Institution, Money, Month, Year, new_id
from gija.register.records import answered
from gija.vocabulary.record_rules import ERROR, WARNING, rules

REGISTER = "register"  # the zone's database


class Record(models.Model):
    """One victim as one institution knows them, under the number the institution drew."""

    id = Id(primary_key=True)
    sender = Institution()
    received_month = Month()  # of the latest message on it
    current = Count(null=True)  # number of the revision that holds; empty for a tombstone
    withdrawn = Flag(default=False)
    withdrawn_month = Month(null=True)
    withdrawn_upto = Count(null=True)  # revisions up to this one are not taken in any more
    leaves = Month(null=True)  # no consent any more, but counted in tables made before this month
    leaving = Count(null=True)  # number of the revision that held until then, of a withdrawn record

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["sender"], name="record_sender")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn=False, current__isnull=False)
                | Q(withdrawn=True, current__isnull=True, withdrawn_month__isnull=False),
                name="record_holds_or_is_a_tombstone",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Revision(models.Model):
    """What the record said at one revision."""

    id = Id(primary_key=True, default=new_id)
    record = models.ForeignKey(Record, models.CASCADE, related_name="revisions")
    number = Count()
    received_month = Month()
    message_version = Count(default=1)  # of the message it came in
    sender_kind = Code(list="institution_kind")  # as it was then, so that a re-typing does not rewrite history
    registration_month = Month()
    status = Code(list="victim_status")
    status_month = Month(null=True)
    status_authority_kind = Code(list="institution_kind")
    sex = Code(list="sex")
    birth_year = Year(null=True)
    age_group = Code(list="age_group")
    municipality = Code(list="municipality", null=True)
    exploitation_realised = Code(list="exploitation_stage")

    class Meta:
        ordering = ["record", "number"]
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="revision_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.number}"


class Counting(models.Model):
    """That tables on the people of a year have been counted in a half-year: `turn_year` and `turn_half`."""

    id = Id(primary_key=True, default=new_id)
    year = Year()
    turn_year = Year()
    turn_half = Count()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "turn_year", "turn_half"], name="counting_once")]

    def __str__(self) -> str:
        return str(self.id)


class Origin(models.Model):
    """The letter that brought an institution's latest record: the inbox knows which installation sent it."""

    id = Id(primary_key=True, default=new_id)
    institution = Institution(unique=True)
    letter = Id()

    def __str__(self) -> str:
        return str(self.id)


class _Part(models.Model):
    """A code that a revision may have several of."""

    id = Id(primary_key=True, default=new_id)
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)


class Citizenship(_Part):
    country = Code(list="country")


class Form(_Part):
    """A form of exploitation; the main one has place 1."""

    place = Count()
    form = Code(list="exploitation")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "place"], name="form_place_once")]


class Recruitment(_Part):
    method = Code(list="recruitment_method")


class Mean(_Part):
    mean = Code(list="means_legal")


class CountryPart(_Part):
    country = Code(list="country")
    role = Code(list="country_role")


class Service(_Part):
    service = Code(list="service")
    start = Month()
    end = Month(null=True)
    provider_kind = Code(list="institution_kind", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="service_ends_after_it_begins"
            )
        ]


class Consent(_Part):
    scope = Code(list="consent_scope")


class Missing(_Part):
    """Why a field is empty."""

    field = Code(codes=MAY_BE_MISSING)
    reason = Code(list="missing")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "field"], name="missing_once")]


class Answer(_Part):
    """What the revision says in one field of the record model that has no table of its own.

    `group` and `item`: which part of the record, `record` and 0 for the record itself; `place`: which of several.
    A value stands in the one column of its kind, and a code is of the list of its field: the database sees to both.
    """

    group = Code(codes=answered.GROUPS)
    item = Count()
    field = Code(codes=answered.FIELDS)
    place = Count()
    code = Code(codes=answered.CODES, null=True)
    count = Count(null=True)
    month = Month(null=True)
    flag = Flag(null=True)
    money = Money(null=True)

    class Meta:
        indexes = [models.Index(fields=["field", "code"], name="answer_field_code")]
        constraints = [
            models.UniqueConstraint(fields=["revision", "group", "item", "field", "place"], name="answer_once"),
            models.CheckConstraint(condition=answered.of_its_kind(), name="answer_of_its_kind"),
            models.CheckConstraint(condition=answered.of_its_list(), name="answer_of_its_list"),
            models.CheckConstraint(condition=answered.of_its_group(), name="answer_of_its_group"),
        ]


class Finding(_Part):
    """A rule of the record that the revision does not keep, as it was when it came in."""

    rule = Code(codes=[rule.code for rule in rules()])
    rule_version = Count()
    level = Code(codes=(ERROR, WARNING))
    item = Count()  # which part of a group; 0 for the record
