"""The record model of a case in words, page by page: answers, parts, how much is open, what the rules find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gija.commons.casefile import answers
from gija.commons.casefile import facts as f
from gija.commons.casefile.fields import Kind, of_model
from gija.commons.casefile.forms import language
from gija.commons.pages.templatetags.gija import code_text
from gija.vocabulary import record_model as model
from gija.vocabulary.record_rules import ERROR

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A group with its entries (also those struck out), each with its rows; `asked`: another may be entered."""

    code: str
    title: str
    entries: list[tuple[Any, Rows]]
    asked: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the model: what was answered, and how many questions stand open."""

    code: str
    title: str
    rows: Rows
    open: int
    groups: list[GroupShown]


def of(case: Any) -> list[Section]:
    """The pages of the model for this case, in order."""
    facts = f.facts_of(case)
    open_ = f.open_questions(case, facts)
    asked = {one.code for one in f.asked_groups(case, facts)}
    return [
        Section(
            page, model.pages()[page].in_(language()), _rows(case, page), sum(one.page == page for one in open_),
            [_group(case, group, group.code in asked) for group in model.groups() if group.page == page],
        )
        for page in answers.PAGES
    ]  # fmt: skip


def _rows(case: Any, page: str) -> Rows:
    said: Mapping[str, Any] = {**case.answers, **f.texts(case.kept)}
    found = []
    for one in model.answers():
        if one.page == page and (one.code in said or one.code in case.missing):
            words = worded(one, said[one.code]) if one.code in said else code_text(case.missing[one.code], "missing")
            found.append((one.text.in_(language()), words))
    return found


def _group(case: Any, group: model.Group, asked: bool) -> GroupShown:
    entries = [(one, _part(group, one)) for one in case.parts.all() if one.group == group.code]
    return GroupShown(group.code, group.text.in_(language()), entries, asked)


def _part(group: model.Group, entry: Any) -> Rows:
    said = {**entry.said, **f.texts(entry.kept)}
    return [(one.text.in_(language()), worded(one, said[one.code])) for one in group.fields if one.code in said]


def worded(one: model.Field, value: Any) -> str:
    """A value, as it is kept or as it leaves, in words."""
    if isinstance(value, list | tuple):
        return "; ".join(worded(one, single) for single in value)
    if one.kind == "code":
        return code_text(str(value), one.list)
    if of_model(one).kind is Kind.YES_NO:
        return _("yes") if value else _("no")
    return f"{value // 100},{value % 100:02} €" if one.kind == "money" else str(value)


def findings(case: Any) -> list[tuple[bool, str]]:
    """What the rules find: is it an error, and the sentence."""
    found = dict.fromkeys((one.level == ERROR, one.text.in_(language())) for one in f.found_in(case))
    return sorted(found, reverse=True)
