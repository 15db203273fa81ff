"""Columns of an import: which field of a case each is, by its code or by its label in either language."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import override

from gija.commons.casefile.entries import PART
from gija.commons.casefile.entries import columns as entry_columns
from gija.commons.casefile.fields import ANSWERS, FIELDS

SERVICES = "services"  # `medical 2014-01-10 2014-02-01; legal 2014-03-01`
ASKED = (*FIELDS, *ANSWERS)
NAMES = (*(one.name for one in ASKED), SERVICES)
EXAMPLE = {
    "reference": "2014-017", "registered_on": "2014-03-05", "given_names": "Ona", "family_name": "Pavyzdytė",
    "birth_date": "1990-05-17", "sex": "F", "citizenship": "LTU", "municipality": "LT-57", "status": "presumed",
    "status_on": "2014-03-05", "authority_kind": "ngo", "exploitation_main": "sexual",
    "exploitation_realised": "realised", "recruitment_methods": "friends; online_social", "means": "deception",
    "countries_recruitment": "LTU", "countries_exploitation": "GBR", "consents": "service; statistics",
    "consents_on": "2014-03-05", "education": "3", "acts": "recruitment; harbouring", "exploitation_start": "2013-09",
    "exploitation_end": "2014-02", "sex_exploitation_types": "prostitution", "case_status": "active",
    SERVICES: "medical 2014-03-05 2014-03-20; legal 2014-03-10",
}  # fmt: skip


def titles() -> Mapping[str, str]:
    """Code and labels, folded -> field."""
    found = {name.casefold(): name for name in NAMES}
    for language in ("en", "lt"):
        with override(language):
            found = {str(one.label).casefold(): one.name for one in ASKED} | found
    return found


def matched(header: Sequence[str]) -> tuple[dict[int, str], list[int], list[str]]:
    """Position -> field; the numbers (from 1) of columns that mean nothing here; fields that stand twice."""
    known, found, unknown = titles(), {}, []
    if any(title.strip().casefold() == PART for title in header):
        known = {**{name: name for name in entry_columns()}, **known}
    for at, title in enumerate(header):
        name = known.get(" ".join(title.split()).casefold())
        if name:
            found[at] = name
        elif title:
            unknown.append(at + 1)
    names = list(found.values())
    return found, unknown, sorted({name for name in names if names.count(name) > 1})


def raw(row: Sequence[str], positions: Mapping[int, str]) -> dict[str, Any]:
    """A row as field -> text."""
    return {name: row[at] if at < len(row) else "" for at, name in positions.items()}


def template() -> str:
    """A CSV file with all columns and one made-up row, for a spreadsheet to open."""
    out = io.StringIO()
    written = csv.writer(out, delimiter=";", lineterminator="\r\n")
    written.writerow(NAMES)
    written.writerow([EXAMPLE.get(name, "") for name in NAMES])
    return "\ufeff" + out.getvalue()
