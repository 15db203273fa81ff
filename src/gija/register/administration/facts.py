"""A revision in the shape of the record model's facts, so that its questions can be asked of it again."""

from __future__ import annotations

from typing import Any

from gija.register.records import answered
from gija.register.records.models import Revision
from gija.register.records.queries import answers_of
from gija.vocabulary import record_model as model

COUNTRY_ROLES = ("recruitment", "transit", "exploitation")
PARTS = (
    "forms",
    "citizenships",
    "recruitments",
    "means",
    "countryparts",
    "services",
    "consents",
    "missings",
    "answers",
)
PLAIN = (
    "registration_month", "status", "status_month", "status_authority_kind", "sex", "birth_year", "age_group",
    "municipality", "exploitation_realised", "sender_kind",
)  # fmt: skip
NOTHING = frozenset({"unknown", "U", "", None})


def facts_of(revision: Revision) -> dict[str, Any]:
    """Field code -> value, values; message name of a group -> its parts."""
    every: Any = revision
    found: dict[str, Any] = {name: getattr(revision, name) for name in PLAIN}
    found["citizenship"] = [one.country for one in every.citizenships.all()]
    found["exploitation_forms"] = [one.form for one in sorted(every.forms.all(), key=lambda one: one.place)]
    found["recruitment_methods"] = [one.method for one in every.recruitments.all()]
    found["means"] = [one.mean for one in every.means.all()]
    found["services"] = [one.service for one in every.services.all()]
    found["consents"] = [one.scope for one in every.consents.all()]
    for role in COUNTRY_ROLES:
        found[f"countries_{role}"] = [one.country for one in every.countryparts.all() if one.role == role]
    said = answers_of(revision)
    many = {one.code for one in model.fields() if one.many}
    for field, values in said.get(answered.RECORD, {}).get(0, {}).items():
        found[field] = values if field in many else values[0]
    for group in model.groups():
        found[group.message] = [dict(part) for part in said.get(group.code, {}).values()]
    return found


def says(value: Any) -> bool:
    """Does a value say something? “Unknown” says nothing; none and zero do."""
    if isinstance(value, list):
        return any(one not in NOTHING for one in value)
    return value not in NOTHING
