"""Every field of a case file once: its kind, its list, its page. Form, import, case page and print are made from these.

`IDENTITY` fields are kept encrypted and never leave; nothing but codes, months and years passes the gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.vocabulary import record_model
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text


class Kind(StrEnum):
    """How a field is read and asked for."""

    NAME = "name"
    TEXT = "text"
    LONG = "long"
    DATE = "date"  # a whole day
    BORN = "born"  # a day, a month or a year
    CODE = "code"
    CODES = "codes"  # several of a short list: tick boxes
    ROWS = "rows"  # several of a long list: a row of selects
    FLAG = "flag"
    YES_NO = "yes_no"  # a flag that may also be unanswered
    MONTH = "month"
    COUNT = "count"
    MONEY = "money"  # euro, kept as cents
    PERSONAL_CODE = "personal_code"
    PHONE = "phone"
    EMAIL = "email"


Words = Any  # str or a lazy translation


@dataclass(frozen=True, slots=True)
class Field:
    """A field on page 1 (the person) or 2 (what happened); `once`: asked for a new case, then kept as history."""

    name: str
    label: Words
    kind: Kind
    page: int
    list: str = ""
    required: bool = False
    once: bool = False
    hint: Words = ""
    longest: int = 200
    most: int = 0  # of a count


FIELDS = (
    Field(
        "reference",
        _("Your own case number"),
        Kind.TEXT,
        1,
        hint=_("Stays in your institution. Write no name here."),
        longest=60,
    ),
    Field("registered_on", _("Registered on"), Kind.DATE, 1, required=True),
    Field("given_names", _("Given names"), Kind.NAME, 1),
    Field("family_name", _("Family name"), Kind.NAME, 1),
    Field("other_names", _("Former and other names"), Kind.NAME, 1),
    Field(
        "birth_date",
        _("Date of birth"),
        Kind.BORN,
        1,
        hint=_("Year-month-day, or a year, or a year and month: 1990-05-17, 1990."),
    ),
    Field("birth_date_missing", _("If the date of birth is not known, why"), Kind.CODE, 1, list="missing"),
    Field(
        "age_group",
        _("Age group on the day of registration"),
        Kind.CODE,
        1,
        list="age_group",
        hint=_("Only needed if the date of birth does not tell it."),
    ),
    Field("sex", _("Sex"), Kind.CODE, 1, list="sex", required=True),
    Field("citizenship", _("Citizenship"), Kind.ROWS, 1, list="country"),
    Field("citizenship_missing", _("If the citizenship is not known, why"), Kind.CODE, 1, list="missing"),
    Field("municipality", _("Municipality where the person lives"), Kind.CODE, 1, list="municipality"),
    Field("personal_code", _("Lithuanian personal code"), Kind.PERSONAL_CODE, 1, hint=_("Eleven digits.")),
    Field("phone", _("Phone"), Kind.PHONE, 1),
    Field("email", _("E-mail"), Kind.EMAIL, 1),
    Field(
        "representative",
        _("Who represents the child"),
        Kind.TEXT,
        1,
        hint=_("For a child only: a parent, a guardian, the child rights service. Stays in your institution."),
    ),
    Field("status", _("Status"), Kind.CODE, 2, list="victim_status", required=True, once=True),
    Field("status_on", _("Status since"), Kind.DATE, 2, once=True),
    Field("authority_kind", _("Who gave the status"), Kind.CODE, 2, list="institution_kind", required=True, once=True),
    Field(
        "authority",
        _("Name of the institution that gave it"),
        Kind.TEXT,
        2,
        once=True,
        hint=_("Stays in your institution."),
    ),
    Field("exploitation_main", _("Main form of exploitation"), Kind.CODE, 2, list="exploitation", required=True),
    Field("exploitation_others", _("Other forms of exploitation"), Kind.CODES, 2, list="exploitation"),
    Field(
        "exploitation_realised",
        _("Did the exploitation take place?"),
        Kind.CODE,
        2,
        list="exploitation_stage",
        required=True,
    ),
    Field("recruitment_methods", _("How the person was recruited"), Kind.CODES, 2, list="recruitment_method"),
    Field("means", _("Means used"), Kind.CODES, 2, list="means_legal"),
    Field("countries_recruitment", _("Country of recruitment"), Kind.ROWS, 2, list="country"),
    Field("countries_transit", _("Country of transit"), Kind.ROWS, 2, list="country"),
    Field("countries_exploitation", _("Country of exploitation"), Kind.ROWS, 2, list="country"),
    Field("consents", _("What the person agreed to"), Kind.CODES, 2, list="consent_scope", once=True),
    Field("consents_on", _("Agreed on"), Kind.DATE, 2, once=True),
    Field("legal_duty", _("The institution has a legal duty to report to the register"), Kind.FLAG, 2),
    Field(
        "legal_basis",
        _("Legal act that says so"),
        Kind.TEXT,
        2,
        hint=_("Act and article. Needed if there is a legal duty."),
    ),
    Field("review_on", _("Look at the case again on"), Kind.DATE, 2),
    Field(
        "note",
        _("Note"),
        Kind.LONG,
        2,
        once=True,
        hint=_("Stays in your institution. It never goes into the register."),
        longest=4000,
    ),
)


SHORT = 40  # codes that are offered as tick boxes


def _lazily(text: Text | None) -> Any:
    """A text of the vocabulary in the language of whoever looks."""
    return lazy(lambda: text.in_(get_language() or "lt"), str)() if text else ""


def _kind(one: record_model.Field) -> Kind:
    if one.kind == "code":
        if not one.many:
            return Kind.CODE
        return Kind.CODES if len(code_list(one.list)) <= SHORT else Kind.ROWS
    if one.kind == "month" and one.day:
        return Kind.DATE
    return {"month": Kind.MONTH, "count": Kind.COUNT, "money": Kind.MONEY, "flag": Kind.YES_NO, "text": Kind.TEXT}[
        one.kind
    ]


def of_model(one: record_model.Field) -> Field:
    """A field of the record model as a field of the case file."""
    needed = one.required == "always" and one.home == "part"
    return Field(
        one.code, _lazily(one.text), _kind(one), 3, one.list, needed, hint=_lazily(one.help), most=one.most,
    )  # fmt: skip


ANSWERS = tuple(of_model(one) for one in record_model.answers())
BY_NAME = {field.name: field for field in (*FIELDS, *ANSWERS)}

IDENTITY = (
    "given_names",
    "family_name",
    "other_names",
    "birth_date",
    "personal_code",
    "phone",
    "email",
    "representative",
)
PERSON = tuple(field for field in FIELDS if field.page == 1)
EVENT = tuple(field for field in FIELDS if field.page == 2)
EVENT_LATER = tuple(field for field in EVENT if not field.once)

# What the case page shows of the facts, in order; `missing` reasons are told beside what they explain.
FACTS = tuple(
    field for field in FIELDS if field.name not in IDENTITY and not field.once and not field.name.endswith("_missing")
)
