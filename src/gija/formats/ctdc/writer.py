"""Records of victims as rows of CTDC 2024. Values come through the mappings of the code lists (`ctdc2024:<column>`)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gija.formats.ctdc.codebook import NULL, columns, left_out
from gija.vocabulary import record_model as model
from gija.vocabulary import record_rules as rules
from gija.vocabulary.lists import code_list

TICKED = ("control_methods", "means", "exploitation_forms", "sectors", "sex_exploitation_types", "recruiter_relations")
ADULT = 18
PREFIX = "ctdc2024:"


@dataclass(frozen=True, slots=True)
class Written:
    """The file and how many records stand in it; `left_out`: records of people who are no victims."""

    text: str
    rows: int
    left_out: int


def write(records: Iterable[Mapping[str, Any]]) -> Written:
    """Records, in the shape of a victim's record, as CSV with the 27 columns; people who are no victims are left out.

    What a record does not say is `NULL`. No number of a record stands in the file, and rows stand in the order of their
    values: the order of entering could lead back to a person.
    """
    said = list(records)
    victims = [facts for facts in said if facts.get("status") not in left_out()]
    return Written(as_csv(sorted(map(tuple_of, victims))), len(victims), len(said) - len(victims))


def as_csv(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows under the header of the codebook: UTF-8, commas, as CTDC publishes."""
    out = io.StringIO()
    written = csv.writer(out, lineterminator="\r\n")
    written.writerow(columns())
    written.writerows(rows)
    return out.getvalue()


def tuple_of(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """One row in the order of the codebook."""
    return tuple(row_of(facts).values())


def row_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """A record as column -> value. Every value is one of the codebook's."""
    said = {
        "yearOfRegistration": str(facts.get("registration_month") or "")[:4],
        "gender": _gender(facts),
        "ageBroad": age_band(facts),
        "citizenship": _country(facts.get("citizenship") or ()),
        "CountryOfExploitation": _country(
            [one["country"] for one in facts.get("countries") or () if one["role"] == "exploitation"]
        ),
        "traffickMonths": _months(facts),
    }
    for field in TICKED:
        for code in facts.get(field) or ():
            said |= dict.fromkeys(_ticks(model.field(field).list).get(code, ()), "1")
    return {name: said.get(name) or NULL for name in columns()}


@cache
def _ticks(listed: str) -> Mapping[str, tuple[str, ...]]:
    """Code -> columns that it ticks."""
    return {
        one.code: tuple(name.removeprefix(PREFIX) for name in one.mappings if name.startswith(PREFIX))
        for one in code_list(listed)
    }


def _mapped(listed: str, code: Any, column: str) -> str:
    found = code_list(listed)[code].targets(PREFIX + column) if code in code_list(listed) else ()
    return found[0] if found and found[0] != NULL else ""


def _gender(facts: Mapping[str, Any]) -> str:
    return _mapped("gender", facts.get("gender_identity"), "gender") or _mapped("sex", facts.get("sex"), "gender")


def age_band(facts: Mapping[str, Any]) -> str:
    """The band of the age at registration, by year of birth; what the record says of child or adult goes first."""
    born, registered = facts.get("birth_year"), facts.get("registration_month")
    if not born or not registered:
        return ""
    age = int(registered[:4]) - int(born)
    group = facts.get("age_group")
    if group == "child":
        age = min(age, ADULT - 1)
    elif group == "adult":
        age = max(age, ADULT)
    for band in columns()["ageBroad"].values:
        low, _, high = band.removesuffix("+").partition("—")
        if int(low) <= age <= int(high or 999):
            return band
    return ""


def _country(codes: Iterable[str]) -> str:
    """The first country that has a code of ISO 3166."""
    return next((code for code in codes if code_list("country")[code].extra.get("alpha2")), "")


def _months(facts: Mapping[str, Any]) -> str:
    duration = facts.get("duration")
    start, end = facts.get("exploitation_start"), facts.get("exploitation_end")
    if not duration and start and end and start <= end:
        duration = rules.duration(start, end)
    return _mapped("duration", duration, "traffickMonths")
