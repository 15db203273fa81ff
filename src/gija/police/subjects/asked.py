"""Who asked about a person: the institution's own stored questions, compared by the machine; only what agrees is shown.

Nobody reads through the questions for it: each is compared with what the person gave of themselves, and of those that
agree only the time, the role, the purpose and the answer are told, never the officer's name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gija.methods.names.identifiers import canonical
from gija.methods.search.scoring import HIT_THRESHOLD, number
from gija.methods.search.values import Query, Record
from gija.police.search.models import SearchQuery


@dataclass(frozen=True, slots=True)
class Asked:
    """One question about the person, as it may be told to them."""

    at: datetime
    institution_name: str
    role: str
    purpose: str
    outcome: str


def who_asked(values: Mapping[str, str], institution: str, *, leave_out: str = "") -> tuple[Asked, ...]:
    """The institution's questions about a person with these values, latest first; those for the person's own request
    (`subject_access`) left out. Questions that were erased after their time cannot be found any more."""
    rows = SearchQuery.objects.filter(institution=institution, type="person").exclude(purpose="subject_access")
    fields = ("asked_at", "institution_name", "role", "purpose", "outcome", "values")
    found = [
        Asked(row.asked_at, row.institution_name, row.role, row.purpose, row.outcome)
        for row in rows.exclude(pk=leave_out).only(*fields).order_by("-asked_at").iterator(chunk_size=500)
        if about(row.values, values)
    ]
    return tuple(found)


def about(asked: Mapping[str, str], person: Mapping[str, str]) -> bool:
    """Does a question with these values ask about this person? By personal code, else by likeness as in a search."""
    one, other = (canonical("person", "personal_code", said.get("personal_code", "")) for said in (asked, person))
    if one and other:
        return one == other
    if not asked.get("name") or not person.get("name"):
        return False
    record = Record("subject", "", "person", {field: (value,) for field, value in person.items()})
    return number(Query("person", dict(asked)), record) >= HIT_THRESHOLD
