"""What a case says, in the shape of the message: what is asked next and the rules of the record look at this.

It is read as it stands and proves nothing: what leaves is built and proven by the gate.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from gija.commons.casefile import queries
from gija.commons.casefile.file import Case
from gija.vocabulary import record_model as model
from gija.vocabulary import record_rules as rules

Facts = dict[str, Any]
SAME = (
    "sex", "age_group", "citizenship", "municipality", "exploitation_realised", "recruitment_methods", "means",
    "status", "consents", *(f"countries_{role}" for role in rules.ROLES),
)  # fmt: skip


def facts_of(case: Case) -> Facts:
    """Everything the case says that the record model knows, months for days."""
    main = [case.exploitation_main] if case.exploitation_main else []
    found: Facts = {
        "sender_kind": case.institution_kind, "registration_month": _month(case.registered_on), "sex": case.sex,
        "birth_year": case.birth_year, "age_group": case.age_group, "citizenship": case.citizenship,
        "municipality": case.municipality, "exploitation_forms": [*main, *case.exploitation_others],
        "exploitation_realised": case.exploitation_realised, "recruitment_methods": case.recruitment_methods,
        "means": case.means, "services": [one.service for one in queries.standing(case.assistance)],
        "consents": queries.scopes(case),
        **{f"countries_{role}": getattr(case, f"countries_{role}") for role in rules.ROLES},
    }  # fmt: skip
    if (status := queries.status_of(case)) is not None:
        found |= {"status": status.status, "status_month": _month(status.on)}
        found["status_authority_kind"] = status.authority_kind
    found |= told(case.answers)
    there = parts_by_group(case)
    for group in model.groups():
        found[group.message] = [part_facts(group, one.said) for one in there.get(group.code, ())]
    return found


def facts_from(values: dict[str, Any], kind: str, services: Iterable[str] = ()) -> Facts:
    """The same of values that were read and are no case yet; `kind`: that of the institution."""
    main = [values["exploitation_main"]] if values.get("exploitation_main") else []
    born = values.get("birth_date") or ""
    found: Facts = {
        "sender_kind": kind, "registration_month": _month(values.get("registered_on")), "services": list(services),
        "birth_year": int(born[:4]) if born else None, "status_month": _month(values.get("status_on")),
        "status_authority_kind": values.get("authority_kind"),
        "exploitation_forms": [*main, *values.get("exploitation_others", ())],
    }  # fmt: skip
    same = {name: values[name] for name in SAME if name in values}
    plain = {one.code: values[one.code] for one in model.answers() if values.get(one.code) not in (None, "", [])}
    iso = {code: v.isoformat() if hasattr(v, "isoformat") else v for code, v in plain.items()}
    return found | same | told(iso)


def told(answers: dict[str, Any]) -> Facts:
    """Answers as they would be told: a month where a day is kept."""
    return {one.code: as_told(one, answers[one.code]) for one in model.answers() if one.code in answers}


def part_facts(group: model.Group, said: dict[str, Any]) -> Facts:
    """A part of a group under the names of the message."""
    return {one.name: as_told(one, said[one.code]) for one in group.fields if one.code in said and one.leaves}


def as_told(one: model.Field, value: Any) -> Any:
    """The month of a day; anything else as it is."""
    return value[:7] if one.kind == "month" and isinstance(value, str) else value


def parts_by_group(case: Case) -> dict[str, list[Any]]:
    """The parts that stand, in order of entering, by their group."""
    found: dict[str, list[Any]] = {}
    for one in queries.standing(case.parts):
        found.setdefault(one.group, []).append(one)
    return found


def parts(case: Case, group: str) -> list[Any]:
    """The parts of a group that stand, in order of entering."""
    return parts_by_group(case).get(group, [])


def asked(case: Case, facts: Facts | None = None) -> tuple[model.Field, ...]:
    """The answers that this case is asked for, by what it says already."""
    known = facts_of(case) if facts is None else facts
    return tuple(one for one in model.answers() if one.is_asked(known))


def asked_groups(case: Case, facts: Facts | None = None) -> tuple[model.Group, ...]:
    """The groups of which this case may have parts."""
    known = facts_of(case) if facts is None else facts
    return tuple(one for one in model.groups() if one.is_asked(known))


def open_questions(case: Case, facts: Facts | None = None) -> tuple[model.Field, ...]:
    """What is asked, not answered, and has no reason why."""
    reasons = case.missing if isinstance(case.missing, dict) else {}
    return tuple(
        one for one in asked(case, facts)
        if one.leaves and case.answers.get(one.code) in (None, "", []) and one.code not in reasons
    )  # fmt: skip


def found_in(case: Case) -> tuple[rules.Finding, ...]:
    """What the rules of the record find in the case as it stands."""
    return rules.findings(facts_of(case))


def texts(kept: str) -> dict[str, str]:
    """Texts that stay home, field -> text."""
    found: dict[str, str] = json.loads(kept) if kept else {}
    return found


def _month(day: Any) -> str | None:
    return day.strftime("%Y-%m") if hasattr(day, "strftime") else None
