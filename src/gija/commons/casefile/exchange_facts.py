"""A case in the shape of a victim's record, for formats of others: codes and months, nothing that tells who it is.

The gate refuses a case that may not go to the register; a file for the own use may be made of it all the same.
"""

from __future__ import annotations

from typing import Any

from gija.commons.casefile import facts as f
from gija.commons.casefile import queries
from gija.commons.casefile.file import Case
from gija.vocabulary import record_model as model
from gija.vocabulary import record_rules as rules


def record_of(case: Case) -> dict[str, Any]:
    """What the case says, as `VictimRecord.data()` would; no number of the case and none of the record."""
    said = f.facts_of(case)
    countries = [
        {"country": country, "role": role} for role in rules.ROLES for country in said.pop(f"countries_{role}", ())
    ]
    services = [
        {"service": one.service, "start": _month(one.start), "end": _month(one.end),
         "provider_kind": one.provider_kind or None}
        for one in queries.standing(case.assistance)
    ]  # fmt: skip
    asked = {one.code for one in f.asked(case)}
    told = {
        name: value for name, value in said.items() if not _answer(name) or (name in asked and model.field(name).leaves)
    }
    return told | {"countries": countries, "services": services}


def _answer(name: str) -> bool:
    return any(one.code == name for one in model.answers())


def _month(day: Any) -> str | None:
    return day.strftime("%Y-%m") if day else None
