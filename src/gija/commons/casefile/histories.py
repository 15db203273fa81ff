"""The history of a case: statuses, services, consents, notes; ended, taken back, struck out, never overwritten.

Each act that a form may send twice takes the number of the entry it makes: the second time nothing happens.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from gija.commons.casefile import queries
from gija.commons.casefile.acts import audited, checked, enter, held, touched
from gija.commons.casefile.fields import EVENT
from gija.commons.casefile.file import Case, CaseFile
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.reading import Fault, FaultsError, day, read, text
from gija.commons.permissions import Actor
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

ENTRIES = {"status": "statuses", "assistance": "assistance", "consent": "consents", "note": "notes", "part": "parts"}


def add_status(file: CaseFile, actor: Actor | None, case_id: str, data: Mapping[str, Any], *, entry: str = "") -> Case:
    """An authority gave the person a status. `data`: status, status_on, authority_kind, authority."""
    fields = [one for one in EVENT if one.name in ("status", "status_on", "authority_kind", "authority")]
    values = read(data, fields)
    content = {"status": values["status"], "on": values["status_on"], "authority_kind": values["authority_kind"]}
    return _add(file, actor, case_id, "status", entry, {**content, "authority": values["authority"]})


def add_assistance(
    file: CaseFile, actor: Actor | None, case_id: str, data: Mapping[str, Any], *, entry: str = ""
) -> Case:
    """A service was given. `data`: service (code), start, end (empty: it goes on), provider_kind, provider."""
    service, start, end = text(data.get("service")), _a_day(data, "start"), _a_day(data, "end")
    if service not in code_list("service"):
        raise FaultsError([Fault("service", "casefile.required")])
    if start is None:
        raise FaultsError([Fault("start", "casefile.required")])
    if end and end < start:
        raise FaultsError([Fault("end", "casefile.order")])
    kind, provider = text(data.get("provider_kind")), text(data.get("provider"))[:200]
    if kind and kind not in code_list("institution_kind"):
        raise FaultsError([Fault("provider_kind", "casefile.code", {"list": code_list("institution_kind").text})])
    given = {"service": service, "start": start, "end": end, "provider_kind": kind, "provider": provider}
    return _add(file, actor, case_id, "assistance", entry, given)


def end_assistance(file: CaseFile, actor: Actor | None, case_id: str, entry: str, on: Any) -> Case:
    """The service ended on a day. Said again, nothing happens."""
    ended = _a_day({"end": on}, "end")
    if ended is None:
        raise FaultsError([Fault("end", "casefile.required")])
    with held(file, actor, case_id) as (who, case):
        found = _entry(case, "assistance", entry)
        if ended < found.start:
            raise FaultsError([Fault("end", "casefile.order")])
        if found.end == ended:
            return case
        found.end = ended
        found.save(update_fields=["end"])
        touched(case)
        audited(file, who, "assistance_end", case, entry=entry)
    return case


def give_consent(
    file: CaseFile, actor: Actor | None, case_id: str, data: Mapping[str, Any], *, entry: str = ""
) -> Case:
    """The person agreed to a scope. `data`: scope (code), given_on."""
    scope, given = text(data.get("scope")), _a_day(data, "given_on")
    if scope not in code_list("consent_scope"):
        raise FaultsError([Fault("scope", "casefile.required")])
    if given is None:
        raise FaultsError([Fault("given_on", "casefile.required")])
    return _add(file, actor, case_id, "consent", entry, {"scope": scope, "given_on": given})


def withdraw_consent(file: CaseFile, actor: Actor | None, case_id: str, entry: str, on: Any) -> Case:
    """The person took a consent back. If the register was told on its strength, the record is withdrawn with it; if it
    is told of the consent, it is told at once that it no longer holds, so that no later release stands on it.

    Said again, nothing happens.
    """
    withdrawn = _a_day({"withdrawn_on": on}, "withdrawn_on")
    if withdrawn is None:
        raise FaultsError([Fault("withdrawn_on", "casefile.required")])
    with held(file, actor, case_id) as (who, case):
        found = _entry(case, "consent", entry)
        if withdrawn < found.given_on:
            raise FaultsError([Fault("withdrawn_on", "casefile.order")])
        if found.withdrawn_on:
            return case
        found.withdrawn_on = withdrawn
        found.save(update_fields=["withdrawn_on"])
        touched(case)
        letter = _told_of(file, who, case)
        audited(file, who, "consent_withdraw", case, entry=entry, scope=found.scope, letter=letter)
    return case


def _told_of(file: CaseFile, who: Actor, case: Any) -> str:
    """The letter that follows from a consent taken back; empty where the register has nothing that stands on it."""
    from gija.commons.casefile.submission import correct_consents, take_back

    if not case.in_register:
        return ""
    if not case.legal_duty and "statistics" not in queries.scopes(case):
        return str(take_back(file, who, case).letter)
    kept = correct_consents(file, who, case)
    return str(kept.letter) if kept else ""


def add_note(file: CaseFile, actor: Actor | None, case_id: str, said: str, *, entry: str = "") -> Case:
    """A note, which stays home: what the register is told does not change."""
    note = read({"note": said}, [one for one in EVENT if one.name == "note"])["note"]
    if not note:
        raise FaultsError([Fault("note", "casefile.required")])
    return _add(file, actor, case_id, "note", entry, {"text": note})


def strike(file: CaseFile, actor: Actor | None, case_id: str, kind: str, entry: str, reason: str) -> Case:
    """Strike out an entry that was made in error; it stays readable. Again: nothing happens.

    Refused for the only consent on whose strength the register was told: that one is withdrawn instead.
    """
    said = text(reason)[:1000]
    if kind not in ENTRIES:
        raise GijaError("casefile.not_found")
    if not said:
        raise FaultsError([Fault("reason", "casefile.required")])
    with held(file, actor, case_id) as (who, case):
        found = _entry(case, kind, entry, struck=True)
        if found.struck_at:
            return case
        found.struck_at, found.struck_by_name, found.struck_reason = timezone.now(), who.name, said
        found.save(update_fields=["struck_at", "struck_by_name", "struck_reason"])
        if case.in_register and not case.legal_duty and "statistics" not in queries.scopes(case):
            raise GijaError("casefile.strike_consent")
        touched(case, told=kind != "note")
        audited(file, who, "strike", case, entry=entry, kind=kind)
    return case


def _a_day(data: Mapping[str, Any], name: str) -> dt.date | None:
    try:
        said = day(data.get(name))
    except ValueError:
        raise FaultsError([Fault(name, "casefile.day")]) from None
    if said and said > timezone.localdate():
        raise FaultsError([Fault(name, "casefile.future")])
    return said


def _add(file: CaseFile, actor: Actor | None, case_id: str, kind: str, entry: str, content: Mapping[str, Any]) -> Case:
    entry = checked(entry)
    with held(file, actor, case_id) as (who, case):
        if entry and getattr(case, ENTRIES[kind]).filter(pk=entry).exists():
            return case  # the same form sent twice
        try:
            made = enter(getattr(file, kind), who, case, entry or new_id(), **content)
        except IntegrityError:
            raise GijaError("casefile.not_found") from None  # a number that another case has
        touched(case, told=kind != "note")
        audited(file, who, kind, case, entry=made.pk)
    return case


def _entry(case: Any, kind: str, entry: str, *, struck: bool = False) -> Any:
    found = getattr(case, ENTRIES[kind]).filter(pk=entry).first()
    if found is None or (found.struck_at and not struck):
        raise GijaError("casefile.not_found")
    return found
