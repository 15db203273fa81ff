"""A message in words: what the sender sees before it leaves, made from the message itself and not from the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gija.commons.directory.queries import name_on
from gija.vocabulary.lists import code_list

LABELS: dict[str, tuple[str | Promise, str]] = {  # field -> label, code list
    "record_id": (gettext_lazy("Random number of the record"), ""),
    "revision": (gettext_lazy("Revision"), ""),
    "sender": (gettext_lazy("Sender"), "institution"),
    "sender_kind": (gettext_lazy("Kind of sender"), "institution_kind"),
    "registration_month": (gettext_lazy("Month of registration"), ""),
    "status": (gettext_lazy("Status"), "victim_status"),
    "status_month": (gettext_lazy("Month of the status"), ""),
    "status_authority_kind": (gettext_lazy("Kind of institution that gave the status"), "institution_kind"),
    "sex": (gettext_lazy("Sex"), "sex"),
    "birth_year": (gettext_lazy("Year of birth"), ""),
    "age_group": (gettext_lazy("Age group on the day of registration"), "age_group"),
    "citizenship": (gettext_lazy("Citizenship"), "country"),
    "municipality": (gettext_lazy("Municipality"), "municipality"),
    "exploitation_forms": (gettext_lazy("Forms of exploitation, the main one first"), "exploitation"),
    "exploitation_realised": (gettext_lazy("Did the exploitation take place?"), "exploitation_stage"),
    "recruitment_methods": (gettext_lazy("How the person was recruited"), "recruitment_method"),
    "means": (gettext_lazy("Means used"), "means_legal"),
    "countries": (gettext_lazy("Countries"), "country"),
    "services": (gettext_lazy("Services"), "service"),
    "consents": (gettext_lazy("Consent"), "consent_scope"),
    "missing": (gettext_lazy("Why a field is empty"), "missing"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the message: what it is called, what it says in words, and what it says as sent."""

    label: str
    words: tuple[str, ...]


def lines(body: Mapping[str, Any], language: str) -> list[Line]:
    """Every field of the message, in its order; one that has no label here is shown under its own name."""
    found = []
    for name, value in body.items():
        label, listed = LABELS.get(name, (name, ""))
        found.append(Line(str(label), tuple(_words(name, value, listed, language))))
    return found


def _words(name: str, value: Any, listed: str, language: str) -> list[str]:
    if name == "countries":
        return [f"{_code(c['country'], listed, language)}: {_code(c['role'], 'country_role', language)}" for c in value]
    if name == "services":
        return [f"{_code(s['service'], listed, language)}, {s['start']}–{s['end'] or _('goes on')}" for s in value]
    if name == "missing":
        return [f"{LABELS[f][0]}: {_code(reason, listed, language)}" for f, reason in value.items()]
    if isinstance(value, list):
        return [_code(one, listed, language) for one in value]
    return [] if value is None else [_code(value, listed, language)]


def _code(value: Any, listed: str, language: str) -> str:
    if listed == "institution":
        return name_on(str(value), language=language)
    if not listed:
        return str(value)
    known = code_list(listed)
    return known[value].text.in_(language) if value in known else str(value)
