"""Forms of the record model, made of its fields: a page of answers, a part of a group, why a question stays open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gija.commons.casefile import answers, parts
from gija.commons.casefile import facts as f
from gija.commons.casefile.fields import Field, Kind, of_model
from gija.commons.casefile.forms import FaultsForm, PageForm, choices, language
from gija.commons.casefile.ids import new_id
from gija.vocabulary import record_model as model


class AnswersForm(PageForm):
    """One page of the record model: what earlier answers leave open."""

    def __init__(self, case: Any, page: str, data: Any = None) -> None:
        asked = answers.fields_of(case, page)
        given = as_typed(asked, {**case.answers, **f.texts(case.kept)})
        super().__init__(asked, data, kind=case.institution_kind, given={**given, "version": case.version})


class PartForm(PageForm):
    """One part of a group; `entry` is its number, so that a form sent twice enters one."""

    entry = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, case: Any, group: model.Group, data: Any = None, old: Any = None) -> None:
        said = {**old.said, **f.texts(old.kept)} if old else {}
        asked = parts.fields_of(case, group, said or _lenient(group, data))
        super().__init__(asked, data, kind=case.institution_kind, given={**as_typed(asked, said), "entry": new_id()})
        del self.fields["version"]


def _lenient(group: model.Group, data: Any) -> dict[str, Any]:
    """What was typed, as far as it is codes, so that what it opened stays open in a form with faults."""
    if not data:
        return {}
    several = data.getlist if hasattr(data, "getlist") else data.get
    return {one.code: several(one.code) if one.many else data.get(one.code) for one in group.fields if one.code in data}


class WhyForm(FaultsForm):
    """Why each question stays open."""

    def __init__(self, open_: Iterable[model.Field], reasons: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data, initial=dict(reasons))
        offered = [("", _("Still to be asked")), *choices("missing", language())]
        for one in open_:
            label = of_model(one).label
            self.fields[one.code] = forms.CharField(label=label, required=False, widget=forms.Select(choices=offered))

    def raw(self) -> dict[str, str]:
        """Field -> reason."""
        return {name: self.data.get(name, "") for name in self.fields}


def as_typed(asked: Iterable[Field], said: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON keeps them, as a form starts with them."""
    return {one.name: _typed(one, said[one.name]) for one in asked if one.name in said}


def _typed(one: Field, value: Any) -> Any:
    if one.kind is Kind.MONEY:
        return f"{value // 100},{value % 100:02}"
    if one.kind is Kind.YES_NO:
        return "yes" if value else "no"
    return value
