"""What a revision says in the record model, in words: answers, parts, reasons, what the rules found."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gija.register.records import answered, queries
from gija.register.records.models import Revision
from gija.vocabulary import record_model as model
from gija.vocabulary.lists import code_list
from gija.vocabulary.record_rules import ERROR, rules

Rows = list[tuple[str, str]]


def sections(revision: Revision, language: str) -> list[tuple[str, Rows]]:
    """Title and rows: the answers of the record by page, then each part."""
    said = queries.answers_of(revision)
    record = said.get(answered.RECORD, {}).get(0, {})
    reasons = {one.field: one.reason for one in revision.missings.all()}
    found = []
    for page, title in model.pages().items():
        asked = [one for one in model.sent_answers() if one.page == page]
        rows = _rows(asked, record, language) + [
            (one.text.in_(language), code_list("missing")[reasons[one.code]].text.in_(language))
            for one in asked
            if one.code in reasons
        ]
        if rows:
            found.append((title.in_(language), rows))
    return found + [part for group in model.groups() for part in _parts(group, said.get(group.code, {}), language)]


def _parts(group: model.Group, items: dict[int, dict[str, list[object]]], language: str) -> list[tuple[str, Rows]]:
    return [(f"{group.text.in_(language)} {item}", _rows(group.fields, one, language)) for item, one in items.items()]


def _rows(fields: tuple[model.Field, ...] | list[model.Field], said: dict[str, list[object]], language: str) -> Rows:
    return [
        (one.text.in_(language), "; ".join(_word(one, value, language) for value in said[one.code]))
        for one in fields
        if one.code in said
    ]


def _word(one: model.Field, value: object, language: str) -> str:
    if one.kind == "code":
        return code_list(one.list)[str(value)].text.in_(language)
    if one.kind == "flag":
        return _("yes") if value else _("no")
    if one.kind == "money" and isinstance(value, int):
        return f"{value // 100},{value % 100:02} €"
    return str(value)


def findings(revision: Revision, language: str) -> list[tuple[bool, str]]:
    """What the rules found when it came in: is it an error, and the sentence."""
    texts = {rule.code: rule.text.in_(language) for rule in rules()}
    return [(one.level == ERROR, texts[one.rule]) for one in revision.findings.all()]
