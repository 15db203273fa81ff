"""Parts of a case of which there may be several: a further event, a perpetrator without a name, a permit, a decision.

Nothing is overwritten: a change strikes the entry out and enters another in its place. Each act that a form may send
twice takes the number of the entry it makes: the second time nothing happens.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from gija.commons.casefile import facts as f
from gija.commons.casefile.acts import audited, checked, enter, held, touched
from gija.commons.casefile.answers import plain
from gija.commons.casefile.fields import Field, of_model
from gija.commons.casefile.file import Case, CaseFile
from gija.commons.casefile.ids import new_id
from gija.commons.casefile.reading import Fault, FaultsError, check
from gija.commons.permissions import Actor
from gija.vocabulary import record_model as model
from gija.vocabulary import record_rules as rules
from gija.vocabulary.errors import GijaError


def fields_of(case: Case, group: model.Group, said: Mapping[str, Any] | None = None) -> tuple[Field, ...]:
    """What is asked of one part of this group, by what the case and the part say."""
    return asked_by(f.facts_of(case), group, said)


def asked_by(facts: f.Facts, group: model.Group, said: Mapping[str, Any] | None = None) -> tuple[Field, ...]:
    """The same by the facts of a case, which may be one that is not made yet."""
    known = dict(facts)
    if group.code == "further_event":  # an event of its own: what the first one says is not asked of it
        known = {code: value for code, value in known.items() if not _of_event(code)}
    known |= {one.code: f.as_told(one, (said or {}).get(one.code)) for one in group.fields}
    return tuple(of_model(one) for one in group.fields if one.is_asked(known))


def _of_event(code: str) -> bool:
    return any(one.code == code and one.event for one in model.fields())


def group_of(code: str) -> model.Group:
    """The group; `casefile.not_found` for an unknown one."""
    try:
        return model.group(code)
    except KeyError:
        raise GijaError("casefile.not_found") from None


def read_part(case: Case, group: model.Group, data: Mapping[str, Any]) -> dict[str, Any]:
    """What was said of one part, as JSON keeps it. Raises `FaultsError`; an empty part is refused."""
    return read_said(f.facts_of(case), group, data)


def read_said(known: f.Facts, group: model.Group, data: Mapping[str, Any]) -> dict[str, Any]:
    """The same by the facts of a case."""
    said: dict[str, Any] = {}
    asked = asked_by(known, group)
    for _again in range(3):
        values, faults = check(data, asked)
        said = {name: value for name, value in plain(values).items() if value not in (None, "", [])}
        wider = asked_by(known, group, said)
        if faults or len(wider) == len(asked):
            break
        asked = wider
    if not faults and not said:
        faults = [Fault(asked[0].name, "casefile.required")]
    if faults:
        raise FaultsError(faults)
    facts = {**known, group.message: [f.part_facts(group, said)]}
    broken = [one for one in rules.errors(facts) if one.rule.each == group.code]
    if broken:
        raise FaultsError([Fault(one.rule.field, "casefile.rule", {"rule": one.text}) for one in broken])
    return said


def add(
    file: CaseFile, actor: Actor | None, case_id: str, group: str, data: Mapping[str, Any], *, entry: str = ""
) -> Case:
    """Enter a part. Refuses faults, and more than the group has room for (`casefile.part_most`)."""
    of = group_of(group)
    entry = checked(entry)
    with held(file, actor, case_id) as (who, case):
        if entry and case.parts.filter(pk=entry).exists():
            return case
        if len(f.parts(case, group)) >= of.most:
            raise GijaError("casefile.part_most", limit=of.most)
        made = enter_part(file, who, case, of, data, entry)
        touched(case)
        audited(file, who, "part", case, entry=made.pk, group=group)
    return case


def change(
    file: CaseFile, actor: Actor | None, case_id: str, old: str, data: Mapping[str, Any], *, entry: str = ""
) -> Case:
    """Put another entry in the place of one, which is struck out and stays readable. Refuses faults."""
    entry = checked(entry)
    with held(file, actor, case_id) as (who, case):
        if entry and case.parts.filter(pk=entry).exists():
            return case
        found = one_part(case, old)
        made = enter_part(file, who, case, group_of(found.group), data, entry, replaces=found.pk)
        found.struck_at, found.struck_by_name, found.struck_reason = timezone.now(), who.name, _("Changed")
        found.save(update_fields=["struck_at", "struck_by_name", "struck_reason"])
        touched(case)
        audited(file, who, "part", case, entry=made.pk, group=found.group, replaces=found.pk)
    return case


def one_part(case: Case, entry: str) -> Any:
    """An entry that stands; `casefile.not_found` for any other."""
    found = case.parts.filter(pk=entry, struck_at=None).first()
    if found is None:
        raise GijaError("casefile.not_found")
    return found


def enter_part(
    file: CaseFile,
    who: Actor,
    case: Any,
    group: model.Group,
    data: Mapping[str, Any],
    entry: str = "",
    replaces: str = "",
) -> Any:
    """Write one part, in the transaction of an act that writes its audit entry. Refuses faults."""
    said = read_part(case, group, data)
    texts = {name: said.pop(name) for name in tuple(said) if model.field(name).kind == "text"}
    kept = json.dumps(texts, ensure_ascii=False) if texts else ""
    try:
        return enter(file.part, who, case, entry or new_id(), group=group.code, said=said, kept=kept, replaces=replaces)
    except IntegrityError:
        raise GijaError("casefile.not_found") from None  # a number that another case has
