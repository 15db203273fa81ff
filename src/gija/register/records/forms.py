"""Filters of the list of records. They hold codes only, so they may stand in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gija.commons.directory.queries import text_on
from gija.commons.permissions import Actor
from gija.methods.tables import Period
from gija.register.records import rules
from gija.vocabulary.lists import code_list


class RecordsForm(forms.Form):
    """By member (for who sees them all), status, main form, and the half-year or year of registration."""

    sender = forms.ChoiceField(label=_("Member"), required=False)
    period = forms.ChoiceField(label=_("Registered in"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    form = forms.ChoiceField(label=_("Main form of exploitation"), required=False)

    def __init__(self, actor: Actor, months: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "lt"
        senders = sorted(rules.visible(actor).order_by().values_list("sender", flat=True).distinct())
        periods = sorted({p for m in months for p in (Period.half_of(m), Period(int(m[:4])))}, reverse=True)
        self._choices("sender", [(code, text_on(code).in_(language)) for code in senders])
        self._choices("period", [(str(p), p.text.in_(language)) for p in periods])
        self._choices("status", code_list("victim_status").choices(language))
        self._choices("form", code_list("exploitation").choices(language))
        if not rules.sees_all(actor, rules.READ):
            del self.fields["sender"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type; declared above
        field.choices = [("", _("All")), *choices]

    def filters(self) -> dict[str, Any]:
        """Arguments for `queries.listed`; a filter that is not valid is left out."""
        self.full_clean()
        said = {name: value for name, value in self.cleaned_data.items() if value} if self.is_bound else {}
        return said | ({"period": Period.of(said["period"])} if "period" in said else {})
