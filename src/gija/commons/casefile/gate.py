"""The depersonalise gate: a case in, a record of codes, years and months out. Nothing else has a way through.

It never opens the table of persons: of a birth date only the year stands with the facts. What is no code of its list,
no day, no year is refused, wherever it came from. Free text has no field in the message (`gija.messages.fields`).

Beside the record, under the same number, an encoding sealed to the linkage unit will leave in the same transaction
(`submission.submit`); the part that counts each person once brings it, together with the key it is sealed to.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import ValidationError

from gija.commons.casefile import queries
from gija.commons.casefile.file import Case
from gija.commons.directory.models import Institution
from gija.messages.victims import CountryPart, ServicePart, VictimRecord, VictimRecordWithdrawn
from gija.vocabulary.errors import GijaError

STATISTICS = "statistics"
ROLES = ("recruitment", "transit", "exploitation")
NOT_COLLECTED, UNKNOWN = "NC", "UNK"


def problems(case: Case) -> list[GijaError]:
    """Why the record may not leave yet; empty when it may."""
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
    if found := problems(case):
        raise found[0]
    try:
        record = VictimRecord(**_facts(case), **_histories(case))
    except ValidationError as error:
        fields = ", ".join(sorted({str(fault["loc"][0]) if fault["loc"] else "missing" for fault in error.errors()}))
    else:
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
    told = case.missing if isinstance(case.missing, dict) else {}
    reasons = {"birth_year": told.get("birth_date", UNKNOWN), "citizenship": told.get("citizenship", UNKNOWN)}
    missing = {name: reasons.get(name, NOT_COLLECTED) for name, empty in blank.items() if empty}
    status = queries.status_of(case)
    if status is not None and status.on is None:
        missing["status_month"] = UNKNOWN
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
        ServicePart(service=one.service, start=_month("services", one.start), end=_month_or_none("services", one.end))
        for one in queries.standing(case.assistance)
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
        "services": tuple(sorted(set(services), key=lambda one: (one.start, one.service, one.end or ""))),
        "countries": tuple(countries),
        "consents": tuple(queries.scopes(case)),
    }


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
