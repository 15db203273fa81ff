"""The depersonalise gate: a case in, a record of codes, years and months out. Nothing else has a way through.

It never opens the table of persons: of a birth date only the year stands with the facts. What is no code of its list,
no day, no year is refused, wherever it came from. Free text has no field in the message (`gija.messages.fields`).

Beside the record, under the same number, an encoding sealed to the linkage unit leaves in the same transaction
(`linking_letters.beside`): nobody but the sender ever has both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from gija.commons.casefile import facts, queries
from gija.commons.casefile.file import Case
from gija.commons.directory.models import Institution
from gija.messages.record_parts import PARTS
from gija.messages.victims import CountryPart, ServicePart, StatusPart, VictimRecord, VictimRecordWithdrawn
from gija.vocabulary import record_model as model
from gija.vocabulary import record_rules as rules
from gija.vocabulary.errors import GijaError

STATISTICS = "statistics"
ROLES = ("recruitment", "transit", "exploitation")
NOT_COLLECTED, UNKNOWN = "NC", "UNK"
ANSWERS = frozenset(one.code for one in model.sent_answers())


def problems(case: Case) -> list[GijaError]:
    """Why the record may not leave yet; empty when it may."""
    return [*_ground(case), *_broken(rules.errors(facts.facts_of(case)))]


def _broken(found: Iterable[rules.Finding]) -> list[GijaError]:
    return [GijaError("casefile.gate_rule", rule=one.text) for one in found]


def _ground(case: Case) -> list[GijaError]:
    """What the record stands on: a finished case, a status, a consent or a legal duty."""
    found = []
    if case.completed_at is None:
        found.append(GijaError("casefile.gate_unfinished"))
    if queries.status_of(case) is None:
        found.append(GijaError("casefile.gate_no_status"))
    if STATISTICS not in queries.scopes(case) and case.legal_duty is not True:
        found.append(GijaError("casefile.gate_no_consent"))
    return found


def depersonalise(case: Case) -> VictimRecord:
    """The record of this case, as its next revision. Refuses what `problems` names, and with `casefile.gate_refused`
    anything that is not a value of its kind: the fields are named, what stood in them is not."""
    if found := _ground(case):
        raise found[0]
    try:
        record = VictimRecord(**_facts(case), **_histories(case), **_model(case))
    except ValidationError as error:
        fields = ", ".join(sorted({str(fault["loc"][0]) if fault["loc"] else "missing" for fault in error.errors()}))
    else:
        if broken := _broken(rules.errors(record.data())):
            raise broken[0]
        return record
    raise GijaError("casefile.gate_refused", fields=fields)  # outside: the fault must not carry what stood there


def withdrawn(case: Case, month: dt.date) -> VictimRecordWithdrawn:
    """The message that the record which the register has of this case is to be forgotten."""
    return VictimRecordWithdrawn(
        record_id=case.record_id, revision=case.revision, sender=_sender(case), month=_month("month", month)
    )


def _facts(case: Case) -> dict[str, Any]:
    citizenship = _list("citizenship", case.citizenship)
    blank = {
        "birth_year": case.birth_year is None,
        "citizenship": not citizenship,
        "municipality": not case.municipality,
    }
    if not isinstance(case.answers, dict):
        raise _refused("answers")
    told = case.missing if isinstance(case.missing, dict) else {}
    if told and not all(isinstance(why, str) for pair in told.items() for why in pair):
        raise _refused("missing")
    reasons = {"birth_year": told.get("birth_date", UNKNOWN), "citizenship": told.get("citizenship", UNKNOWN)}
    missing = {name: reasons.get(name, NOT_COLLECTED) for name, empty in blank.items() if empty}
    status = queries.status_of(case)
    if status is not None and status.on is None:
        missing["status_month"] = UNKNOWN
    missing |= {name: why for name, why in told.items() if name in ANSWERS and name not in case.answers}
    if "case_status" not in {*case.answers, *missing}:
        missing["case_status"] = NOT_COLLECTED
    return {
        "record_id": case.record_id,
        "revision": _next(case.revision),
        "sender": _sender(case),
        "sender_kind": case.institution_kind,
        "registration_month": _month("registration_month", case.registered_on),
        "sex": case.sex,
        "birth_year": case.birth_year,
        "age_group": case.age_group,
        "citizenship": tuple(citizenship),
        "municipality": case.municipality or None,
        "exploitation_forms": (case.exploitation_main, *_list("exploitation_forms", case.exploitation_others)),
        "exploitation_realised": case.exploitation_realised,
        "recruitment_methods": tuple(_list("recruitment_methods", case.recruitment_methods)),
        "means": tuple(_list("means", case.means)),
        "missing": missing,
    }


def _histories(case: Case) -> dict[str, Any]:
    status: Any = queries.status_of(case)
    services = [
        ServicePart(
            service=one.service, start=_month("services", one.start), end=_month_or_none("services", one.end),
            provider_kind=one.provider_kind or None,
        )
        for one in queries.standing(case.assistance)
    ]  # fmt: skip
    history = [
        StatusPart(status=one.status, month=_month_or_none("status_history", one.on), authority_kind=one.authority_kind)
        for one in queries.standing(case.statuses)
    ]
    countries = [
        CountryPart(country=country, role=role)
        for role in ROLES
        for country in _list("countries", getattr(case, f"countries_{role}"))
    ]
    return {
        "status": status.status,
        "status_month": _month_or_none("status_month", status.on),
        "status_authority_kind": status.authority_kind,
        "status_history": tuple(sorted(set(history), key=lambda one: (one.month or "", one.status))),
        "services": tuple(sorted(set(services), key=lambda one: (one.start, one.service, one.end or ""))),
        "countries": tuple(countries),
        "consents": tuple(queries.scopes(case)),
    }


def _model(case: Case) -> dict[str, Any]:
    """The answers that are asked for, and the parts; each is proven by the types of the message."""
    try:
        known, there = facts.facts_of(case), facts.parts_by_group(case)
        asked = facts.asked(case, known)
        told: dict[str, Any] = {
            one.code: _told(one, case.answers[one.code]) for one in asked if one.leaves and one.code in case.answers
        }
        for group in facts.asked_groups(case, known):
            told[group.message] = tuple(_part(group, one.said) for one in there.get(group.code, ()))
    except (TypeError, ValueError, KeyError, AttributeError):
        told = {}
    else:
        return told | _duration(told)
    raise _refused("answers")


def _told(one: model.Field, value: Any) -> Any:
    """An answer as the message has it: a month for a day, several in one order."""
    if one.many:
        several = _list(one.code, value)
        return tuple(several)
    if one.day:
        return _month(one.code, dt.date.fromisoformat(value))
    return value


def _part(group: model.Group, said: Any) -> Any:
    fields = {one.name: _told(one, said[one.code]) for one in group.fields if one.leaves and one.code in said}
    return PARTS[group.code](**fields)


def _duration(told: dict[str, Any]) -> dict[str, Any]:
    first, last = (told.get(name) for name in ("exploitation_start", "exploitation_end"))
    return {"duration": rules.duration(first, last)} if first and last and first <= last else {}


def _sender(case: Case) -> str:
    """Only an institution of the directory: a made-up code could be a name."""
    if not Institution.objects.filter(code=str(case.institution)).exists():
        raise _refused("sender")
    return str(case.institution)


def _next(revision: Any) -> int:
    if type(revision) is not int:
        raise _refused("revision")
    return revision + 1


def _list(name: str, values: Any) -> list[str]:
    """Codes in one order: that of entering could say something."""
    if not isinstance(values, list | tuple) or not all(isinstance(value, str) for value in values):
        raise _refused(name)
    return sorted(set(values))


def _month(name: str, value: Any) -> str:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise _refused(name)
    return f"{value.year:04}-{value.month:02}"


def _month_or_none(name: str, value: Any) -> str | None:
    return None if value is None else _month(name, value)


def _refused(name: str) -> GijaError:
    return GijaError("casefile.gate_refused", fields=name)
