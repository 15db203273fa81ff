"""What happens to a case: opened, changed, added to, struck out, read. One act, one transaction, one audit entry.

Each act that a form may send twice takes the number of what it makes: the second time nothing happens.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from gija.commons.audit.services import record
from gija.commons.casefile import answers, finding, parts, queries
from gija.commons.casefile.acts import CASE, audited, checked, enter, held, touched
from gija.commons.casefile.facts import facts_from, facts_of
from gija.commons.casefile.fields import ANSWERS, EVENT, EVENT_LATER, FIELDS, IDENTITY, PERSON
from gija.commons.casefile.file import Case, CaseFile
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.reading import Fault, FaultsError, Values, read
from gija.commons.directory.queries import institution as institution_of
from gija.commons.permissions import Actor, require
from gija.vocabulary import record_rules as rules
from gija.vocabulary.errors import GijaError

FACTS_OF_PERSON = ("reference", "registered_on", "sex", "age_group", "citizenship", "municipality")
MISSING = ("birth_date", "citizenship")


# ---- opening and changing ----


def open_case(
    file: CaseFile, actor: Actor | None, data: Mapping[str, Any], *, case_id: str = "", anyway: bool = False
) -> Case:
    """Open a case with the first page, or with both where `data` speaks of the second (`status`).

    `data` may bring answers to the record model by their codes and, under `parts`, group -> list of parts.
    Refuses faults (`FaultsError`) and, unless `anyway`, somebody who has a case here (`casefile.already_there`). With
    the `case_id` of a case that this institution has, nothing happens: the form was sent twice.
    """
    actor = require(actor, file.action("write"))
    kind = institution_of(actor.institution).kind
    both = bool(data.get("status"))
    asked = [*(FIELDS if both else PERSON), *(one for one in ANSWERS if one.name in data)]
    values = read(data, asked, kind=kind)
    if broken := answers.faults_of(rules.errors(facts_from(values, kind)), values):
        raise FaultsError(broken)
    try:
        with transaction.atomic(using=file.zone):
            known = not anyway and finding.known(file, actor.institution, values).exists()
            if there := _sent_twice(file, actor, case_id):  # looked for last: it may have been made this moment
                return there
            if known:
                raise GijaError("casefile.already_there")
            made = make(file, actor, values, kind, case_id or new_id())
            _parts(file, actor, made, data.get("parts") or {})
            audited(file, actor, "open", made, whole=both)
    except IntegrityError:  # the same form, sent twice at the same moment: the other was first
        if there := _sent_twice(file, actor, case_id):
            return there
        raise
    return made


def _parts(file: CaseFile, actor: Actor, case: Any, said: Mapping[str, Any]) -> None:
    """Parts that came with the pages: group -> what is said of each."""
    for group, several in said.items():
        for one in several:
            parts.enter_part(file, actor, case, parts.group_of(group), one)


def _sent_twice(file: CaseFile, actor: Actor, case_id: str) -> Case | None:
    if not case_id:
        return None
    there = file.case.objects.filter(pk=checked(case_id)).first()
    if there is not None:
        require(actor, file.action("write"), there.institution)
    return there


def make(file: CaseFile, actor: Actor, values: Values, kind: str, case_id: str, **more: Any) -> Case:
    """Write a case of values that were read. For `open_case` and the import, which write the audit entry."""
    now = timezone.now()
    person = file.person(institution=actor.institution, **{name: values.get(name, "") for name in IDENTITY})
    person.save(force_insert=True)
    made = file.case(
        id=case_id, person=person, institution=actor.institution, institution_name=actor.institution_name,
        institution_kind=kind, account=actor.account, actor_name=actor.name, opened_at=now, **more,
    )  # fmt: skip
    _put_person(made, values)
    if "status" in values:
        _put_event(made, values)
        made.completed_at = now
    made.save(force_insert=True)
    if "status" in values:
        _first_entries(file, actor, made, values)
    if said := {one.name: values[one.name] for one in ANSWERS if one.name in values}:
        answers.put(made, said)
        made.save()
    return made


def _put_person(case: Any, values: Values) -> None:
    for name in FACTS_OF_PERSON:
        setattr(case, name, values[name])
    born = values["birth_date"]
    case.birth_year = int(born[:4]) if born else None
    others = {code: why for code, why in case.missing.items() if code not in MISSING}
    case.missing = {**others, **{n: values[f"{n}_missing"] for n in MISSING if not values[n]}}


def _put_event(case: Any, values: Values) -> None:
    for one in EVENT_LATER:
        setattr(case, one.name, values[one.name])


def _first_entries(file: CaseFile, actor: Actor, case: Any, values: Values) -> None:
    """The history that page 2 begins: status, consents, a note."""
    if values["status"]:
        enter(file.status, actor, case, new_id(), **{n: values[n] for n in ("status", "authority_kind", "authority")},
               on=values["status_on"])  # fmt: skip
    for scope in values["consents"]:
        enter(file.consent, actor, case, new_id(), scope=scope, given_on=values["consents_on"])
    if values["note"]:
        enter(file.note, actor, case, new_id(), text=values["note"])


def change_person(
    file: CaseFile, actor: Actor | None, case_id: str, data: Mapping[str, Any], *, version: int | None = None
) -> Case:
    """Write the first page anew. Refuses faults, and a `version` that is no longer the present one."""
    with held(file, actor, case_id) as (who, case):
        values = read(data, PERSON)
        _unchanged(case, version)
        before = {**{n: getattr(case.person, n) for n in IDENTITY}, **{n: getattr(case, n) for n in FACTS_OF_PERSON}}
        changed = sorted(n for n, was in before.items() if was != values[n])
        for name in IDENTITY:
            setattr(case.person, name, values[name])
        _put_person(case, values)
        case.person.save()
        _holds_together(case, values)
        touched(case)
        audited(file, who, "change", case, page="person", fields=changed)
    return case


def record_event(
    file: CaseFile,
    actor: Actor | None,
    case_id: str,
    data: Mapping[str, Any],
    *,
    version: int | None = None,
    later: bool = False,
) -> Case:
    """Write the second page. `later`: it is not finished, what is empty may stay so; nothing of the history is begun.

    Refuses faults and a `version` that is no longer the present one.
    """
    with held(file, actor, case_id) as (who, case):
        first = case.completed_at is None
        values = read(data, EVENT if first and not later else EVENT_LATER, whole=not later, kind=case.institution_kind)
        _unchanged(case, version)
        changed = sorted(one.name for one in EVENT_LATER if getattr(case, one.name) != values[one.name])
        _put_event(case, values)
        if first and not later:
            case.completed_at = timezone.now()
            _first_entries(file, who, case, values)
        _holds_together(case, {} if later else values)
        touched(case)
        audited(file, who, "change", case, page="event", fields=changed, finished=case.completed_at is not None)
    return case


def _holds_together(case: Any, values: Values) -> None:
    """Forget answers that are no longer asked for; refuse what breaks a rule of the record at one of these fields."""
    answers.forget_unasked(case)
    if broken := answers.faults_of(rules.errors(facts_of(case)), values):
        raise FaultsError(broken)


def _unchanged(case: Any, version: int | None) -> None:
    if version is not None and version != case.version:
        raise GijaError("casefile.changed_meanwhile")


# ---- reading ----


def find(file: CaseFile, actor: Actor | None, data: Mapping[str, Any]) -> list[Case]:
    """Cases of one's own institution by personal code, by name and date of birth, or by own case number; refuses a
    question too thin."""
    actor = require(actor, file.action("read"))
    wanted = ("given_names", "family_name", "birth_date", "personal_code", "reference")
    said: Values = {}
    faults: list[Fault] = []
    for one in (one for one in PERSON if one.name in wanted):
        try:
            said |= read({one.name: data.get(one.name)}, [one])
        except FaultsError as error:
            faults += error.faults
    if faults:
        raise FaultsError(faults)
    by = sorted(finding.keys(actor.institution, said)) + ["reference"] * bool(said["reference"])
    if not by:
        raise FaultsError([Fault("personal_code", "casefile.too_thin")])
    with transaction.atomic(using=file.zone):
        found = list(finding.known(file, actor.institution, said))
        details: dict[str, Any] = {"by": by, "found": len(found)}
        record(file.zone, actor, file.action("find"), object_type=CASE, details=details)
    return found


def opened(file: CaseFile, actor: Actor | None, case_id: str, page: str = "case", act: str = "read") -> Case:
    """The case with its person, for a page that shows who it is: each look leaves one entry."""
    found = queries.case(file, actor, case_id, act)
    with transaction.atomic(using=file.zone):
        audited(file, actor, "read", found, page=page)
    return found


def looked_at_import(file: CaseFile, actor: Actor | None, found: Any) -> None:
    """Keep that somebody looked at the rows of a file, which name people."""
    with transaction.atomic(using=file.zone):
        record(
            file.zone, actor, file.action("read"), object_type="import", object_id=found.pk, details={"page": "import"}
        )
