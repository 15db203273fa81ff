"""A message in words: what the sender sees before it leaves, made from the message itself and not from the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gija.commons.directory.queries import name_on
from gija.vocabulary import record_model as model
from gija.vocabulary.lists import code_list

LABELS: dict[str, str | Promise] = {  # where the message says it otherwise than the record model
    "countries": gettext_lazy("Countries"),
    "recruitment_methods": gettext_lazy("How the person was recruited"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the message: what it is called, what it says in words, and what it says as sent."""

    label: str
    words: tuple[str, ...]


def lines(body: Mapping[str, Any], language: str) -> list[Line]:
    """Every field of the message, in the order of the record model; one that it does not know, under its own name."""
    order = {name: at for at, name in enumerate([one.code for one in model.fields()])}
    names = sorted(body, key=lambda name: order.get(name, len(order)))
    return [Line(_label(name, language), tuple(_words(name, body[name], language))) for name in names]


def _label(name: str, language: str) -> str:
    if name in LABELS:
        return str(LABELS[name])
    found = FIELDS.get(name) or GROUPS.get(name)
    return found.text.in_(language) if found else name


def _words(name: str, value: Any, language: str) -> list[str]:
    if name == "countries":
        return [
            f"{_code(c['country'], 'country', language)}: {_code(c['role'], 'country_role', language)}" for c in value
        ]
    if name == "services":
        return [_service(one, language) for one in value]
    if name == "missing":
        return [f"{_label(f, language)}: {_code(reason, 'missing', language)}" for f, reason in value.items()]
    if name == "status_history":
        return [_status(one, language) for one in value]
    if name in GROUPS:
        return [_part(GROUPS[name], one, language) for one in value]
    several = value if isinstance(value, list) else [] if value is None else [value]
    return [_one(FIELDS.get(name), one, language) for one in several]


def _service(one: Mapping[str, Any], language: str) -> str:
    said = f"{_code(one['service'], 'service', language)}, {one['start']}–{one['end'] or _('goes on')}"
    kind = one.get("provider_kind")
    return f"{said}, {_code(kind, 'institution_kind', language)}" if kind else said


def _status(one: Mapping[str, Any], language: str) -> str:
    given = _code(one["authority_kind"], "institution_kind", language)
    return ", ".join(filter(None, [one["month"], _code(one["status"], "victim_status", language), given]))


def _part(group: model.Group, said: Mapping[str, Any], language: str) -> str:
    found = []
    for one in group.fields:
        value = said.get(one.name)
        if one.leaves and value not in (None, []):
            several = value if isinstance(value, list) else [value]
            words = ", ".join(_one(one, single, language) for single in several)
            found.append(f"{one.text.in_(language)}: {words}")
    return "; ".join(found)


def _one(field: model.Field | None, value: Any, language: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field is not None and field.kind == "money":
        return f"{value // 100},{value % 100:02} €"
    return _code(value, field.list if field is not None and field.kind == "code" else "", language)


def _code(value: Any, listed: str, language: str) -> str:
    if listed == "institution":
        return name_on(str(value), language=language)
    if not listed:
        return str(value)
    known = code_list(listed)
    return known[value].text.in_(language) if value in known else str(value)


FIELDS = {one.code: one for one in model.fields()}
GROUPS = {one.message: one for one in model.groups()}
