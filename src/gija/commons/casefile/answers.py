"""Answers to the record model, a page at a time: what the earlier ones leave open is asked, the rest falls away."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from gija.commons.casefile import facts as f
from gija.commons.casefile.acts import audited, held, touched
from gija.commons.casefile.beside import refused
from gija.commons.casefile.fields import Field, of_model
from gija.commons.casefile.file import Case, CaseFile
from gija.commons.casefile.reading import Fault, FaultsError, Values, check
from gija.commons.permissions import Actor
from gija.vocabulary import record_model as model
from gija.vocabulary import record_rules as rules
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list

# Field of the record -> what it is made of on the first two pages.
FIELD_OF = {
    "birth_year": "birth_date", "registration_month": "registered_on", "exploitation_forms": "exploitation_main",
    "status_month": "status_on", "status_authority_kind": "authority_kind",
}  # fmt: skip
PAGES = tuple(page for page in model.pages() if any(one.page == page for one in model.answers()))


def fields_of(case: Case, page: str, given: Mapping[str, Any] | None = None) -> tuple[Field, ...]:
    """What this page asks of this case; `given`: as if this had been answered too."""
    known = f.facts_of(case) | f.told(dict(given or {}))
    return tuple(of_model(one) for one in model.answers() if one.page == page and one.is_asked(known))


def answer(
    file: CaseFile, actor: Actor | None, case_id: str, page: str, data: Mapping[str, Any], *, version: int | None = None
) -> Case:
    """Write one page of answers. What is empty stays open; what is no longer asked, on any page, falls away.

    Refuses faults, what breaks a rule of the record on this page, what another room guards, and a `version` that is no
    longer the present one.
    """
    if page not in PAGES:
        raise GijaError("casefile.not_found")
    with held(file, actor, case_id) as (who, case):
        if version is not None and version != case.version:
            raise GijaError("casefile.changed_meanwhile")
        values = read_open(case, page, data)
        before = dict(case.answers)
        put(case, values)
        broken = faults_of(rules.errors(f.facts_of(case)), values) + refused(file, case, before)
        if broken:
            raise FaultsError(broken)
        changed = sorted(code for code in {*before, *case.answers} if before.get(code) != case.answers.get(code))
        touched(case)
        audited(file, who, "change", case, page=page, fields=changed)
    return case


def read_open(case: Case, page: str, data: Mapping[str, Any]) -> Values:
    """The answers to what this page asks, also to what only these answers open up. Raises `FaultsError`."""
    asked = fields_of(case, page)
    values: Values = {}
    for _ in range(3):  # a question may open another, and that one more
        values, faults = check(data, asked, whole=False)
        if faults:
            raise FaultsError(faults)
        wider = fields_of(case, page, plain(values))
        if len(wider) == len(asked):
            break
        asked = wider
    return {one.name: values[one.name] for one in asked if one.name in values}


def put(case: Case, values: Values) -> None:
    """Take answers into the case; forget those that nothing asks for any more, and reasons for what is now said."""
    texts = f.texts(case.kept)
    for code, value in plain(values).items():
        where: dict[str, Any] = texts if model.field(code).kind == "text" else case.answers
        where.pop(code, None)
        if value not in (None, "", []):
            where[code] = value
    case.kept = json.dumps(texts, ensure_ascii=False) if texts else ""
    forget_unasked(case)
    case.missing = {code: why for code, why in case.missing.items() if code not in case.answers}


def forget_unasked(case: Case) -> None:
    """Drop the answers that earlier ones no longer ask for; dropping one may drop another."""
    for _ in range(4):
        asked = {one.code for one in f.asked(case)}
        if set(case.answers) <= asked:
            return
        case.answers = {code: value for code, value in case.answers.items() if code in asked}


def plain(values: Values) -> dict[str, Any]:
    """Values that were read, as JSON keeps them."""
    return {name: v.isoformat() if isinstance(v, dt.date) else v for name, v in values.items()}


def faults_of(found: Iterable[rules.Finding], values: Mapping[str, Any]) -> list[Fault]:
    """Findings at the fields they are about, of those that were asked."""
    named = [(FIELD_OF.get(one.rule.field, one.rule.field), one.text) for one in found]
    return [Fault(name, "casefile.rule", {"rule": text}) for name, text in named if name in values]


def say_why(file: CaseFile, actor: Actor | None, case_id: str, data: Mapping[str, Any]) -> Case:
    """Why questions stay open: field -> code of `missing`, empty to take a reason back. Others are left as they are."""
    with held(file, actor, case_id) as (who, case):
        open_ = {one.code for one in f.asked(case) if one.leaves and one.code not in case.answers}
        said = {code: str(why) for code, why in data.items() if code in open_}
        if wrong := [code for code, why in said.items() if why and why not in code_list("missing")]:
            raise FaultsError([Fault(code, "casefile.code", {"list": code_list("missing").text}) for code in wrong])
        reasons = {**case.missing, **said}
        case.missing = {code: why for code, why in reasons.items() if why}
        touched(case)
        audited(file, who, "change", case, page="missing", fields=sorted(said))
    return case
